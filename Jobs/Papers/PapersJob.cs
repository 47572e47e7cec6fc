using System.Data;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Papers;

/// <summary>What came of it.</summary>
/// <param name="Changed">False: exactly these papers lay there already.</param>
/// <param name="Stage">送审稿 or 定稿</param>
/// <param name="Files">Paths below the folder, in order.</param>
public sealed record PapersMade(
    PayoutRun Run, bool Changed, string Stage, string Folder, IReadOnlyList<string> Files);

/// <summary>
/// 送审稿、定稿: everything that people sign or archive of a run, from one snapshot of the database. The root over the
/// rows is worked out anew and every sum compared with the run before a paper is put in place.
/// </summary>
/// <param name="rehearsal">Marks every paper 演练.</param>
public sealed class PapersJob(NpgsqlDataSource source, bool rehearsal)
{
    /// <summary>Folder of a run's papers, beside its bank files, unless the officer says otherwise.</summary>
    public const string FolderName = "papers";

    /// <summary>Folder of what goes to one township, below the papers.</summary>
    public const string TownshipFolder = "乡镇";

    /// <param name="folder">Where the papers are to lie.</param>
    /// <exception cref="Refused">There is nothing to print yet, or any more; or the folder cannot be used.</exception>
    public async Task<PapersMade> Make(string name, string folder, Performer performer, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
        var run = await PayoutStore.Named(connection, name, stop);
        await RequireReady(connection, run, stop);
        await LargeSets.Prepare(connection, stop);
        var of = await PaperRun.Read(connection, run, rehearsal, stop);
        try
        {
            using var staged = new StagedPapers(Path.GetFullPath(folder), of.Head);
            await WriteAll(staged, of, stop);
            await RequireRoot(of, stop);
            var hashes = staged.Hashes();
            var changed = !staged.LiesThere(hashes);
            if (changed)
            {
                await Audit.Record(source, performer, "papers", new
                {
                    run = run.Name, attempt = run.Attempt, stage = of.Head.Stage, root = run.ContentRoot, folder,
                    files = hashes.Select(h => new { name = h.Name, sha256 = h.Sha256 }),
                }, stop);
                staged.Publish(hashes);
            }

            return new PapersMade(run, changed, of.Head.Stage, staged.Folder, [.. hashes.Select(h => h.Name)]);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new Refused($"{name}的表写不到 {folder}：{FileFault.Words(fault)}。"
                + "请检查该目录的权限和磁盘空间，关掉正打开这些表的程序，或用 --out 指定另一个目录，再执行一次。");
        }
    }

    private static async Task RequireReady(NpgsqlConnection connection, PayoutRun run, CancellationToken stop)
    {
        if (run.State is RunState.Opened or RunState.Cancelled)
            throw new Refused($"{run.Name}现在是“{run.State.Label()}”，没有可印的表。{run.State.NextStep()}");
        if (run.State >= RunState.Approved) return;
        var basis = await PayoutStore.LastApproved(connection, wholeOnly: true, regularOnly: false, stop);
        if (run.Batch is null && basis?.Id != run.BasisRun)
            throw new Refused($"{run.Name}测算以后，前一批的批准有了变化，没有出表。请重新测算（./disburse payout run {run.Month}）。");
    }

    private static async Task WriteAll(StagedPapers staged, PaperRun of, CancellationToken stop)
    {
        var totals = await PaperTotals.Read(of, stop);
        await One(ApprovalPaper.Paper, files => ApprovalPaper.Write(files, of, totals, stop));
        // A one-off batch has nothing to be set beside the months.
        if (of.Run.Batch is null)
        {
            await One(ChangesPaper.Paper, files => ChangesPaper.Write(files, of, stop));
            await One(AccountsPaper.Paper, files => AccountsPaper.Write(files, of, stop));
            await One(ReleasesPaper.Paper, files => ReleasesPaper.Write(files, of, stop));
            await One(StandardsPaper.Paper, files => StandardsPaper.Write(files, of, stop));
            await One(ArrearsPaper.Paper, files => ArrearsPaper.Write(files, of, stop));
        }

        await One(SummaryPaper.Paper, files => SummaryPaper.Write(files, of, totals, stop));
        await One(FundsPaper.Paper, files => FundsPaper.Write(files, of, totals, stop));
        await RegisterPaper.Write(
            staged.Stem(RegisterPaper.Paper), t => staged.Stem(RegisterPaper.Paper, t), of, stop);
        await CasesPaper.Write(staged.Stem(CasesPaper.Paper), t => staged.Stem(CasesPaper.Paper, t), of, stop);

        async Task One(Paper paper, Func<PaperFiles, Task> write)
        {
            using var files = PaperFiles.Create(staged.Stem(paper), paper, of.Head);
            await write(files);
        }
    }

    /// <summary>The rows as they lie in the database now are those that were worked out and signed.</summary>
    private async Task RequireRoot(PaperRun of, CancellationToken stop)
    {
        using var root = new ContentRoot();
        await foreach (var row in RunRows.Read(source, of.Run, stop))
            root.Add(row, of.Components);
        if (root.Finish() != of.Run.ContentRoot)
            throw new BankFileRefused($"{of.Run.Name}的内容与内容根不一致，没有出任何表。请报管理员核查。");
    }
}
