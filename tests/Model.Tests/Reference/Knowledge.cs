using Disbursement.Domain.People;

namespace Disbursement.Model.Tests.Reference;

/// <summary>What the office knows: every accepted row with its place in the order of imports.</summary>
sealed class Knowledge
{
    private readonly HashSet<string> files = new(StringComparer.Ordinal);
    private readonly ChangeIntake changes = new();
    private int act;

    public List<KnownPerson> People { get; } = [];

    public List<KnownRate> Rates { get; } = [];

    public List<KnownWage> Wages { get; } = [];

    public List<KnownParameter> Parameters { get; } = [];

    public List<KnownHistory> History { get; } = [];

    public List<KnownAssessed> Assessed { get; } = [];

    public DateOnly FirstMonth { get; set; }

    /// <summary>Decisions about claims, in order of knowledge.</summary>
    public List<KnownDecision> Decisions { get; } = [];

    /// <summary>Money that came back.</summary>
    public List<KnownReceipt> Receipts { get; } = [];

    /// <summary>Rows of one-off batches, in order of knowledge.</summary>
    public List<KnownOneOff> OneOffs { get; } = [];

    /// <summary>A batch has the month in which its first row came.</summary>
    public Dictionary<string, DateOnly> OneOffMonths { get; } = new(StringComparer.Ordinal);

    /// <summary>The last act that the first approved run knew.</summary>
    public int FirstLoad { get; set; } = int.MaxValue;

    /// <summary>Accounts that money failed on or came back from.</summary>
    public HashSet<string> DeadAccounts { get; } = new(StringComparer.Ordinal);

    public int LastAct => act;

    public string WageArea { get; set; } = "";

    /// <summary>The setting `rounding`; share is the default (rules §3).</summary>
    public string Rounding { get; set; } = "share";

    public KnownPerson? Find(string number) => People.FirstOrDefault(p => p.IsFoundBy(number));

    /// <summary>One file. "The same file (SHA-256) again changes nothing": null.</summary>
    public IReadOnlyList<Outcome>? Import(string text, IReadOnlyList<Row> rows, DateOnly today)
    {
        if (!files.Add(text)) return null;
        act++;
        var outcomes = new List<Outcome>();
        for (var i = 0; i < rows.Count; i++)
        {
            var place = new Place(act, i);
            var (outcome, person) = Take(rows[i], place, today);
            person?.Diary.Add($"act {act,3} row {i,3} {Months.DayText(today)} {outcome,-8} {Readable.Of(rows[i])}");
            outcomes.Add(outcome);
        }

        return outcomes;
    }

    private (Outcome, KnownPerson?) Take(Row row, Place place, DateOnly today) => row switch
    {
        RosterRow roster => TakeRoster(roster, place),
        ChangeRow change => TakeChange(change, place, today),
        RateRow rate => (TakeRate(rate, place), null),
        WageRow wage => (TakeWage(wage, place), null),
        ParameterRow parameter => (TakeParameter(parameter, place), null),
        HistoryRow history => TakeHistory(history, place),
        AssessedRow assessed => TakeAssessed(assessed, place),
        OneOffRow oneOff => TakeOneOff(oneOff, place, today),
        _ => throw new ArgumentException(row.ToString(), nameof(row)),
    };

    /// <summary>
    /// "Rejected: … wrong check digit of the identity number, unknown category, level against nature".
    /// </summary>
    private (Outcome, KnownPerson?) TakeRoster(RosterRow row, Place place)
    {
        if (!IdentityNumber.IsValid(row.IdNumber)) return (Outcome.Rejected, null);
        if (Categories.Code(row.Category) == "") return (Outcome.Rejected, null);
        if (row is { Nature: "因病", Level: > 6 }) return (Outcome.Rejected, null);
        row = row with { Category = Categories.Code(row.Category) };
        var person = Find(row.IdNumber);
        // A known identity: equal rows are known, "other values for a known identity are rejected". No fact either way.
        if (person?.Identity(row.Category) is not null) return (Outcome.Ignored, person);
        if (person is null)
        {
            person = new KnownPerson(row.IdNumber);
            People.Add(person);
        }

        person.Identities.Add(new KnownIdentity(row, place));
        return (Outcome.Taken, person);
    }

    /// <summary>"Rejected: … unknown person in changes".</summary>
    private (Outcome, KnownPerson?) TakeChange(ChangeRow row, Place place, DateOnly today)
    {
        if (Find(row.IdNumber) is not { } person) return (Outcome.Rejected, null);
        // A number finds one person.
        if (row.NewIdNumber != "" && Find(row.NewIdNumber) is { } other && other != person)
            return (Outcome.Rejected, person);
        return (changes.Take(person, row, place, today), person);
    }

    private Outcome TakeRate(RateRow row, Place place)
    {
        // "for rates, wages and paid-history known means equal to the latest of its key"
        if (Rates.LastOrDefault(r => r.Row.Key == row.Key) is { } latest && latest.Row == row) return Outcome.Known;
        // "A row with 撤销 takes back the rows known before with equal category, level, …"
        if (row.Withdrawn)
            foreach (var before in Rates.Where(r => r.Row.Key == row.Key)) before.Stands = false;
        // "the rounding of its row (fixed at import: the row's, else the setting)"
        Rates.Add(new KnownRate(row, row.Rounding == "" ? Rounding : row.Rounding, place) { Stands = !row.Withdrawn });
        return Outcome.Taken;
    }

    private Outcome TakeWage(WageRow row, Place place)
    {
        var latest = Wages.LastOrDefault(w => w.Row.Area == row.Area && w.Row.EffectiveFrom == row.EffectiveFrom);
        if (latest?.Row == row) return Outcome.Known;
        Wages.Add(new KnownWage(row, place));
        return Outcome.Taken;
    }

    private Outcome TakeParameter(ParameterRow row, Place place)
    {
        var latest = Parameters.LastOrDefault(p => p.Row.Key == row.Key && p.Row.EffectiveFrom == row.EffectiveFrom
            && ((p.Row.A, p.Row.B) == (row.A, row.B) || (p.Row.A, p.Row.B) == (row.B, row.A)));
        if (latest is not null && (latest.Row.Value, latest.Row.Document) == (row.Value, row.Document))
            return Outcome.Known;
        Parameters.Add(new KnownParameter(row, place));
        return Outcome.Taken;
    }

    private (Outcome, KnownPerson?) TakeHistory(HistoryRow row, Place place)
    {
        var person = Find(row.IdNumber) ?? throw new InvalidOperationException($"{row} is of nobody");
        var latest = History.LastOrDefault(h => h.Person == person && SamePosition(h.Row, row));
        if (latest?.Row.Fen == row.Fen) return (Outcome.Known, person);
        History.Add(new KnownHistory(person, row, place));
        return (Outcome.Taken, person);
    }

    private (Outcome, KnownPerson?) TakeAssessed(AssessedRow row, Place place)
    {
        var person = Find(row.IdNumber);
        if (person is null) return (Outcome.Rejected, null);
        if (Assessed.Any(a => a.Person == person && a.Row with { IdNumber = "" } == row with { IdNumber = "" }))
            return (Outcome.Known, person);
        Assessed.Add(new KnownAssessed(person, row, place));
        return (Outcome.Taken, person);
    }

    /// <summary>The same key, amount and document again is known; one taken back does not come in again.</summary>
    private (Outcome, KnownPerson?) TakeOneOff(OneOffRow row, Place place, DateOnly today)
    {
        if (row.IsWithdrawal && !OneOffMonths.ContainsKey(row.Batch)) return (Outcome.Rejected, null);
        OneOffMonths.TryAdd(row.Batch, Months.Of(today));
        var person = Find(row.IdNumber) ?? throw new InvalidOperationException($"{row} is of nobody");
        if (row.Name != person.Name) return (Outcome.Rejected, person);
        var same = OneOffs.Where(o => o.Person == person
            && (o.Row.Batch, o.Row.Fen, o.Row.Document) == (row.Batch, row.Fen, row.Document)).ToList();
        var standing = same.FindLast(o => o.Stands);
        if (row.IsWithdrawal)
        {
            if (standing is null) return (same.Count > 0 ? Outcome.Known : Outcome.Rejected, person);
            standing.Stands = false;
            return (Outcome.Taken, person);
        }

        if (same.Count > 0) return (standing is null ? Outcome.Rejected : Outcome.Known, person);
        OneOffs.Add(new KnownOneOff(person, row, place));
        return (Outcome.Taken, person);
    }

    private static bool SamePosition(HistoryRow a, HistoryRow b) =>
        a.Category == b.Category && a.Component == b.Component && a.Month == b.Month;
}
