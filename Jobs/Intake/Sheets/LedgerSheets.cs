using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.People;
using Disbursement.Domain.Reconciliation;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>缴费基数和费率: a row of contribution.</summary>
/// <param name="UnitRate">Per 100,000; so is the personal rate.</param>
public sealed record ContributionRow(
    int LineNumber, string Area, Insurance Insurance, long MonthlyWageFen, int UnitRate, int PersonalRate,
    DateOnly EffectiveFrom, string Document);

/// <summary>A row of billing 核定单: base of a month, sums of the span; fen.</summary>
public sealed record BillingRow(
    int LineNumber, string CaseNumber, Insurance Insurance, PayMonth From, PayMonth To, long BaseFen, long UnitFen,
    long PersonalFen, long OtherFen, string? OtherKind, string? IdNumber, string? Name, string? Document,
    bool IsWithdrawal);

/// <summary>A row of receipts 缴费凭证.</summary>
public sealed record ReceiptRow(
    int LineNumber, string ReceiptNumber, string CaseNumber, Insurance Insurance, PayMonth From, PayMonth To,
    Payer Payer, long Fen, DateOnly PaidOn, bool IsWithdrawal);

/// <summary>A row of refunds 退费记录.</summary>
public sealed record RefundRow(
    int LineNumber, string ReceiptNumber, string CaseNumber, Insurance Insurance, PayMonth From, PayMonth To,
    Payer Payer, long Fen, string? Reason, DateOnly RefundedOn, bool IsWithdrawal);

/// <summary>A row of postings 记账明细: a month in the account.</summary>
/// <param name="Number">18 characters.</param>
/// <param name="IdNumber">As written: it may be an old one of 15.</param>
public sealed record PostingRow(
    int LineNumber, string Number, string IdNumber, Insurance Insurance, PayMonth Month, long BaseFen, long UnitFen,
    long PersonalFen, string Serial, DateOnly PostedOn, string? Name);

/// <summary>A row of coverage 正常缴费记录.</summary>
public sealed record CoverageRow(
    int LineNumber, string Number, string IdNumber, Insurance Insurance, PayMonth Month, string? Document,
    bool IsWithdrawal);

/// <summary>Reads the lists of the four parties.</summary>
public static class LedgerSheets
{
    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static SheetReading<ContributionRow> Contributions(SheetSource source, DateOnly today) =>
        new(source, SheetKind.Contribution, today, cells =>
        {
            foreach (var column in SheetKind.Contribution.Obligatory) cells.Require(column);
            var wage = Most(cells, Column.AverageWage);
            if (wage == 0) cells.Fault(Column.AverageWage, RejectionReason.NotPositive);
            return new ContributionRow(
                cells.LineNumber, cells.Text(Column.Area)!, Insured(cells), wage ?? 0, cells.Rate(Column.UnitRate) ?? 0,
                cells.Rate(Column.PersonalRate) ?? 0, cells.Date(Column.EffectiveOn) ?? default,
                cells.Text(Column.Document)!);
        });

    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static SheetReading<BillingRow> Billing(SheetSource source, DateOnly today) =>
        new(source, SheetKind.Billing, today, cells =>
        {
            foreach (var column in SheetKind.Billing.Obligatory) cells.Require(column);
            var (from, to) = Span(cells);
            var (of, unit, personal) = (
                Most(cells, Column.ContributionBase), Most(cells, Column.UnitPart), Most(cells, Column.PersonalPart));
            if (of == 0) cells.Fault(Column.ContributionBase, RejectionReason.NotPositive);
            if (unit == 0 && personal == 0) cells.Fault(Column.UnitPart, RejectionReason.NotPositive);
            return new BillingRow(
                cells.LineNumber, BackPaymentCaseSheet.CaseNumber(cells)!, Insured(cells), from, to, of ?? 0,
                unit ?? 0, personal ?? 0, Most(cells, Column.OtherCharge) ?? 0,
                cells.Text(Column.OtherKind), cells.AnyIdNumber(Column.IdNumber), cells.Text(Column.Name),
                cells.Text(Column.Document), cells.YesNo(Column.Withdrawn) ?? false);
        });

    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static SheetReading<ReceiptRow> Receipts(SheetSource source, DateOnly today) =>
        new(source, SheetKind.Receipts, today, cells =>
        {
            foreach (var column in SheetKind.Receipts.Obligatory) cells.Require(column);
            var (from, to) = Span(cells);
            var fen = Most(cells, Column.Amount);
            if (fen == 0) cells.Fault(Column.Amount, RejectionReason.NotPositive);
            return new ReceiptRow(
                cells.LineNumber, cells.DigitText(Column.ReceiptNumber)!, BackPaymentCaseSheet.CaseNumber(cells)!,
                Insured(cells), from, to, cells.Choice(Column.Payer, ChoiceCells.Payer) ?? default, fen ?? 0,
                Past(cells, Column.PaidOn), cells.YesNo(Column.Withdrawn) ?? false);
        });

    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static SheetReading<RefundRow> Refunds(SheetSource source, DateOnly today) =>
        new(source, SheetKind.Refunds, today, cells =>
        {
            foreach (var column in SheetKind.Refunds.Obligatory) cells.Require(column);
            var (from, to) = Span(cells);
            var fen = Most(cells, Column.Amount);
            if (fen == 0) cells.Fault(Column.Amount, RejectionReason.NotPositive);
            return new RefundRow(
                cells.LineNumber, cells.DigitText(Column.ReceiptNumber)!, BackPaymentCaseSheet.CaseNumber(cells)!,
                Insured(cells), from, to, cells.Choice(Column.Payer, ChoiceCells.Payer) ?? default, fen ?? 0,
                cells.Text(Column.Reason), Past(cells, Column.RefundedOn), cells.YesNo(Column.Withdrawn) ?? false);
        });

    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static SheetReading<PostingRow> Postings(SheetSource source, DateOnly today) =>
        new(source, SheetKind.Postings, today, cells =>
        {
            foreach (var column in SheetKind.Postings.Obligatory) cells.Require(column);
            var number = cells.AnyIdNumber(Column.IdNumber) ?? "";
            return new PostingRow(
                cells.LineNumber, IdentityNumber.FromFifteen(number) ?? number, number, Insured(cells),
                cells.Month(Column.PostedMonth) ?? default, Signed(cells, Column.ContributionBase),
                Signed(cells, Column.UnitPart), Signed(cells, Column.PersonalPart),
                cells.DigitText(Column.BankSerial)!, Past(cells, Column.PostedOn), cells.Text(Column.Name));
        });

    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static SheetReading<CoverageRow> Coverage(SheetSource source, DateOnly today) =>
        new(source, SheetKind.Coverage, today, cells =>
        {
            foreach (var column in SheetKind.Coverage.Obligatory) cells.Require(column);
            var number = cells.AnyIdNumber(Column.IdNumber) ?? "";
            return new CoverageRow(
                cells.LineNumber, IdentityNumber.FromFifteen(number) ?? number, number, Insured(cells),
                cells.Month(Column.PostedMonth) ?? default, cells.Text(Column.Document),
                cells.YesNo(Column.Withdrawn) ?? false);
        });

    internal static Insurance Insured(RowCells cells) =>
        cells.Choice(Column.Insurance, ChoiceCells.Insurance) ?? default;

    internal static DateOnly Past(RowCells cells, Column column)
    {
        var day = cells.Date(column);
        if (day > cells.Today) cells.Fault(column, RejectionReason.NotYetCome(day.Value));
        return day ?? default;
    }

    private static (PayMonth From, PayMonth To) Span(RowCells cells)
    {
        var (from, to) = (cells.Month(Column.FromMonth), cells.Month(Column.ToMonth));
        if (to < from) cells.Fault(Column.ToMonth, RejectionReason.EndBeforeStart);
        return (from ?? default, to ?? default);
    }

    /// <summary>An amount of one person's, not negative.</summary>
    internal static long? Most(RowCells cells, Column column) => Most(cells, column, cells.Fen(column));

    private static long Signed(RowCells cells, Column column) => Most(cells, column, cells.SignedFen(column)) ?? 0;

    /// <summary>A span of one person never comes to 21 million yuan.</summary>
    private static long? Most(RowCells cells, Column column, long? fen)
    {
        if (Math.Abs(fen ?? 0) <= int.MaxValue) return fen;
        cells.Fault(column, RejectionReason.AmountTooLarge);
        return null;
    }
}
