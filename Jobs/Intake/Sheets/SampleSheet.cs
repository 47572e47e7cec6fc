namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>A row of 抽查结果.</summary>
/// <param name="IsMatch">相符: as it was confirmed.</param>
/// <param name="Finding">情形 of a mismatch.</param>
public sealed record SampleRow(
    int LineNumber, string IdNumber, string? Name, DateOnly CheckedOn, bool IsMatch, string By, string Second,
    string? Finding);

/// <summary>Reads what a sample found.</summary>
public static class SampleSheet
{
    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static SheetReading<SampleRow> Read(SheetSource source, DateOnly today) =>
        new(source, SheetKind.SampleResults, today, Row);

    private static SampleRow? Row(RowCells cells)
    {
        foreach (var column in SheetKind.SampleResults.Obligatory) cells.Require(column);
        var day = cells.Date(Column.CheckedOn);
        if (day > cells.Today) cells.Fault(Column.CheckedOn, RejectionReason.NotYetCome(day.Value));
        var isMatch = cells.Choice(Column.SampleOutcome, ChoiceCells.SampleOutcome);
        var (by, second) = (cells.Text(Column.Reporter), cells.Text(Column.SecondStaff));
        if (by is not null && second is not null && Domain.Payouts.PersonName.Same(by, second))
            cells.Fault(Column.SecondStaff, "见证人和经办人是同一个人，要两个人");
        if (isMatch == false && cells.IsEmpty(Column.Detail)) cells.Fault(Column.Detail, "不符的要写明情形");
        return new SampleRow(
            cells.LineNumber, cells.IdNumber(Column.IdNumber)!, cells.Name(Column.Name), day ?? default,
            isMatch ?? true, by ?? "", second ?? "", cells.Text(Column.Detail));
    }
}
