namespace Disbursement.Domain.Calendar;

/// <summary>The days by which a month's money has to be somewhere (rules §6).</summary>
/// <param name="Target">到账日: the last working day before the day of the month before which money is credited.</param>
/// <param name="AtBank">交盘日: the files are at the bank.</param>
/// <param name="AtFinance">送财政日: the run is with finance; null where finance does not review.</param>
/// <param name="SafeStart">最晚开始: who begins to work the month out later may not be in time.</param>
/// <param name="Provisional">True when one of the days was guessed by weekends, for want of a notice.</param>
public readonly record struct PayDeadlines(
    DateOnly Target, DateOnly AtBank, DateOnly? AtFinance, DateOnly SafeStart, bool Provisional)
{
    /// <summary>The day by which the files are at the bank, as due dates need it.</summary>
    public PlannedDay HandOver => new(AtBank, Provisional);

    /// <summary>The day by which three people have signed: finance's where it reviews, else the bank's.</summary>
    public DateOnly Signed => AtFinance ?? AtBank;

    /// <summary>By published notices only; <see cref="HolidayNoticeMissing"/> where one is not out yet.</summary>
    public static PayDeadlines Of(PayMonth month, WorkingCalendar calendar, PayTerms terms) =>
        Of(month, terms, (day, n) => new(calendar.AddWorkingDays(day, n), Provisional: false));

    /// <summary>The same for a plan: never refused, but marked where a day was guessed.</summary>
    public static PayDeadlines Planned(PayMonth month, ProvisionalCalendar calendar, PayTerms terms) =>
        Of(month, terms, calendar.AddWorkingDays);

    private static PayDeadlines Of(PayMonth month, PayTerms terms, Func<DateOnly, int, PlannedDay> step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(terms.PayBeforeDay, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(terms.PayBeforeDay, 28);
        var target = step(month.FirstDay.AddDays(terms.PayBeforeDay - 1), -1);
        var bank = step(target.Date, -terms.BankLeadDays);
        PlannedDay? finance = terms.FinanceReviews ? step(bank.Date, -terms.FinanceLeadDays) : null;
        var start = step((finance ?? bank).Date, -terms.OfficeLeadDays);
        return new(
            target.Date, bank.Date, finance?.Date, start.Date,
            target.Provisional || bank.Provisional || finance is { Provisional: true } || start.Provisional);
    }
}
