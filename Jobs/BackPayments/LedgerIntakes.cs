using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Reconciliation;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;

namespace Disbursement.Jobs.BackPayments;

/// <summary>缴费基数和费率: a row that equals the latest of its area, insurance and day is known.</summary>
internal sealed class ContributionIntake(Act act) : IIntake<ContributionRow>
{
    public async Task Take(IReadOnlyList<ContributionRow> rows, IntakeTally tally, CancellationToken stop)
    {
        foreach (var two in rows.GroupBy(r => (r.Area, r.Insurance, r.EffectiveFrom)).Where(g => g.Count() > 1))
        {
            var (first, last) = (two.First(), two.Last());
            if (first with { LineNumber = 0 } == last with { LineNumber = 0 }) continue;
            tally.Rejected.Add((last.LineNumber, "生效日期",
                RejectionReason.TwoNumbers(first.LineNumber, last.LineNumber, "同一地区、险种、生效日期有两种基数和费率")));
            return;
        }

        foreach (var row in rows)
        {
            var before = await act.Connection.Rows("""
                select monthly_fen, unit_rate, personal_rate from contribution
                where area = $1 and kind = $2 and effective_from = $3 order by act desc, row_number desc limit 1
                """, r => (Wage: r.GetInt64(0), Unit: r.GetInt32(1), Personal: r.GetInt32(2)), stop, row.Area,
                (short)row.Insurance, row.EffectiveFrom);
            var isNew = await act.Connection.Execute("""
                insert into contribution (area, kind, monthly_fen, unit_rate, personal_rate, effective_from, document,
                    act, row_number)
                select $1, $2, $3, $4, $5, $6, $7, $8, $9
                where ($3::bigint, $4::int, $5::int) is distinct from (
                    select (monthly_fen, unit_rate, personal_rate) from contribution
                    where area = $1 and kind = $2 and effective_from = $6 order by act desc, row_number desc limit 1)
                """, stop, row.Area, (short)row.Insurance, row.MonthlyWageFen, row.UnitRate, row.PersonalRate,
                row.EffectiveFrom, row.Document, act.Number, row.LineNumber);
            tally.Accepted += isNew;
            tally.Known += 1 - isNew;
            if (isNew > 0 && before is [var old])
                tally.Notices.Add($"{row.Area}{row.Insurance.Label()}{row.EffectiveFrom:yyyy-MM-dd}起的基数和费率登记过"
                    + $"（月平均工资{Money.Spoken(old.Wage)}，费率{old.Unit / 1000m:0.###}%、{old.Personal / 1000m:0.###}%），"
                    + "现在按这一行算；登记错的，把原来的再导入一次");
        }
    }
}

/// <summary>核定单 of the agency.</summary>
internal sealed class BillingIntake(Act act) : IIntake<BillingRow>
{
    private readonly LedgerNumbers numbers = new(act);

    public async Task Take(IReadOnlyList<BillingRow> rows, IntakeTally tally, CancellationToken stop)
    {
        var cases = await numbers.Cases(rows.Select(r => r.CaseNumber), stop);
        var accepted = await act.Connection.Execute("""
            insert into billed_span (case_id, kind, from_month, to_month, base_fen, unit_fen, personal_fen, other_fen,
                row_number, act, other_kind, id_number, name, is_withdrawal, document)
            select c, k, f, t, b, u, p, o, l, $1, ok, i, n, w, d from unnest($2::int[], $3::smallint[], $4::date[],
                $5::date[], $6::int[], $7::int[], $8::int[], $9::int[], $10::int[], $11::text[], $12::text[],
                $13::text[], $14::boolean[], $15::text[])
                with ordinality as r (c, k, f, t, b, u, p, o, l, ok, i, n, w, d, place)
            order by place on conflict do nothing
            """, stop, act.Number, rows.Select(r => cases[r.CaseNumber]).ToArray(),
            rows.Select(r => (short)r.Insurance).ToArray(), rows.Select(r => r.From.FirstDay).ToArray(),
            rows.Select(r => r.To.FirstDay).ToArray(), rows.Select(r => checked((int)r.BaseFen)).ToArray(),
            rows.Select(r => checked((int)r.UnitFen)).ToArray(),
            rows.Select(r => checked((int)r.PersonalFen)).ToArray(),
            rows.Select(r => checked((int)r.OtherFen)).ToArray(), rows.Select(r => r.LineNumber).ToArray(),
            rows.Select(r => r.OtherKind).ToArray(), rows.Select(r => r.IdNumber).ToArray(),
            rows.Select(r => r.Name).ToArray(), rows.Select(r => r.IsWithdrawal).ToArray(),
            rows.Select(r => r.Document).ToArray());
        tally.Accepted += accepted;
        tally.Known += rows.Count - accepted;
        await WithdrawnRows.Say(act.Connection, tally, [.. rows.Select(r => (
            cases[r.CaseNumber], r.LineNumber, r.IsWithdrawal, WithdrawnRows.Key(
                cases[r.CaseNumber], (int)r.Insurance, r.From, r.To, r.BaseFen, r.UnitFen, r.PersonalFen, r.OtherFen,
                r.OtherKind, r.Document)))], """
            select concat_ws('|', case_id, kind, to_char(from_month, 'YYYY-MM'), to_char(to_month, 'YYYY-MM'), base_fen,
                unit_fen, personal_fen, other_fen, coalesce(other_kind, ''), coalesce(document, '')), is_withdrawal
            from billed_span
            """, stop);
    }
}

/// <summary>
/// 缴费凭证 of taxes, finance, employers and persons. A number says one thing of the months of a payer: another amount or
/// day under it is refused, as long as the first was not taken back.
/// </summary>
internal sealed class ReceiptIntake(Act act) : IIntake<ReceiptRow>
{
    private readonly LedgerNumbers numbers = new(act);

    public async Task Take(IReadOnlyList<ReceiptRow> all, IntakeTally tally, CancellationToken stop)
    {
        var cases = await numbers.Cases(all.Select(r => r.CaseNumber), stop);
        var rows = await Agreeing(all, cases, tally, stop);
        var accepted = await act.Connection.Execute("""
            insert into contribution_receipt (case_id, kind, from_month, to_month, payer, fen, paid_on, row_number, act,
                number, is_withdrawal)
            select c, k, f, t, p, a, o, l, $1, n, w from unnest($2::int[], $3::smallint[], $4::date[], $5::date[],
                $6::smallint[], $7::bigint[], $8::date[], $9::int[], $10::text[], $11::boolean[])
                with ordinality as r (c, k, f, t, p, a, o, l, n, w, place)
            order by place on conflict do nothing
            """, stop, act.Number, rows.Select(r => cases[r.CaseNumber]).ToArray(),
            rows.Select(r => (short)r.Insurance).ToArray(), rows.Select(r => r.From.FirstDay).ToArray(),
            rows.Select(r => r.To.FirstDay).ToArray(), rows.Select(r => (short)r.Payer).ToArray(),
            rows.Select(r => r.Fen).ToArray(), rows.Select(r => r.PaidOn).ToArray(),
            rows.Select(r => r.LineNumber).ToArray(), rows.Select(r => r.ReceiptNumber).ToArray(),
            rows.Select(r => r.IsWithdrawal).ToArray());
        tally.Accepted += accepted;
        tally.Known += rows.Count - accepted;
        await WithdrawnRows.Say(act.Connection, tally, [.. rows.Select(r => (
            cases[r.CaseNumber], r.LineNumber, r.IsWithdrawal, WithdrawnRows.Key(
                cases[r.CaseNumber], (int)r.Insurance, r.From, r.To, r.ReceiptNumber, (int)r.Payer, r.Fen,
                $"{r.PaidOn:yyyy-MM-dd}")))], """
            select concat_ws('|', case_id, kind, to_char(from_month, 'YYYY-MM'), to_char(to_month, 'YYYY-MM'), number,
                payer, fen, to_char(paid_on, 'YYYY-MM-DD')), is_withdrawal
            from contribution_receipt
            """, stop);
    }

    private async Task<List<ReceiptRow>> Agreeing(
        IReadOnlyList<ReceiptRow> rows, Dictionary<string, int> cases, IntakeTally tally, CancellationToken stop)
    {
        var stored = await act.Connection.Rows("""
            with said as (
                select r.* from unnest($1::int[], $2::smallint[], $3::text[], $4::date[], $5::date[], $6::smallint[],
                    $7::bigint[], $8::date[], $9::int[]) as r (case_id, kind, number, from_month, to_month, payer, fen,
                    paid_on, line)
                where not exists (select from contribution_receipt w where w.is_withdrawal
                    and (w.case_id, w.kind, w.number, w.from_month, w.to_month, w.payer, w.fen, w.paid_on)
                    = (r.case_id, r.kind, r.number, r.from_month, r.to_month, r.payer, r.fen, r.paid_on)))
            select s.line, r.fen, r.paid_on from said s join contribution_receipt r
                using (case_id, kind, number, from_month, to_month, payer)
            where (r.fen <> s.fen or r.paid_on <> s.paid_on) and not r.is_withdrawal and not exists (
                select from contribution_receipt w where w.is_withdrawal
                    and (w.case_id, w.kind, w.number, w.from_month, w.to_month, w.payer, w.fen, w.paid_on)
                    = (r.case_id, r.kind, r.number, r.from_month, r.to_month, r.payer, r.fen, r.paid_on))
            """, r => (Line: r.GetInt32(0), Said: (Fen: r.GetInt64(1), PaidOn: r.Date(2))), stop,
            rows.Select(r => cases[r.CaseNumber]).ToArray(), rows.Select(r => (short)r.Insurance).ToArray(),
            rows.Select(r => r.ReceiptNumber).ToArray(), rows.Select(r => r.From.FirstDay).ToArray(),
            rows.Select(r => r.To.FirstDay).ToArray(), rows.Select(r => (short)r.Payer).ToArray(),
            rows.Select(r => r.Fen).ToArray(), rows.Select(r => r.PaidOn).ToArray(),
            rows.Select(r => r.LineNumber).ToArray());
        return SaidOnce.Agreeing(
            rows, r => (r.LineNumber, r.IsWithdrawal, (
                r.CaseNumber, r.ReceiptNumber, r.Insurance, r.From, r.To, r.Payer), (r.Fen, r.PaidOn)),
            stored.ToLookup(o => o.Line, o => o.Said), (row, other) => tally.Rejected.Add((
                row.LineNumber, "票据号", $"票据{row.ReceiptNumber}的这些月份登记过{Money.Spoken(other.Fen)}"
                + $"（{other.PaidOn:yyyy-MM-dd}），这一行是{Money.Spoken(row.Fen)}"
                + $"（{row.PaidOn:yyyy-MM-dd}）；{SaidOnce.Mend}")));
    }
}

/// <summary>
/// 退费记录: money that went back, and to whom. Of a day a number says one amount of the months of a payer.
/// </summary>
internal sealed class RefundIntake(Act act) : IIntake<RefundRow>
{
    private readonly LedgerNumbers numbers = new(act);

    public async Task Take(IReadOnlyList<RefundRow> all, IntakeTally tally, CancellationToken stop)
    {
        var cases = await numbers.Cases(all.Select(r => r.CaseNumber), stop);
        var rows = await Agreeing(all, cases, tally, stop);
        var accepted = await act.Connection.Execute("""
            insert into contribution_refund (case_id, kind, from_month, to_month, payer, fen, refunded_on, number,
                reason, row_number, act, is_withdrawal)
            select c, k, f, t, p, a, o, n, e, l, $1, nullif(w, false) from unnest($2::int[], $3::smallint[], $4::date[],
                $5::date[], $6::smallint[], $7::bigint[], $8::date[], $9::text[], $10::text[], $11::int[],
                $12::boolean[]) with ordinality as r (c, k, f, t, p, a, o, n, e, l, w, place)
            order by place on conflict do nothing
            """, stop, act.Number, rows.Select(r => cases[r.CaseNumber]).ToArray(),
            rows.Select(r => (short)r.Insurance).ToArray(), rows.Select(r => r.From.FirstDay).ToArray(),
            rows.Select(r => r.To.FirstDay).ToArray(), rows.Select(r => (short)r.Payer).ToArray(),
            rows.Select(r => r.Fen).ToArray(), rows.Select(r => r.RefundedOn).ToArray(),
            rows.Select(r => r.ReceiptNumber).ToArray(), rows.Select(r => r.Reason).ToArray(),
            rows.Select(r => r.LineNumber).ToArray(), rows.Select(r => r.IsWithdrawal).ToArray());
        tally.Accepted += accepted;
        tally.Known += rows.Count - accepted;
        await WithdrawnRows.Say(act.Connection, tally, [.. rows.Select(r => (
            cases[r.CaseNumber], r.LineNumber, r.IsWithdrawal, WithdrawnRows.Key(
                cases[r.CaseNumber], (int)r.Insurance, r.From, r.To, r.ReceiptNumber, (int)r.Payer, r.Fen,
                $"{r.RefundedOn:yyyy-MM-dd}")))], """
            select concat_ws('|', case_id, kind, to_char(from_month, 'YYYY-MM'), to_char(to_month, 'YYYY-MM'), number,
                payer, fen, to_char(refunded_on, 'YYYY-MM-DD')), coalesce(is_withdrawal, false)
            from contribution_refund
            """, stop);
    }

    private async Task<List<RefundRow>> Agreeing(
        IReadOnlyList<RefundRow> rows, Dictionary<string, int> cases, IntakeTally tally, CancellationToken stop)
    {
        var stored = await act.Connection.Rows("""
            with said as (
                select r.* from unnest($1::int[], $2::smallint[], $3::text[], $4::date[], $5::date[], $6::smallint[],
                    $7::bigint[], $8::date[], $9::int[]) as r (case_id, kind, number, from_month, to_month, payer, fen,
                    refunded_on, line)
                where not exists (select from contribution_refund w where w.is_withdrawal
                    and (w.case_id, w.kind, w.number, w.from_month, w.to_month, w.payer, w.fen, w.refunded_on)
                    = (r.case_id, r.kind, r.number, r.from_month, r.to_month, r.payer, r.fen, r.refunded_on)))
            select s.line, r.fen from said s join contribution_refund r
                using (case_id, kind, number, from_month, to_month, payer, refunded_on)
            where r.fen <> s.fen and r.is_withdrawal is null and not exists (
                select from contribution_refund w where w.is_withdrawal
                    and (w.case_id, w.kind, w.number, w.from_month, w.to_month, w.payer, w.fen, w.refunded_on)
                    = (r.case_id, r.kind, r.number, r.from_month, r.to_month, r.payer, r.fen, r.refunded_on))
            """, r => (Line: r.GetInt32(0), Fen: r.GetInt64(1)), stop,
            rows.Select(r => cases[r.CaseNumber]).ToArray(), rows.Select(r => (short)r.Insurance).ToArray(),
            rows.Select(r => r.ReceiptNumber).ToArray(), rows.Select(r => r.From.FirstDay).ToArray(),
            rows.Select(r => r.To.FirstDay).ToArray(), rows.Select(r => (short)r.Payer).ToArray(),
            rows.Select(r => r.Fen).ToArray(), rows.Select(r => r.RefundedOn).ToArray(),
            rows.Select(r => r.LineNumber).ToArray());
        return SaidOnce.Agreeing(
            rows, r => (r.LineNumber, r.IsWithdrawal, (
                r.CaseNumber, r.ReceiptNumber, r.Insurance, r.From, r.To, r.Payer, r.RefundedOn), r.Fen),
            stored.ToLookup(o => o.Line, o => o.Fen), (row, other) => tally.Rejected.Add((
                row.LineNumber, "金额", $"票据{row.ReceiptNumber}{row.RefundedOn:yyyy-MM-dd}退给{row.Payer.Label()}的登记过"
                + $"{Money.Spoken(other)}，这一行是{Money.Spoken(row.Fen)}；{SaidOnce.Mend}")));
    }
}

/// <summary>正常缴费记录: months that are paid in the ordinary way.</summary>
internal sealed class CoverageIntake(Act act) : IIntake<CoverageRow>
{
    private readonly LedgerNumbers numbers = new(act);

    public async Task Take(IReadOnlyList<CoverageRow> rows, IntakeTally tally, CancellationToken stop)
    {
        var people = await numbers.People(rows.Select(r => r.Number), stop);
        var accepted = await act.Connection.Execute("""
            insert into covered_month (number_id, kind, month, act, row_number, is_withdrawal, document)
            select n, k, m, $1, l, nullif(w, false), d from unnest(
                $2::int[], $3::smallint[], $4::date[], $5::int[], $6::boolean[], $7::text[])
                with ordinality as u (n, k, m, l, w, d, place)
            order by place on conflict do nothing
            """, stop, act.Number, rows.Select(r => people[r.Number]).ToArray(),
            rows.Select(r => (short)r.Insurance).ToArray(), rows.Select(r => r.Month.FirstDay).ToArray(),
            rows.Select(r => r.LineNumber).ToArray(), rows.Select(r => r.IsWithdrawal).ToArray(),
            rows.Select(r => r.Document).ToArray());
        tally.Accepted += accepted;
        tally.Known += rows.Count - accepted;
        await WithdrawnRows.Say(act.Connection, tally, [.. rows.Select(r => (
            people[r.Number], r.LineNumber, r.IsWithdrawal, WithdrawnRows.Key(
                people[r.Number], (int)r.Insurance, r.Month, r.Month, r.Document)))], """
            select concat_ws('|', case_id, kind, to_char(month, 'YYYY-MM'), to_char(month, 'YYYY-MM'),
                coalesce(document, '')), is_withdrawal
            from (select number_id as case_id, kind, month, document, coalesce(is_withdrawal, false) as is_withdrawal
                from covered_month) as covered
            """, stop);
    }
}
