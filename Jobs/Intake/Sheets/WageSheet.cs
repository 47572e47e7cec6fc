namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>An average monthly wage 职工月平均工资 of an area, in force from a date on: a row of wages.</summary>
/// <param name="MonthlyFen">Fen a month, more than 0.</param>
public sealed record WageRow(int LineNumber, string Area, long MonthlyFen, DateOnly EffectiveFrom, string Document);

/// <summary>Reads the wages.</summary>
public static class WageSheet
{
    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static SheetReading<WageRow> Read(SheetSource source, DateOnly today) =>
        new(source, SheetKind.Wages, today, Row);

    private static WageRow? Row(RowCells cells)
    {
        foreach (var column in SheetKind.Wages.Obligatory) cells.Require(column);
        var wage = cells.Fen(Column.AverageWage);
        if (wage == 0) cells.Fault(Column.AverageWage, RejectionReason.NotPositive);
        return new WageRow(
            cells.LineNumber,
            cells.Text(Column.Area)!,
            wage ?? 0,
            cells.Date(Column.EffectiveOn) ?? default,
            cells.Text(Column.Document)!);
    }
}
