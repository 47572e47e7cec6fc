namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>A sheet of a workbook 工作表, as messages name it.</summary>
/// <param name="Name">On its tab.</param>
/// <param name="CountsFrom1904">The workbook counts days from 1904, as Excel for the Mac used to.</param>
public sealed record Worksheet(string Name, bool CountsFrom1904)
{
    /// <summary>Days between the two calendars of Excel.</summary>
    public const int DaysFrom1900To1904 = 1462;

    /// <summary>The name of a column from 0: A … Z, AA …</summary>
    public static string Letters(int index)
    {
        var letters = "";
        for (var rest = index + 1; rest > 0; rest = (rest - 1) / 26)
            letters = (char)('A' + ((rest - 1) % 26)) + letters;
        return letters;
    }

    /// <param name="letter">Null where the sheet has no such column.</param>
    /// <param name="column">Null: the whole row.</param>
    public string PlaceOf(int row, string? letter, string? column) =>
        $"工作表“{Name}”第{row}行" + (letter is null ? "" : letter + "列") + (column is null ? "" : $"“{column}”");
}
