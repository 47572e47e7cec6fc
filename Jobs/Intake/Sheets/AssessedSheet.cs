using Disbursement.Domain;
using Disbursement.Domain.Policy;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>An amount assessed for one person: a row of assessed 个人核定金额.</summary>
/// <param name="Component">组成: its label as written; a built-in one or a county's own.</param>
/// <param name="MonthlyFen">月额, fen a month.</param>
/// <param name="To">Last month, included; null while it goes on.</param>
public sealed record AssessedRow(
    int LineNumber,
    string IdNumber,
    Category Category,
    string Component,
    long MonthlyFen,
    PayMonth From,
    PayMonth? To,
    string? Document);

/// <summary>Reads amounts assessed for persons.</summary>
public static class AssessedSheet
{
    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static SheetReading<AssessedRow> Read(SheetSource source, DateOnly today) =>
        new(source, SheetKind.Assessed, today, Row);

    private static AssessedRow? Row(RowCells cells)
    {
        foreach (var column in SheetKind.Assessed.Obligatory) cells.Require(column);
        var from = cells.Month(Column.FromMonth);
        var to = cells.Month(Column.ToMonth);
        if (to < from) cells.Fault(Column.ToMonth, RejectionReason.EndBeforeStart);
        return new AssessedRow(
            cells.LineNumber,
            cells.IdNumber(Column.IdNumber)!,
            cells.Category(Column.Category)!,
            cells.Component(Column.Component)!,
            cells.Fen(Column.MonthlyAmount) ?? 0,
            from ?? default,
            to,
            cells.Text(Column.Document));
    }
}
