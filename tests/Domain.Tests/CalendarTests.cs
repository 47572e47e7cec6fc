using Disbursement.Domain.Calendar;

namespace Disbursement.Domain.Tests;

public sealed class CalendarTests
{
    /// <summary>The notices for 2025 and 2026 as far as these tests look: "-" off, "+" a weekend day worked.</summary>
    private const string Notices = """
        -2025-01-01 +2025-01-26 -2025-01-28 -2025-01-29 -2025-01-30 -2025-01-31 -2025-02-03 -2025-02-04 +2025-02-08
        +2025-09-28 -2025-10-01 -2025-10-02 -2025-10-03 -2025-10-06 -2025-10-07 -2025-10-08 +2025-10-11
        -2026-01-01 -2026-01-02 +2026-01-04 +2026-02-14 -2026-02-16 -2026-02-17 -2026-02-18 -2026-02-19
        -2026-02-20 -2026-02-23 +2026-02-28
        """;

    private static readonly PayTerms Reviewed = new(20, 2, 3, 1, FinanceReviews: true);

    private static readonly WorkingCalendar Calendar = new(Read(Notices));

    [Theory]
    [InlineData("2026-02-13", true, "Friday")]
    [InlineData("2026-02-14", true, "Saturday worked for Spring Festival")]
    [InlineData("2026-02-15", false, "Sunday")]
    [InlineData("2026-02-16", false, "Monday of Spring Festival")]
    [InlineData("2026-02-24", true, "first day after it")]
    [InlineData("2025-10-11", true, "Saturday worked for National Day")]
    public void Working_days_follow_the_notice(string day, bool works, string why) =>
        Assert.True(Calendar.IsWorkingDay(Day(day)) == works, why);

    /// <summary>Month, credited before the 20th, at the bank two, at finance three more working days earlier.</summary>
    [Theory]
    [InlineData("2026-02", "2026-02-14", "2026-02-12", "2026-02-09", "2026-02-06")] // before Spring Festival
    [InlineData("2025-10", "2025-10-17", "2025-10-15", "2025-10-11", "2025-10-10")] // back over the Saturday worked
    [InlineData("2025-02", "2025-02-19", "2025-02-17", "2025-02-12", "2025-02-11")]
    [InlineData("2026-01", "2026-01-19", "2026-01-15", "2026-01-12", "2026-01-09")]
    [InlineData("2026-04", "2026-04-17", "2026-04-15", "2026-04-10", "2026-04-09")] // the 19th is a Sunday
    public void Deadlines_of_a_month(string month, string target, string bank, string finance, string start)
    {
        var deadlines = PayDeadlines.Of(PayMonth.Parse(month), Calendar, Reviewed);

        Assert.Equal(new(Day(target), Day(bank), Day(finance), Day(start), Provisional: false), deadlines);
        Assert.Equal(deadlines, PayDeadlines.Planned(PayMonth.Parse(month), Calendar.Provisional, Reviewed));
    }

    /// <summary>Finance that does not review takes no time.</summary>
    [Fact]
    public void Without_finance_the_office_may_begin_later()
    {
        var deadlines = PayDeadlines.Of(new(2026, 2), Calendar, Reviewed with { FinanceReviews = false });

        Assert.Equal(
            new(Day("2026-02-14"), Day("2026-02-12"), null, Day("2026-02-11"), Provisional: false), deadlines);
    }

    [Fact]
    public void A_year_without_a_notice_is_refused_and_the_message_says_what_to_do()
    {
        var missing = Assert.Throws<HolidayNoticeMissing>(() => Calendar.IsWorkingDay(Day("2027-03-02")));

        Assert.Equal(2027, missing.Year);
        Assert.Contains("没有2027年放假安排", missing.Message, StringComparison.Ordinal);
        Assert.Contains("import calendar", missing.Message, StringComparison.Ordinal);
        Assert.Throws<HolidayNoticeMissing>(() => PayDeadlines.Of(new(2027, 1), Calendar, Reviewed));
    }

    [Theory]
    [InlineData("2025-12-31", false)] // the notice for 2026 is known
    [InlineData("2026-12-27", false)]
    [InlineData("2026-12-28", true)]
    [InlineData("2026-12-31", true)]
    public void The_last_days_of_December_need_next_years_notice(string day, bool refused)
    {
        var question = Record.Exception(() => Calendar.IsWorkingDay(Day(day)));

        Assert.Equal(refused, question is HolidayNoticeMissing { Year: 2027 });
    }

    [Fact]
    public void Days_of_the_year_before_in_a_notice_do_not_make_that_year_known()
    {
        var calendar = new WorkingCalendar(Read("+2018-12-29 -2018-12-31 -2019-01-01"));

        Assert.True(calendar.IsWorkingDay(Day("2018-12-29")));
        Assert.False(calendar.HasNotice(2018));
        Assert.Throws<HolidayNoticeMissing>(() => calendar.IsWorkingDay(Day("2018-12-03")));
    }

    [Fact]
    public void A_later_notice_counts_before_an_earlier_one()
    {
        // A Saturday to be worked became a day off when the Spring Festival of 2020 was prolonged.
        var calendar = new WorkingCalendar(Read("-2020-01-01 +2020-02-01 -2020-02-01"));

        Assert.False(calendar.IsWorkingDay(Day("2020-02-01")));
    }

    [Fact]
    public void Plans_go_on_by_weekends_and_say_so()
    {
        var planned = PayDeadlines.Planned(new(2027, 3), Calendar.Provisional, Reviewed);

        Assert.Equal(
            new(Day("2027-03-19"), Day("2027-03-17"), Day("2027-03-12"), Day("2027-03-11"), Provisional: true),
            planned);
        Assert.Equal(
            new(Day("2026-03-03"), Provisional: false), Calendar.Provisional.NextWorkingDay(Day("2026-03-02")));
        Assert.True(Calendar.Provisional.AddWorkingDays(Day("2026-12-25"), 3).Provisional);
        Assert.Equal(Day("2027-05-03"), Calendar.Provisional.FirstWorkingDay(new(2027, 5)).Date);
    }

    [Theory]
    [InlineData("2026-02-13", 1, "2026-02-14")]
    [InlineData("2026-02-14", 1, "2026-02-24")]
    [InlineData("2026-02-24", -1, "2026-02-14")]
    [InlineData("2026-02-14", 0, "2026-02-14")]
    [InlineData("2026-02-15", 0, "2026-02-15")]
    [InlineData("2025-09-30", 3, "2025-10-11")]
    public void Working_days_are_counted_over_holidays(string from, int n, string to)
    {
        Assert.Equal(Day(to), Calendar.AddWorkingDays(Day(from), n));
        Assert.Equal(n, Calendar.WorkingDaysBetween(Day(from), Day(to)));
    }

    [Theory]
    [InlineData("2026-01", "2026-01-04")]
    [InlineData("2025-10", "2025-10-09")]
    [InlineData("2026-03", "2026-03-02")]
    public void The_first_working_day_of_a_month(string month, string day) =>
        Assert.Equal(Day(day), Calendar.FirstWorkingDay(PayMonth.Parse(month)));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    private static IEnumerable<HolidayNotice> Read(string notices) => notices
        .Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
        .Select(n => new HolidayNotice(Day(n[1..]), "节日", n[0] == '+', "通知"));
}
