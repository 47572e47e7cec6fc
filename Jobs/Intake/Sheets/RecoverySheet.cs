using Disbursement.Domain;
using Disbursement.Domain.Recoveries;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>What is decided about one month paid too much: a row of 追缴决定.</summary>
/// <param name="Fen">Null: all that is open of the month.</param>
/// <param name="IsWithdrawal">撤销: takes the decision of the same month, method and document back.</param>
public sealed record RecoveryRow(
    int LineNumber, string IdNumber, PayMonth Month, RecoveryMethod Method, long? Fen, RecoveryBasis Basis,
    string Document, string? Note, bool IsWithdrawal);

/// <summary>Reads decisions about claims.</summary>
public static class RecoverySheet
{
    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static SheetReading<RecoveryRow> Read(SheetSource source, DateOnly today) =>
        new(source, SheetKind.Recovery, today, Row);

    private static RecoveryRow? Row(RowCells cells)
    {
        foreach (var column in SheetKind.Recovery.Obligatory) cells.Require(column);
        var isWithdrawal = cells.YesNo(Column.Withdrawn) == true;
        var method = cells.Choice(Column.RecoveryMethod, ChoiceCells.RecoveryMethod) ?? RecoveryMethod.Refund;
        var basis = cells.Choice(Column.RecoveryBasis, ChoiceCells.RecoveryBasis) ?? RecoveryBasis.None;
        if (!isWithdrawal && RecoveryWords.Fault(method, basis) is { } fault)
            cells.Fault(Column.RecoveryBasis, fault);
        var fen = cells.Fen(Column.Amount);
        if (fen == 0) cells.Fault(Column.Amount, "金额要大于0；空着就是这个月没有了结的全部");
        return new RecoveryRow(
            cells.LineNumber,
            cells.IdNumber(Column.IdNumber)!,
            cells.Month(Column.BenefitMonth) ?? default,
            method,
            fen,
            basis,
            cells.Text(Column.Document)!,
            cells.Text(Column.Note),
            isWithdrawal);
    }
}
