namespace Disbursement.Domain.Calendar;

/// <summary>A day of a plan.</summary>
/// <param name="Date">The day.</param>
/// <param name="Provisional">True when a day without a notice was guessed by weekends on the way to it.</param>
public readonly record struct PlannedDay(DateOnly Date, bool Provisional)
{
    /// <summary>What screens print beside a guessed day.</summary>
    public const string Mark = "暂估：暂按周末推算";
}

/// <summary>
/// A calendar for plans and due dates only: where no notice is known a weekday is taken for a working day, and every
/// day found in that way is marked. Nothing is handed over by it.
/// </summary>
public sealed class ProvisionalCalendar
{
    private readonly WorkingCalendar known;

    internal ProvisionalCalendar(WorkingCalendar known) => this.known = known;

    /// <summary>Whether the notices are not enough to know this day.</summary>
    public bool IsGuessed(DateOnly date) => known.MissingYear(date) is not null;

    /// <summary>Whether people work that day, by the notice or, without one, by the weekday.</summary>
    public bool IsWorkingDay(DateOnly date) => known.WorksByWhatIsKnown(date);

    /// <summary>The last working day before a date.</summary>
    public PlannedDay PreviousWorkingDay(DateOnly date) => AddWorkingDays(date, -1);

    /// <summary>The first working day after a date.</summary>
    public PlannedDay NextWorkingDay(DateOnly date) => AddWorkingDays(date, 1);

    /// <summary>The n-th working day after a date, before it where n is negative; the date itself for 0.</summary>
    public PlannedDay AddWorkingDays(DateOnly date, int n)
    {
        var guessed = false;
        var day = WorkingCalendar.Walk(date, n, d =>
        {
            guessed |= IsGuessed(d);
            return IsWorkingDay(d);
        });
        return new(day, guessed);
    }

    /// <summary>The first working day of a month.</summary>
    public PlannedDay FirstWorkingDay(PayMonth month) => NextWorkingDay(month.FirstDay.AddDays(-1));

    /// <summary>Working days after the first date, up to and with the second; negative when it lies before.</summary>
    public int WorkingDaysBetween(DateOnly from, DateOnly to) => WorkingCalendar.Count(from, to, IsWorkingDay);
}
