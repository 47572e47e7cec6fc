using Disbursement.Domain;
using Disbursement.Domain.Calendar;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.BackPayments;
using Disbursement.Jobs.Calendar;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Verification;
using Hangfire;
using Npgsql;

namespace Disbursement.Host.Serving;

/// <summary>
/// What the recurring jobs call: they work out which month or run is meant and enqueue work for exactly that one.
/// None is retried: the next firing does the same.
/// </summary>
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
internal sealed class ScheduledJobs(
    NpgsqlDataSource source, BusinessClock clock, IBackgroundJobClient queue, JobStorage storage, WorkerSlots slots,
    ILogger<ScheduledJobs> log)
{
    /// <summary>The month that is due by the business calendar, if it has no run yet.</summary>
    public async Task EnqueueDueMonth(CancellationToken stop)
    {
        try
        {
            var calendar = await CalendarStore.Read(source, stop);
            if (Schedule.MonthDue(clock.Today, calendar) is not { } month)
            {
                log.LogInformation("open-month: {Today:yyyy-MM-dd} 还没有到本月第一个工作日", clock.Today);
                return;
            }

            queue.Enqueue<MonthJobs>(j => j.Open(month.ToString(), CancellationToken.None));
            log.LogInformation("open-month: enqueued {Month}", month);
        }
        catch (HolidayNoticeMissing missing)
        {
            log.LogWarning("open-month: {Reason}", missing.Message);
        }
    }

    /// <summary>The current month, and every earlier one whose run is not exported yet.</summary>
    public async Task EnqueueDeadlines(CancellationToken stop)
    {
        var runs = await new RunList(source).All(stop);
        var months = runs
            .Where(r => r is { Kind: PayoutRun.Regular, State: < RunState.Exported })
            .Select(r => r.Month).Append(PayMonth.Of(clock.Today)).Distinct().Order();
        foreach (var month in months)
            queue.Enqueue<MonthJobs>(j => j.WatchDeadline(month.ToString(), CancellationToken.None));
    }

    /// <summary>
    /// The sweep of this day; where nobody was ever asked and no list came in, there is nothing to sweep.
    /// </summary>
    public async Task EnqueueSweep(CancellationToken stop)
    {
        if (!await SweepJob.IsWanted(source, stop)) return;
        queue.Enqueue<VerificationJobs>(j => j.Sweep($"{clock.Today:yyyy-MM-dd}", CancellationToken.None));
        log.LogInformation("sweep-verification: enqueued {Day:yyyy-MM-dd}", clock.Today);
    }

    /// <summary>The reconciliation of this month; where no case is known, there is nothing to reconcile.</summary>
    public async Task EnqueueReconciliation(CancellationToken stop)
    {
        if (!await ReconcileJob.IsWanted(source, stop)) return;
        var month = PayMonth.Of(clock.Today);
        queue.Enqueue<BackPaymentJobs>(j => j.Reconcile(month.ToString(), CancellationToken.None));
        log.LogInformation("reconcile-back-payments: enqueued {Month}", month);
    }

    /// <summary>Every run left in the middle, once per worker slot, unless such jobs are waiting already.</summary>
    public async Task EnqueueWaitingRuns(CancellationToken stop)
    {
        var waiting = (await new RunList(source).All(stop)).Where(r => r.State == RunState.Opened).ToList();
        if (waiting.Count == 0 || storage.GetMonitoringApi().EnqueuedCount(WorkerSlots.AssessmentQueue) > 0) return;
        foreach (var run in waiting)
        {
            for (var slot = 0; slot < Math.Clamp(run.ShardsLeft, 1, slots.Count); slot++)
                queue.Enqueue<AssessRunJob>(j => j.Assess(run.Id, CancellationToken.None));
            log.LogInformation("pick-up: run {Run} waits, {Shards} shards left", run.Name, run.ShardsLeft);
        }
    }
}

/// <summary>How many shards this process works on at a time.</summary>
internal sealed record WorkerSlots(int Count)
{
    /// <summary>Shards wait here, apart from the schedule: long work never delays the clock.</summary>
    public const string AssessmentQueue = "assess";

    public const string ScheduleQueue = "default";

    public static WorkerSlots Here { get; } = new(Math.Clamp(Environment.ProcessorCount, 1, 8));
}

/// <summary>Work for one named month. Deadlines come from the settings and the calendar as they are now.</summary>
internal sealed class MonthJobs(
    NpgsqlDataSource source, BusinessClock clock, WorkerSlots slots, ILogger<MonthJobs> log)
{
    /// <summary>
    /// Opens and assesses the month, unless it has a run: by hand or by the schedule, it is the same.
    /// </summary>
    /// <remarks>Retried: a database that was away for a moment must not cost the month its first working day.</remarks>
    [AutomaticRetry(Attempts = 3, DelaysInSeconds = [60, 300, 900])]
    public async Task Open(string month, CancellationToken stop)
    {
        var wanted = PayMonth.Parse(month);
        if (await new RunList(source).Find(month, stop) is { } run)
        {
            log.LogInformation("open-month: {Month} skipped, it stands at {State}", month, run.State.Code());
            return;
        }

        try
        {
            var order = new PayoutOrder(wanted, Supplementary: false, Full: false, Document: null);
            var opened = await new PayoutJob(source).Run(order, clock.Schedule, slots.Count, null, stop);
            log.LogInformation("open-month: {Month} {State}, {Rows} rows, {SumFen} fen, {Lines} lines",
                month, opened.State.Code(), opened.RowCount, opened.SumFen, opened.LineCount);
        }
        catch (Jobs.Running.Refused refused)
        {
            log.LogWarning("open-month: {Month} not opened: {Reason}", month, refused.Message);
        }
    }

    /// <summary>Says what is late. Not retried: tomorrow it is said again.</summary>
    [AutomaticRetry(Attempts = 0)]
    public async Task WatchDeadline(string month, CancellationToken stop)
    {
        var wanted = PayMonth.Parse(month);
        if (await new DeadlineReport(source).Months(wanted, wanted, clock.Today, stop) is not [var found]) return;
        if (found.Risk is null)
        {
            log.LogInformation("deadline: {Month} in time, at the bank by {AtBank:yyyy-MM-dd}{Guessed}",
                month, found.Deadlines.AtBank, found.Deadlines.Provisional ? PlannedDay.Mark : "");
            return;
        }

        var next = found.Run?.State.NextStep(found.Deadlines.AtFinance is not null)
            ?? $"请执行 ./disburse payout run {month}。";
        log.LogWarning("{Code}: {Month} {Sentence}{Next}", ExceptionCode.DeadlineAtRisk.Code, month,
            found.Sentence(names: false), next);
    }
}

/// <summary>年度确认, every day.</summary>
internal sealed class VerificationJobs(NpgsqlDataSource source, BusinessClock clock, ILogger<VerificationJobs> log)
{
    /// <param name="day">The day it was meant for. Late it is another day's work, and that day has its own.</param>
    /// <remarks>Retried: done twice it changes nothing.</remarks>
    [AutomaticRetry(Attempts = 3, DelaysInSeconds = [60, 300, 900])]
    public async Task Sweep(string day, CancellationToken stop)
    {
        if (day != $"{clock.Today:yyyy-MM-dd}")
        {
            log.LogInformation("sweep-verification: {Day} is over, skipped", day);
            return;
        }

        var started = Environment.TickCount64;
        var outcome = await new SweepJob(source).Sweep(clock.Schedule, scheduled: true, stop);
        log.LogInformation(
            "sweep-verification: {Looked} people, {Matched} rows matched, {Found} cases found, {Gone} gone, "
            + "{Milliseconds} ms",
            outcome.Looked, outcome.Matched, outcome.Found, outcome.Gone, Environment.TickCount64 - started);
    }
}

/// <summary>社保补缴, every month.</summary>
internal sealed class BackPaymentJobs(NpgsqlDataSource source, BusinessClock clock, ILogger<BackPaymentJobs> log)
{
    /// <param name="month">The month it was meant for. Late it is another month's work, which has its own.</param>
    /// <remarks>Retried: done twice it changes nothing.</remarks>
    [AutomaticRetry(Attempts = 3, DelaysInSeconds = [60, 300, 900])]
    public async Task Reconcile(string month, CancellationToken stop)
    {
        if (month != PayMonth.Of(clock.Today).ToString())
        {
            log.LogInformation("reconcile-back-payments: {Month} is over, skipped", month);
            return;
        }

        var started = Environment.TickCount64;
        var outcome = await new ReconcileJob(source).Reconcile(clock.Schedule, scheduled: true, null, stop);
        log.LogInformation(
            "reconcile-back-payments: {People} people, {Cases} cases, {Open} open, {Found} found, {Gone} gone, "
            + "{Milliseconds} ms",
            outcome.People, outcome.Cases, outcome.Open, outcome.Found, outcome.Gone,
            Environment.TickCount64 - started);
    }
}

/// <summary>Shards of one run, until none is left. Lost, doubled or late, it does no harm.</summary>
internal sealed class AssessRunJob(NpgsqlDataSource source, BusinessClock clock, ILogger<AssessRunJob> log)
{
    /// <remarks>Not retried, and not kept as failed: within a minute it is enqueued anew while the run waits.</remarks>
    [Queue(WorkerSlots.AssessmentQueue)]
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public async Task Assess(int run, CancellationToken stop)
    {
        var started = Environment.TickCount64;
        var after = await new PayoutJob(source).Continue(run, clock.Schedule, workers: 1, null, stop);
        log.LogInformation("assess: {Run} {State}, {Shards} shards left, {Lines} lines, {Milliseconds} ms",
            after.Name, after.State.Code(), after.ShardsLeft, after.LineCount, Environment.TickCount64 - started);
    }
}
