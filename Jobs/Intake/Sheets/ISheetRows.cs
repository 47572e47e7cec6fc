namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>Rows of text, one at a time: of a CSV file, of a worksheet, or typed at the counter.</summary>
internal interface ISheetRows : IDisposable
{
    /// <summary>What the officer should know; complete once the rows have been read.</summary>
    IReadOnlyList<string> Notices { get; }

    /// <summary>Nobody who looks at the sheet sees the column.</summary>
    bool IsHiddenColumn(int index);

    /// <summary>The next row that has anything in it; false at the end.</summary>
    /// <exception cref="SheetRefusedException">The file cannot be read on.</exception>
    bool Read(SheetHeader header, out SheetRow row);
}
