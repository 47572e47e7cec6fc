using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Exceptions;
using Disbursement.Jobs.Cases;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.BackPayments;

/// <summary>Case numbers that other people's lists name and nobody registered: with what they say of them.</summary>
internal static class UnknownCases
{
    public static Task<List<FoundCase>> Find(NpgsqlConnection connection, DateOnly today, CancellationToken stop) =>
        connection.Rows("""
            select n.number, l.source, l.kind, min(l.from_month), max(l.to_month), sum(l.fen)::bigint, min(l.on_day)
            from case_number n
            join (
                select case_id, '核定单' as source, kind, from_month, to_month,
                    (unit_fen + personal_fen)::bigint as fen, null::date as on_day
                from billed_span b where not is_withdrawal and case_id in (
                    select case_id from case_number except select case_id from back_payment_case)
                union all
                select case_id, '缴费凭证', kind, from_month, to_month, fen, paid_on
                from contribution_receipt where not is_withdrawal and case_id in (
                    select case_id from case_number except select case_id from back_payment_case)
                union all
                select case_id, '退费记录', kind, from_month, to_month, fen, refunded_on
                from contribution_refund where case_id in (
                    select case_id from case_number except select case_id from back_payment_case)) l using (case_id)
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
                    Since = r.DateOrNull(6) ?? today,
                };
            }, stop);

    private static IEnumerable<PayMonth> Between(PayMonth from, PayMonth to)
    {
        for (var month = from; month <= to; month += 1) yield return month;
    }
}
