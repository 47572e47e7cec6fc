using Disbursement.Domain.Funds;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>Money that came into a fund: a row of the funds 拨款表.</summary>
/// <param name="Purpose">As written: one of every month, or the name of a one-off batch.</param>
/// <param name="Fen">Negative where an earlier row is taken back.</param>
public sealed record FundRow(
    int LineNumber, short Year, Source Source, string Purpose, FundKind Kind, long Fen, string Document,
    DateOnly ReceivedOn);

/// <summary>Reads the funds.</summary>
public static class FundSheet
{
    private const int FirstYear = 2000;

    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static SheetReading<FundRow> Read(SheetSource source, DateOnly today) =>
        new(source, SheetKind.Funds, today, Row);

    private static FundRow? Row(RowCells cells)
    {
        foreach (var column in SheetKind.Funds.Obligatory) cells.Require(column);
        var year = cells.Whole(Column.FundYear);
        if (year is < FirstYear || year > cells.Today.Year + 1)
            cells.Fault(Column.FundYear, RejectionReason.YearStrange(year.Value));
        var fen = cells.SignedFen(Column.Amount);
        if (fen == 0) cells.Fault(Column.Amount, RejectionReason.Nothing);
        var on = cells.Date(Column.ReceivedOn);
        if (on > cells.Today) cells.Fault(Column.ReceivedOn, RejectionReason.NotReceivedYet(on.Value));
        return new FundRow(
            cells.LineNumber,
            (short)(year is > 0 and < short.MaxValue ? year.Value : 0),
            cells.Choice(Column.Source, ChoiceCells.Source) ?? default,
            cells.Text(Column.Purpose)!,
            cells.Choice(Column.FundKind, ChoiceCells.FundKind) ?? default,
            fen ?? 0, cells.Text(Column.Document)!, on ?? default);
    }
}
