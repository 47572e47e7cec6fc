using Disbursement.Jobs.Intake.Sheets.Workbooks;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>
/// A file of one kind, opened: its header is known, its rows come one at a time, in memory that does not grow.
/// </summary>
public sealed class SheetReader : IDisposable
{
    private static readonly char[] Separators = [',', '\t', ';'];

    private readonly ISheetRows sheet;
    private readonly Queue<SheetRow> ahead;
    private readonly List<string> notices = [];

    private SheetReader(ISheetRows sheet, SheetHeader header, IReadOnlyList<string> titles, IEnumerable<SheetRow> ahead)
    {
        this.sheet = sheet;
        this.ahead = new Queue<SheetRow>(ahead);
        Header = header;
        Titles = titles;
        if (header.Ignored.Count > 0) notices.Add(RejectionReason.ColumnsIgnored(string.Join("、", header.Ignored)));
    }

    public SheetHeader Header { get; }

    /// <summary>What stands above the header, row by row.</summary>
    public IReadOnlyList<string> Titles { get; }

    /// <summary>What the officer should know though nothing is wrong. Complete once the rows have been read.</summary>
    public IReadOnlyList<string> Notices => [.. notices, .. sheet.Notices];

    /// <summary>
    /// Opens a file by what is in it, whatever its name: a workbook, or CSV with its encoding, separator and quoting.
    /// </summary>
    /// <exception cref="SheetRefusedException">The file cannot be read as this kind.</exception>
    public static SheetReader Open(SheetSource source, SheetKind kind)
    {
        if (source.Typed is { } typed) return Below(new TypedRow(typed.Header, typed.Cells), kind);
        if (!File.Exists(source.Path))
            throw new SheetRefusedException(RejectionReason.FileMissing(Path.GetFileName(source.Path)));
        if (FileContent.IsWorkbook(source.Path)) return Workbook(source, kind);
        if (source.Worksheet is not null) throw new SheetRefusedException(RejectionReason.NotAWorkbook);
        var file = new FileStream(source.Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        try
        {
            return Csv(file, kind);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The rows below the header, without blank rows and rows of totals and signatures. Can be read once.
    /// </summary>
    public IEnumerable<SheetRow> Rows()
    {
        while (Next(out var row))
        {
            if (row.IsBlank) continue;
            if (row.Fault is null && row.IsTotal) notices.Add(RejectionReason.TotalRow(row.LineNumber));
            else yield return WithShiftNoticed(row);
        }
    }

    public void Note(string notice) => notices.Add(notice);

    public void Dispose() => sheet.Dispose();

    private static SheetReader Workbook(SheetSource source, SheetKind kind)
    {
        var rows = Workbooks.Workbook.Open(source.Path).Rows(source.Worksheet);
        try
        {
            return Below(rows, kind);
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    private static SheetReader Csv(FileStream file, SheetKind kind)
    {
        var encoding = SheetEncoding.Of(file);
        var separator = Separators.MaxBy(candidate => Recognised(candidate));
        return Below(new CsvSheet(file, separator, encoding, QuoteSurvey.IsRegular(file, separator)), kind);

        int Recognised(char candidate)
        {
            using var look = new CsvSheet(file, candidate, encoding, quotesAreRegular: false, leaveOpen: true);
            return SheetHeader.Find(FirstRows(look), kind, out _)?.Count ?? 0;
        }
    }

    /// <summary>What stands below the header of the kind.</summary>
    private static SheetReader Below(ISheetRows sheet, SheetKind kind)
    {
        var rows = FirstRows(sheet);
        var header = SheetHeader.Find(rows, kind, out var index)
            ?? throw new SheetRefusedException(
                RejectionReason.HeaderMissing(ColumnNames.Of(kind.Obligatory[0]).Chinese));
        header.Check(kind);
        var reader = new SheetReader(
            sheet, header, [.. rows.Take(index).Select(row => string.Join(' ', row.Texts))],
            rows.Skip(index + 1).Select(row => row with { Header = header }));
        foreach (var column in kind.Columns.Where(column => sheet.IsHiddenColumn(header.IndexOf(column))))
            reader.Note(RejectionReason.HiddenColumn(
                Worksheet.Letters(header.IndexOf(column)), ColumnNames.Of(column).Chinese));
        return reader;
    }

    private static List<SheetRow> FirstRows(ISheetRows sheet)
    {
        var rows = new List<SheetRow>(SheetHeader.LastRow);
        while (rows.Count < SheetHeader.LastRow && sheet.Read(SheetHeader.None, out var row)) rows.Add(row);
        return rows;
    }

    private bool Next(out SheetRow row) => ahead.TryDequeue(out row) || sheet.Read(Header, out row);

    /// <summary>
    /// A comma too many moves every cell behind it into the wrong column: no such row is believed. In a worksheet
    /// nothing moves; what stands beside the table is somebody's note.
    /// </summary>
    private SheetRow WithShiftNoticed(SheetRow row)
    {
        if (row.Worksheet is not null) return row;
        for (var i = Header.Texts.Length; i < row.Texts.Length; i++)
        {
            if (!Characters.IsBlank(row.Texts[i]))
                return row with { Fault = RejectionReason.TooManyCells(row.Texts.Length, Header.Texts.Length) };
        }

        return row;
    }
}
