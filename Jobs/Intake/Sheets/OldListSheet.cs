using Disbursement.Domain.Policy;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>A row of an old spreadsheet of one month.</summary>
/// <param name="Category">Null where the list does not tell identities apart.</param>
/// <param name="AccountNumber">Null where the list has no accounts.</param>
public sealed record OldListRow(
    int LineNumber, string IdNumber, string? Name, long Fen, Category? Category, string? AccountNumber);

/// <summary>Reads an old spreadsheet to set beside a run.</summary>
public static class OldListSheet
{
    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static SheetReading<OldListRow> Read(string path, DateOnly today) =>
        new(path, SheetKind.OldList, today, Row);

    private static OldListRow? Row(RowCells cells)
    {
        foreach (var column in SheetKind.OldList.Obligatory) cells.Require(column);
        return cells.IsFaulty
            ? null
            : new OldListRow(
                cells.LineNumber, cells.IdNumber(Column.IdNumber)!, cells.Text(Column.Name),
                cells.Fen(Column.Amount) ?? 0, cells.Category(Column.Category),
                cells.AccountNumber(Column.AccountNumber));
    }
}
