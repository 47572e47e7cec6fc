using Disbursement.Domain;
using Disbursement.Domain.Policy;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>What was paid for a month before this system: a row of paid-history 已发记录. The amount is a total.</summary>
/// <param name="Component">组成, its label as written; null: the whole amount of the identity's month.</param>
public sealed record PaidHistoryRow(
    int LineNumber, string IdNumber, Category Category, string? Component, PayMonth BenefitMonth, long Fen);

/// <summary>Reads what was paid before.</summary>
public static class PaidHistorySheet
{
    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static SheetReading<PaidHistoryRow> Read(SheetSource source, DateOnly today) =>
        new(source, SheetKind.PaidHistory, today, Row);

    private static PaidHistoryRow? Row(RowCells cells)
    {
        foreach (var column in SheetKind.PaidHistory.Obligatory) cells.Require(column);
        return new PaidHistoryRow(
            cells.LineNumber,
            cells.IdNumber(Column.IdNumber)!,
            cells.Category(Column.Category)!,
            cells.Component(Column.Component),
            cells.Month(Column.BenefitMonth) ?? default,
            cells.Fen(Column.Amount) ?? 0);
    }
}
