namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>A day of the State Council's notice 放假安排: a row of calendar.</summary>
/// <param name="Name">The holiday; null where the file does not say.</param>
/// <param name="IsWorkingDay">work: 调休, a weekend day on which people work; off: a day off.</param>
/// <param name="Source">The notice.</param>
public sealed record CalendarRow(int LineNumber, DateOnly Date, string? Name, bool IsWorkingDay, string Source);

/// <summary>Reads the holiday notices.</summary>
public static class CalendarSheet
{
    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static SheetReading<CalendarRow> Read(SheetSource source, DateOnly today) =>
        new(source, SheetKind.Calendar, today, Row);

    private static CalendarRow? Row(RowCells cells)
    {
        foreach (var column in SheetKind.Calendar.Obligatory) cells.Require(column);
        return new CalendarRow(
            cells.LineNumber,
            cells.Date(Column.Date) ?? default,
            cells.Text(Column.HolidayName),
            cells.Choice(Column.DayKind, ChoiceCells.DayKind) ?? false,
            cells.Text(Column.Source)!);
    }
}
