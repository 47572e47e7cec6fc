using Disbursement.Domain;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Disbursement.Model.Tests.Counties;
using Disbursement.Model.Tests.Engines;
using Disbursement.Model.Tests.Reference;
using Npgsql;

namespace Disbursement.Model.Tests.Proofs;

/// <summary>A run says what it says whoever works it out, in what pieces, how often, from how far back.</summary>
[Collection("one home at a time")]
public sealed class WorkedOutAgainTests
{
    private const int MostWorkers = 4;
    private const int TimesAgain = 3;

    public static TheoryData<int> Seeds => CountyTests.From(33, count: 1);

    private static CountyOptions Size => new()
    {
        People = 50, Months = 5, ChangesAMonth = 20, PartialRuns = false,
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Any_workers_any_shards_again_or_in_full_a_run_says_the_same(int seed)
    {
        var folder = Homes.Folder($"again-{seed}");
        await using (var engine = await CommandLineEngine.In(Path.Combine(folder, "home")))
        await using (var source = engine.Tables())
        {
            var driver = new EngineDriver(engine, folder);
            var dice = new Dice(seed);
            var said = "";
            await driver.Prepare();
            foreach (var step in RandomCounty.Year(seed, Size))
            {
                await driver.Take(step);
                if (step is WorkOut run) said += await Again(run, new CountyTables(source), source, dice, seed);
            }

            // Runs that say nothing out of the ordinary prove nothing.
            Assert.All(["line ", "held ", "claim ", "exception "], word => Assert.Contains($"\n{word}", said));
        }

        Homes.Delete(folder);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Every_run_of_the_past_comes_out_as_it_was(int seed)
    {
        var folder = Homes.Folder($"replay-{seed}");
        await using (var engine = await CommandLineEngine.In(Path.Combine(folder, "home")))
        await using (var source = engine.Tables())
        {
            var driver = new EngineDriver(engine, folder);
            await driver.Prepare();
            foreach (var step in RandomCounty.Year(seed, Size with { Months = 8, PartialRuns = true }))
                await driver.Take(step);
            var runs = (await new RunList(source).All(Stop)).Where(r => r.ApprovedBy is not null).ToList();
            Assert.True(runs.Count > 1);
            foreach (var run in runs.Select(r => r.Name).Distinct())
            {
                var replay = await new ReplayJob(source).Run(run, null, Stop);
                Assert.True(replay.IsSame, $"seed {seed}: {replay.Said}");
            }
        }

        Homes.Delete(folder);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Every_file_imported_once_more_changes_nothing(int seed)
    {
        var folder = Homes.Folder($"once-more-{seed}");
        await using (var engine = await CommandLineEngine.In(Path.Combine(folder, "home")))
        await using (var tables = new CountyTables(engine.Tables()))
        {
            var driver = new EngineDriver(engine, folder);
            await driver.Prepare();
            var steps = RandomCounty.Year(seed, Size with { Months = 3 });
            foreach (var step in steps) await driver.Take(step);
            var known = await tables.Known();
            foreach (var file in steps.OfType<ImportFile>()) await driver.Import(file with { Today = steps[^1].Today });
            Assert.Equal(known, await tables.Known());
        }

        Homes.Delete(folder);
    }

    /// <returns>What the run says.</returns>
    private static async Task<string> Again(
        WorkOut run, CountyTables tables, NpgsqlDataSource source, Dice dice, int seed)
    {
        var first = await tables.OfRun(run.Run);
        for (var time = 0; time < TimesAgain; time++)
        {
            var (workers, people, full) = (dice.Between(1, MostWorkers), dice.Between(1, 40), time == 1);
            var order = new PayoutOrder(PayMonth.Of(run.Month), run.Supplementary, full, null);
            var performer = new Performer("甲经办", "tester", run.Today, TimeProvider.System);
            var job = new PayoutJob(source, people);
            // What another left half way is finished from the database.
            if (time == TimesAgain - 1) await LeaveAfterAShard(job, order, performer);
            await job.Run(order, performer, workers, null, Stop);
            var again = await tables.OfRun(run.Run);
            Assert.True(first == again, $"seed {seed}, {run.Run}: {workers} workers, shards of {people}, full: {full}\n"
                + Missing("said before and not now", first, again) + Missing("said now and not before", again, first));
        }

        return first;
    }

    private static async Task LeaveAfterAShard(PayoutJob job, PayoutOrder order, Performer performer)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        try
        {
            await job.Run(order, performer, 1, new AfterAShard(left), left.Token);
        }
        catch (OperationCanceledException) when (!Stop.IsCancellationRequested)
        {
            // As meant.
        }
    }

    private sealed class AfterAShard(CancellationTokenSource left) : IProgress<PayoutProgress>
    {
        public void Report(PayoutProgress value)
        {
            if (value.Done > 0) left.Cancel();
        }
    }

    private static string Missing(string word, string one, string other) =>
        $"{word}:\n  {string.Join("\n  ", one.Split('\n').Except(other.Split('\n')).Take(20))}\n";
}
