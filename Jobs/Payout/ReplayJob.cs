using System.Data;
using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>A run of the past beside itself, worked out once more.</summary>
/// <param name="Again">Totals and content root as they come out now.</param>
/// <param name="Differences">Lines and held amounts that one of the two has and the other has not.</param>
public sealed record Replay(PayoutRun Run, PayoutRun Again, long Differences)
{
    public bool IsSame => Differences == 0 && Again.ContentRoot == Run.ContentRoot
        && (Again.RowCount, Again.SumFen, Again.HeldFen) == (Run.RowCount, Run.SumFen, Run.HeldFen);

    /// <summary>What came of it, for the officer.</summary>
    public string Said => IsSame
        ? $"{Run.Name}按当时知道的又算了一遍：{Run.RowCount}笔，{Money.Spoken(Run.SumFen ?? 0)}，"
            + $"内容根、明细、暂缓逐条一致。\n内容根 {Run.ContentRoot}"
        : $"{Run.Name}按当时知道的又算了一遍，与存的不一样：有{Differences}条明细或暂缓对不上。\n"
            + $"存的：{Run.RowCount}笔，{Money.Spoken(Run.SumFen ?? 0)}，内容根 {Run.ContentRoot}\n"
            + $"重算：{Again.RowCount}笔，{Money.Spoken(Again.SumFen ?? 0)}，内容根 {Again.ContentRoot}\n"
            + "存的数据可能被改动过。请不要继续办理，报管理员和审计核查。";
}

/// <summary>A position of a run as stored and as it comes out again; fen, null where there is none.</summary>
internal sealed record DifferingLine(
    string IdNumber, PayMonth Month, short Category, short Component, bool IsHeld, long? Stored, long? Again);

/// <summary>
/// 重演: a signed run worked out again from what it knew, and set beside what is stored, line by line. It writes to
/// temporary tables only and is never committed.
/// </summary>
public sealed class ReplayJob(NpgsqlDataSource source)
{
    /// <exception cref="Refused">There is no such run, or it is a draft.</exception>
    public async Task<Replay> Run(string name, IProgress<PayoutProgress>? progress, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
        var run = await PayoutStore.Named(connection, name, stop);
        if (run.ContentRoot is null || run.State == RunState.Opened)
            throw new Refused($"{name}还没有测算完，没有可以重演的。");
        using var rows = new RunRowSort();
        var frame = await Again(connection, run, rows, progress, stop);
        var again = await RehearsalJob.Total(connection, frame, rows, stop);
        return new Replay(run, again, await Differences(connection, run, stop));
    }

    /// <summary>The run worked out again into temporary tables of the transaction.</summary>
    private static async Task<RunFrame> Again(
        NpgsqlConnection connection, PayoutRun run, RunRowSort rows, IProgress<PayoutProgress>? progress,
        CancellationToken stop)
    {
        await RunTables.MakeRehearsed(connection, stop);
        await connection.Execute("set transaction read only", stop);
        var people = run.IsPartial ? await RunPeople.Of(connection, run.Id, stop) : null;
        var frame = await RunFrame.Read(connection, run, people, RunTables.Rehearsed, stop, replays: true);
        await RehearsalJob.WorkOut(connection, frame, rows, "重演", progress, stop);
        return frame;
    }

    /// <summary>The positions of a run that come out otherwise; the first thousand.</summary>
    /// <param name="connection">In a transaction of its own, which is never committed.</param>
    internal static async Task<List<DifferingLine>> Differing(
        NpgsqlConnection connection, PayoutRun run, CancellationToken stop)
    {
        using var rows = new RunRowSort();
        await Again(connection, run, rows, null, stop);
        return await connection.Rows("""
            with stored as (
                select person_id, benefit_month, category, component, false as held, sum(fen)::bigint as fen
                from payment_line where run_id = $1 group by 1, 2, 3, 4
                union all
                select person_id, benefit_month, category, component, true, fen from held_amount where run_id = $1),
            again as (
                select person_id, benefit_month, category, component, false as held, sum(fen)::bigint as fen
                from rehearsed_line group by 1, 2, 3, 4
                union all
                select person_id, benefit_month, category, component, true, fen from rehearsed_held)
            select coalesce((select id_number from person_version v
                    where v.person_id = coalesce(s.person_id, a.person_id) and v.known_from <= $2 and v.known_to > $2),
                    ''), benefit_month, category, component, held, s.fen, a.fen
            from stored s full join again a using (person_id, benefit_month, category, component, held)
            where s.fen is distinct from a.fen
            order by person_id, benefit_month, category, component limit 1000
            """, r => new DifferingLine(
                r.GetString(0), r.Month(1), r.GetInt16(2), r.GetInt16(3), r.GetBoolean(4), r.LongOrNull(5),
                r.LongOrNull(6)), stop, run.Id, run.KnownThrough);
    }

    private static Task<long> Differences(NpgsqlConnection connection, PayoutRun run, CancellationToken stop) =>
        connection.Scalar<long>("""
            with stored as (
                select person_id, benefit_month, category, component, fen, kind, standard_id, 0 as reason
                from payment_line where run_id = $1
                union all
                select person_id, benefit_month, category, component, fen, kind, standard_id, reason
                from held_amount where run_id = $1),
            again as (
                select person_id, benefit_month, category, component, fen, kind, standard_id, 0 as reason
                from rehearsed_line
                union all
                select person_id, benefit_month, category, component, fen, kind, standard_id, reason
                from rehearsed_held)
            select (select count(*) from (table stored except all table again) as s)
                + (select count(*) from (table again except all table stored) as a)
            """, stop, run.Id);
}
