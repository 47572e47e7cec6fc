namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>A row of a list of people (名单).</summary>
public sealed record ListedPerson(int LineNumber, string IdNumber);

/// <summary>Reads identity numbers, one a row.</summary>
public static class PersonListSheet
{
    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static SheetReading<ListedPerson> Read(SheetSource source, DateOnly today) =>
        new(source, SheetKind.PersonList, today, Row);

    private static ListedPerson? Row(RowCells cells)
    {
        cells.Require(Column.IdNumber);
        return cells.IdNumber(Column.IdNumber) is { } number ? new ListedPerson(cells.LineNumber, number) : null;
    }
}
