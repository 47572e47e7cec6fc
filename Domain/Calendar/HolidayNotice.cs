namespace Disbursement.Domain.Calendar;

/// <summary>One day of a yearly notice of the State Council (放假安排): a day off, or a weekend day worked (调休).</summary>
/// <param name="Date">The day, which may lie in the last days of the year before.</param>
/// <param name="Name">The holiday it belongs to: 元旦, 春节, 清明节 …</param>
/// <param name="Works">True for a weekend day worked, false for a day off.</param>
/// <param name="Source">Where the notice was published.</param>
public sealed record HolidayNotice(DateOnly Date, string Name, bool Works, string Source);

/// <summary>A day was asked about whose year has no notice yet. The calendar never guesses.</summary>
public sealed class HolidayNoticeMissing : Exception
{
    public HolidayNoticeMissing(int year)
        : base($"没有{year}年放假安排，算不出工作日和到账日。国务院办公厅通知发布后，请管理员导入日历"
            + "（./disburse import calendar 文件）；计划类页面可先看“暂按周末推算”。") => Year = year;

    /// <summary>The year whose notice is needed.</summary>
    public int Year { get; }
}
