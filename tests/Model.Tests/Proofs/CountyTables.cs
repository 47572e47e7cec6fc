using Disbursement.Jobs.Storage;
using Disbursement.Model.Tests.Reference;
using Npgsql;

namespace Disbursement.Model.Tests.Proofs;

/// <summary>A person's month at the end, as the tables have it; money in fen.</summary>
/// <param name="Paid">Lines of runs that count, and imported history.</param>
/// <param name="Difference">尾差: owed less history, left alone.</param>
sealed record PersonMonth(
    string IdNumber, DateOnly Month, long Paid, long Held, long Claimed, long Difference, bool Undecided);

/// <summary>What the commands left in the tables, read by plain statements of their own.</summary>
sealed class CountyTables(NpgsqlDataSource source) : IAsyncDisposable
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => source.DisposeAsync();

    /// <summary>Everything that a run says, one fact a line; nothing of how or when it was worked out.</summary>
    public async Task<string> OfRun(string name)
    {
        await using var connection = await source.OpenConnectionAsync(Stop);
        return string.Join('\n', await connection.Rows("""
            with wanted (run_id, row_count, line_count, sum_fen, held_fen, content_root) as (
                select run_id, row_count, line_count, sum_fen, held_fen, content_root from payout_run
                where name = $1 and state <> 'cancelled')
            select 'run ' || concat_ws(' ', row_count, line_count, sum_fen, held_fen, content_root) from wanted
            union all
            select 'line ' || concat_ws(' ', person_id, benefit_month, category, component, ordinal, kind, l.fen,
                standard_id) from payment_line l join wanted using (run_id)
            union all
            select 'held ' || concat_ws(' ', person_id, benefit_month, category, component, kind, h.fen, standard_id,
                reason) from held_amount h join wanted using (run_id)
            union all
            select 'claim ' || concat_ws(' ', person_id, benefit_month, c.fen) from claim c join wanted using (run_id)
            union all
            select 'undecided ' || concat_ws(' ', person_id, benefit_month, category, reason)
            from undecided_month join wanted using (run_id)
            union all
            select 'difference ' || concat_ws(' ', person_id, benefit_month, category, component, d.fen)
            from rounding_difference d join wanted using (run_id)
            union all
            select 'exception ' || concat_ws(' ', code, person_id, category, benefit_month, e.fen, e.held_fen,
                arguments) from run_exception e join wanted using (run_id)
            order by 1
            """, r => r.GetString(0), Stop, name));
    }

    /// <summary>How much is known: the last act, and the rows of every table.</summary>
    public async Task<string> Known()
    {
        await using var connection = await source.OpenConnectionAsync(Stop);
        var tables = await connection.Rows("""
            select table_name::text from information_schema.tables
            where table_schema = 'disburse' and table_type = 'BASE TABLE' order by 1
            """, r => r.GetString(0), Stop);
        var counts = new List<string> { $"act {await connection.Scalar<long>("select number from knowledge", Stop)}" };
        foreach (var table in tables)
            counts.Add($"{table} {await connection.Scalar<long>($"select count(*) from {table}", Stop)}");
        return string.Join('\n', counts);
    }

    /// <summary>Every person and month of which the tables say anything, up to the last run.</summary>
    public async Task<IReadOnlyDictionary<(string IdNumber, DateOnly Month), PersonMonth>> AtTheEnd(DateOnly first)
    {
        await using var connection = await source.OpenConnectionAsync(Stop);
        var rows = await connection.Rows("""
            with last as (select max(run_id) as run_id from payout_run where state <> 'cancelled'),
            said (person_id, benefit_month, paid, held, claimed, difference, undecided) as (
                select person_id, benefit_month, l.fen, 0, 0, 0, 0 from payment_line l join payout_run using (run_id)
                where state = 'approved'
                union all
                select person_id, benefit_month, fen, 0, 0, 0, 0 from (
                    select distinct on (person_id, category, component, benefit_month) person_id, benefit_month, fen
                    from paid_history
                    order by person_id, category, component, benefit_month, act desc, row_number desc) as history
                union all
                select person_id, benefit_month, 0, fen, 0, 0, 0 from held_amount join last using (run_id)
                union all
                select person_id, benefit_month, 0, 0, fen, 0, 0 from claim join last using (run_id)
                union all
                select person_id, benefit_month, 0, 0, 0, fen, 0 from rounding_difference join last using (run_id)
                union all
                select person_id, benefit_month, 0, 0, 0, 0, 1 from undecided_month join last using (run_id))
            select v.id_number, benefit_month, sum(paid)::bigint, sum(held)::bigint, sum(claimed)::bigint,
                sum(difference)::bigint, max(undecided) = 1
            from said join person_version v using (person_id)
            where known_to = 9223372036854775807 and benefit_month >= $1
            group by 1, 2
            """, r => new PersonMonth(r.GetString(0), r.Date(1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4),
                r.GetInt64(5), r.GetBoolean(6)), Stop, first);
        return rows.ToDictionary(r => (r.IdNumber, r.Month));
    }

    /// <summary>People with money held, months claimed or undecided whom the exception list does not name.</summary>
    public async Task<IReadOnlyList<string>> NotListed()
    {
        await using var connection = await source.OpenConnectionAsync(Stop);
        return await connection.Rows("""
            with last as (select max(run_id) as run_id from payout_run where state <> 'cancelled'),
            listed as (select e.* from run_exception e join last using (run_id))
            select 'held ' || person_id from held_amount h join last using (run_id)
            where not exists (select from listed e where e.person_id = h.person_id and e.held_fen <> 0)
            union
            select concat('claim ', person_id, ' ', benefit_month) from claim c join last using (run_id)
            where not exists (select from listed e where e.code = 'overpaid' and e.person_id = c.person_id
                and e.benefit_month = c.benefit_month and e.fen = c.fen)
            union
            select concat('undecided ', person_id, ' ', benefit_month) from undecided_month u join last using (run_id)
            where not exists (select from listed e where e.person_id = u.person_id
                and e.benefit_month = u.benefit_month and e.category = u.category)
            order by 1
            """, r => r.GetString(0), Stop);
    }
}
