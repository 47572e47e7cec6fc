using System.Globalization;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>A row of text cells, wherever it came from.</summary>
/// <param name="LineNumber">The line of the file where it starts, or the row of the workbook; from 1.</param>
/// <param name="Texts">The cells as they stand in the file, in its order.</param>
/// <param name="Header">Which cell is which column; <see cref="SheetHeader.None"/> above the header.</param>
/// <param name="Fault">Why its cells cannot be told apart; null when they can.</param>
public readonly record struct SheetRow(int LineNumber, string[] Texts, SheetHeader Header, string? Fault)
{
    /// <summary>The worksheet it stands in; null where there is none.</summary>
    public Worksheet? Worksheet { get; init; }

    /// <summary>By place: the cell is one with cells of other rows; null where none is.</summary>
    public bool[]? Merged { get; init; }

    /// <summary>
    /// The text of a column as it stands in the file; empty when the file has no such column or the row is short.
    /// </summary>
    public string Cell(Column column)
    {
        var index = Header.IndexOf(column);
        return index >= 0 && index < Texts.Length ? Texts[index] : "";
    }

    /// <summary>In a corrected <see cref="RejectedFile"/>: the line of the file that was sent back.</summary>
    public int OriginalLine => Header.IsOfRejectedFile && Texts.Length > 0
        && int.TryParse(Texts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var line)
            ? line
            : LineNumber;

    /// <summary>
    /// 工作表“新增”第5行D列“生效日期”; in a file without worksheets the name of the column. Null: the whole row.
    /// </summary>
    public string PlaceOf(Column? column)
    {
        var name = column is { } one ? ColumnNames.Of(one).Chinese : null;
        return Worksheet is null
            ? name ?? Sheets.Fault.WholeRow
            : Worksheet.PlaceOf(LineNumber, LetterOf(column), name);
    }

    private string? LetterOf(Column? column) =>
        column is { } one && Header.IndexOf(one) is >= 0 and var index ? Worksheet.Letters(index) : null;

    /// <summary>Whether one number stands for several rows, and nobody knows for which.</summary>
    public bool IsMerged(Column column) =>
        Merged is { } merged && Header.IndexOf(column) is >= 0 and var index && index < merged.Length && merged[index];

    /// <summary>Nothing but blanks.</summary>
    public bool IsBlank
    {
        get
        {
            foreach (var text in Texts)
                if (!Characters.IsBlank(text)) return false;
            return true;
        }
    }

    /// <summary>
    /// 合计, 小计, 制表 or 审核: below the list, not of it. A row with an identity number is always of the list.
    /// </summary>
    public bool IsTotal
    {
        get
        {
            foreach (var text in Texts)
            {
                if (Characters.IsBlank(text)) continue;
                return text.AsSpan().IndexOfAny("合小制审") >= 0 && IsTotalLabel(text) && Cell(Column.IdNumber).Length < 15;
            }

            return false;
        }
    }

    private static bool IsTotalLabel(string text)
    {
        var label = Characters.Compact(text);
        return label.StartsWith("合计", StringComparison.Ordinal)
            || label.StartsWith("小计", StringComparison.Ordinal)
            || label.StartsWith("制表", StringComparison.Ordinal)
            || label.StartsWith("审核", StringComparison.Ordinal);
    }
}
