using Disbursement.Domain.Verification;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>A row of 停发决定: one person who was proposed to be stopped.</summary>
public sealed record StopDecisionRow(
    int LineNumber, string IdNumber, string? Name, StopOutcome Outcome, string Document, string? Reason);

/// <summary>Reads decisions of 审批 about those who are proposed to be stopped.</summary>
public static class StopDecisionSheet
{
    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static SheetReading<StopDecisionRow> Read(SheetSource source, DateOnly today) =>
        new(source, SheetKind.StopDecisions, today, Row);

    private static StopDecisionRow? Row(RowCells cells)
    {
        foreach (var column in SheetKind.StopDecisions.Obligatory) cells.Require(column);
        return new StopDecisionRow(
            cells.LineNumber, cells.IdNumber(Column.IdNumber)!, cells.Name(Column.Name),
            cells.Choice(Column.Decision, ChoiceCells.StopOutcome) ?? StopOutcome.PayOn,
            cells.Text(Column.Document) ?? "", cells.Text(Column.Reason));
    }
}
