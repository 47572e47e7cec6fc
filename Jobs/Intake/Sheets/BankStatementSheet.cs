namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>A line of a bank statement 银行对账单: money out of the account that pays, or into it.</summary>
/// <param name="IsDebit">借: out of the account.</param>
/// <param name="Fen">Above zero.</param>
/// <param name="Serial">流水号, of one line of a day.</param>
public sealed record BankStatementRow(
    int LineNumber, DateOnly Day, bool IsDebit, long Fen, string Serial, string? CounterpartyName,
    string? CounterpartyAccount, string? Summary);

/// <summary>Reads bank statements.</summary>
public static class BankStatementSheet
{
    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static SheetReading<BankStatementRow> Read(SheetSource source, DateOnly today) =>
        new(source, SheetKind.BankStatement, today, Row);

    private static BankStatementRow? Row(RowCells cells)
    {
        foreach (var column in SheetKind.BankStatement.Obligatory) cells.Require(column);
        var day = cells.Date(Column.Date);
        if (day > cells.Today) cells.Fault(Column.Date, RejectionReason.NotYetCome(day.Value));
        var fen = cells.Fen(Column.Amount);
        if (fen == 0) cells.Fault(Column.Amount, RejectionReason.ZeroAmount);
        return new BankStatementRow(
            cells.LineNumber, day ?? default, cells.Choice(Column.Side, ChoiceCells.Side) ?? false, fen ?? 0,
            cells.DigitText(Column.BankSerial) ?? "", cells.Text(Column.CounterpartyName),
            cells.DigitText(Column.CounterpartyAccount), cells.Text(Column.Summary));
    }
}
