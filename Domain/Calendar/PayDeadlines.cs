namespace Disbursement.Domain.Calendar;

/// <summary>The days by which a month's money has to be somewhere (rules §6).</summary>
/// <param name="Target">到账日: the last working day before the day of the month before which money is credited.</param>
/// <param name="AtBank">交盘日: the files are at the bank.</param>
/// <param name="AtFinance">送财政日: the run is with finance.</param>
/// <param name="Provisional">True when one of the days was guessed by weekends, for want of a notice.</param>
public readonly record struct PayDeadlines(DateOnly Target, DateOnly AtBank, DateOnly AtFinance, bool Provisional)
{
    /// <summary>The day by which the files are at the bank, as due dates need it.</summary>
    public PlannedDay HandOver => new(AtBank, Provisional);

    /// <summary>By published notices only; <see cref="HolidayNoticeMissing"/> where one is not out yet.</summary>
    /// <param name="payBeforeDay">Setting pay-before-day, 1–28: money is credited before this day of the month.</param>
    /// <param name="bankLeadDays">Setting bank-lead-days: working days that the bank needs.</param>
    /// <param name="financeLeadDays">Setting finance-lead-days: working days that finance needs before that.</param>
    public static PayDeadlines Of(
        PayMonth month, WorkingCalendar calendar, int payBeforeDay, int bankLeadDays, int financeLeadDays)
    {
        Require(payBeforeDay, bankLeadDays, financeLeadDays);
        var target = calendar.PreviousWorkingDay(month.FirstDay.AddDays(payBeforeDay - 1));
        var bank = calendar.AddWorkingDays(target, -bankLeadDays);
        return new(target, bank, calendar.AddWorkingDays(bank, -financeLeadDays), Provisional: false);
    }

    /// <summary>The same for a plan: never refused, but marked where a day was guessed.</summary>
    public static PayDeadlines Planned(
        PayMonth month, ProvisionalCalendar calendar, int payBeforeDay, int bankLeadDays, int financeLeadDays)
    {
        Require(payBeforeDay, bankLeadDays, financeLeadDays);
        var target = calendar.PreviousWorkingDay(month.FirstDay.AddDays(payBeforeDay - 1));
        var bank = calendar.AddWorkingDays(target.Date, -bankLeadDays);
        var finance = calendar.AddWorkingDays(bank.Date, -financeLeadDays);
        return new(
            target.Date, bank.Date, finance.Date, target.Provisional || bank.Provisional || finance.Provisional);
    }

    private static void Require(int payBeforeDay, int bankLeadDays, int financeLeadDays)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(payBeforeDay, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payBeforeDay, 28);
        ArgumentOutOfRangeException.ThrowIfNegative(bankLeadDays);
        ArgumentOutOfRangeException.ThrowIfNegative(financeLeadDays);
    }
}
