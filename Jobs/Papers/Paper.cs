using System.Collections.Immutable;

namespace Disbursement.Jobs.Papers;

/// <summary>One paper (纸质表): its number and name in the row of papers, and how it lies.</summary>
/// <param name="Number">Two digits: papers lie in a folder in the order in which they are read.</param>
/// <param name="OneSheet">All its tables on one page, and one below the other in one sheet of the workbook.</param>
internal sealed record Paper(string Number, string Title, bool IsLandscape = true, bool OneSheet = false);

/// <summary>What a column holds, and so how it is written and aligned.</summary>
internal enum ColumnKind
{
    Text,

    /// <summary>Identity and account numbers, codes, dates: text that is never broken.</summary>
    Code,

    /// <summary>How many; right-aligned.</summary>
    Count,

    /// <summary>Whole fen; yuan with two decimals on paper, a number in the workbook.</summary>
    Money,
}

/// <param name="Width">In Chinese half-widths, for the workbook; in proportion to the others on paper.</param>
/// <param name="SheetOnly">To sort and filter by in the workbook; on paper there is no room for it.</param>
internal readonly record struct PaperColumn(string Title, ColumnKind Kind, int Width, bool SheetOnly = false);

/// <param name="IsHalf">Half as wide as the page, beside another one.</param>
/// <param name="Sheet">Name of its sheet in the workbook, where each table has one.</param>
internal sealed record PaperTable(
    string Title, ImmutableArray<PaperColumn> Columns, bool IsHalf = false, string? Sheet = null);

/// <summary>What stands in one place of a table.</summary>
internal readonly record struct Cell
{
    private Cell(ColumnKind kind, string? text, long number)
    {
        Kind = kind;
        Text = text;
        Number = number;
    }

    public ColumnKind Kind { get; }

    /// <summary>Null: a number, or nothing.</summary>
    public string? Text { get; }

    /// <summary>Fen or a count.</summary>
    public long Number { get; }

    /// <summary>Nothing stands there.</summary>
    public bool IsEmpty => Text is null && Kind == ColumnKind.Text;

    public static Cell Money(long fen) => new(ColumnKind.Money, null, fen);

    public static Cell Count(long count) => new(ColumnKind.Count, null, count);

    public static Cell Date(DateOnly? day) => day is { } known ? $"{known:yyyy-MM-dd}" : default(Cell);

    public static implicit operator Cell(string? text) => new(ColumnKind.Text, text, 0);
}
