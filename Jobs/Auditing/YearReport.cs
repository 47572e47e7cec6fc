using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Auditing;

/// <summary>审计年报: who did what how often, what was sent and came back, what was decided otherwise.</summary>
public sealed class YearReport(NpgsqlDataSource source)
{
    private const string Header = "section,what,by,count,amount_yuan,detail";

    /// <returns>How many rows.</returns>
    public async Task<long> Write(int year, TextWriter output, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await output.WriteLineAsync(Header);
        var rows = await connection.Rows("""
            select section, what, coalesce(who, ''), number, fen, coalesce(detail, '') from (
                select 1 as place, '批次' as section, name as what, coalesce(approved_by, submitted_by) as who,
                    row_count as number, sum_fen as fen, concat_ws(' ', state, content_root) as detail
                from payout_run where extract(year from month) = $1
                union all
                select 2, '交盘', name, handed_over_by, row_count, sum_fen, concat_ws(' ', state, sha256)
                from bank_file where extract(year from handed_over_on) = $1
                union all
                select 3, '回盘与撤下', r.outcome::text, a.performed_by, count(*),
                    sum(r.row_fen - r.credited_fen)::bigint, '没有到账的金额'
                from row_result r join act a on a.number = r.act where extract(year from a.business_date) = $1
                group by r.outcome, a.performed_by
                union all
                select 4, '照原批准交盘', subject, performed_by, 1, null, document from act
                where kind = 'sending' and document is not null and extract(year from business_date) = $1
                union all
                select 5, '异常处理', concat_ws(' ', kind, code), decided_by, count(*), null,
                    string_agg(distinct document, ' ') from case_decision
                where extract(year from decided_on) = $1 group by kind, code, decided_by
                union all
                select 6, '资金到账', voucher, (select performed_by from act where number = t.act), 1, fen, null
                from treasury_receipt t where extract(year from received_on) = $1
                union all
                select 7, '办理', kind, concat_ws(' 代', coalesce(performed_by, system_user), performed_for), count(*),
                    null, null
                from act where extract(year from business_date) = $1
                group by kind, performed_by, system_user, performed_for
                union all
                select 8, '查看和导出', what, coalesce(performed_by, system_user), count(*), null, null from audit_entry
                where chain like 'day-%' and not detail ? 'act' and extract(year from business_date) = $1
                group by what, performed_by, system_user) as report
            order by place, what, who, number
            """, r => string.Join(',', r.GetString(0), CsvText.Quoted(Spoken(r.GetString(0), r.GetString(1))),
                CsvText.Quoted(r.GetString(2)), r.IsDBNull(3) ? "" : $"{r.GetInt64(3)}",
                r.LongOrNull(4) is { } fen ? Money.Yuan(fen) : "", CsvText.Quoted(r.GetString(5))), stop, year);
        foreach (var row in rows) await output.WriteLineAsync(row);
        return rows.Count;
    }

    private static string Spoken(string section, string what) =>
        section == "回盘与撤下" && short.TryParse(what, out var outcome) ? ((Outcome)outcome).Label() : what;
}
