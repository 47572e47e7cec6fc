using System.Data;
using System.Text;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>What a run would come to.</summary>
/// <param name="Run">With its totals and content root; in no table.</param>
/// <param name="People">Whom it is for; null: everybody.</param>
/// <param name="ClaimFen">Paid too much (追缴).</param>
/// <param name="Reasons">Its exceptions by code.</param>
public sealed record Rehearsal(PayoutRun Run, int? People, long ClaimFen, IReadOnlyList<ReasonFigures> Reasons);

/// <summary>
/// 试算: a run worked out as it would be, from one snapshot, in a transaction that may write to its own temporary tables
/// only and is never committed. Dying leaves nothing; other commands neither wait for it nor disturb it.
/// </summary>
public sealed class RehearsalJob(NpgsqlDataSource source)
{
    /// <param name="directory">Where lines and exceptions are written as files; null: nowhere.</param>
    /// <exception cref="Refused">It could not be worked out for good either; the message says why.</exception>
    public async Task<Rehearsal> Run(
        PayoutOrder order, Performer performer, string? directory, IProgress<PayoutProgress>? progress,
        CancellationToken stop)
    {
        var list = order.List(performer.Today);
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
        await RunTables.MakeRehearsed(connection, stop);
        // From here on the database itself refuses to change anything else.
        await connection.Execute("set transaction read only", stop);
        var known = await connection.Scalar<long>("select number from knowledge", stop);
        var plan = await RunPlan.Find(connection, order, list, performer.Today, known, rehearses: true, stop);
        var frame = await RunFrame.Read(connection, plan.Run, plan.People, RunTables.Rehearsed, stop);
        using var rows = new RunRowSort();
        await WorkOut(connection, frame, rows, "试算", progress, stop);
        var found = await RunScreens.Find(connection, frame, stop);
        if (found.Count > 0) await RunExceptionStore.Write(connection, frame, found, stop);
        await RunExceptionStore.Carry(connection, frame, stop);
        var run = await Total(connection, frame, rows, stop);
        if (directory is not null) await Write(connection, run, directory, stop);
        return new Rehearsal(
            run, plan.People?.Length,
            await connection.Scalar<long>("select coalesce(sum(fen), 0)::bigint from rehearsed_claim", stop),
            await MonthReport.Reasons(connection, run, RunTables.Rehearsed, stop));
    }

    /// <summary>Shard by shard into the temporary tables.</summary>
    internal static async Task WorkOut(
        NpgsqlConnection connection, RunFrame frame, RunRowSort rows, string step,
        IProgress<PayoutProgress>? progress, CancellationToken stop)
    {
        var ranges = await RunShards.Ranges(
            connection, frame.Run.KnownThrough, frame.People, RunShards.UsualSize, stop);
        foreach (var range in ranges)
        {
            progress?.Report(new PayoutProgress(step, range.Ordinal, ranges.Count));
            var reading = new ShardReading(connection, frame, range.FirstPerson, range.LastPerson);
            await reading.Read(stop);
            var shard = new ShardAssessment(frame, rows);
            await shard.WorkOut(reading, stop);
            await shard.Write(connection, range.Ordinal, stop);
        }

        rows.Finish();
        progress?.Report(new PayoutProgress("汇总", ranges.Count, ranges.Count));
    }

    internal static async Task<PayoutRun> Total(
        NpgsqlConnection connection, RunFrame frame, RunRowSort rows, CancellationToken stop)
    {
        var components = await ComponentStore.Labels(connection, stop);
        using var root = new ContentRoot();
        foreach (var row in RunRowSort.Merge(rows)) root.Add(row, components);
        return frame.Run with
        {
            RowCount = root.Count,
            SumFen = root.SumFen,
            ContentRoot = root.Finish(),
            LineCount = await connection.Scalar<long>("select count(*) from rehearsed_line", stop),
            HeldFen = await connection.Scalar<long>("select coalesce(sum(fen), 0)::bigint from rehearsed_held", stop),
        };
    }

    /// <summary>As lines and exceptions are listed for a run; the names say that it is none.</summary>
    private static async Task Write(
        NpgsqlConnection connection, PayoutRun run, string directory, CancellationToken stop)
    {
        try
        {
            PrivateFile.CreateFolder(directory);
            await using (var lines = Open(directory, run, "明细"))
                await LineReport.Rehearsed(connection, run, lines, stop);
            await using var exceptions = Open(directory, run, "异常名单");
            ExceptionReport.Write(
                await ExceptionReport.OfRun(connection, run, RunTables.Rehearsed, null, stop), exceptions);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new Refused($"试算的文件写不到 {directory}：{fault.Message} 请检查该目录的权限和磁盘空间，再试算一次。");
        }
    }

    private static StreamWriter Open(string directory, PayoutRun run, string what)
    {
        var path = Path.Combine(directory, $"试算-{run.Name}-{what}.csv");
        File.Delete(path);
        return new StreamWriter(PrivateFile.Create(path), new UTF8Encoding(true)) { NewLine = "\n" };
    }
}
