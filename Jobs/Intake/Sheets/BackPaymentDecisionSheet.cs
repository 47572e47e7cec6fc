using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Reconciliation;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>A row of 补缴决定: a step of a case.</summary>
/// <param name="Insurance">Null: of both; months likewise: of all.</param>
public sealed record BackPaymentDecisionRow(
    int LineNumber, string CaseNumber, CaseStep Step, DateOnly On, string? Document, string? Reason,
    Insurance? Insurance, PayMonth? From, PayMonth? To);

/// <summary>Reads decisions about cases.</summary>
public static class BackPaymentDecisionSheet
{
    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static SheetReading<BackPaymentDecisionRow> Read(SheetSource source, DateOnly today) =>
        new(source, SheetKind.BackPaymentDecisions, today, Row);

    private static BackPaymentDecisionRow? Row(RowCells cells)
    {
        foreach (var column in SheetKind.BackPaymentDecisions.Obligatory) cells.Require(column);
        var row = new BackPaymentDecisionRow(
            cells.LineNumber, BackPaymentCaseSheet.CaseNumber(cells)!,
            cells.Choice(Column.CaseStep, ChoiceCells.CaseStep) ?? default, LedgerSheets.Past(cells, Column.Date),
            cells.Text(Column.Document), cells.Text(Column.Reason),
            cells.Choice(Column.Insurance, ChoiceCells.Insurance), cells.Month(Column.FromMonth),
            cells.Month(Column.ToMonth));
        if (cells.IsFaulty) return row;
        if (NeedsDocument(row.Step)) cells.Require(Column.Document);
        if (NeedsReason(row.Step)) cells.Require(Column.Reason);
        if ((row.From is null) != (row.To is null))
            cells.Fault(row.From is null ? Column.FromMonth : Column.ToMonth, RejectionReason.Empty("写了另一头的月份，这一头"));
        if (row.From is not null && row.Insurance is null) cells.Require(Column.Insurance);
        if (row.To < row.From) cells.Fault(Column.ToMonth, RejectionReason.EndBeforeStart);
        return row;
    }

    /// <summary>What a person wishes or the post office says needs no paper of the bureau's.</summary>
    private static bool NeedsDocument(CaseStep step) =>
        step is not (CaseStep.RefusalDelivered or CaseStep.Resume or CaseStep.AcceptCents or CaseStep.Suspend);

    private static bool NeedsReason(CaseStep step) =>
        step is CaseStep.Refuse or CaseStep.Suspend or CaseStep.Terminate or CaseStep.Revoke;
}

/// <summary>A row of 凭证认领: a month of a receipt.</summary>
public sealed record AllotmentRow(
    int LineNumber, string ReceiptNumber, string CaseNumber, Insurance Insurance, Payer Payer, PayMonth Month,
    long Fen, bool IsWithdrawal);

/// <summary>Reads what months of receipts are claimed.</summary>
public static class AllotmentSheet
{
    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static SheetReading<AllotmentRow> Read(SheetSource source, DateOnly today) =>
        new(source, SheetKind.BackPaymentAllotments, today, cells =>
        {
            foreach (var column in SheetKind.BackPaymentAllotments.Obligatory) cells.Require(column);
            var fen = LedgerSheets.Most(cells, Column.Amount);
            if (fen == 0) cells.Fault(Column.Amount, RejectionReason.NotPositive);
            return new AllotmentRow(
                cells.LineNumber, cells.DigitText(Column.ReceiptNumber)!, BackPaymentCaseSheet.CaseNumber(cells)!,
                LedgerSheets.Insured(cells), cells.Choice(Column.Payer, ChoiceCells.Payer) ?? default,
                cells.Month(Column.PostedMonth) ?? default, fen ?? 0, cells.YesNo(Column.Withdrawn) ?? false);
        });
}
