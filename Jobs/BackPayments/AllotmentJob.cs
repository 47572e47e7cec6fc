using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Duties;
using Disbursement.Domain.Reconciliation;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.BackPayments;

/// <summary>
/// 凭证认领: which month has how much of a receipt that could not be allocated, by the bank's or the tax office's detail.
/// It counts once 经办 has stated it and 复核, another person, has said the same; a row with 撤销 takes it back.
/// </summary>
public sealed class AllotmentJob(NpgsqlDataSource source)
{
    public const string Kind = "backpay-allotments";

    /// <exception cref="Refused">A row is bad: nothing is taken.</exception>
    public async Task<ImportOutcome> State(SheetSource file, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        try
        {
            // The same file comes twice, by two people: it is the rows that are known or not.
            var take = new FileIntake(act, Kind, file, null);
            var pass = await BackPaymentPass.Open(act.Connection, performer.Today, stop);
            await take.Table(AllotmentSheet.Read(file, performer.Today), new AllotmentIntake(act, pass), stop);
            return await take.FinishAtTheCounter(file.Name, stop);
        }
        catch (SheetRefusedException refused)
        {
            throw new Refused($"{file.Name}：{refused.Message}");
        }
    }
}

/// <summary>A claim as it was said last.</summary>
/// <param name="Step">0 stated, 2 checked, 3 taken back.</param>
/// <param name="By">Who said it.</param>
internal sealed record LastClaim(short Step, Signed? By, IReadOnlyList<(PayMonth Month, long Fen)> Months);

/// <summary>Rows of an allotment, receipt by receipt, against what is billed and what was said before.</summary>
internal sealed class AllotmentIntake(Act act, BackPaymentPass pass) : IIntake<AllotmentRow>
{
    private const short Checked = 2;
    private const short TakenBack = 3;

    public async Task Take(IReadOnlyList<AllotmentRow> rows, IntakeTally tally, CancellationToken stop)
    {
        var accounts = (await pass.OfCases(act.Connection, rows.Select(r => r.CaseNumber), stop))
            .SelectMany(p => ReconciledPerson.Of(p, pass.Terms).Accounts)
            .ToDictionary(a => (a.Of.Case.Number, a.Insurance));
        foreach (var of in rows.GroupBy(r => (r.ReceiptNumber, r.CaseNumber, r.Insurance, r.Payer)))
        {
            List<AllotmentRow> claim = [.. of.OrderBy(r => r.Month)];
            if (!accounts.TryGetValue((of.Key.CaseNumber, of.Key.Insurance), out var account))
                tally.Rejected.Add((claim[0].LineNumber, "案件号", $"没有案件{of.Key.CaseNumber}，或者它没有这个险种的月份"));
            else
            {
                foreach (var line in Lines(account, claim)) await Take(account, line, tally, stop);
            }
        }
    }

    /// <summary>A receipt can have several lines, each of months of its own: a claim is of one of them.</summary>
    private static IEnumerable<List<AllotmentRow>> Lines(ContributionAccount account, List<AllotmentRow> claim)
    {
        var lines = LinesOf(account, claim[0]);
        var isApart = lines.TrueForAll(a => lines.TrueForAll(b => a == b
            || a.Receipt.To < b.Receipt.From || b.Receipt.To < a.Receipt.From));
        return !isApart
            ? [claim]
            : claim.GroupBy(r => lines.Find(l => l.Receipt.Covers(r.Month)) ?? lines.FirstOrDefault())
                .Select(g => g.ToList());
    }

    private static List<AllocatedReceipt> LinesOf(ContributionAccount account, AllotmentRow row) =>
        [.. account.Receipts.Where(r => r.Receipt.Number == row.ReceiptNumber && r.Receipt.Payer == row.Payer)];

    private async Task Take(
        ContributionAccount account, List<AllotmentRow> claim, IntakeTally tally, CancellationToken stop)
    {
        var last = await Last(account, claim[0], stop);
        var same = last.Months.SequenceEqual(claim.Select(r => (r.Month, r.Fen)));
        if (claim.Exists(r => r.IsWithdrawal))
        {
            if (same && last.Step == TakenBack) tally.Known += claim.Count;
            else if (!same || claim.Exists(r => !r.IsWithdrawal))
                tally.Rejected.Add((claim[0].LineNumber, "撤销", $"票据{claim[0].ReceiptNumber}没有这样认领过："
                    + "撤销要把原来认领的各行原样写上，都填“是”"));
            // What two people have said one alone does not undo.
            else await Write(account, claim, TakenBack,
                last.Step == Checked ? Deed.CheckBackPayment : Deed.RecordBackPayment, [], tally, stop);
            return;
        }

        if (same && (last.Step == Checked || last.Step == 0 && last.By?.Involves(act.Performer.User) == true))
        {
            tally.Known += claim.Count;
            return;
        }

        if (last.Step == Checked)
            tally.Rejected.Add((claim[0].LineNumber, "票据号", $"票据{claim[0].ReceiptNumber}的认领复核确认过："
                + "要改的，先由复核撤销原来的认领（原来的各行原样写上，“撤销”填“是”）"));
        else if (Fault(account, claim) is { } fault) tally.Rejected.Add(fault);
        else if (same && last.Step == 0 && last.By is { } stated)
            await Write(account, claim, Checked, Deed.CheckBackPayment, [stated], tally, stop);
        else await Write(account, claim, null, Deed.RecordBackPayment, [], tally, stop);
    }

    /// <summary>What of a claim cannot be; null: it may be.</summary>
    private static (int Line, string Column, string Reason)? Fault(
        ContributionAccount account, List<AllotmentRow> claim)
    {
        var (first, payer) = (claim[0], claim[0].Payer);
        var lines = LinesOf(account, first).Where(r => claim.Exists(c => r.Receipt.Covers(c.Month))).ToList();
        if (lines.Count == 0) lines = LinesOf(account, first);
        if (lines.Count == 0)
            return (first.LineNumber, "票据号",
                $"案件{first.CaseNumber}没有{payer.Label()}的票据{first.ReceiptNumber}");
        if (lines.TrueForAll(r => r.IsAllocated))
            return (first.LineNumber, "票据号", $"票据{first.ReceiptNumber}已经分到各月，不用认领");
        var stated = claim.Sum(r => r.Fen);
        if (lines.Find(r => !r.IsAllocated && r.FreeFen == stated) is not { } receipt)
            return (first.LineNumber, "金额", $"票据{first.ReceiptNumber}是"
                + $"{Money.Spoken(lines.First(r => !r.IsAllocated).FreeFen)}，认领的各月合计{Money.Spoken(stated)}，要一样；"
                + "缴多了的，先登记退费（./disburse import refunds），余下的自动分到月份");
        foreach (var row in claim)
        {
            if (!receipt.Receipt.Covers(row.Month))
                return (row.LineNumber, "月份", $"{row.Month}不在票据{row.ReceiptNumber}的月份"
                    + $"（{receipt.Receipt.From}至{receipt.Receipt.To}）里");
            var month = account.Months.FirstOrDefault(m => m.Month == row.Month);
            if (month is not { IsBilled: true })
                return (row.LineNumber, "月份", $"{row.Month}还没有开单，先导入核定单");
            if (!Allocation.Takes(month, payer, row.Fen))
                return (row.LineNumber, "金额", $"{row.Month}{payer.Label()}应缴的不是{Money.Spoken(row.Fen)}，"
                    + "或者已经缴过（./disburse backpay plan 案件号 看开单）");
        }

        return claim.DistinctBy(r => r.Month).Count() == claim.Count
            ? null
            : (first.LineNumber, "月份", "一个月写了两行，合成一行");
    }

    private async Task Write(
        ContributionAccount account, List<AllotmentRow> claim, short? step, Deed deed, Signed[] before,
        IntakeTally tally, CancellationToken stop)
    {
        await UserStore.Require(act, deed, stop, before);
        var first = claim[0];
        tally.Accepted += await act.Connection.Execute("""
            insert into receipt_allotment (case_id, kind, number, payer, month, fen, stated_by, act, row_number, step)
            select $1, $2, $3, $4, m, f, $5, $6, l, $7 from unnest($8::date[], $9::bigint[], $10::int[]) as r (m, f, l)
            """, stop, account.Of.Case.Id, (short)first.Insurance, first.ReceiptNumber, (short)first.Payer,
            act.Performer.Named ?? act.Performer.SystemUser, act.Number, step,
            claim.Select(r => r.Month.FirstDay).ToArray(), claim.Select(r => r.Fen).ToArray(),
            claim.Select(r => r.LineNumber).ToArray());
        tally.Notices.Add($"票据{first.ReceiptNumber}：" + step switch
        {
            null => "已认领，等复核用同一份确认（./disburse backpay allot），确认以后才算",
            Checked => "已确认，下次对账按认领的月份分",
            _ => "认领已撤销",
        });
    }

    private async Task<LastClaim> Last(ContributionAccount account, AllotmentRow of, CancellationToken stop)
    {
        var spans = LinesOf(account, of).Where(r => r.Receipt.Covers(of.Month)).Select(r => r.Receipt).ToList();
        var (from, to) = spans.Count == 0 ? (of.Month, of.Month) : (spans.Min(r => r.From), spans.Max(r => r.To));
        var rows = await act.Connection.Rows("""
            select coalesce(r.step, 0)::smallint, r.month, r.fen, a.performed_by, a.performed_for
            from receipt_allotment r left join act a on a.number = r.act
            where r.case_id = $1 and r.kind = $2 and r.number = $3 and r.payer = $4 and r.month between $5 and $6
                and r.act = (select max(act) from receipt_allotment where case_id = $1 and kind = $2 and number = $3
                    and payer = $4 and month between $5 and $6)
            order by r.month
            """, r => (Step: r.GetInt16(0), Month: r.Month(1), Fen: r.GetInt64(2), By: r.TextOrNull(3),
                For: r.TextOrNull(4)), stop, account.Of.Case.Id, (short)of.Insurance, of.ReceiptNumber,
            (short)of.Payer, from.FirstDay, to.FirstDay);
        return rows.Count == 0
            ? new LastClaim(TakenBack, null, [])
            : new LastClaim(rows[0].Step,
                rows[0].By is { } by ? new Signed(Deed.RecordBackPayment, by, rows[0].For) : null,
                [.. rows.Select(r => (r.Month, r.Fen))]);
    }
}
