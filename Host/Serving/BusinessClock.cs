using System.Globalization;
using Disbursement.Jobs.Running;
using Hangfire;

namespace Disbursement.Host.Serving;

/// <summary>The day it is for the office, while the program runs on.</summary>
/// <param name="fixedDay">Set in a rehearsal by --today; else the day at UTC+8.</param>
internal sealed class BusinessClock(DateOnly? fixedDay, TimeProvider clock)
{
    public DateOnly Today =>
        fixedDay ?? DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(ShanghaiTime.Zone.BaseUtcOffset).DateTime);

    /// <summary>The schedule is no officer: what it opens has no maker until a 经办 submits it.</summary>
    public Performer Schedule => new(null, Environment.UserName, Today, clock);

    public static BusinessClock Of(string? today) => new(
        today is null ? null : DateOnly.ParseExact(today, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeProvider.System);
}

/// <summary>UTC+8, without daylight saving, made here: the machine needs no time zone data.</summary>
internal sealed class ShanghaiTime : ITimeZoneResolver
{
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.CreateCustomTimeZone(
        "Asia/Shanghai", TimeSpan.FromHours(8), "(UTC+08:00) 北京时间", "北京时间");

    /// <summary>Hangfire keeps only the name of a zone and asks for it again at each turn.</summary>
    public TimeZoneInfo GetTimeZoneById(string timeZoneId) =>
        timeZoneId == Zone.Id ? Zone : TimeZoneInfo.FindSystemTimeZoneById(timeZoneId);
}
