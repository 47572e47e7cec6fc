using Disbursement.Model.Tests.Counties;
using Disbursement.Model.Tests.Engines;
using Disbursement.Model.Tests.Reference;

namespace Disbursement.Model.Tests.Proofs;

/// <summary>What counts at the end of a year: nobody got a fen too much or too little without being named.</summary>
[Collection("one home at a time")]
public sealed class InTheEndTests
{
    public static TheoryData<int> Seeds => CountyTests.From(41, count: 1);

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task For_every_person_and_month_paid_is_owed_as_known_at_the_end_except_held_claimed_undecided_by_name(
        int seed)
    {
        var folder = Homes.Folder($"end-{seed}");
        await using (var engine = await CommandLineEngine.In(Path.Combine(folder, "home")))
        await using (var tables = new CountyTables(engine.Tables()))
        {
            var walk = new Walk($"county of seed {seed}", folder, new EngineDriver(engine, folder));
            var options = new CountyOptions { People = 80, ChangesAMonth = 25, PartialRuns = false };
            await walk.Play(RandomCounty.Year(seed, options));
            var (known, last) = (walk.Model.Known, walk.Model.Approved[^1].Month);
            var end = await tables.AtTheEnd(known.FirstMonth);
            var wrong = known.People
                .SelectMany(p => Months.Through(known.FirstMonth, last).Select(m => (Person: p, Month: m)))
                .Select(x => Wrong(new OwedMonth(known, x.Person, x.Month),
                    end.GetValueOrDefault((x.Person.Number, x.Month))
                    ?? new PersonMonth(x.Person.Number, x.Month, 0, 0, 0, 0, false)))
                .OfType<string>().ToList();
            Assert.True(wrong.Count == 0, $"seed {seed}:\n{string.Join('\n', wrong.Take(20))}");
            Assert.Empty(await tables.NotListed());
            // A proof over nothing proves nothing.
            Assert.True(end.Values.Count(m => m is { Paid: > 0, Held: 0, Claimed: 0, Undecided: false }) > 400);
            Assert.True(end.Values.Count(m => m.Held != 0) > 20 && end.Values.Count(m => m.Claimed > 0) > 5);
        }

        Homes.Delete(folder);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Known_late_or_in_time_the_same_is_owed_in_the_end(int seed)
    {
        var year = RandomCounty.Year(
            seed, new CountyOptions { People = 60, Months = 6, ChangesAMonth = 20, PartialRuns = false });
        // In time: all is known before the only run. Late: as the county lived it, run by run.
        var last = year.OfType<WorkOut>().Last();
        var name = Months.Text(last.Month);
        var inTime = await Owed("in-time", seed,
        [
            .. year.Where(s => s is SetSetting or ImportFile),
            last with { Run = name, Supplementary = false }, new Approve(last.Today, name),
        ]);
        var late = await Owed("late", seed, year);
        Assert.True(late.Count > 200, $"seed {seed}: only {late.Count}");
        Assert.Equal(inTime, late);
    }

    /// <summary>Paid, and what is still open by name; per person and month, one line of text each.</summary>
    private static async Task<IReadOnlyList<string>> Owed(string name, int seed, IReadOnlyList<Step> steps)
    {
        var folder = Homes.Folder($"{name}-{seed}");
        var owed = new List<string>();
        await using (var engine = await CommandLineEngine.In(Path.Combine(folder, "home")))
        await using (var tables = new CountyTables(engine.Tables()))
        {
            var driver = new EngineDriver(engine, folder);
            await driver.Prepare();
            foreach (var step in steps) await driver.Take(step);
            var first = Months.Parse(steps.OfType<SetSetting>().First(s => s.Key == "first-month").Value);
            owed.AddRange((await tables.AtTheEnd(first)).Values
                .Select(m => (m, Fen: m.Paid + m.Held - m.Claimed))
                .Where(x => x.m.Undecided || x.Fen != 0)
                .Select(x => $"{x.m.IdNumber} {Months.Text(x.m.Month)} {(x.m.Undecided ? "undecided" : x.Fen)}")
                .Order(StringComparer.Ordinal));
        }

        Homes.Delete(folder);
        return owed;
    }

    private static string? Wrong(OwedMonth owed, PersonMonth has)
    {
        var who = $"{has.IdNumber} {Months.Text(has.Month)}";
        if (owed.Undecided is not null || has.Undecided)
            return owed.Undecided is not null && has.Undecided ? null : $"{who}: undecided for one of the two only";
        var fen = owed.Identities.Sum(i => i.Components.Values.Sum());
        return fen - has.Paid == has.Held - has.Claimed + has.Difference
            ? null
            : $"{who}: owed {fen}, paid {has.Paid}, held {has.Held}, claimed {has.Claimed}, 尾差 {has.Difference}";
    }
}
