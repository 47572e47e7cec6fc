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

    /// <summary>As the office would write it on the wall, by the notices as published.</summary>
    private const string Months = """
        月份    | 到账日 | 交盘日 | 送财政日 | 最晚开始 | 为什么
        2019-10 | 10-18  | 10-16  | 10-12    | 10-11    | 国庆1日至7日；12日星期六上班
        2020-02 | 02-19  | 02-17  | 02-12    | 02-11    | 春节延到2日
        2021-02 | 02-19  | 02-10  | 02-07    | 02-05    | 春节11日至17日；7日星期日上班
        2022-01 | 01-19  | 01-17  | 01-12    | 01-11    | 没有节日
        2023-01 | 01-19  | 01-17  | 01-12    | 01-11    | 春节在21日以后
        2024-02 | 02-19  | 02-09  | 02-06    | 02-05    | 春节10日至17日；18日星期日上班
        2025-02 | 02-19  | 02-17  | 02-12    | 02-11    | 8日星期六上班
        2025-10 | 10-17  | 10-15  | 10-11    | 10-10    | 国庆中秋1日至8日；11日星期六上班
        2026-02 | 02-14  | 02-12  | 02-09    | 02-06    | 春节15日至23日；14日星期六上班
        2026-04 | 04-17  | 04-15  | 04-10    | 04-09    | 19日是星期日；清明4日至6日
        2026-10 | 10-19  | 10-15  | 10-12    | 10-10    | 国庆1日至7日；10日星期六上班
        """;

    [Fact]
    public void Deadlines_by_the_real_notices()
    {
        foreach (var line in Months.Split('\n').Skip(1))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            var month = PayMonth.Parse(cells[0]);
            var days = PayDeadlines.Of(month, Calendar, new PayTerms(20, 2, 3, 1, FinanceReviews: true));
            Assert.Equal(
                $"{cells[0]} {cells[1]} {cells[2]} {cells[3]} {cells[4]}",
                $"{month} {days.Target:MM-dd} {days.AtBank:MM-dd} {days.AtFinance:MM-dd} {days.SafeStart:MM-dd}");
        }
    }

    /// <summary>A weekday "worked" would be a misprint; only the notice of January 2020 named the first one.</summary>
    [Fact]
    public void Only_weekend_days_are_worked_for_a_holiday() => Assert.Equal(
        [new(2020, 2, 3)],
        BuiltInNotices.Read()
            .Where(n => n.Works && n.Date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            .Select(n => n.Date));
}
