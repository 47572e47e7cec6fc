using Disbursement.Domain.People;
using Disbursement.Domain.Policy;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>
/// A standard: a row of the rates 标准表. Level 0, nature and period none: the standard is for all of them.
/// </summary>
public sealed record RateRow
{
    public required int LineNumber { get; init; }

    public required Category Category { get; init; }

    public byte Level { get; init; }

    public Nature Nature { get; init; }

    public Period Period { get; init; }

    /// <summary>组成: its label as written; 国家标准 where the cell is empty.</summary>
    public required string Component { get; init; }

    /// <summary>
    /// Of a withdrawal <see cref="RateUnit.Month"/> where the cell is empty: it goes by keys and date only.
    /// </summary>
    public required RateUnit Unit { get; init; }

    /// <summary>Fen for the unit; 0 ends the component. Of a withdrawal 0 where the cell is empty.</summary>
    public required long Fen { get; init; }

    public required DateOnly EffectiveFrom { get; init; }

    public DateOnly? PublishedOn { get; init; }

    public required string Document { get; init; }

    /// <summary>舍入; null: as the county's setting says at import.</summary>
    public Rounding? Rounding { get; init; }

    /// <summary>撤销: takes back the rows known before with the same keys and date.</summary>
    public bool IsWithdrawal { get; init; }
}

/// <summary>Reads the rates.</summary>
public static class RateSheet
{
    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static SheetReading<RateRow> Read(SheetSource source, DateOnly today) =>
        new(source, SheetKind.Rates, today, Row);

    private static RateRow? Row(RowCells cells)
    {
        var isWithdrawal = cells.YesNo(Column.Withdrawn) == true;
        cells.Require(Column.Category);
        cells.Require(Column.EffectiveOn);
        cells.Require(Column.Document);
        if (!isWithdrawal)
        {
            cells.Require(Column.Unit);
            cells.Require(Column.Amount);
        }

        var grade = cells.Grade();
        return new RateRow
        {
            LineNumber = cells.LineNumber,
            Category = cells.Category(Column.Category)!,
            Level = grade.Level,
            Nature = grade.Nature,
            Period = grade.Period,
            Component = cells.Component(Column.Component) ?? Component.Label(Component.National)!,
            Unit = cells.Choice(Column.Unit, ChoiceCells.Unit) ?? RateUnit.Month,
            Fen = cells.Fen(Column.Amount) ?? 0,
            EffectiveFrom = cells.Date(Column.EffectiveOn) ?? default,
            PublishedOn = cells.Date(Column.PublishedOn),
            Document = cells.Text(Column.Document)!,
            Rounding = cells.Choice(Column.Rounding, ChoiceCells.Rounding),
            IsWithdrawal = isWithdrawal,
        };
    }
}
