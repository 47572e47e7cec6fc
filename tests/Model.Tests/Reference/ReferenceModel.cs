namespace Disbursement.Model.Tests.Reference;

/// <summary>
/// The rules once more, plain and slow: every run works out every person and every month from the raw rows. No cache,
/// no
/// carry-over, nothing shared with the engine. Where a sentence of the rules decides, it is quoted.
/// </summary>
sealed class ReferenceModel
{
    private sealed class ModelRun(string name, DateOnly month, IReadOnlyList<PersonRun> people)
        : SentRun(name, people.Select(p => (p.Person, p.Lines.Sum(l => l.Fen))))
    {
        public IEnumerable<RunLine> Counted(PersonRun person)
        {
            if (!Results.TryGetValue(person.Person, out var result) || result.What == "unknown") return person.Lines;
            if (result.What != "partly") return [];
            // "credited in part → negative lines whole, then positive ones by benefit month, category, component until
            // the sum is reached"
            var left = result.CreditedFen - person.Lines.Where(l => l.Fen < 0).Sum(l => l.Fen);
            var counted = new List<RunLine>();
            foreach (var line in person.Lines.OrderBy(l => l.Month).ThenBy(l => l.Category, StringComparer.Ordinal)
                .ThenBy(l => Components.Order(l.Component)))
            {
                var fen = line.Fen < 0 ? line.Fen : Math.Min(line.Fen, left);
                if (line.Fen > 0) left -= fen;
                counted.Add(line with { Fen = fen });
            }

            return counted;
        }

        /// <summary>"A bank row is paid, fails or comes back whole, its negative lines too."</summary>
        public IEnumerable<Taken> CountedTaken() => People
            .Where(p => !Results.TryGetValue(p.Person, out var said) || said.What is "unknown" or "partly")
            .SelectMany(p => p.Taken);

        public DateOnly Month { get; } = month;

        public IReadOnlyList<PersonRun> People { get; } = people;

        public required int KnownThrough { get; init; }
    }

    private readonly List<ModelRun> approved = [];
    private ModelRun? open;

    public ReferenceModel() => OneOffs = new OneOffs(Known);

    public Knowledge Known { get; } = new();

    public OneOffs OneOffs { get; }

    private IEnumerable<SentRun> AllApproved => approved.Concat<SentRun>(OneOffs.Approved);

    /// <summary>Months of approved, uncancelled runs, the last one last; a supplementary run has its month's.</summary>
    public IReadOnlyList<(string Name, DateOnly Month)> Approved => [.. approved.Select(r => (r.Name, r.Month))];

    /// <summary>Works out the run; again, when it was not submitted.</summary>
    /// <param name="only">Numbers of those whom it is for; null: everybody.</param>
    public RunResult Run(string name, DateOnly month, IReadOnlyList<string>? only = null)
    {
        // "line of a run not yet approved, or cancelled: 0"
        var paid = PaidNow();
        var people = Known.People.Where(p => only is null || only.Any(p.IsFoundBy))
            .Select(p => new PersonRun(Known, paid, p, month)).ToList();
        foreach (var person in people) person.WorkOut();
        open = new ModelRun(name, month, people) { KnownThrough = Known.LastAct };
        return Result(open);
    }

    private Paid PaidNow() => new(Known, approved.SelectMany(r => r.People.SelectMany(r.Counted)))
    {
        TakenFor = decision => approved.Sum(r => r.CountedTaken().Where(t => t.Decision == decision).Sum(t => t.Fen)),
        TakenInMonth = (person, month) => approved.Where(r => r.Month == month)
            .Sum(r => r.CountedTaken()
                .Where(t => t.Decision.Person == person && t.Decision.Method == "分月抵扣").Sum(t => t.Fen)),
    };

    /// <summary>Months paid too much as they are now, less what is waived; none before the first run.</summary>
    public IReadOnlyList<(KnownPerson Person, Overpayment Claim, long OpenFen)> OpenClaims(KnownPerson? only = null)
    {
        if ((open ?? approved.LastOrDefault())?.Month is not { } month) return [];
        var paid = PaidNow();
        var claims = new List<(KnownPerson, Overpayment, long)>();
        foreach (var person in Known.People.Where(p => only is null || p == only))
        {
            var run = new PersonRun(Known, paid, person, month);
            run.WorkOut();
            var decisions = Known.Decisions.Where(d => d.Stands && d.Person == person).ToList();
            foreach (var claim in run.Overpayments)
                if (claim.Fen - Recoveries.Waived(decisions, claim.Month) is > 0 and var left)
                    claims.Add((person, claim, left));
        }

        return claims;
    }

    /// <summary>A decision, or its taking back.</summary>
    public void Decide(Counties.DecideRecovery step)
    {
        foreach (var row in step.Rows)
        {
            var person = Known.Find(row.IdNumber)!;
            if (row.IsWithdrawal)
                Known.Decisions.First(d => d.Person == person && d.Document == row.Document).Stands = false;
            else
                Known.Decisions.Add(new KnownDecision(person, row.Month, row.Method, row.Fen, row.Document));
            person.Diary.Add($"{Months.DayText(step.Today)} {(row.IsWithdrawal ? "not " : "")}decided {row}");
        }
    }

    /// <summary>Money back: on the overpaid positions as they are now, the oldest month first.</summary>
    public void Receive(Counties.ReceiveMoney step)
    {
        var person = Known.Find(step.IdNumber)!;
        person.Diary.Add($"{Months.DayText(step.Today)} {step}");
        if (step.IsWithdrawal)
        {
            Known.Receipts.First(r => r.Person == person && r.Document == step.Document).Stands = false;
            return;
        }

        var (left, parts) = (step.Fen, new List<RunLine>());
        foreach (var (_, claim, openFen) in OpenClaims(person).OrderBy(c => c.Claim.Month))
        {
            var fen = Math.Min(left, openFen);
            parts.AddRange(Recoveries.OnPositions(claim, fen));
            left -= fen;
        }

        Known.Receipts.Add(new KnownReceipt(person, step.Document, parts));
    }

    public void Approve(string name)
    {
        if (IsOneOff(name))
        {
            OneOffs.Approve(name);
            return;
        }

        if (open?.Name != name) throw new InvalidOperationException($"{name} is not open");
        approved.Add(open);
        Known.FirstLoad = Math.Min(Known.FirstLoad, open.KnownThrough);
        open = null;
    }

    /// <summary>"Cancelled: the latest approved run only; it keeps its lines, they no longer count".</summary>
    public void Cancel(string name)
    {
        if (IsOneOff(name))
        {
            OneOffs.Cancel(name);
            return;
        }

        if (approved[^1].Name != name) throw new InvalidOperationException($"{name} is not the last approved run");
        approved.RemoveAt(approved.Count - 1);
    }

    public static bool IsOneOff(string run) => run.StartsWith("O-", StringComparison.Ordinal);

    public IReadOnlyList<string> NotAtTheBank() =>
        [.. AllApproved.Where(r => !r.IsAtTheBank && r.Rows.Count > 0).Select(r => r.Name)];

    public IReadOnlyList<string> AtTheBank() => [.. AllApproved.Where(r => r.IsAtTheBank).Select(r => r.Name)];

    /// <summary>Bank rows to an account of the person's own.</summary>
    public IReadOnlyList<(string IdNumber, long Fen)> OwnRows(string name, bool paidOnly) =>
        AllApproved.First(r => r.Name == name).OwnRows(paidOnly);

    public void BankSays(string name, IReadOnlyList<Counties.RowSays> rows) =>
        Known.DeadAccounts.UnionWith(AllApproved.First(r => r.Name == name).BankSays(rows));

    /// <summary>The person's rows in order of knowledge and what the open (or last) run made of him.</summary>
    public IReadOnlyList<string> Story(string idNumber)
    {
        if (Known.Find(idNumber) is not { } person) return [$"nobody has the number {idNumber}"];
        var run = (open ?? approved.LastOrDefault())?.People.FirstOrDefault(p => p.Person == person);
        return [.. person.Diary, .. run is null ? [] : run.Explanation.Prepend($"person: {run.Blocked ?? "free"}")];
    }

    private RunResult Result(ModelRun run) => new(
        [.. run.People.SelectMany(p => p.Lines).Select(l => Line(l, Kind(l, run.Month)))],
        [.. run.People.SelectMany(p => p.Held).Select(l => Line(l, ""))],
        [.. run.People.SelectMany(p => p.Claims.Select(c => new ExpectedClaim(p.Person.Number, c.Month, c.Fen)))],
        [.. run.People.SelectMany(p => p.Undecided.Select(m => new ExpectedUndecided(p.Person.Number, m)))]);

    private static ExpectedLine Line(RunLine line, string kind) =>
        new(line.Person.Number, Categories.Label(line.Category), line.Component, line.Month, kind, line.Fen);

    /// <summary>
    /// "reissue where the position's last line failed or was returned, else recovery, funeral … regular (benefit
    /// month = pay month) or arrears".
    /// </summary>
    private string Kind(RunLine line, DateOnly payMonth) =>
        CameBack(line) ? "reissue"
        : line.IsRecovery ? "recovery"
        : line.Component == Components.Funeral ? "funeral"
        : line.Month == payMonth ? "regular" : "arrears";

    private bool CameBack(RunLine position)
    {
        foreach (var run in approved.AsEnumerable().Reverse())
        {
            if (run.People.FirstOrDefault(p => p.Person == position.Person) is not { } person) continue;
            if (person.Lines.Find(l => IsOf(l, position)) is not { } last) continue;
            return (run.Counted(person).FirstOrDefault(l => IsOf(l, position))?.Fen ?? 0) < last.Fen;
        }

        return false;

        static bool IsOf(RunLine a, RunLine b) =>
            (a.Category, a.Component, a.Month) == (b.Category, b.Component, b.Month);
    }
}
