namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>One row of a file, read: either what it says, or why it is sent back.</summary>
/// <param name="Line">Its line in this file.</param>
/// <param name="OriginalLine">Its line in the file first sent back; the same where it was not.</param>
public readonly record struct SheetEntry<T>(T? Row, Rejection? Rejection, int Line, int OriginalLine) where T : class
{
    /// <summary>Where it stands; null in a file without worksheets.</summary>
    public Worksheet? Worksheet { get; init; }
}

/// <summary>
/// The rows of a file of one kind as typed records, one at a time and once, in memory that does not grow.
/// </summary>
public sealed class SheetReading<T> : IDisposable where T : class
{
    private readonly SheetReader sheet;
    private readonly Func<RowCells, T?> read;
    private readonly RowCells cells;

    /// <param name="read">Reads a row; what it returns counts only where it left no fault.</param>
    internal SheetReading(SheetSource source, SheetKind kind, DateOnly today, Func<RowCells, T?> read)
    {
        sheet = SheetReader.Open(source, kind);
        this.read = read;
        cells = new RowCells(today);
    }

    public SheetHeader Header => sheet.Header;

    /// <summary>What stands above the header, row by row.</summary>
    public IReadOnlyList<string> Titles => sheet.Titles;

    /// <summary>
    /// What the officer should know though nothing is wrong. Complete once the entries have been read.
    /// </summary>
    public IReadOnlyList<string> Notices => sheet.Notices;

    public IEnumerable<SheetEntry<T>> Entries()
    {
        foreach (var row in sheet.Rows())
        {
            cells.Turn(row);

            // Where the cells cannot be told apart, what they seem to say is not worth a second complaint.
            var record = row.Fault is null ? read(cells) : null;
            yield return cells.IsFaulty || record is null
                ? new SheetEntry<T>(null, cells.Rejection(), row.LineNumber, row.OriginalLine)
                {
                    Worksheet = row.Worksheet,
                }
                : new SheetEntry<T>(record, null, row.LineNumber, row.OriginalLine) { Worksheet = row.Worksheet };
        }
    }

    public void Dispose() => sheet.Dispose();

    internal void Note(string notice) => sheet.Note(notice);
}
