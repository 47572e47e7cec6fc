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
}

/// <summary>Counts and sent-back rows of a file while it is taken in.</summary>
internal sealed class IntakeTally
{
    public int Accepted { get; set; }

    public int Known { get; set; }

    public List<(int Line, string Column, string Reason)> Rejected { get; } = [];

    public List<string> Notices { get; } = [];
}

/// <summary>One file on its way in: people's files keep their good rows, tables come whole or not at all.</summary>
internal sealed class FileIntake(Act act, string kind, string file, string hash)
{
    private const int SetSize = 4000;

    private readonly IntakeTally total = new();
    private readonly List<Rejection> rejected = [];
    private SheetHeader header = SheetHeader.None;
    private IReadOnlyList<string> notices = [];

    public async Task People<TRow>(SheetReading<TRow> sheet, IIntake<TRow> intake, CancellationToken stop)
        where TRow : class
    {
        using var _ = sheet;
        header = sheet.Header;
        var set = new List<TRow>(SetSize);
        var cells = new Dictionary<int, SheetRow>(SetSize);
        foreach (var entry in sheet.Entries())
        {
            if (entry.Rejection is { } bad) rejected.Add(bad);
            if (entry.Row is { } row) set.Add(row);
            if (set.Count >= SetSize) await Take(set, intake, stop);
        }

        await Take(set, intake, stop);
        notices = sheet.Notices;
        if (total.Rejected.Count > 0) FindRejectedRows();
    }

    /// <exception cref="Refused">A row is bad: nothing is taken.</exception>
    public async Task Table<TRow>(SheetReading<TRow> sheet, IIntake<TRow> intake, CancellationToken stop)
        where TRow : class
    {
        using var _ = sheet;
        var set = new List<TRow>(SetSize);
        foreach (var entry in sheet.Entries())
        {
            if (entry.Rejection is { } bad)
                throw WholeFile(bad.LineNumber, $"{bad.Column}：{bad.Reason}");
            set.Add(entry.Row!);
            if (set.Count < SetSize) continue;
            await TakeWhole(set, intake, stop);
        }

        await TakeWhole(set, intake, stop);
        notices = sheet.Notices;
    }

    /// <summary>Keeps what was sent back in sight, closes what came in, and makes the file known.</summary>
    public async Task<ImportOutcome> Finish(CancellationToken stop)
    {
        var rejections = await Named([.. rejected.OrderBy(r => r.LineNumber)], stop);
        string? path = null;
        if (rejections.Length > 0)
        {
            path = RejectedFile.PathFor(file);
            using var sentBack = RejectedFile.Create(path, header);
            foreach (var rejection in rejections) sentBack.Add(rejection);
            sentBack.Finish();
        }

        await RejectedRowStore.Keep(act, kind, file, hash, rejections, stop);
        var rows = $"{total.Accepted}|{total.Known}|{rejections.Length}|{hash}";
        await act.Commit("import-" + kind, Path.GetFileName(file),
            new ActHashes(hash, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rows)))), null,
            new { accepted = total.Accepted, known = total.Known, rejected = rejections.Length }, stop);
        return new ImportOutcome(kind, file, act.Number, total.Accepted, total.Known, rejections.Length, path,
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
        set.Clear();
    }

    private async Task TakeWhole<TRow>(List<TRow> set, IIntake<TRow> intake, CancellationToken stop)
    {
        await Take(set, intake, stop);
        if (total.Rejected.Count > 0) throw WholeFile(total.Rejected[0].Line, total.Rejected[0].Reason);
    }

    /// <summary>The cells of rows the database sent back, from a second look at the file: they are few.</summary>
    private void FindRejectedRows()
    {
        var reasons = total.Rejected.ToLookup(r => r.Line);
        using var sheet = SheetReader.Open(file, SheetKind.Of(kind));
        foreach (var row in sheet.Rows())
        {
            foreach (var (_, column, reason) in reasons[row.LineNumber])
            {
                rejected.Add(new Rejection(
                    row, [new Fault(ColumnNames.Find(column), reason)], IdNumberOf(row), NameOf(row)));
            }
        }
    }

    private static string? IdNumberOf(SheetRow row) => Blank(row.Cell(Column.IdNumber));

    private static string? NameOf(SheetRow row) => Blank(row.Cell(Column.Name));

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private Refused WholeFile(int line, string reason) =>
        new($"{Path.GetFileName(file)}：{RejectionReason.AllReturned(line, reason)}");
}
