using Disbursement.Domain;
using Disbursement.Domain.Calendar;
using Hangfire;

namespace Disbursement.Host.Serving;

/// <summary>
/// What happens by itself, and when. Jobs for a month name the month: late, twice or never does no harm.
/// </summary>
internal static class Schedule
{
    public const string OpenMonth = "open-month";
    public const string WatchDeadlines = "watch-deadlines";
    public const string PickUpWaitingRuns = "pick-up-waiting-runs";
    public const string TakeResults = "take-results";
    public const string SweepVerification = "sweep-verification";
    public const string ReconcileBackPayments = "reconcile-back-payments";

    /// <summary>Before the office begins, and again at noon: who was off in the morning loses no day.</summary>
    private const string OpeningTimes = "0 7,12 * * *";

    /// <summary>Before the office begins, so that the day's cases lie there.</summary>
    private const string SweepingTimes = "0 6 * * *";

    /// <summary>
    /// On the first of the month and again on the fifth: lists of the month before have come by then, and who was off
    /// on the first loses no month.
    /// </summary>
    private const string ReconcilingTimes = "0 5 1,5 * *";

    private const string WatchingTimes = "30 7 * * *";

    /// <summary>Puts the recurring jobs where all servers of this database see them; repeatable.</summary>
    public static void Register(IRecurringJobManager recurring)
    {
        // A firing that was missed is made up once, not once for each time.
        var options = new RecurringJobOptions
        {
            TimeZone = ShanghaiTime.Zone, MisfireHandling = MisfireHandlingMode.Relaxed,
        };
        recurring.AddOrUpdate<ScheduledJobs>(
            OpenMonth, j => j.EnqueueDueMonth(CancellationToken.None), OpeningTimes, options);
        recurring.AddOrUpdate<ScheduledJobs>(
            WatchDeadlines, j => j.EnqueueDeadlines(CancellationToken.None), WatchingTimes, options);
        recurring.AddOrUpdate<ScheduledJobs>(
            SweepVerification, j => j.EnqueueSweep(CancellationToken.None), SweepingTimes, options);
        recurring.AddOrUpdate<ScheduledJobs>(
            ReconcileBackPayments, j => j.EnqueueReconciliation(CancellationToken.None), ReconcilingTimes, options);
        recurring.AddOrUpdate<ScheduledJobs>(
            PickUpWaitingRuns, j => j.EnqueueWaitingRuns(CancellationToken.None), Cron.Minutely(), options);
        recurring.AddOrUpdate<ResultFolders>(
            TakeResults, j => j.Look(CancellationToken.None), Cron.Minutely(), options);
    }

    /// <summary>The month to be opened by this day: from its first working day on, to make up missed ones.</summary>
    /// <returns>Null before the month's first working day.</returns>
    /// <exception cref="HolidayNoticeMissing">Nobody can know yet which days are worked.</exception>
    public static PayMonth? MonthDue(DateOnly today, WorkingCalendar calendar)
    {
        var month = PayMonth.Of(today);
        return today >= calendar.FirstWorkingDay(month) ? month : null;
    }
}
