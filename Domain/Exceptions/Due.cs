using Disbursement.Domain.Calendar;

namespace Disbursement.Domain.Exceptions;

/// <summary>期限: by when a case is to be dealt with. The default value is 交盘前.</summary>
public readonly record struct Due
{
    private enum Kind
    {
        BeforeHandOver,
        WorkingDays,
        SameDay,
        BeforeNextMonth,
        OnReviewDay,
        BeforeSubmission,
    }

    private readonly Kind kind;
    private readonly int days;

    private Due(Kind kind, int days = 0)
    {
        this.kind = kind;
        this.days = days;
    }

    /// <summary>交盘前: before this month's files go to the bank.</summary>
    public static Due BeforeHandOver => default;

    public static Due SameDay { get; } = new(Kind.SameDay);

    /// <summary>下月前: by the last day of the month in which it was found.</summary>
    public static Due BeforeNextMonth { get; } = new(Kind.BeforeNextMonth);

    /// <summary>提交前: of a run that has no deadline, as soon as it was found.</summary>
    public static Due BeforeSubmission { get; } = new(Kind.BeforeSubmission);

    /// <summary>复查日: the day named when the hold was set.</summary>
    public static Due OnReviewDay { get; } = new(Kind.OnReviewDay);

    /// <summary>So many working days, at least one.</summary>
    public static Due WorkingDays(int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        return new(Kind.WorkingDays, days);
    }

    /// <summary>As lists print it.</summary>
    public string Label => kind switch
    {
        Kind.BeforeHandOver => "交盘前",
        Kind.SameDay => "当日",
        Kind.BeforeNextMonth => "下月前",
        Kind.OnReviewDay => "复查日",
        Kind.BeforeSubmission => "提交前",
        _ => $"{days}个工作日",
    };

    /// <summary>
    /// The day itself. It is a plan, so that a list can be printed although next year's notice is not out yet.
    /// </summary>
    /// <param name="found">The day on which the case was found.</param>
    /// <param name="handOver">The day by which the run has to be at the bank.</param>
    /// <param name="calendar">Working days, guessed by weekends where no notice is known.</param>
    /// <param name="reviewDay">Of a hold; one without a review day is due like any other before hand-over.</param>
    public PlannedDay On(
        DateOnly found, PlannedDay handOver, ProvisionalCalendar calendar, DateOnly? reviewDay = null) =>
        kind switch
        {
            Kind.SameDay or Kind.BeforeSubmission => new(found, Provisional: false),
            Kind.BeforeNextMonth => new(PayMonth.Of(found).LastDay, Provisional: false),
            Kind.WorkingDays => calendar.AddWorkingDays(found, days),
            Kind.OnReviewDay when reviewDay is { } day => new(day, Provisional: false),
            _ => handOver.Date < found ? new(found, Provisional: false) : handOver,
        };

    public override string ToString() => Label;
}
