using Disbursement.Domain.Funds;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>Who bears how much of a standard: a row of the shares 分担表. Empty keys are for all.</summary>
public sealed record ShareRow
{
    public required int LineNumber { get; init; }

    public required Category Category { get; init; }

    public byte Level { get; init; }

    public Nature Nature { get; init; }

    public Period Period { get; init; }

    /// <summary>组成: its label as written; 国家标准 where the cell is empty. Of 一次性, the name of the batch.</summary>
    public required string Component { get; init; }

    /// <summary>year where the cell is empty; of a category by years of service, a year of it.</summary>
    public required RateUnit Unit { get; init; }

    /// <summary>Fen for the unit.</summary>
    public required Parts Levels { get; init; }

    /// <summary>差额归; null: 县.</summary>
    public Source? DifferenceAt { get; init; }

    public required DateOnly EffectiveFrom { get; init; }

    public required string Document { get; init; }
}

/// <summary>Reads the shares.</summary>
public static class ShareSheet
{
    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static SheetReading<ShareRow> Read(SheetSource source, DateOnly today) =>
        new(source, SheetKind.Shares, today, Row);

    private static ShareRow? Row(RowCells cells)
    {
        foreach (var column in SheetKind.Shares.Obligatory) cells.Require(column);
        var levels = new Parts(
            cells.Fen(Column.CentralShare) ?? 0, cells.Fen(Column.ProvinceShare) ?? 0, cells.Fen(Column.CityShare) ?? 0,
            cells.Fen(Column.CountyShare) ?? 0);
        if (levels.All == 0 && !cells.IsFaulty) cells.Fault(Column.CentralShare, RejectionReason.NobodyShares);
        var grade = cells.Grade();
        // Nobody's identity, so other files cannot name it; of shares, those of a batch.
        var category = Characters.Compact(cells.Text(Column.Category) ?? "") == Category.OneOff.Label
            ? Category.OneOff
            : cells.Category(Column.Category)!;
        return new ShareRow
        {
            LineNumber = cells.LineNumber,
            Category = category,
            Level = grade.Level,
            Nature = grade.Nature,
            Period = grade.Period,
            Component = cells.Component(Column.Component) ?? Component.Label(Component.National)!,
            Unit = cells.Choice(Column.Unit, ChoiceCells.ShareUnit)
                ?? (category?.IsByServiceYears == true ? RateUnit.ServiceYearYear : RateUnit.Year),
            Levels = levels,
            DifferenceAt = cells.Choice(Column.DifferenceAt, ChoiceCells.Source),
            EffectiveFrom = cells.Date(Column.EffectiveOn) ?? default,
            Document = cells.Text(Column.Document)!,
        };
    }
}
