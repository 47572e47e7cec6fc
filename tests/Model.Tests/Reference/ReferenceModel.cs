namespace Disbursement.Model.Tests.Reference;

/// <summary>
/// The rules once more, plain and slow: every run works out every person and every month from the raw rows. No cache,
/// no
/// carry-over, nothing shared with the engine. Where a sentence of the rules decides, it is quoted.
/// </summary>
sealed class ReferenceModel
{
    private sealed class ModelRun(string name, DateOnly month, IReadOnlyList<PersonRun> people)
    {
        public string Name { get; } = name;

        public DateOnly Month { get; } = month;

        public IReadOnlyList<PersonRun> People { get; } = people;

        public required int KnownThrough { get; init; }
    }

    private readonly List<ModelRun> approved = [];
    private ModelRun? open;

    public Knowledge Known { get; } = new();

    /// <summary>Months of approved, uncancelled runs, the last one last; a supplementary run has its month's.</summary>
    public IReadOnlyList<(string Name, DateOnly Month)> Approved => [.. approved.Select(r => (r.Name, r.Month))];

    /// <summary>Works out the run; again, when it was not submitted.</summary>
    /// <param name="only">Numbers of those whom it is for; null: everybody.</param>
    public RunResult Run(string name, DateOnly month, IReadOnlyList<string>? only = null)
    {
        // "line of a run not yet approved, or cancelled: 0"
        var paid = new Paid(Known, approved.SelectMany(r => r.People).SelectMany(p => p.Lines));
        var people = Known.People.Where(p => only is null || only.Any(p.IsFoundBy))
            .Select(p => new PersonRun(Known, paid, p, month)).ToList();
        foreach (var person in people) person.WorkOut();
        open = new ModelRun(name, month, people) { KnownThrough = Known.LastAct };
        return Result(open);
    }

    public void Approve(string name)
    {
        if (open?.Name != name) throw new InvalidOperationException($"{name} is not open");
        approved.Add(open);
        Known.FirstLoad = Math.Min(Known.FirstLoad, open.KnownThrough);
        open = null;
    }

    /// <summary>"Cancelled: the latest approved run only; it keeps its lines, they no longer count".</summary>
    public void Cancel(string name)
    {
        if (approved[^1].Name != name) throw new InvalidOperationException($"{name} is not the last approved run");
        approved.RemoveAt(approved.Count - 1);
    }

    /// <summary>The person's rows in order of knowledge and what the open (or last) run made of him.</summary>
    public IReadOnlyList<string> Story(string idNumber)
    {
        if (Known.Find(idNumber) is not { } person) return [$"nobody has the number {idNumber}"];
        var run = (open ?? approved.LastOrDefault())?.People.FirstOrDefault(p => p.Person == person);
        return [.. person.Diary, .. run is null ? [] : run.Explanation.Prepend($"person: {run.Blocked ?? "free"}")];
    }

    private static RunResult Result(ModelRun run) => new(
        [.. run.People.SelectMany(p => p.Lines).Select(l => Line(l, Kind(l, run.Month)))],
        [.. run.People.SelectMany(p => p.Held).Select(l => Line(l, ""))],
        [.. run.People.SelectMany(p => p.Claims.Select(c => new ExpectedClaim(p.Person.Number, c.Month, c.Fen)))],
        [.. run.People.SelectMany(p => p.Undecided.Select(m => new ExpectedUndecided(p.Person.Number, m)))]);

    private static ExpectedLine Line(RunLine line, string kind) =>
        new(line.Person.Number, Categories.Label(line.Category), line.Component, line.Month, kind, line.Fen);

    /// <summary>
    /// "regular (benefit month = pay month) or arrears"; the model knows no returns, recoveries or one-offs.
    /// </summary>
    private static string Kind(RunLine line, DateOnly payMonth) => line.Month == payMonth ? "regular" : "arrears";
}
