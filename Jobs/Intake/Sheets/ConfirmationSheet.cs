using Disbursement.Domain.Verification;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>A row of confirmations 确认表.</summary>
/// <param name="Name">To compare with whom the number finds; null: not said.</param>
/// <param name="IsWithdrawal">撤销: takes the row of the same day, method and result back.</param>
public sealed record ConfirmationRow(
    int LineNumber, string IdNumber, string? Name, DateOnly ConfirmedOn, ConfirmationMethod Method,
    ConfirmationResult Result, string? Station, string By, string? Second, string? Proof, bool IsWithdrawal);

/// <summary>Reads confirmations.</summary>
public static class ConfirmationSheet
{
    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static SheetReading<ConfirmationRow> Read(SheetSource source, DateOnly today) =>
        new(source, SheetKind.Confirmations, today, Row);

    private static ConfirmationRow? Row(RowCells cells)
    {
        foreach (var column in SheetKind.Confirmations.Obligatory) cells.Require(column);
        var day = cells.Date(Column.ConfirmedOn);
        if (day > cells.Today) cells.Fault(Column.ConfirmedOn, RejectionReason.NotYetCome(day.Value));
        var row = new ConfirmationRow(
            cells.LineNumber, cells.IdNumber(Column.IdNumber)!, cells.Name(Column.Name), day ?? default,
            cells.Choice(Column.Method, ChoiceCells.ConfirmationMethod) ?? ConfirmationMethod.AtTheStation,
            cells.Choice(Column.Result, ChoiceCells.ConfirmationResult) ?? ConfirmationResult.Passed,
            cells.Text(Column.Station), cells.Text(Column.Reporter) ?? "", cells.Text(Column.SecondStaff),
            cells.Text(Column.Proof), cells.YesNo(Column.Withdrawn) == true);
        var said = new Confirmation(
            default, row.ConfirmedOn, row.Method, row.Result, row.Station, row.By, row.Second, row.Proof);
        if (!row.IsWithdrawal && !cells.IsFaulty && ConfirmationWords.Fault(said) is { } fault)
            cells.Fault(row.Method == ConfirmationMethod.HouseCall || row.Second == row.By
                ? Column.SecondStaff : Column.Proof, fault);
        return row;
    }
}
