using Disbursement.Domain;
using Disbursement.Domain.Calendar;
using Disbursement.Domain.Payouts;
using Disbursement.Host.Serving;
using Disbursement.Jobs.Calendar;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Hangfire;

namespace Disbursement.Host.Tests.Serving;

public sealed class ServingScheduleTests
{
    private static readonly WorkingCalendar Calendar = new(BuiltInNotices.Read());

    [Theory]
    [InlineData("2025-10-01", null)]      // 国庆, 中秋
    [InlineData("2025-10-08", null)]
    [InlineData("2025-10-09", "2025-10")]
    [InlineData("2026-01-03", null)]      // 元旦, a Saturday
    [InlineData("2026-01-04", "2026-01")] // a Sunday worked
    [InlineData("2026-02-01", null)]      // a Sunday
    [InlineData("2026-02-02", "2026-02")]
    [InlineData("2026-02-17", "2026-02")] // the first working day was missed: made up on any later one
    [InlineData("2026-02-28", "2026-02")]
    [InlineData("2026-03-01", null)]
    public void The_month_is_due_from_its_first_working_day_on(string today, string? due) =>
        Assert.Equal(due, Schedule.MonthDue(DateOnly.Parse(today), Calendar)?.ToString());

    [Fact]
    public void A_year_without_a_notice_is_not_guessed() =>
        Assert.Throws<HolidayNoticeMissing>(() => Schedule.MonthDue(new DateOnly(2099, 3, 2), Calendar));

    [Fact]
    public void The_zone_is_eight_hours_ahead_without_time_zone_data()
    {
        Assert.Same(ShanghaiTime.Zone, ((ITimeZoneResolver)new ShanghaiTime()).GetTimeZoneById("Asia/Shanghai"));
        var evening = new DateTimeOffset(2026, 1, 31, 16, 0, 0, TimeSpan.Zero);
        Assert.Equal(new DateOnly(2026, 2, 1), new BusinessClock(null, new StandingClock(evening)).Today);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080", true)]
    [InlineData("http://localhost:0", true)]
    [InlineData("http://[::1]:5080", true)]
    [InlineData("http://0.0.0.0:5080", false)]
    [InlineData("http://192.168.1.5:5080", false)]
    [InlineData("http://example.com", false)]
    [InlineData("https://127.0.0.1:5080", false)]
    [InlineData("5080", false)]
    public void Only_this_machine_can_open_the_web(string url, bool local)
    {
        if (local) Assert.NotNull(WebAddress.Parse(url));
        else Assert.Throws<Refused>(() => WebAddress.Parse(url));
    }

    [Fact]
    public void What_the_page_shows_of_a_run_is_escaped()
    {
        var run = Standing(new PayMonth(2026, 3), RunState.Assessed) with { Name = "<b>&", SumFen = 123456 };
        var page = OverviewPage.Of(
            [run], new PageHead("<i>县局", IsLive: false, new DateOnly(2026, 3, 2), FinanceReviews: false));
        Assert.Contains("&lt;b&gt;&amp;", page);
        Assert.DoesNotContain("<b>", page);
        Assert.Contains("&lt;i&gt;县局", page);
        Assert.Contains("1,234.56<", page);
        Assert.Contains(RunState.Assessed.NextStep(), page);
    }

    private static PayoutRun Standing(PayMonth month, RunState state) => new(
        1, month.ToString(), PayoutRun.Regular, month, 1, state, 1, null, false, false, 0, null, null, null, null, null,
        null, null, null, null, null, null, null, month.FirstDay);

    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
