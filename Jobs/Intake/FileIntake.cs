using System.Security.Cryptography;
using System.Text;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;

namespace Disbursement.Jobs.Intake;

/// <summary>What takes the rows of one kind, a set at a time, in the act's transaction.</summary>
internal interface IIntake<in TRow>
{
    /// <summary>Judges and writes the rows. Row numbers are the lines of the file.</summary>
    Task Take(IReadOnlyList<TRow> rows, IntakeTally tally, CancellationToken stop);

    /// <summary>A row that can be judged only with others: these come in one set, after all the rest.</summary>
    bool ComesLast(TRow row) => false;
}

/// <summary>Counts and sent-back rows of a file while it is taken in.</summary>
internal sealed class IntakeTally
{
    public int Accepted { get; set; }

    public int Known { get; set; }

    /// <summary>Rows of the set that are facts now (new) or were before.</summary>
    public List<(RowKey Key, bool IsNew)> CameIn { get; } = [];

    public List<(int Line, string Column, string Reason)> Rejected { get; } = [];

    public List<string> Notices { get; } = [];
}

/// <summary>One file on its way in: people's files keep their good rows, tables come whole or not at all.</summary>
/// <param name="source">The file, or one worksheet of it.</param>
/// <param name="hash">SHA-256 of the file; null at the counter, where there is none.</param>
internal sealed class FileIntake(Act act, string kind, SheetSource source, string? hash)
{
    private const int SetSize = 4000;

    /// <summary>More faults than these are not read by anybody.</summary>
    private const int MostShown = 20;

    private readonly IntakeTally total = new();
    private readonly List<Rejection> rejected = [];
    private SheetHeader header = SheetHeader.None;
    private Worksheet? worksheet;
    private IReadOnlyList<string> notices = [];
    private OpenRejections open = new([], "");
    private readonly Dictionary<int, int> originalLines = [];

    public async Task People<TRow>(SheetReading<TRow> sheet, IIntake<TRow> intake, CancellationToken stop)
        where TRow : class
    {
        using var _ = sheet;
        header = sheet.Header;
        open = new OpenRejections(
            await RejectedRowStore.Open(act.Connection, kind, stop), source.Name);
        var (set, last) = (new List<TRow>(SetSize), new List<TRow>());
        foreach (var entry in sheet.Entries())
        {
            if (entry.Rejection is { } bad) rejected.Add(bad);
            if (entry.Row is { } row) (intake.ComesLast(row) ? last : set).Add(row);
            if (entry.Line != entry.OriginalLine) originalLines[entry.Line] = entry.OriginalLine;
            if (set.Count >= SetSize) await Take(set, intake, stop);
        }

        await Take(set, intake, stop);
        await Take(last, intake, stop);
        notices = sheet.Notices;
        if (total.Rejected.Count > 0) FindRejectedRows();
    }

    /// <exception cref="Refused">A row is bad: nothing is taken.</exception>
    public async Task Table<TRow>(SheetReading<TRow> sheet, IIntake<TRow> intake, CancellationToken stop)
        where TRow : class
    {
        using var _ = sheet;
        header = sheet.Header;
        var set = new List<TRow>(SetSize);
        var faults = new List<(int Line, string Reason)>();
        foreach (var entry in sheet.Entries())
        {
            worksheet = entry.Worksheet;
            if (entry.Rejection is { } bad)
                faults.Add((bad.LineNumber, bad.Row.Worksheet is null ? $"{bad.Column}：{bad.Reason}" : bad.Told));
            // Once a row is bad the others are only read.
            if (faults.Count > 0) continue;
            set.Add(entry.Row!);
            if (set.Count < SetSize) continue;
            await Take(set, intake, stop);
            faults.AddRange(total.Rejected.Select(r => (r.Line, Told(r))));
        }

        if (faults.Count == 0)
        {
            await Take(set, intake, stop);
            faults.AddRange(total.Rejected.Select(r => (r.Line, Told(r))));
        }

        if (faults.Count > 0) throw WholeFile(faults);
        notices = sheet.Notices;
    }

    /// <summary>What was typed at the counter is taken or said no to while the person stands there.</summary>
    /// <exception cref="Refused">What is wrong with it; nothing is kept.</exception>
    public async Task<ImportOutcome> FinishAtTheCounter(string subject, CancellationToken stop)
    {
        if (rejected.Count > 0)
            throw new Refused(string.Join('\n', rejected.SelectMany(r => r.Faults)
                .Select(f => f.Column is null ? f.Reason : $"{f.ColumnName}：{f.Reason}")));
        if (total.Accepted == 0) return new ImportOutcome(kind, source.Name, null, 0, total.Known, 0, null, notices);
        return await Commit(subject, [], null, stop);
    }

    /// <summary>Keeps what was sent back in sight, closes what came in, and makes the file known.</summary>
    public async Task<ImportOutcome> Finish(CancellationToken stop)
    {
        var rejections = await Named([.. rejected.OrderBy(r => r.LineNumber)], stop);
        var path = rejections.Length > 0 ? SendBack(rejections) : null;
        return await Commit(Path.GetFileName(source.Path), rejections, path, stop);
    }

    private async Task<ImportOutcome> Commit(
        string subject, Rejection[] rejections, string? path, CancellationToken stop)
    {
        var cameIn = await RejectedRowStore.Keep(act, kind, source.Name, hash ?? "", rejections, open, stop);
        if (cameIn > 0) total.Notices.Add($"以前退回的{cameIn}行这次已经导入，异常随之消去。");
        var rows = $"{total.Accepted}|{total.Known}|{rejections.Length}|{hash}";
        await act.Commit("import-" + kind, subject,
            new ActHashes(hash, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rows)))), null,
            new { accepted = total.Accepted, known = total.Known, rejected = rejections.Length }, stop);
        return new ImportOutcome(kind, source.Path, act.Number, total.Accepted, total.Known, rejections.Length, path,
            [.. notices, .. total.Notices]);
    }

    /// <summary>A row without a name column is of the person its number finds.</summary>
    private async Task<Rejection[]> Named(Rejection[] rejections, CancellationToken stop)
    {
        string[] nameless = [.. rejections.Where(r => r.Name is null).Select(r => r.IdNumber).OfType<string>()
            .Distinct(StringComparer.Ordinal)];
        if (nameless.Length == 0) return rejections;
        var names = await PersonStore.Names(act.Connection, nameless, stop);
        return [.. rejections.Select(r => r with
        {
            Name = r.Name ?? (r.IdNumber is null ? null : names.GetValueOrDefault(r.IdNumber)),
        })];
    }

    private async Task Take<TRow>(List<TRow> set, IIntake<TRow> intake, CancellationToken stop)
    {
        if (set.Count == 0) return;
        await intake.Take(set, total, stop);
        foreach (var (key, isNew) in total.CameIn)
            open.Bring(key, originalLines.Remove(key.Line, out var line) ? line : key.Line, isNew);
        total.CameIn.Clear();
        set.Clear();
    }

    /// <summary>Before anything is known of the file: what cannot be sent back is not taken in either.</summary>
    private string SendBack(Rejection[] rejections)
    {
        var path = source.RejectedPath;
        try
        {
            using var sentBack = RejectedFile.Create(path, header);
            foreach (var rejection in rejections) sentBack.Add(rejection);
            sentBack.Finish();
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Refused($"{source.Name}：有{rejections.Length}行要退回，而退回名单 {path} 写不进去，整份没有导入。"
                + "请把文件放到可以写的文件夹里（或清理磁盘空间）再导入。");
        }
    }

    /// <summary>The cells of rows the database sent back, from a second look at the file: they are few.</summary>
    private void FindRejectedRows()
    {
        var reasons = total.Rejected.ToLookup(r => r.Line);
        var cells = new RowCells(act.Performer.Today);
        using var sheet = SheetReader.Open(source, SheetKind.Of(kind));
        foreach (var row in sheet.Rows())
        {
            foreach (var (_, column, reason) in reasons[row.LineNumber])
            {
                cells.Turn(row);
                rejected.Add(cells.Rejection() with { Faults = [new Fault(ColumnNames.Find(column), reason)] });
            }
        }
    }

    private string Told((int Line, string Column, string Reason) bad) => worksheet is null
        ? bad.Reason
        : new SheetRow(bad.Line, [], header, null) { Worksheet = worksheet }.PlaceOf(ColumnNames.Find(bad.Column))
            + "：" + bad.Reason;

    private Refused WholeFile(List<(int Line, string Reason)> faults) => new($"{source.Name}：" + (faults.Count == 1
        ? RejectionReason.AllReturned(faults[0].Line, faults[0].Reason)
        : RejectionReason.AllReturned(faults.Count, faults.Take(MostShown))));
}
