using System.Text;
using CsvHelper;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>The records of a CSV file as rows of text, one at a time.</summary>
internal sealed class CsvSheet : ISheetRows
{
    /// <summary>A record longer than this is no row of ours: the memory it would take is not given.</summary>
    private const int MostBytesPerRecord = 1 << 20;

    private readonly CsvReader reader;
    private string? fault;

    /// <param name="file">Read from its start.</param>
    /// <param name="encoding">Null: UTF-8.</param>
    /// <param name="quotesAreRegular">False: each line is a record, and one with a bad quote carries a fault.</param>
    /// <param name="leaveOpen">The file is not closed with the sheet.</param>
    public CsvSheet(Stream file, char separator, Encoding? encoding, bool quotesAreRegular, bool leaveOpen = false)
    {
        file.Position = 0;
        var options = new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false,
            Encoding = encoding,
            AllowLineBreaksInQuotes = quotesAreRegular,
            TrackLineNumbers = true,
            PoolStrings = true,
            MaxRecordSize = MostBytesPerRecord,
            IncludeValuesInExceptions = false,
            OnMalformedRecord = quotesAreRegular ? null : _ => fault = RejectionReason.QuotesUnbalanced,
        };
        reader = CsvReader.Create(file, options, leaveOpen);
    }

    public IReadOnlyList<string> Notices => [];

    public bool IsHiddenColumn(int index) => false;

    /// <summary>The next record; false at the end. Empty lines are passed over and counted.</summary>
    /// <exception cref="SheetRefusedException">A record of more than a megabyte.</exception>
    public bool Read(SheetHeader header, out SheetRow row)
    {
        fault = null;
        row = default;
        try
        {
            if (!reader.Read()) return false;
        }
        catch (CsvFormatException tooLong)
        {
            throw new SheetRefusedException(RejectionReason.RecordTooLong(tooLong.LineNumber));
        }

        var texts = new string[reader.FieldCount];
        for (var i = 0; i < texts.Length; i++) texts[i] = reader.GetString(i);
        row = new SheetRow(checked((int)reader.LineNumber), texts, header, fault);
        return true;
    }

    public void Dispose() => reader.Dispose();
}
