using System.Text.Json;
using Disbursement.Domain;
using Disbursement.Domain.Duties;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.HandOver;

/// <summary>What came of taking over the journal.</summary>
public sealed record Adopted(bool Changed, string Said, int Files = 0, long Rows = 0, long SumFen = 0);

/// <summary>
/// 登记回来: what the journal says was handed over and a restored backup does not know comes into the books again, line
/// by line, from the books that were written at the hand-over; the files are then in doubt, for two people to end. What
/// was sent counts as paid, and is sent by nobody again.
/// </summary>
public sealed class AdoptJob(NpgsqlDataSource source, HandOverJournal journal)
{
    /// <exception cref="Refused">The books of a run are nowhere, or not those that were signed.</exception>
    public async Task<Adopted> Adopt(Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        var unknown = await JournalGuard.Unknown(act.Connection, journal.Read(), stop);
        if (unknown.Count == 0) return new Adopted(false, "交盘记录里的文件数据库都知道，没有再做任何事。");
        await UserStore.Require(act, Deed.EndDoubt, stop);
        var runs = new List<(BookedRun Head, JournalEntry[] Entries, string Beside)>();
        foreach (var run in unknown.GroupBy(e => e.RunId).OrderBy(g => g.Key))
        {
            JournalEntry[] entries = [.. run];
            using var books = new StreamReader(BooksOf(entries[^1]));
            var head = HandOverBooks.ReadHead(books);
            runs.Add((head, entries, await AdoptStore.Take(act, head, HandOverBooks.ReadRows(books), stop)));
        }

        await AdoptStore.RaiseSerials(act, unknown.Max(e => e.RunId), stop);
        await LostHeads.Keep(act, journal, stop);
        // What was struck out was struck out of what was approved.
        await using var files = await act.Next("adopt", HandOverJournal.FileName, default, null, new
        {
            runs = runs.Select(r => new { run = r.Head.Name, root = r.Head.ContentRoot }),
        }, stop);
        var said = new List<string>();
        foreach (var (head, entries, beside) in runs)
        {
            await AdoptStore.TakeFiles(files, head, entries, journal.Outbox, stop);
            foreach (var entry in entries) await AdoptStore.Keep(files, entry, stop);
            await Record(files, head, entries, stop);
            said.Add($"{head.Name}：{entries.Length}次交盘登记回来，{head.Rows}笔，{Money.Spoken(head.SumFen)}，都算已发；"
                + (head.Struck.Length > 0 ? $"其中{head.Struck.Length}笔撤下，没有送；" : "") + $"{beside}文件为待核实。");
        }

        await files.Commit("adopt-files", HandOverJournal.FileName, default, null, new
        {
            files = unknown.Select(e => new { e.Run, e.File, e.Sha256 }),
        }, stop);
        said.Add("请问银行收到没有，两人凭书面答复登记（./disburse payout doubt 批次 --outcome received|not-received --document 文号），"
            + "再导入回盘。备份以后导入的名册、变动、标准和办的决定都不在库里：请重新导入、重新登记，再测算。");
        return new Adopted(
            true, string.Join('\n', said), unknown.Count, runs.Sum(r => r.Head.Rows), runs.Sum(r => r.Head.SumFen));
    }

    private FileStream BooksOf(JournalEntry entry)
    {
        var path = entry.Books is { } hash ? journal.Books.Find(hash) : null;
        return path is not null
            ? File.OpenRead(path)
            : throw new Refused($"{entry.Run}的账页找不到（数据目录和 out 下的 {HandOverBooks.FolderName}/"
                + $"{entry.Books ?? "（旧版程序没有写）"}），没有登记任何一批。请把原来的 out/{HandOverBooks.FolderName} 拷回来，"
                + "或者恢复交盘以后的备份。在此以前不能发放。");
    }

    private static Task Record(
        Act act, BookedRun head, IReadOnlyList<JournalEntry> entries, CancellationToken stop) => Audit.Append(
            act.Connection, Audit.RunChain(head.RunId), act.Performer, "adopted",
            JsonSerializer.SerializeToElement(new
            {
                run = head.Name, attempt = head.Attempt, root = head.ContentRoot, count = head.Rows,
                fen = head.SumFen, files = entries.Select(e => new { e.File, e.Sha256, e.At }),
            }), stop);
}
