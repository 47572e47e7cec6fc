namespace Disbursement.Domain.Calendar;

/// <summary>Whether a month was in time, said afterwards. Judged by the day of the bank files.</summary>
public enum DeadlineVerdict
{
    /// <summary>Not made yet, and there is time.</summary>
    Open,

    /// <summary>按期</summary>
    Met,

    /// <summary>Made after the day on which the files had to be at the bank.</summary>
    Late,

    /// <summary>Not made, and the day is over.</summary>
    Overdue,
}

/// <param name="WorkingDays">How many before the day (Met, Open) or after it (Late, Overdue); 0 on the day.</param>
public readonly record struct DeadlineProof(DeadlineVerdict Verdict, int WorkingDays)
{
    /// <summary>"按期，提前2个工作日".</summary>
    public string Said => Verdict switch
    {
        DeadlineVerdict.Met => WorkingDays == 0 ? "按期，当日" : $"按期，提前{WorkingDays}个工作日",
        DeadlineVerdict.Late => $"迟{WorkingDays}个工作日",
        DeadlineVerdict.Overdue => $"还没有导出，已迟{WorkingDays}个工作日",
        _ => $"还没有导出，离交盘日{WorkingDays}个工作日",
    };

    /// <param name="madeOn">When the bank files were made; null: not yet.</param>
    public static DeadlineProof Of(
        PayDeadlines deadlines, DateOnly? madeOn, DateOnly today, ProvisionalCalendar calendar)
    {
        var day = madeOn ?? today;
        var days = calendar.WorkingDaysBetween(day, deadlines.AtBank);
        var inTime = day <= deadlines.AtBank;
        // On the day off that follows, not one working day has gone by; late is late all the same.
        var late = Math.Max(1, -days);
        return (madeOn, inTime) switch
        {
            (not null, true) => new(DeadlineVerdict.Met, days),
            (not null, false) => new(DeadlineVerdict.Late, late),
            (null, true) => new(DeadlineVerdict.Open, days),
            _ => new(DeadlineVerdict.Overdue, late),
        };
    }
}
