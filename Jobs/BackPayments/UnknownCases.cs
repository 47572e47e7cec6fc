using System.Globalization;
using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.People;
using Disbursement.Jobs.Cases;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.BackPayments;

/// <summary>Case numbers that other people's lists name and nobody registered: with what they say of them.</summary>
internal static class UnknownCases
{
    /// <summary>All of it: cases, and people whose months are posted.</summary>
    public static async Task<List<FoundCase>> Find(
        NpgsqlConnection connection, BackPaymentPass pass, CancellationToken stop) =>
    [
        .. await Cases(connection, stop), .. await Strangers(connection, pass.Numbers, stop),
    ];

    private static Task<List<FoundCase>> Cases(
        NpgsqlConnection connection, CancellationToken stop) => connection.Rows("""
            select n.number, l.source, l.kind, min(l.from_month), max(l.to_month), sum(l.fen)::bigint, min(l.on_day)
            from case_number n
            join (
                select case_id, '核定单' as source, kind, from_month, to_month,
                    (unit_fen + personal_fen)::bigint as fen,
                    (select a.business_date from act a where a.number = b.act) as on_day
                from billed_span b where not is_withdrawal and case_id in (
                    select case_id from case_number except select case_id from back_payment_case)
                    and not exists (select from billed_span w where w.is_withdrawal
                        and (w.case_id, w.kind, w.from_month, w.to_month, w.base_fen, w.unit_fen, w.personal_fen,
                            w.other_fen, coalesce(w.other_kind, ''), coalesce(w.document, ''))
                        = (b.case_id, b.kind, b.from_month, b.to_month, b.base_fen, b.unit_fen, b.personal_fen,
                            b.other_fen, coalesce(b.other_kind, ''), coalesce(b.document, '')))
                union all
                select case_id, '缴费凭证', kind, from_month, to_month, fen, paid_on
                from contribution_receipt r where not is_withdrawal and case_id in (
                    select case_id from case_number except select case_id from back_payment_case)
                    and not exists (select from contribution_receipt w where w.is_withdrawal
                        and (w.case_id, w.kind, w.number, w.from_month, w.to_month, w.payer, w.fen, w.paid_on)
                        = (r.case_id, r.kind, r.number, r.from_month, r.to_month, r.payer, r.fen, r.paid_on))
                union all
                select case_id, '退费记录', kind, from_month, to_month, fen, refunded_on
                from contribution_refund r where is_withdrawal is null and case_id in (
                    select case_id from case_number except select case_id from back_payment_case)
                    and not exists (select from contribution_refund w where w.is_withdrawal
                        and (w.case_id, w.kind, w.number, w.from_month, w.to_month, w.payer, w.fen, w.refunded_on)
                        = (r.case_id, r.kind, r.number, r.from_month, r.to_month, r.payer, r.fen, r.refunded_on))
                ) l using (case_id)
            group by n.number, l.source, l.kind order by n.number, l.source, l.kind
            """, r =>
            {
                var (number, source, kind) = (r.GetString(0), r.GetString(1), (Insurance)r.GetInt16(2));
                var fen = r.GetInt64(5);
                return new FoundCase(
                    ReconcileJob.KeyOf(number, ExceptionCode.BpCaseUnknown, $"{source}·{kind.Label()}"),
                    ExceptionCode.BpCaseUnknown.Severity, fen, new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        ["来源"] = source, ["案号"] = number, ["险种"] = kind.Label(),
                        ["月份"] = Spoken.Months(Between(r.Month(3), r.Month(4))), ["金额"] = Money.Spoken(fen),
                    })
                {
                    Since = r.Date(6),
                };
            }, stop);

    /// <summary>
    /// People whose months are posted and who have no case: by the last digits of their numbers, never the whole.
    /// </summary>
    private static async Task<List<FoundCase>> Strangers(
        NpgsqlConnection connection, PersonNumbers numbers, CancellationToken stop)
    {
        var known = (await connection.Rows(
            "select distinct number_id from current_case where number_id = any($1)", r => r.GetInt32(0), stop,
            numbers.Several)).Select(numbers.First).ToHashSet();
        return
        [
            .. (await connection.Rows("""
                select i.number_id, i.number, p.kind, min(p.month), max(p.month),
                    sum(p.unit_fen + p.personal_fen)::bigint, min(p.posted_on)
                from insured_number i
                join posted_month p using (number_id)
                where not exists (select from current_case c where c.number_id = i.number_id)
                group by i.number_id, i.number, p.kind order by i.number_id, p.kind
                """, r => (Id: r.GetInt32(0), Number: r.GetString(1), Insurance: (Insurance)r.GetInt16(2),
                    From: r.Month(3), To: r.Month(4), Fen: r.GetInt64(5), On: r.Date(6)), stop))
                .Where(p => p.Fen != 0 && !known.Contains(numbers.First(p.Id)))
                .Select(p => new FoundCase(
                    ReconcileJob.KeyOf(string.Create(CultureInfo.InvariantCulture, $"#{p.Id}"),
                        ExceptionCode.BpCaseUnknown, $"记账明细·{p.Insurance.Label()}"),
                    ExceptionCode.BpCaseUnknown.Severity, p.Fen, new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        ["来源"] = "记账明细", ["案号"] = $"（身份证尾号{IdentityNumber.Tail(p.Number)}）",
                        ["险种"] = p.Insurance.Label(), ["月份"] = Spoken.Months(Between(p.From, p.To)),
                        ["金额"] = Money.Spoken(p.Fen),
                    })
                {
                    Since = p.On,
                }),
        ];
    }

    private static IEnumerable<PayMonth> Between(PayMonth from, PayMonth to)
    {
        for (var month = from; month <= to; month += 1) yield return month;
    }
}
