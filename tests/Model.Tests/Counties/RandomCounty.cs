using Disbursement.Model.Tests.Engines;
using Disbursement.Model.Tests.Reference;

namespace Disbursement.Model.Tests.Counties;

/// <summary>A year of one county, drawn from a seed: the same seed, the same files and commands.</summary>
sealed class RandomCounty
{
    private const string WageArea = "本县";

    private readonly Dice dice;
    private readonly CountyOptions options;
    private readonly DateOnly first;
    private readonly int historyMonths;
    private readonly List<Step> steps = [];
    private readonly List<ImportFile> files = [];
    private readonly ReferenceModel memory = new();
    private readonly CountyStandards standards;
    private readonly CountyRoster roster;
    private readonly CountyChanges changes;
    private CountyHistory? history;
    private DateOnly today;

    private RandomCounty(int seed, CountyOptions options)
    {
        (dice, this.options) = (new Dice(seed), options);
        first = dice.Pick(new DateOnly(2024, 8, 1), new DateOnly(2025, 1, 1), new DateOnly(2025, 4, 1));
        historyMonths = dice.Pick(0, 0, 2, 3);
        // What makes months undecided is left out where there is history: a 尾差 over an unknown amount is not defined.
        var mayMiss = historyMonths == 0;
        standards = new CountyStandards(dice, first, mayMiss);
        roster = new CountyRoster(dice, first, options, mayMiss);
        changes = new CountyChanges(dice, memory.Known, new CountyTerms(dice, first, options, mayMiss), options);
    }

    public static IReadOnlyList<Step> Year(int seed, CountyOptions options)
    {
        var county = new RandomCounty(seed, options);
        county.Begin();
        for (var i = county.historyMonths; i < options.Months; i++) county.Month(i, isLast: i == options.Months - 1);
        return county.steps;
    }

    private void Begin()
    {
        today = first.AddMonths(historyMonths).AddDays(1);
        Take(new SetSetting(today, "first-month", Months.Text(first)));
        Take(new SetSetting(today, "wage-area", WageArea));
        if (dice.Chance(0.5)) Take(new SetSetting(today, "rounding", dice.Pick("fen", "yuan", "yuan-up", "share")));
        Import(standards.Base());
        if (historyMonths > 0 || dice.Chance(0.4)) Import([Wage(first.Year - 1)]);
        var people = new List<Row>();
        for (var i = 0; i < options.People; i++) people.AddRange(roster.Person(today));
        Import([.. people.Take(people.Count / 2)]);
        Import([.. people.Skip(people.Count / 2)]);
        Components(25);
        if (historyMonths == 0) return;
        history = new CountyHistory(dice, memory.Known, [.. Months.Through(first, first.AddMonths(historyMonths - 1))]);
        Import(history.All());
    }

    private void Month(int i, bool isLast)
    {
        var month = first.AddMonths(i);
        today = month.AddDays(4);
        News(month);
        today = month.AddDays(7);
        Import(changes.Some(options.ChangesAMonth, today));
        Recoveries();
        Repeat();
        // Skipped months come as arrears.
        if (!isLast && dice.Chance(0.12)) return;

        today = month.AddDays(11);
        var name = Months.Text(month);
        Regular(name, month);
        if (dice.Chance(0.12))
        {
            Take(new CancelRun(today, name));
            if (dice.Chance(0.6)) More();
            Regular(name, month);
        }

        if (dice.Chance(0.3)) Supplementary(month);
        if (dice.Chance(0.15)) Supplementary(month);
        if (options.OneOffs) OneOffs();
        if (options.Results) AtTheBank();
    }

    /// <summary>Some months have a list, and some lists more rows, rows taken back, or rows that come back.</summary>
    private void OneOffs()
    {
        today = today.AddDays(1);
        var drawn = new CountyOneOffs(dice, memory, today);
        if (dice.Chance(0.5)) Batch(drawn.NewBatch(), drawn);
        if (drawn.OldBatch() is { } old && dice.Chance(0.7)) Batch(old, drawn);
    }

    private void Batch(string batch, CountyOneOffs drawn)
    {
        Import(drawn.Rows(batch));
        if (!memory.Known.OneOffMonths.ContainsKey(batch)) return;
        var step = drawn.Next(batch);
        Take(step);
        if (dice.Chance(0.3))
        {
            Import(drawn.Rows(batch));
            Import(changes.Some(3, today));
            Take(step);
        }

        if (memory.OneOffs.IsEmpty)
        {
            Take(new CancelRun(today, step.Run, IsDraft: true));
            return;
        }

        Take(new Approve(today, step.Run));
        if (!dice.Chance(0.15)) return;
        Take(new CancelRun(today, step.Run));
        Take(step);
        Take(new Approve(today, step.Run));
    }

    /// <summary>What was not there yet goes there; of what was, some comes back later.</summary>
    private void AtTheBank()
    {
        today = today.AddDays(1);
        foreach (var run in memory.NotAtTheBank())
            if (dice.Chance(0.7)) Take(new BankSays(today, run, Words(run, 0.05), IsFirst: true));
        foreach (var run in memory.AtTheBank().TakeLast(3).ToList())
            if (dice.Chance(0.3) && Words(run, 0.02, later: true) is { Count: > 0 } words)
                Take(new BankSays(today.AddDays(1), run, words, IsFirst: false));
    }

    private List<RowSays> Words(string run, double share, bool later = false) =>
    [
        .. memory.OwnRows(run, paidOnly: later).Where(_ => dice.Chance(share)).Select(r => later
            ? new RowSays(r.IdNumber, "returned", 0)
            : dice.Pick("failed", "failed", "partly", "unknown") is var what && what == "partly" && r.Fen > 1
                ? new RowSays(r.IdNumber, what, dice.Between(1, (int)Math.Min(r.Fen - 1, int.MaxValue)))
                : new RowSays(r.IdNumber, what == "partly" ? "failed" : what, 0)),
    ];

    private void News(DateOnly month)
    {
        Import(standards.Of(month));
        if (dice.Chance(0.35)) Import(standards.Parameters(month));
        if (dice.Chance(0.2)) Import([Wage(dice.Pick(first.Year - 1, first.Year, month.Year))]);
        if (dice.Chance(0.3)) Components(4);
        if (history is not null && dice.Chance(0.2)) Import(history.Corrections());
        if (history is not null && dice.Chance(0.1)) Import(history.Grants());
        if (dice.Chance(0.7)) Newcomers();
    }

    private void Newcomers()
    {
        var rows = new List<Row>();
        for (var i = dice.Between(1, 4); i > 0; i--) rows.AddRange(roster.Person(today));
        foreach (var person in dice.Some(memory.Known.People, 2))
            if (roster.Further(person, today) is { } row)
                rows.Add(row);
        // Wrong ones: a check digit, a category.
        if (dice.Chance(0.3)) rows.Add(new RosterRow("130434194001011111", dice.Name(), "51") { StartMonth = first });
        if (dice.Chance(0.2)) rows.Add(new RosterRow(dice.IdNumber(), dice.Name(), "99") { StartMonth = first });
        Import(rows);
    }

    /// <summary>Opened, perhaps worked out again with more knowledge or in full, perhaps sent back, approved.</summary>
    private void Regular(
        string name, DateOnly month, bool supplementary = false, IReadOnlyList<string>? only = null)
    {
        Take(new WorkOut(today, name, month, dice.Chance(0.2), supplementary, only));
        if (dice.Chance(0.25))
        {
            if (dice.Chance(0.4)) Take(new SendBack(today, name));
            More();
            if (supplementary && dice.Chance(0.3)) only = SomeOrAll();
            Take(new WorkOut(today, name, month, dice.Chance(0.3), supplementary, only));
        }

        if (dice.Chance(0.15)) Take(new WorkOut(today, name, month, Full: true, supplementary, only));
        Take(new Approve(today, name));
    }

    private void Supplementary(DateOnly month)
    {
        today = today.AddDays(4);
        More();
        var made = memory.Approved.Count(r => r.Name.StartsWith($"{Months.Text(month)}-S", StringComparison.Ordinal));
        var name = $"{Months.Text(month)}-S{made + 1}";
        Regular(name, month, supplementary: true, SomeOrAll());
        if (!dice.Chance(0.25)) return;
        Take(new CancelRun(today, name));
        More();
        Regular(name, month, supplementary: true, SomeOrAll());
    }

    /// <summary>Half of the supplementary runs are for some people only; an old number finds its person, too.</summary>
    private IReadOnlyList<string>? SomeOrAll() => !options.PartialRuns || dice.Chance(0.5)
        ? null
        : [.. dice.Some(memory.Known.People, dice.Between(1, memory.Known.People.Count / 2))
            .Select(p => dice.Chance(0.5) ? p.Number : p.EnrolledNumber)];

    private void More()
    {
        Import(changes.Some(dice.Between(3, 10), today));
        Recoveries();
        if (dice.Chance(0.3)) Import(standards.Of(Months.Of(today)));
    }

    /// <summary>A file once more, byte for byte; and one that holds rows of earlier files beside new ones.</summary>
    private void Repeat()
    {
        if (dice.Chance(0.3)) Take(dice.Pick(files) with { Today = today });
        if (dice.Chance(0.3)) Import([.. changes.Again(12), .. changes.Some(3, today)]);
    }

    /// <summary>Some claims are decided about or paid back; some of that was a mistake.</summary>
    private void Recoveries()
    {
        if (!options.Recoveries) return;
        foreach (var step in new CountyRecoveries(dice, memory, today).Some()) Take(step);
    }

    private WageRow Wage(int year) =>
        new(dice.Chance(0.9) ? WageArea : "邻县", dice.Between(550_000, 800_000), new DateOnly(year, 7, 1), "统计公报");

    /// <summary>孤老增发 and the like, each once for an identity.</summary>
    private void Components(int count)
    {
        var rows = dice.Some(memory.Known.People, count)
            .Where(p => !memory.Known.Assessed.Exists(a => a.Person == p))
            .Select(p => new AssessedRow(
                p.Number, p.Identities[0].Category, dice.Pick("孤老增发", "取暖补贴"), dice.Between(2_000, 30_000),
                first.AddMonths(dice.Between(-3, 6)), dice.Chance(0.5) ? null : first.AddMonths(dice.Between(7, 12)),
                dice.Document("核", today)));
        Import([.. rows]);
    }

    private void Import(IReadOnlyList<Row> rows)
    {
        // A file that gives one thing two numbers from one day is refused as a whole: that is no county's year.
        if (rows.Any(r => r is RateRow))
            rows = [.. rows.Cast<RateRow>().DistinctBy(r => (r.Key, r.Withdrawn))];
        if (rows.Count == 0) return;
        var (kind, text) = CountyFile.Of(rows, english: dice.Chance(0.5));
        var file = new ImportFile(today, kind, $"{steps.Count:000}-{kind}.csv", text, rows);
        files.Add(file);
        Take(file);
    }

    /// <summary>The county remembers what it did through a model of its own.</summary>
    private void Take(Step step)
    {
        steps.Add(step);
        if (step is SetSetting setting) Walk.Set(memory.Known, setting);
        else if (step is ImportFile file) memory.Known.Import(file.Text, file.Rows, file.Today);
        else if (step is WorkOut run) memory.Run(run.Run, run.Month, run.Only);
        else if (step is WorkOutBatch batch) memory.OneOffs.Run(batch.Run, batch.Batch);
        else if (step is Approve approval) memory.Approve(approval.Run);
        else if (step is CancelRun cancelled) memory.Cancel(cancelled.Run);
        else if (step is BankSays said) memory.BankSays(said.Run, said.Rows);
        else if (step is DecideRecovery decided) memory.Decide(decided);
        else if (step is ReceiveMoney received) memory.Receive(received);
    }
}
