using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Disbursement.Jobs.Intake.Sheets.Workbooks;

/// <summary>
/// An XLSX file, opened: the library finds the parts and what belongs to what; rows are read from the XML itself, which
/// keeps every number as it was written and takes an eighth of the time.
/// </summary>
internal sealed class Workbook : IDisposable
{
    /// <summary>Of the parts that are read whole: the list of sheets and the styles.</summary>
    private const long MostCharactersInPart = 64L << 20;

    private readonly SpreadsheetDocument document;
    private readonly List<(string Name, bool IsHidden, WorksheetPart Part)> sheets = [];

    private Workbook(SpreadsheetDocument document)
    {
        this.document = document;
        var part = document.WorkbookPart ?? throw new SheetRefusedException(RejectionReason.WorkbookDamaged);
        CountsFrom1904 = part.Workbook?.WorkbookProperties?.Date1904?.Value ?? false;
        Formats = CellFormats.Read(part.WorkbookStylesPart);
        foreach (var sheet in part.Workbook?.Sheets?.Elements<Sheet>() ?? [])
        {
            // Charts have tabs as well.
            if (sheet.Id?.Value is not { } id || !part.TryGetPartById(id, out var found)) continue;
            if (found is not WorksheetPart rows) continue;
            sheets.Add((sheet.Name?.Value ?? "", sheet.State is { } state && state != SheetStateValues.Visible, rows));
        }

        if (sheets.Count == 0) throw new SheetRefusedException(RejectionReason.WorkbookDamaged);
    }

    public bool CountsFrom1904 { get; }

    public CellFormats Formats { get; }

    /// <summary>Those that can be seen, in the order of their tabs.</summary>
    public IReadOnlyList<string> Names => [.. sheets.Where(s => !s.IsHidden).Select(s => s.Name)];

    /// <summary>Texts of cells; read when the first sheet is.</summary>
    public CellTexts Texts => field ??= document.WorkbookPart!.SharedStringTablePart is { } part
        ? CellTexts.Read(part.GetStream(FileMode.Open, FileAccess.Read))
        : CellTexts.None;

    /// <exception cref="SheetRefusedException">It cannot be opened.</exception>
    public static Workbook Open(string path)
    {
        SpreadsheetDocument? document = null;
        try
        {
            document = SpreadsheetDocument.Open(
                path, isEditable: false, new OpenSettings { MaxCharactersInPart = MostCharactersInPart });
            return new Workbook(document);
        }
        catch (Exception e) when (e is not SheetRefusedException)
        {
            document?.Dispose();
            throw IsDamage(e) ? new SheetRefusedException(RejectionReason.WorkbookDamaged) : e;
        }
        catch
        {
            document?.Dispose();
            throw;
        }
    }

    /// <summary>What is thrown on the way through a file that is not what it says it is.</summary>
    public static bool IsDamage(Exception e) => e is OpenXmlPackageException or FileFormatException
        or InvalidDataException or XmlException or UriFormatException or FormatException or ArgumentException
        or InvalidOperationException or KeyNotFoundException or EndOfStreamException or NotSupportedException;

    /// <summary>The rows of a sheet; they close the workbook with them.</summary>
    /// <param name="name">Null: the first sheet that can be seen.</param>
    public WorksheetRows Rows(string? name)
    {
        try
        {
            var visible = sheets.FindIndex(s => !s.IsHidden);
            var at = name is null ? Math.Max(visible, 0) : sheets.FindIndex(s => s.Name.Trim() == name);
            if (at < 0) throw new SheetRefusedException(RejectionReason.WorksheetMissing(name!));
            var rows = new WorksheetRows(this, sheets[at].Part, new Worksheet(sheets[at].Name.Trim(), CountsFrom1904));
            if (name is null) NoteOthers(at, rows);
            return rows;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Dispose() => document.Dispose();

    private void NoteOthers(int read, WorksheetRows rows)
    {
        var others = sheets.Where((s, at) => at != read && !s.IsHidden && !IsExplanation(s.Name))
            .Select(s => $"“{s.Name}”").ToList();
        if (others.Count > 0)
            rows.Note(RejectionReason.OtherWorksheets(sheets[read].Name, string.Concat(others)));
    }

    /// <summary>Our own templates, and those of others, explain themselves on a sheet of its own.</summary>
    private static bool IsExplanation(string name) => name.Contains("说明", StringComparison.Ordinal);
}
