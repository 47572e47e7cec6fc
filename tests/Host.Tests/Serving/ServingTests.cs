using System.Net;
using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Host.Commands;
using Disbursement.Host.Serving;
using Disbursement.Host.Homes;
using Disbursement.Host.Tests.Homes;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Hangfire;
using Hangfire.Common;
using Microsoft.Extensions.Logging.Abstractions;

namespace Disbursement.Host.Tests.Serving;

/// <summary>The real program on a home of its own; the business date is set, the machine's does not matter.</summary>
public sealed class ServingTests
{
    private static readonly PayMonth February = new(2026, 2);

    private static readonly DateOnly Today = new(2026, 2, 4);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A home without users needs none.</summary>
    private static Performer Clerk => new(null, "tester", Today, TimeProvider.System);

    [Fact]
    public async Task It_serves_picks_up_a_run_left_half_way_revives_its_database_and_stops_it()
    {
        await using var place = new TemporaryHome();
        await using (var session = await Session.Open(place.Create(), Stop))
        {
            await SettingsJob.Set(session.Source, "first-month", "2026-02", null, Clerk, Stop);
            await LeaveHalfWay(session);
        }

        using var serving = await ServingProcess.Start(place.Path, Stop, "--today", "2026-02-04");
        Assert.Equal("live\n", await serving.Web.GetStringAsync("/health/live", Stop));
        Assert.Equal("ready\n", await serving.Web.GetStringAsync("/health/ready", Stop));
        Assert.Contains("Hangfire", await serving.Web.GetStringAsync("/jobs", Stop));
        Assert.Contains("还没有开始过年度确认", await serving.Web.GetStringAsync("/verification", Stop));
        Assert.Contains("还没有对过账", await serving.Web.GetStringAsync("/backpay", Stop));
        Assert.Contains("还没有登记过拨款", await serving.Web.GetStringAsync("/funds", Stop));
        var recurring = await serving.Web.GetStringAsync("/jobs/recurring", Stop);
        string[] ids =
        [
            Schedule.OpenMonth, Schedule.WatchDeadlines, Schedule.PickUpWaitingRuns, Schedule.TakeResults,
            Schedule.SweepVerification, Schedule.ReconcileBackPayments,
        ];
        Assert.All(ids, id => Assert.Contains(id, recurring));
        Assert.Equal(ids.Length, recurring.Split("Asia/Shanghai").Length - 1);
        await RefusesForeignNames(serving.Web);
        await Shows(serving.Web, "已测算");
        var killed = DatabaseOf(place);
        Posix.Signal(killed, Posix.Kill);
        await IsReadyAgain(serving.Web, place, killed);
        var (code, log) = await serving.End(Stop);
        Assert.Equal(0, code);
        Assert.Contains("pick-up: run 2026-02 waits", log);
        Assert.False(File.Exists(Path.Combine(place.Data, "postmaster.pid")));
    }

    [Fact]
    public async Task The_schedule_opens_the_month_once_and_by_hand_it_is_the_same_run()
    {
        await using var place = new TemporaryHome();
        await using var session = await Session.Open(place.Create(), Stop);
        var jobs = new MonthJobs(session.Source, new BusinessClock(Today, TimeProvider.System), new WorkerSlots(2),
            NullLogger<MonthJobs>.Instance);
        await jobs.Open("2026-02", Stop);
        Assert.Empty(await new RunList(session.Source).All(Stop));
        await SettingsJob.Set(session.Source, "first-month", "2026-02", null, Clerk, Stop);
        await Task.WhenAll(jobs.Open("2026-02", Stop), jobs.Open("2026-02", Stop));
        await jobs.Open("2026-02", Stop);
        await jobs.WatchDeadline("2026-02", Stop);
        var opened = Assert.Single(await new RunList(session.Source).All(Stop));
        Assert.Equal((RunState.Assessed, (short)1, null), (opened.State, opened.Attempt, opened.SubmittedBy));
        var again = await new PayoutJob(session.Source).Run(
            new PayoutOrder(February, Supplementary: false, Full: false, Document: null), Clerk, 1, null, Stop);
        Assert.Equal((opened.Id, opened.ContentRoot), (again.Id, again.ContentRoot));
    }

    [Fact]
    public async Task A_firing_of_the_schedule_opens_and_assesses_the_month_that_is_due()
    {
        await using var place = new TemporaryHome();
        await using var session = await Session.Open(place.Create(), Stop);
        await SettingsJob.Set(session.Source, "first-month", "2026-02", null, Clerk, Stop);
        using var serving = await ServingProcess.Start(place.Path, Stop, "--today", "2026-02-04");
        var recurring = new RecurringJobManager(
            JobDatabase.Open(session.Connection), JobFilterProviders.Providers, new ShanghaiTime());
        // One worker keeps the schedule's order, so the watch has spoken when the month is open.
        recurring.Trigger(Schedule.WatchDeadlines);
        recurring.Trigger(Schedule.OpenMonth);
        await Shows(serving.Web, "已测算");
        var (code, log) = await serving.End(Stop);
        Assert.Equal(0, code);
        Assert.Contains("open-month: enqueued 2026-02", log);
        Assert.Contains("deadline: 2026-02 in time, at the bank by 2026-02-12", log);
        Assert.DoesNotContain("Exception", log);
    }

    /// <summary>Opened and committed, then stopped before the first shard, as a killed command leaves it.</summary>
    private static async Task LeaveHalfWay(Session session)
    {
        using var killed = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var order = new PayoutOrder(February, Supplementary: false, Full: false, Document: null);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new PayoutJob(session.Source).Run(
            order, Clerk, 1, new StoppingProgress(killed), killed.Token));
        Assert.Equal(RunState.Opened, (await new RunList(session.Source).Find("2026-02", Stop))!.State);
    }

    private static async Task RefusesForeignNames(HttpClient web)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/jobs") { Headers = { Host = "disburse.example" } };
        using var answer = await web.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    /// <summary>0 while there is none.</summary>
    private static int DatabaseOf(TemporaryHome place)
    {
        var file = Path.Combine(place.Data, "postmaster.pid");
        return File.Exists(file) && int.TryParse(File.ReadLines(file).FirstOrDefault(), out var process) ? process : 0;
    }

    private static async Task IsReadyAgain(HttpClient web, TemporaryHome place, int killed)
    {
        using var turns = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        for (var turn = 0; turn < 150; turn++)
        {
            await turns.WaitForNextTickAsync(Stop);
            if (DatabaseOf(place) is var now && (now == 0 || now == killed)) continue;
            using var answer = await web.GetAsync("/health/ready", Stop);
            if (answer.IsSuccessStatusCode) return;
        }

        Assert.Fail("the database was not started again");
    }

    private static async Task Shows(HttpClient web, string text)
    {
        using var turns = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        for (var turn = 0; turn < 150; turn++)
        {
            if ((await web.GetStringAsync("/", Stop)).Contains(text)) return;
            await turns.WaitForNextTickAsync(Stop);
        }

        Assert.Fail($"the first page never showed {text}");
    }

    private sealed class StoppingProgress(CancellationTokenSource killed) : IProgress<PayoutProgress>
    {
        public void Report(PayoutProgress value) => killed.Cancel();
    }
}
