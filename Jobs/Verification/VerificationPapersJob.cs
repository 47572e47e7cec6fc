using System.Data;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Papers;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Verification;

/// <summary>
/// 年度确认的表: progress with its picture, who is outstanding, who is proposed to be stopped, the sample, everybody by
/// class, the form that is signed. One table of where everybody stands is under all of them.
/// </summary>
/// <param name="rehearsal">Marks every paper 演练.</param>
public sealed class VerificationPapersJob(NpgsqlDataSource source, bool rehearsal)
{
    /// <param name="forms">Also 确认表, a page for each person who is outstanding.</param>
    /// <returns>The folder and the files in it.</returns>
    /// <exception cref="Refused">There is no such campaign, or the folder cannot be used.</exception>
    public async Task<(string Folder, IReadOnlyList<string> Files)> Make(
        int year, string folder, bool forms, Performer performer, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
        var stored = await CampaignStore.Of(connection, year, long.MaxValue, stop);
        var today = stored.ClosedOn ?? performer.Today;
        await StandingTable.Fill(connection, stored, today, stop);
        var overview = await VerificationOverview.Read(connection, stored, today, stop);
        var authority = await SettingStore.Value(connection, "authority-name", stop) ?? "（未设置单位名称）";
        var head = new VerificationHead(overview, authority, rehearsal);
        try
        {
            using var staged = new StagedPapers(Path.GetFullPath(folder), head);
            await Write(staged, head, connection, forms, stop);
            var hashes = staged.Hashes();
            await Audit.Record(source, performer, "verification-papers", new
            {
                year, folder, files = hashes.Select(h => new { name = h.Name, sha256 = h.Sha256 }),
            }, stop);
            staged.Publish(hashes);
            return (staged.Folder, [.. hashes.Select(h => h.Name)]);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new Refused($"年度确认的表写不到 {folder}：{FileFault.Words(fault)}。"
                + "请检查该目录的权限和磁盘空间，关掉正打开这些表的程序，或用 --out 指定另一个目录，再执行一次。");
        }
    }

    private static async Task Write(
        StagedPapers staged, VerificationHead head, NpgsqlConnection connection, bool forms, CancellationToken stop)
    {
        using (var files = PaperFiles.Create(staged.Stem(ProgressPaper.Paper), ProgressPaper.Paper, head))
            ProgressPaper.Write(files, head);
        var names = await VerificationOverview.TownshipNames(connection, stop);
        await PeoplePaper.Write(staged, head, PeoplePaper.Outstanding, connection, names, stop);
        await PeoplePaper.Write(staged, head, PeoplePaper.Proposed, connection, names, stop);
        await PeoplePaper.Write(staged, head, PeoplePaper.Everybody, connection, names, stop);
        using (var files = PaperFiles.Create(staged.Stem(SamplePaper.Paper), SamplePaper.Paper, head))
            await SamplePaper.Write(files, head, connection, stop);
        if (forms) await FormPages.Write(staged, head, connection, names, stop);
    }
}
