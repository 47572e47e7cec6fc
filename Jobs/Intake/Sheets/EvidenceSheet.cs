using Disbursement.Domain.People;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>A row of somebody else's list 比对名单.</summary>
/// <param name="IdNumber">As the list has it: 18 characters, or an old number of 15.</param>
public sealed record EvidenceRow(
    int LineNumber, string Source, string IdNumber, string Name, string Fact, DateOnly? On, string? Reason,
    string? Document, string? Detail)
{
    /// <summary>18 characters; of an old number as it is worked out.</summary>
    public string Number => IdentityNumber.FromFifteen(IdNumber) ?? IdNumber;
}

/// <summary>Reads other people's lists. Old numbers come in: a person looks at them (rules §7).</summary>
public static class EvidenceSheet
{
    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static SheetReading<EvidenceRow> Read(SheetSource source, DateOnly today) =>
        new(source, SheetKind.Evidence, today, Row);

    private static EvidenceRow? Row(RowCells cells)
    {
        foreach (var column in SheetKind.Evidence.Obligatory) cells.Require(column);
        var day = cells.DateOrMonthEnd(Column.Date);
        if (day > cells.Today) cells.Fault(Column.Date, RejectionReason.NotYetCome(day.Value));
        return new EvidenceRow(
            cells.LineNumber, cells.Text(Column.Source) ?? "", cells.AnyIdNumber(Column.IdNumber) ?? "",
            cells.Text(Column.Name) ?? "", cells.Text(Column.Fact) ?? "", day, cells.Text(Column.Reason),
            cells.Text(Column.Document), cells.Text(Column.Detail));
    }
}
