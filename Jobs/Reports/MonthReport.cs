using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Reports;

/// <summary>A run in one row, added up from its lines. Money in fen.</summary>
/// <param name="People">People who are sent something.</param>
/// <param name="ArrearsFen">Of that, for earlier months (补发).</param>
/// <param name="HeldFen">Owed and not sent, over all months that are open.</param>
/// <param name="Claims">Months paid too much and not yet made good (追缴).</param>
/// <param name="Exceptions">Cases on the exception list.</param>
public sealed record MonthFigures(
    string Run, RunState State, long People, long Fen, long ArrearsFen, long HeldPeople, long HeldFen, long Claims,
    long ClaimFen, long Exceptions);

/// <summary>The cases of one code and severity in a run.</summary>
/// <param name="Fen">What they are about: owed, or paid too much.</param>
/// <param name="HeldFen">Money that they hold; 0 for warnings.</param>
public sealed record ReasonFigures(ExceptionCode Code, Severity Severity, long Cases, long Fen, long HeldFen);

/// <summary>逐月汇总: what each run sent, held and claims, and why.</summary>
public sealed class MonthReport(NpgsqlDataSource source)
{
    /// <summary>All runs that are not cancelled, oldest first.</summary>
    public async Task<IReadOnlyList<MonthFigures>> Months(CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await connection.Rows("""
            with line as (
                select run_id, person_id, sum(fen) as fen, sum(fen) filter (where kind = $1) as arrears
                from payment_line group by run_id, person_id),
            sent as (
                select run_id, count(*) filter (where fen > 0) as people, sum(fen) as fen, sum(arrears) as arrears
                from line group by run_id),
            held as (
                select run_id, count(distinct person_id) as people, sum(fen) as fen from held_amount group by run_id),
            claimed as (select run_id, count(*) as months, sum(fen) as fen from claim group by run_id),
            found as (select run_id, count(*) as cases from run_exception group by run_id)
            select r.name, r.state, coalesce(s.people, 0), coalesce(s.fen, 0)::bigint, coalesce(s.arrears, 0)::bigint,
                coalesce(h.people, 0), coalesce(h.fen, 0)::bigint, coalesce(c.months, 0), coalesce(c.fen, 0)::bigint,
                coalesce(f.cases, 0)
            from payout_run r
            left join sent s using (run_id) left join held h using (run_id)
            left join claimed c using (run_id) left join found f using (run_id)
            where r.state <> 'cancelled' order by r.run_id
            """, r => new MonthFigures(
                r.GetString(0), RunStateWords.Parse(r.GetString(1)), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4),
                r.GetInt64(5), r.GetInt64(6), r.GetInt64(7), r.GetInt64(8), r.GetInt64(9)), stop,
            (short)LineKind.Arrears);
    }

    /// <summary>Whether anybody, and any standard, is known at all.</summary>
    public async Task<(bool People, bool Standards)> Ready(CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return (await connection.Rows("""
            select exists (select from enrolment), exists (select from rate) or exists (select from assessed_amount)
                or exists (select from enrolment where assessed_fen is not null)
            """, r => (r.GetBoolean(0), r.GetBoolean(1)), stop))[0];
    }

    /// <summary>The codes of a run; those that may hold money first, then by money and number of cases.</summary>
    public async Task<IReadOnlyList<ReasonFigures>> Reasons(string run, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await PayoutStore.Find(connection, run, stop) is { } found
            ? await Reasons(connection, found, RunTables.Stored, stop)
            : [];
    }

    internal static async Task<IReadOnlyList<ReasonFigures>> Reasons(
        NpgsqlConnection connection, PayoutRun run, RunTables tables, CancellationToken stop)
    {
        var reasons = await connection.Rows($"""
            select code, severity, count(*), coalesce(sum(fen), 0)::bigint, coalesce(sum(held_fen), 0)::bigint
            from {tables.Exception} where run_id = $1 group by code, severity
            """, r =>
            {
                var code = ExceptionCode.Of(r.GetString(0));
                return new ReasonFigures(
                    code, r.IsDBNull(1) ? code.Severity : (Severity)r.GetInt16(1), r.GetInt64(2), r.GetInt64(3),
                    r.GetInt64(4));
            }, stop, run.Id);
        return [.. reasons.OrderByDescending(r => r.Severity).ThenByDescending(r => r.HeldFen)
            .ThenByDescending(r => r.Cases).ThenBy(r => r.Code.Code, StringComparer.Ordinal)];
    }

    /// <summary>People on the roster; and one whose death was taken back, with a month not paid before.</summary>
    public async Task<(long People, (string IdNumber, PayMonth Month)? Example)> Roster(CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var people = await connection.Scalar<long>("select count(distinct person_id) from enrolment", stop);
        var example = await connection.Rows("""
            select v.id_number, l.benefit_month from change w
            join change d on d.person_id = w.person_id and d.act = w.withdraws_act and d.row_number = w.withdraws_row
            join person_version v on v.person_id = w.person_id and v.known_to = $2
            join payment_line l on l.person_id = w.person_id and l.kind = $3 and l.benefit_month > d.effective_on
            join payout_run r on r.run_id = l.run_id and r.state <> 'cancelled' and r.known_through > w.act
            where d.type = $1 and not exists (
                select from payment_line p where p.person_id = l.person_id and p.benefit_month = l.benefit_month
                    and p.run_id < l.run_id)
            order by v.id_number, l.benefit_month limit 1
            """, r => (r.GetString(0), r.Month(1)), stop, (short)ChangeType.Death, long.MaxValue,
            (short)LineKind.Arrears);
        return (people, example.Count == 0 ? null : example[0]);
    }
}
