namespace Disbursement.Domain.Calendar;

/// <summary>How long before the 20th everybody needs (rules §6): the county's settings.</summary>
/// <param name="PayBeforeDay">Setting pay-before-day, 1–28: money is credited before this day of the month.</param>
/// <param name="BankLeadDays">Setting bank-lead-days: working days that the bank needs.</param>
/// <param name="FinanceLeadDays">Setting finance-lead-days: working days that finance needs before that.</param>
/// <param name="OfficeLeadDays">Setting office-lead-days: working days from the first run to three signatures.</param>
/// <param name="FinanceReviews">Setting finance-review: else finance is not asked, and takes no time.</param>
public readonly record struct PayTerms(
    int PayBeforeDay, int BankLeadDays, int FinanceLeadDays, int OfficeLeadDays, bool FinanceReviews);
