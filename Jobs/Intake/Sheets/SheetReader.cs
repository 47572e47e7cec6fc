namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>
/// A file of one kind, opened: its header is known, its rows come one at a time, in memory that does not grow.
/// </summary>
public sealed class SheetReader : IDisposable
{
    private static readonly char[] Separators = [',', '\t', ';'];

    private readonly CsvSheet sheet;
    private readonly Queue<SheetRow> ahead;
    private readonly List<string> notices = [];

    private SheetReader(CsvSheet sheet, SheetHeader header, IEnumerable<SheetRow> ahead)
    {
        this.sheet = sheet;
        this.ahead = new Queue<SheetRow>(ahead);
        Header = header;
        if (header.Ignored.Count > 0) notices.Add(RejectionReason.ColumnsIgnored(string.Join("、", header.Ignored)));
    }

    public SheetHeader Header { get; }

    /// <summary>What the officer should know though nothing is wrong. Complete once the rows have been read.</summary>
    public IReadOnlyList<string> Notices => notices;

    /// <summary>Opens a CSV file: tells its encoding, separator and quoting, and finds its header.</summary>
    /// <exception cref="SheetRefusedException">The file cannot be read as this kind.</exception>
    public static SheetReader Open(string path, SheetKind kind)
    {
        if (!File.Exists(path)) throw new SheetRefusedException(RejectionReason.FileMissing(Path.GetFileName(path)));
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        try
        {
            return Open(file, kind);
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

    private static SheetReader Open(FileStream file, SheetKind kind)
    {
        var encoding = SheetEncoding.Of(file);
        var separator = Separators.MaxBy(candidate => Recognised(candidate));
        var csv = new CsvSheet(file, separator, encoding, QuoteSurvey.IsRegular(file, separator));
        var rows = FirstRows(csv);
        var header = SheetHeader.Find(rows, kind, out var index)
            ?? throw new SheetRefusedException(
                RejectionReason.HeaderMissing(ColumnNames.Of(kind.Obligatory[0]).Chinese));
        header.Check(kind);
        return new SheetReader(csv, header, rows.Skip(index + 1).Select(row => row with { Header = header }));

        int Recognised(char candidate)
        {
            using var look = new CsvSheet(file, candidate, encoding, quotesAreRegular: false, leaveOpen: true);
            return SheetHeader.Find(FirstRows(look), kind, out _)?.Count ?? 0;
        }
    }

    private static List<SheetRow> FirstRows(CsvSheet csv)
    {
        var rows = new List<SheetRow>(SheetHeader.LastRow);
        while (rows.Count < SheetHeader.LastRow && csv.Read(SheetHeader.None, out var row)) rows.Add(row);
        return rows;
    }

    private bool Next(out SheetRow row) => ahead.TryDequeue(out row) || sheet.Read(Header, out row);

    /// <summary>A comma too many moves every cell behind it into the wrong column: no such row is believed.</summary>
    private SheetRow WithShiftNoticed(SheetRow row)
    {
        for (var i = Header.Texts.Length; i < row.Texts.Length; i++)
        {
            if (!Characters.IsBlank(row.Texts[i]))
                return row with { Fault = RejectionReason.TooManyCells(row.Texts.Length, Header.Texts.Length) };
        }

        return row;
    }
}
