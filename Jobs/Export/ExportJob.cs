using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Disbursement.Domain;
using Disbursement.Domain.Duties;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.Calendar;
using Disbursement.Jobs.HandOver;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Results;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Export;

/// <summary>What came of an export.</summary>
/// <param name="Changed">False: exactly these files were there and the run was exported before.</param>
/// <param name="Folder">DIR/RUN.</param>
public sealed record Exported(PayoutRun Run, bool Changed, string Folder, Manifest Manifest, string Said);

/// <summary>
/// 导出: the bank rows are streamed once into the files, the root over them is compared with the approved one, totals are
/// counted again from the written bytes; then the files are put in place, then the run is Exported. Dying anywhere
/// leaves the run Approved, and exporting again gives the same bytes.
/// </summary>
/// <param name="rehearsal">Marks every paper 演练.</param>
public sealed class ExportJob(NpgsqlDataSource source, bool rehearsal)
{
    internal const string ExceptionFile = "异常名单.csv";

    private const int RowsInBatch = 512;
    private const int BatchesAhead = 4;

    /// <param name="directory">DIR; the files go to DIR/RUN.</param>
    /// <exception cref="Refused">Not this person, not in this state, or somebody is at it.</exception>
    /// <exception cref="BankFileRefused">The content is not what was approved; nothing was put in place.</exception>
    public async Task<Exported> Export(string name, string directory, Performer performer, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var run = await PayoutStore.Named(connection, name, stop);
        if (!await ExportStore.Hold(connection, run.Id, stop))
            throw new Refused($"{name}正在由另一个命令导出，这一次没有做任何事。等它完成后用 ./disburse payout show {name} 看结果。");
        try
        {
            // Read again under the hold: another export may just have finished.
            run = await PayoutStore.ById(connection, run.Id, stop);
            if (run.State is > RunState.Exported and not RunState.Cancelled)
                throw new Refused($"{name}现在是“{run.State.Label()}”，文件早已交盘，不再导出，没有做任何事。{run.State.NextStep()}");
            var by = await RequireFit(connection, run, performer, stop);
            var folder = Path.Combine(Path.GetFullPath(directory), run.Name);
            var (manifest, placed, keep) = await Files(connection, run, folder, stop);
            var moved = await Move(
                connection, run, by, placed ? folder : null, manifest, keep, stop);
            run = await PayoutStore.ById(connection, run.Id, stop);
            return new Exported(run, placed || moved, folder, manifest, Said(run, placed, moved, folder, manifest)
                + OnlyThese(await FileStore.Live(connection, run.Id, stop))
                + await RunNews.Said(connection, run, stop));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new Refused($"导出文件写不到 {directory}：{FileFault.Words(fault)}。{name}没有变动；"
                + "请检查该目录的权限和磁盘空间，或用 --out 指定另一个目录，再导出一次。");
        }
        finally
        {
            await ExportStore.Release(connection, run.Id);
        }
    }

    private static async Task<Performer> RequireFit(
        NpgsqlConnection connection, PayoutRun run, Performer performer, CancellationToken stop)
    {
        var by = await UserStore.Require(
            connection, performer, Deed.Export, stop,
            [.. run.Done, .. await ResultStore.StruckBy(connection, run, stop)]);
        if (run.State == RunState.Exported) return by;
        RunMoves.Require(run.State, RunState.Exported);
        await PayoutStore.RequireNotBefore(connection, run, performer, stop);
        var review = await SettingStore.Value(connection, "finance-review", stop);
        if (run.State == RunState.Approved && review == "required")
            throw new Refused($"{run.Name}要先经财政审核（finance-review），资金到账后才能导出。"
                + run.State.NextStep(reviewed: true));
        return by;
    }

    /// <returns>With what keeps, in the transaction of the move, which files there are.</returns>
    private async Task<(Manifest Manifest, bool Placed, Func<Task<bool>> Keep)> Files(
        NpgsqlConnection connection, PayoutRun run, string folder, CancellationToken stop)
    {
        var banks = await PayingBankStore.InForce(connection, run.KnownThrough, run.Month, stop);
        var files = await ExportedFiles.Read(connection, run, banks, stop);
        var transmission = await TransmissionOf(connection, run, files, stop);
        var components = await ComponentStore.Labels(connection, stop);
        using var root = new ContentRoot();
        using var staged = await BankFileWriter.Stage(
            folder, transmission, banks, Rows(run, root, components, stop), stop);
        var exceptions = await Exceptions(run, stop);
        var placed = staged.Publish(root.Finish());
        PrivateFile.Replace(Path.Combine(folder, ExceptionFile), exceptions);
        var written = files.Rows(run, staged.Parts, staged.Manifest, folder);
        return (staged.Manifest, placed, () => files.Keep(connection, written, stop));
    }

    /// <summary>
    /// The rows and, when all have come, their root: put together on one core while another writes them.
    /// </summary>
    private async IAsyncEnumerable<BankRow> Rows(
        PayoutRun run, ContentRoot root, Dictionary<short, string> components,
        [EnumeratorCancellation] CancellationToken stop)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var batches = Channel.CreateBounded<List<BankRow>>(BatchesAhead);
        var reading = Task.Run(() => Read(run, root, components, batches.Writer, left.Token), left.Token);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(stop))
            {
                foreach (var row in batch) yield return row;
            }
        }
        finally
        {
            // Whoever writes may leave before the end; nothing goes on without him.
            await left.CancelAsync();
            await reading.ContinueWith(
                _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        await reading;
    }

    private async Task Read(
        PayoutRun run, ContentRoot root, Dictionary<short, string> components,
        ChannelWriter<List<BankRow>> batches, CancellationToken stop)
    {
        try
        {
            var batch = new List<BankRow>(RowsInBatch);
            await foreach (var row in RunRows.Read(source, run, stop))
            {
                root.Add(row, components);
                batch.Add(row.ForBank());
                if (batch.Count < RowsInBatch) continue;
                await batches.WriteAsync(batch, stop);
                batch = new List<BankRow>(RowsInBatch);
            }

            await batches.WriteAsync(batch, stop);
            batches.Complete();
        }
        catch (Exception fault)
        {
            batches.TryComplete(fault);
            throw;
        }
    }

    private async Task<Transmission> TransmissionOf(
        NpgsqlConnection connection, PayoutRun run, ExportedFiles files, CancellationToken stop) => new(
            run.Name, run.Id, run.Attempt, files.Numbers.Values.DefaultIfEmpty(1).Max(),
            await Authority(connection, run, "authority-code", "000000", stop),
            await Authority(connection, run, "authority-name", "（未设置单位名称）", stop),
            rehearsal, run.ApprovedAt!.Value, await PayDay.Of(connection, run, stop),
            run.RowCount!.Value - files.Struck.Count, run.SumFen!.Value - files.StruckFen,
            run.ContentRoot!, await ExportStore.ApprovalHash(connection, run.Id, stop))
        {
            // One that was not there before is a first.
            Numbers = files.Numbers,
            Struck = files.Struck,
        };

    /// <summary>Row ids carry the code for ever, so a live run does not go out without one.</summary>
    private async Task<string> Authority(
        NpgsqlConnection connection, PayoutRun run, string key, string inRehearsal, CancellationToken stop) =>
        await ExportStore.Setting(connection, run, key, stop) ?? (rehearsal
            ? inRehearsal
            : throw new Refused($"还没有设置 {key}，代发文件不能没有它。请先 ./disburse settings {key} …，再导出。"));

    /// <summary>The run's own cases; rows of files that have not come in change from day to day and are listed
    /// elsewhere.</summary>
    private async Task<byte[]> Exceptions(PayoutRun run, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var rows = await ExceptionReport.OfRun(connection, run, RunTables.Stored, null, stop);
        using var memory = new MemoryStream();
        await using (var writer = new StreamWriter(memory, new UTF8Encoding(true)) { NewLine = "\n" })
            ExceptionReport.Write(rows, writer, withIds: false);
        return memory.ToArray();
    }

    /// <summary>Approved or Funded → Exported, with the entry that says which bytes.</summary>
    private static async Task<bool> Move(
        NpgsqlConnection connection, PayoutRun run, Performer by, string? placedIn, Manifest manifest,
        Func<Task<bool>> keep, CancellationToken stop)
    {
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var moves = run.State != RunState.Exported;
        if (moves && !await PayoutStore.Move(
                connection, run, RunState.Exported, "exported_by = $7, exported_at = $8, exported_for = $9", stop,
                by.User, by.Moment, by.For))
            throw new Refused($"{run.Name}刚刚被别人动过，没有登记为已导出。请用 ./disburse payout show {run.Name} 看现在的状态。");
        var kept = await keep();
        if (!moves && !kept && placedIn is null) return false;
        await Audit.Append(connection, Audit.RunChain(run.Id), by, "exported",
            JsonSerializer.SerializeToElement(new
            {
                run = run.Name, attempt = run.Attempt, root = manifest.ContentRoot, count = manifest.Count,
                fen = manifest.SumFen, folder = placedIn, files = manifest.Files.Select(f => new { f.Name, f.Sha256 }),
            }), stop);
        await transaction.CommitAsync(stop);
        return moves;
    }

    /// <summary>Beside files that are at the bank, which ones are to go: the folder holds all of them.</summary>
    private static string OnlyThese(List<BankFileRow> files)
    {
        var (gone, waiting) = (files.FindAll(f => f.IsOut), files.FindAll(f => !f.IsOut));
        return gone.Count == 0 || waiting.Count == 0
            ? ""
            : $"\n这一次只交：{string.Join('、', waiting.Select(f => f.Name))}。"
                + $"早已交过银行、不要再交的：{string.Join('、', gone.Select(f => f.Name))}。";
    }

    private static string Said(PayoutRun run, bool placed, bool moved, string folder, Manifest manifest)
    {
        if (!placed && !moved) return $"{run.Name}已由{run.ExportedAs}导出，{folder} 里的文件一字未变，没有再做任何事。";
        var what = moved ? "已导出" : "早已导出，文件重新放好（内容不变）";
        return $"{run.Name}{what}：{manifest.Files.Length}个文件，{manifest.Count}笔，{Money.Spoken(manifest.SumFen)}。\n"
            + (run.Warning is null ? "" : run.Warning + "\n")
            + $"文件和控制单在 {folder}\n{run.State.NextStep()}";
    }
}
