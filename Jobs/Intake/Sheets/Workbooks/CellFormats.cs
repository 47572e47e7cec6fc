using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Disbursement.Jobs.Intake.Sheets.Workbooks;

/// <summary>How a number is shown.</summary>
internal enum Showing
{
    Number,

    /// <summary>Without a time of day: whatever the cell holds of one, nobody has seen it.</summary>
    Day,

    DayAndTime,
}

/// <summary>
/// Which cell styles of a workbook show dates: Excel keeps a date as a number and nothing else tells.
/// </summary>
internal sealed class CellFormats
{
    private readonly Showing[] byStyle;

    private CellFormats(Showing[] byStyle) => this.byStyle = byStyle;

    public Showing this[int style] => style >= 0 && style < byStyle.Length ? byStyle[style] : Showing.Number;

    public static CellFormats Read(WorkbookStylesPart? part)
    {
        if (part?.Stylesheet is not { } sheet) return new CellFormats([]);
        var codes = new Dictionary<uint, string>();
        foreach (var format in sheet.NumberingFormats?.Elements<NumberingFormat>() ?? [])
            if (format.NumberFormatId?.Value is { } id) codes[id] = format.FormatCode?.Value ?? "";
        return new CellFormats(
        [
            .. (sheet.CellFormats?.Elements<CellFormat>() ?? []).Select(style =>
                Of(style.NumberFormatId?.Value ?? 0, codes)),
        ]);
    }

    /// <summary>
    /// By its code; without one it is one of Excel's own, among them (27–36, 50–58) those of the Chinese edition.
    /// </summary>
    private static Showing Of(uint id, Dictionary<uint, string> codes) => codes.TryGetValue(id, out var code)
        ? OfCode(code)
        : id switch
        {
            >= 14 and <= 17 or >= 27 and <= 31 or 36 or >= 50 and <= 54 or 57 or 58 => Showing.Day,
            >= 18 and <= 22 or >= 32 and <= 35 or >= 45 and <= 47 or 55 or 56 => Showing.DayAndTime,
            _ => Showing.Number,
        };

    /// <summary>Letters for year, month and day, outside of quotes, brackets and behind no backslash.</summary>
    private static Showing OfCode(string code)
    {
        var (hasDay, hasTime) = (false, false);
        for (var i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                case '"':
                    i = End(code, i + 1, '"');
                    break;
                case '[':
                    i = End(code, i + 1, ']');
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case 'y' or 'Y' or 'm' or 'M' or 'd' or 'D':
                    hasDay = true;
                    break;
                case 'h' or 'H' or 's' or 'S':
                    hasTime = true;
                    break;
                case ';':
                    i = code.Length;
                    break;
            }
        }

        return hasTime ? Showing.DayAndTime : hasDay ? Showing.Day : Showing.Number;
    }

    private static int End(string code, int from, char end) =>
        code.IndexOf(end, from) is >= 0 and var at ? at : code.Length;
}
