using System.Collections.Frozen;

namespace Disbursement.Domain.Calendar;

/// <summary>Which days banks and offices work. Knows only what published notices say and refuses the rest.</summary>
/// <remarks>
/// A notice for a year is known when it says that 1 January is off, as every notice does. The last days of December
/// also need the notice of the next year: it may join them to New Year (2022-12-31 was a day off, 2018-12-29 a Saturday
/// worked, both by the notice of the year after).
/// </remarks>
public sealed class WorkingCalendar
{
    /// <summary>
    /// The first day of December that the next year's notice may change: New Year has at most three days off, so they
    /// begin on the 30th at the earliest, and the weekend worked for them is the one that touches them.
    /// </summary>
    public const int FirstOpenDayOfDecember = 28;

    private readonly FrozenDictionary<DateOnly, bool> works;
    private readonly FrozenSet<int> years;

    /// <summary>From the rows of all notices in the order in which they became known: the later row counts.</summary>
    public WorkingCalendar(IEnumerable<HolidayNotice> notices)
    {
        var days = new Dictionary<DateOnly, bool>();
        foreach (var notice in notices) days[notice.Date] = notice.Works;
        works = days.ToFrozenDictionary();
        years = days.Where(d => d.Key is { Month: 1, Day: 1 } && !d.Value).Select(d => d.Key.Year).ToFrozenSet();
    }

    /// <summary>For plans: guesses by weekends where no notice is known, and says so.</summary>
    public ProvisionalCalendar Provisional => new(this);

    /// <summary>Whether the notice of a year is known.</summary>
    public bool HasNotice(int year) => years.Contains(year);

    /// <summary>Whether people work that day; <see cref="HolidayNoticeMissing"/> when nobody can know yet.</summary>
    public bool IsWorkingDay(DateOnly date) =>
        MissingYear(date) is { } year ? throw new HolidayNoticeMissing(year) : WorksByWhatIsKnown(date);

    /// <summary>The last working day before a date.</summary>
    public DateOnly PreviousWorkingDay(DateOnly date) => AddWorkingDays(date, -1);

    /// <summary>The first working day after a date.</summary>
    public DateOnly NextWorkingDay(DateOnly date) => AddWorkingDays(date, 1);

    /// <summary>The n-th working day after a date, before it where n is negative; the date itself for 0.</summary>
    public DateOnly AddWorkingDays(DateOnly date, int n) => Walk(date, n, IsWorkingDay);

    /// <summary>The first working day of a month.</summary>
    public DateOnly FirstWorkingDay(PayMonth month) => NextWorkingDay(month.FirstDay.AddDays(-1));

    /// <summary>Working days after the first date, up to and with the second; negative when it lies before.</summary>
    public int WorkingDaysBetween(DateOnly from, DateOnly to) => Count(from, to, IsWorkingDay);

    /// <summary>The year whose notice is needed to know this day; null when what is known is enough.</summary>
    internal int? MissingYear(DateOnly date)
    {
        if (works.ContainsKey(date)) return null;
        if (!years.Contains(date.Year)) return date.Year;
        var open = date is { Month: 12, Day: >= FirstOpenDayOfDecember };
        return open && !years.Contains(date.Year + 1) ? date.Year + 1 : null;
    }

    internal bool WorksByWhatIsKnown(DateOnly date) =>
        works.TryGetValue(date, out var worked)
            ? worked
            : date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    internal static DateOnly Walk(DateOnly date, int n, Func<DateOnly, bool> isWorkingDay)
    {
        for (var left = Math.Abs(n); left > 0;)
        {
            date = date.AddDays(Math.Sign(n));
            if (isWorkingDay(date)) left--;
        }

        return date;
    }

    internal static int Count(DateOnly from, DateOnly to, Func<DateOnly, bool> isWorkingDay)
    {
        if (to < from) return -Count(to, from, isWorkingDay);
        var count = 0;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
        {
            if (isWorkingDay(day)) count++;
        }

        return count;
    }
}
