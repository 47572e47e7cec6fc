using System.Text.Json;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.Papers;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Export;

/// <summary>
/// The files of an exported run that was cancelled: they look as valid as ever, so they leave their place. One rename
/// each, the bank files first; called again, it does what is left to do.
/// </summary>
public sealed class CancelledFiles(NpgsqlDataSource source)
{
    private const string SetAsidePrefix = "cancelled-";

    private static readonly string[] Papers = [ControlSheet.FileName, ExportJob.ExceptionFile, ExportSummary.FileName];

    /// <param name="directory">DIR of exports whose entry does not say where they went.</param>
    /// <returns>What the officer has to know and do; null when there is nothing.</returns>
    public async Task<string?> SetAside(string name, string directory, Performer performer, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var said = new List<string>();
        var runs = (await PayoutStore.All(connection, stop)).Where(r =>
            r.Name == name && r.State == RunState.Cancelled);
        foreach (var run in runs)
        {
            var exported = await Folders(connection, run, Path.Combine(Path.GetFullPath(directory), name), stop);
            if (exported.Count > 0) said.Add(await SetAside(connection, run, exported, performer, stop));
        }

        return said.Count == 0 ? null : string.Join('\n', said);
    }

    /// <summary>Where its files were put; none once they were set aside.</summary>
    private static Task<List<string>> Folders(
        NpgsqlConnection connection, PayoutRun run, string otherwise, CancellationToken stop) => connection.Rows("""
            select distinct coalesce(detail ->> 'folder', $2) from audit_entry e
            where chain = $1 and what = 'exported'
                and not exists (select from audit_entry d where d.chain = $1 and d.what = 'files-set-aside')
            order by 1
            """, r => r.GetString(0), stop, Audit.RunChain(run.Id), otherwise);

    private static async Task<string> SetAside(
        NpgsqlConnection connection, PayoutRun run, List<string> exported, Performer performer, CancellationToken stop)
    {
        var moved = new List<string>();
        var gone = new List<string>();
        try
        {
            foreach (var folder in exported)
            {
                if (Move(folder, run) is { } aside) moved.Add(aside);
                else gone.Add(folder);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new Refused($"{run.Name}已取消，但它的代发文件没有挪开：{fault.Message} "
                + $"请检查目录的权限和磁盘，再执行一次 ./disburse payout cancel {run.Name}。在此之前不要动用这些文件。");
        }

        await using var transaction = await connection.BeginTransactionAsync(stop);
        await Audit.Append(connection, Audit.RunChain(run.Id), performer, "files-set-aside",
            JsonSerializer.SerializeToElement(new { run = run.Name, attempt = run.Attempt, moved, gone }), stop);
        await transaction.CommitAsync(stop);
        return string.Join('\n', moved.Select(m => $"第{run.Attempt}次的代发文件和控制单已挪到 {m}，不得再用。")
            .Concat(gone.Select(g => $"{g} 里没有找到第{run.Attempt}次的代发文件：请找到它们，收回并销毁。"))
            .Append("拷到别处（U盘、网银电脑、纸面）的，也要全部收回销毁，以免重复付款。"));
    }

    /// <returns>Where this attempt's files lie now; null when they are not there.</returns>
    private static string? Move(string folder, PayoutRun run)
    {
        if (!Directory.Exists(folder)) return null;
        var bank = Path.Combine(folder, StagedBankFiles.BankFolder);
        var aside = Directory.GetDirectories(folder).FirstOrDefault(d =>
            d != bank && AttemptIn(Path.Combine(d, Manifest.FileName)) == run.Attempt);
        if (AttemptIn(Path.Combine(bank, Manifest.FileName)) == run.Attempt)
        {
            aside = Enumerable.Range(1, int.MaxValue).Select(n => Path.Combine(folder, $"{SetAsidePrefix}{n}"))
                .First(d => !Directory.Exists(d));
            Directory.Move(bank, aside);
        }

        if (aside is null) return null;
        MovePapers(folder, aside, run);
        // The summary goes last: it says whose papers these are.
        if (AttemptIn(Path.Combine(folder, ExportSummary.FileName)) != run.Attempt) return aside;
        foreach (var paper in Papers)
        {
            var there = Path.Combine(folder, paper);
            if (File.Exists(there)) File.Move(there, Path.Combine(aside, paper), overwrite: true);
        }

        return aside;
    }

    /// <summary>A 定稿 of what was cancelled is no 定稿.</summary>
    private static void MovePapers(string folder, string aside, PayoutRun run)
    {
        var papers = Path.Combine(folder, PapersJob.FolderName);
        if (Directory.Exists(papers) && Directory.EnumerateFiles(papers, $"{run.Name}-{run.Attempt}-*").Any())
            Directory.Move(papers, Path.Combine(aside, PapersJob.FolderName));
    }

    private static int? AttemptIn(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return json.RootElement.TryGetProperty("attempt", out var attempt) ? attempt.GetInt32() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
