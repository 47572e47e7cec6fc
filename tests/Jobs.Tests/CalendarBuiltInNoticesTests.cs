using Disbursement.Domain;
using Disbursement.Domain.Calendar;
using Disbursement.Jobs.Calendar;

namespace Disbursement.Jobs.Tests;

public sealed class CalendarBuiltInNoticesTests
{
    private static readonly WorkingCalendar Calendar = new(BuiltInNotices.Read());

    [Fact]
    public void The_notices_for_2019_to_2026_are_built_in()
    {
        Assert.All(Enumerable.Range(2019, 8), year => Assert.True(Calendar.HasNotice(year)));
        Assert.False(Calendar.HasNotice(2018));
        Assert.False(Calendar.HasNotice(2027));
        Assert.All(BuiltInNotices.Read(), n => Assert.StartsWith("http", n.Source, StringComparison.Ordinal));
    }

    /// <summary>Month, credited, at the bank, at finance.</summary>
    [Theory]
    [InlineData("2026-02", "2026-02-14", "2026-02-12", "2026-02-09")]
    [InlineData("2025-10", "2025-10-17", "2025-10-15", "2025-10-11")]
    [InlineData("2024-02", "2024-02-19", "2024-02-09", "2024-02-06")]
    [InlineData("2020-02", "2020-02-19", "2020-02-17", "2020-02-12")]
    public void Deadlines_by_the_real_notices(string month, string target, string bank, string finance) =>
        Assert.Equal(
            new(DateOnly.Parse(target), DateOnly.Parse(bank), DateOnly.Parse(finance), Provisional: false),
            PayDeadlines.Of(PayMonth.Parse(month), Calendar, 20, 2, 3));

    /// <summary>A weekday "worked" would be a misprint; only the notice of January 2020 named the first one.</summary>
    [Fact]
    public void Only_weekend_days_are_worked_for_a_holiday() => Assert.Equal(
        [new(2020, 2, 3)],
        BuiltInNotices.Read()
            .Where(n => n.Works && n.Date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            .Select(n => n.Date));
}
