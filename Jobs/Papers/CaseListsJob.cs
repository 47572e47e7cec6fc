using System.Data;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Papers;

/// <summary>
/// 异常名单 to work from: what is open of a run today, in workbooks and pages, all in one and one for each township with
/// that township's people only and how to reach them.
/// </summary>
/// <param name="rehearsal">Marks every list 演练.</param>
public sealed class CaseListsJob(NpgsqlDataSource source, bool rehearsal)
{
    /// <param name="name">Null: the latest run for everybody that is not cancelled.</param>
    /// <param name="folderOf">Where the lists of a run are to lie.</param>
    /// <returns>The run, the folder, the files below it and how many cases.</returns>
    /// <exception cref="Refused">There is no run, or it is not worked out; or the folder cannot be used.</exception>
    public async Task<(string Run, string Folder, IReadOnlyList<string> Files, int Cases)> Make(
        string? name, Func<string, string> folderOf, bool byTownship, Performer performer, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
        var run = await Find(connection, name, stop);
        var folder = Path.GetFullPath(folderOf(run.Name));
        var of = await PaperRun.Read(connection, run, rehearsal, stop);
        var all = await ExceptionReport.OfRun(connection, run, RunTables.Stored, null, stop);
        var decided = await ExceptionReport.Decided(connection, all, run, stop);
        // Of no run, what the sweep left open goes with the latest.
        var latest = (await PayoutStore.All(connection, stop)).LastOrDefault(r =>
            !r.IsPartial && r.State != RunState.Cancelled);
        if (latest?.Id == run.Id)
            decided = [.. decided, .. await ExceptionReport.OfVerification(connection, decided, null, stop)];
        List<ExceptionRow> rows = [.. decided.Where(r => r.IsOpen)];
        try
        {
            using var staged = new StagedPapers(folder, of.Head);
            CasesPaper.Write(
                staged.Stem(CasesPaper.Paper), byTownship ? t => staged.Stem(CasesPaper.Paper, t) : null, of, rows,
                await ExceptionReport.Rejected(connection, stop));
            var hashes = staged.Hashes();
            await Audit.Record(source, performer, "exceptions-export", new
            {
                run = run.Name, folder, by_township = byTownship, cases = rows.Count,
                files = hashes.Select(h => new { name = h.Name, sha256 = h.Sha256 }),
            }, stop);
            staged.Publish(hashes);
            return (run.Name, folder, [.. hashes.Select(h => h.Name)], rows.Count);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new Refused($"异常名单写不到 {folder}：{FileFault.Words(fault)}。"
                + "请检查该目录的权限和磁盘空间，关掉正打开名单的程序，或用 --out 指定另一个目录，再执行一次。");
        }
    }

    private static async Task<PayoutRun> Find(NpgsqlConnection connection, string? name, CancellationToken stop)
    {
        var run = name is null
            ? (await PayoutStore.All(connection, stop)).LastOrDefault(r =>
                !r.IsPartial && r.State != RunState.Cancelled)
            : await PayoutStore.Named(connection, name, stop);
        if (run is null) throw new Refused("还没有任何批次，没有名单可写。请先测算（./disburse payout run）。");
        return run.State is not (RunState.Opened or RunState.Cancelled)
            ? run
            : throw new Refused($"{run.Name}现在是“{run.State.Label()}”，没有名单可写。{run.State.NextStep()}");
    }
}
