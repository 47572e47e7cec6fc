using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>Progress of a run being worked out, for terminal and dashboard.</summary>
public readonly record struct PayoutProgress(string Step, int Done, int Of);

/// <summary>
/// 每月发放, up to the draft: open, assess by shards, screen, total. Every step commits by itself; dying anywhere repeats
/// at most one shard. Safe to call twice, late, or by several workers at once.
/// </summary>
/// <param name="peopleInShard">Memory is bounded by it, and dying anywhere repeats at most one shard.</param>
public sealed class PayoutJob(NpgsqlDataSource source, int peopleInShard = RunShards.UsualSize)
{
    /// <summary>Opens (or opens again) the run and works it out here, with as many workers as given.</summary>
    /// <exception cref="Refused">It cannot be worked out now, or somebody else is at it.</exception>
    public async Task<PayoutRun> Run(
        PayoutOrder order, Performer performer, int workers, IProgress<PayoutProgress>? progress,
        CancellationToken stop)
    {
        await using var foreman = await source.OpenConnectionAsync(stop);
        if (!await foreman.Scalar<bool>("select pg_try_advisory_lock(7210002)", stop))
            throw new Refused($"另一个命令正在测算，这一次没有再做任何事。等它完成后用 ./disburse payout show {order.Subject} 看结果。");
        try
        {
            var run = await Interrupted(foreman, order, stop)
                ?? await PayoutOpening.Open(source, order, peopleInShard, performer, stop);
            return await Continue(run.Id, performer, workers, progress, stop);
        }
        finally
        {
            await foreman.Execute("select pg_advisory_unlock(7210002)", CancellationToken.None);
        }
    }

    /// <summary>Works out whatever shards of a run are left, and finishes it when none is.</summary>
    public async Task<PayoutRun> Continue(
        int runId, Performer performer, int workers, IProgress<PayoutProgress>? progress, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var run = await PayoutStore.ById(connection, runId, stop);
        if (run.State != RunState.Opened) return run;
        var frame = await RunFrame.Read(connection, run, stop);
        var total = run.ShardsLeft;
        progress?.Report(new PayoutProgress("测算", 0, total));
        // Each worker has its own frame: the standards remember what they were asked.
        var frames = new List<RunFrame> { frame };
        while (frames.Count < Math.Min(workers, total)) frames.Add(await frame.Another(connection, stop));
        RunRowSort[] rows = [.. frames.Select(_ => new RunRowSort())];
        try
        {
            var done = await Task.WhenAll(frames.Zip(rows).Select(worker => Task.Run(
                () => AssessShards(worker.First, worker.Second, total, progress, stop), stop)));
            progress?.Report(new PayoutProgress("汇总", total, total));
            var all = await connection.Scalar<long>("select count(*) from run_shard where run_id = $1", stop, run.Id);
            await Finish(run, frame, done.Sum() == all ? rows : null, stop);
        }
        finally
        {
            foreach (var sort in rows) sort.Dispose();
        }

        return await PayoutStore.ById(connection, runId, stop);
    }

    /// <summary>A run that was left half way, if nothing became known since: it goes on where it stopped.</summary>
    private static async Task<PayoutRun?> Interrupted(
        NpgsqlConnection connection, PayoutOrder order, CancellationToken stop)
    {
        var open = await PayoutStore.Open(connection, stop);
        if (open is not { State: RunState.Opened } || order.Supplementary || open.Kind != PayoutRun.Regular
            || order.Batch is not null)
            return null;
        if (open.Month != order.Month || open.IsFull != order.Full) return null;
        var known = await connection.Scalar<long>("select number from knowledge", stop);
        return known == open.KnownThrough ? open : null;
    }

    /// <returns>How many this worker did.</returns>
    private async Task<int> AssessShards(
        RunFrame frame, RunRowSort rows, int total, IProgress<PayoutProgress>? progress, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var done = 0;
        for (; await AssessShard(connection, frame, rows, stop) is { } left; done++)
        {
            progress?.Report(new PayoutProgress("测算", total - left, total));
        }

        rows.Finish();
        return done;
    }

    /// <summary>
    /// One shard, taken so that no other worker takes it; its lines and its done mark commit together.
    /// </summary>
    /// <returns>How many are left; null when there was none to take.</returns>
    private static async Task<int?> AssessShard(
        NpgsqlConnection connection, RunFrame frame, RunRowSort rows, CancellationToken stop)
    {
        await using var transaction = await connection.BeginTransactionAsync(stop);
        // A shard lost with the machine is not done and is worked out again. The end of the run waits for the disk.
        await connection.Execute("set local synchronous_commit = off", stop);
        var taken = await connection.Rows("""
            select ordinal, first_person, last_person from run_shard
            where run_id = $1 and known_through = $2 and not done
            order by ordinal for update skip locked limit 1
            """, r => (Ordinal: r.GetInt32(0), First: r.GetInt32(1), Last: r.GetInt32(2)), stop, frame.Run.Id,
            frame.Run.KnownThrough);
        if (taken.Count == 0) return null;
        var reading = new ShardReading(connection, frame, taken[0].First, taken[0].Last);
        await reading.Read(stop);
        var shard = new ShardAssessment(frame, rows);
        await shard.WorkOut(reading, stop);
        await shard.Write(connection, taken[0].Ordinal, stop);
        if (frame.Run.Kind == PayoutRun.Regular)
            await shard.Bridge.Write(connection, frame.Run.Id, taken[0].Ordinal, stop);
        await connection.Execute(
            "update run_shard set done = true, people = $3, lines = $4 where run_id = $1 and ordinal = $2", stop,
            frame.Run.Id, taken[0].Ordinal, shard.PersonCount, shard.LineCount);
        var left = await connection.Scalar<int>("""
            update payout_run set shards_left = shards_left - 1
            where run_id = $1 and known_through = $2 returning shards_left
            """, stop, frame.Run.Id, frame.Run.KnownThrough);
        await transaction.CommitAsync(stop);
        return left;
    }

    /// <summary>Opened → Assessed: totals, content root and what only the whole run shows.</summary>
    /// <param name="rows">
    /// The rows as they came up in the pass, where this process worked out every shard; null: they are read from the
    /// database. The export reads them there in any case, and both must come to the same root.
    /// </param>
    private async Task Finish(PayoutRun run, RunFrame frame, RunRowSort[]? rows, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var locked = await connection.Rows("""
            select shards_left from payout_run where run_id = $1 and state = 'opened' and known_through = $2 for update
            """, r => r.GetInt32(0), stop, run.Id, run.KnownThrough);
        if (locked.Count == 0 || locked[0] > 0) return;
        // The shards are committed, so another connection sees the same: the screens go on beside the root.
        await using var beside = await source.OpenConnectionAsync(stop);
        using var root = new ContentRoot();
        var screening = Task.Run(() => RunScreens.Find(beside, frame, stop), stop);
        await Task.WhenAll(screening, Root(connection, run, rows, root, stop));
        var found = await screening;
        if (found.Count > 0) await RunExceptionStore.Write(connection, frame, found, stop);
        await RunExceptionStore.Carry(connection, frame, stop);
        await connection.Execute("""
            update payout_run set state = 'assessed', row_count = $2, sum_fen = $3, content_root = $4,
                line_count = (select coalesce(sum(lines), 0) from run_shard where run_id = $1),
                held_fen = (select coalesce(sum(fen), 0) from held_amount where run_id = $1),
                last_fen = (select coalesce(sum(sum_fen), 0) from payout_run where run_id = any($5))
            where run_id = $1
            """, stop, run.Id, root.Count, root.SumFen, root.Finish(), frame.LastMonthRuns);
        await transaction.CommitAsync(stop);
    }

    private async Task Root(
        NpgsqlConnection connection, PayoutRun run, RunRowSort[]? rows, ContentRoot root, CancellationToken stop)
    {
        var components = await ComponentStore.Labels(connection, stop);
        if (rows is not null)
        {
            foreach (var row in RunRowSort.Merge(rows)) root.Add(row, components);
            return;
        }

        await foreach (var row in RunRows.Read(source, run, stop)) root.Add(row, components);
    }
}
