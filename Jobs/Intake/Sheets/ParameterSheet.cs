using System.Globalization;
using Disbursement.Domain.Policy;
using Disbursement.Domain.Verification;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>A dated parameter: a row of parameters. Its value lies in the range of its key.</summary>
/// <param name="A">类别甲; null where the key is of a source of evidence.</param>
/// <param name="B">类别乙; null where the key is of one category.</param>
public sealed record ParameterRow(
    int LineNumber, string Key, Category? A, Category? B, string Value, DateOnly EffectiveFrom, string Document);

/// <summary>Reads the dated parameters, known keys only (Domain/README.md lists them).</summary>
public static class ParameterSheet
{
    /// <summary>More than any document gives; a yearly amount typed here would be far beyond.</summary>
    private const int MostMonths = 60;

    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static SheetReading<ParameterRow> Read(SheetSource source, DateOnly today) =>
        new(source, SheetKind.Parameters, today, Row);

    private static ParameterRow? Row(RowCells cells)
    {
        foreach (var column in SheetKind.Parameters.Obligatory) cells.Require(column);
        var key = cells.Text(Column.ParameterKey) ?? "";
        if (ParameterStore.AspectOf(key) is null) cells.Require(Column.CategoryA);
        var (a, b) = (cells.Category(Column.CategoryA), cells.Category(Column.CategoryB));
        var value = cells.Text(Column.Value) ?? "";
        if (key == ParameterStore.Overlap) value = Overlapping(cells, a, b, value);
        else if (IsFuneralMonths(key)) value = Months(cells, value);
        else if (ParameterStore.AspectOf(key) is var (aspect, _)) value = OfSource(cells, aspect, value);
        else if (key.Length > 0) cells.Fault(Column.ParameterKey, RejectionReason.ParameterUnknown(key));
        return new ParameterRow(
            cells.LineNumber, Spelled(key), a, b, value, cells.Date(Column.EffectiveOn) ?? default,
            cells.Text(Column.Document)!);
    }

    private static string OfSource(RowCells cells, EvidenceAspect aspect, string value)
    {
        foreach (var column in new[] { Column.CategoryA, Column.CategoryB })
            if (!cells.IsEmpty(column)) cells.Fault(column, RejectionReason.NoCategoryHere);
        IReadOnlyList<string> words = aspect switch
        {
            EvidenceAspect.Weight => EvidenceTable.WeightWords,
            EvidenceAspect.Bearing => EvidenceTable.BearingWords,
            _ => [],
        };
        if (words.Count > 0 && !words.Contains(value))
            cells.Fault(Column.Value, RejectionReason.NotOneOf(value, string.Join('、', words)));
        return value;
    }

    private static bool IsFuneralMonths(string key) => key == ParameterStore.FuneralMonths
        || (key.StartsWith(ParameterStore.FuneralMonthsOf, StringComparison.Ordinal)
            && key.Length > ParameterStore.FuneralMonthsOf.Length);

    /// <summary>One cause, one key, however it is written.</summary>
    private static string Spelled(string key) =>
        ParameterStore.CauseOf(key) is { } cause && IsFuneralMonths(key) ? ParameterStore.FuneralMonthsOf + cause : key;

    private static string Overlapping(RowCells cells, Category? a, Category? b, string value)
    {
        cells.Require(Column.CategoryB);
        if (a is not null && a == b) cells.Fault(Column.CategoryB, RejectionReason.SameCategory);
        return cells.Choice(Column.Value, ChoiceCells.Overlap) is { } overlap ? overlap.Code() : value;
    }

    private static string Months(RowCells cells, string value)
    {
        if (!cells.IsEmpty(Column.CategoryB)) cells.Fault(Column.CategoryB, RejectionReason.OneCategoryOnly);
        if (cells.Whole(Column.Value) is not { } months) return value;
        if (months is < 0 or > MostMonths) cells.Fault(Column.Value, RejectionReason.MonthsOutOfRange(MostMonths));
        return months.ToString(CultureInfo.InvariantCulture);
    }
}
