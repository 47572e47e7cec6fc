namespace Disbursement.Model.Tests.Reference;

/// <summary>One person in one run: every month from the first, worked out anew (rules §4).</summary>
sealed class PersonRun(Knowledge known, Paid paid, KnownPerson person, DateOnly payMonth)
{
    /// <summary>"at most 1.00 yuan"</summary>
    private const long SmallestDifference = 100;

    public KnownPerson Person => person;

    public List<RunLine> Lines { get; } = [];

    public List<RunLine> Held { get; } = [];

    public List<(DateOnly Month, long Fen)> Claims { get; } = [];

    /// <summary>Months paid too much, before anything is waived or taken.</summary>
    public List<Overpayment> Overpayments { get; } = [];

    public List<Taken> Taken { get; } = [];

    private long payMonthFen;

    public List<DateOnly> Undecided { get; } = [];

    /// <summary>Why the person gets nothing; null when he is free.</summary>
    public string? Blocked { get; } = Receiving.Blocked(person)
        ?? (Receiving.Account(person) is { } account && known.DeadAccounts.Contains(account) ? "account-dead" : null);

    public List<string> Explanation { get; } = [];

    public void WorkOut()
    {
        // "Months before the setting first-month are never worked out".
        var months = Months.Through(known.FirstMonth, payMonth)
            .ToDictionary(m => m, m => new OwedMonth(known, person, m));
        var small = person.Identities.Select(i => i.Category).Where(c => DifferenceIsSmall(months, c)).ToHashSet();
        foreach (var (month, owed) in months.OrderBy(m => m.Key)) Decide(month, owed, small);
        Recover();
    }

    /// <summary>"nothing is deducted without a decision"; what is left of a claim stays one.</summary>
    private void Recover()
    {
        var decisions = known.Decisions.Where(d => d.Stands && d.Person == person).ToList();
        Taken.AddRange(Recoveries.Of(
            Overpayments, decisions, paid.TakenFor, payMonthFen, paid.TakenInMonth(person, payMonth),
            Lines.Where(l => l.Component == Components.Funeral).Sum(l => l.Fen), Lines.Sum(l => l.Fen)));
        foreach (var claim in Overpayments)
        {
            var taken = Taken.Where(t => t.Decision.Month == claim.Month).Sum(t => t.Fen);
            Lines.AddRange(Recoveries.OnPositions(claim, taken)
                .Select(p => p with { Fen = -p.Fen, IsRecovery = true }));
            var open = claim.Fen - taken - Recoveries.Waived(decisions, claim.Month);
            if (open > 0) Claims.Add((claim.Month, open));
        }
    }

    private void Decide(DateOnly month, OwedMonth owed, HashSet<string> small)
    {
        // "undecided: nothing; exception"
        if (owed.Undecided is not null)
        {
            Undecided.Add(month);
            Explanation.Add($"{Months.Text(month)} undecided: {owed.Undecided}");
            return;
        }

        var free = new List<RunLine>();
        var other = new List<RunLine>();
        foreach (var identity in owed.Identities)
        {
            var deltas = Deltas(month, identity, small.Contains(identity.Category))
                .Where(d => d.Component != Components.Funeral || !GrantStays(month, owed));
            var setAside = identity.SetAside ? "overlap-review" : null;
            var why = Blocked ?? Receiving.Blocked(person, identity.Identity) ?? setAside
                ?? Ages.Barred(person, identity.Identity, month, known.FirstMonth, known.FirstLoad);
            (why is null ? free : other).AddRange(deltas);
            if (why is null && month == payMonth)
                payMonthFen += identity.Components.Where(c => c.Key != Components.Funeral).Sum(c => c.Value);
            Explain(month, identity, why, small.Contains(identity.Category));
        }

        Send(month, free, other);
    }

    /// <summary>
    /// "one per death": while a death stands nothing of it changes where history has it, where it cannot be said, or
    /// where another identity has it and more would go out. A smaller one is a claim all the same.
    /// </summary>
    private bool GrantStays(DateOnly month, OwedMonth owed)
    {
        if (Death.Of(person) is not { } death) return false;
        if (paid.HasGrantByHistory(person, Months.Of(death.Day)) || owed.Grant is { IsKnown: false }) return true;
        if (owed.Grant?.Best is not { } best) return false;
        var more = owed.Identities.Sum(i => i.Components.GetValueOrDefault(Components.Funeral)
            - paid.ByRuns(person, i.Category, month).GetValueOrDefault(Components.Funeral)
            - (paid.ByHistory(person, i.Category, month, i.Components)?.GetValueOrDefault(Components.Funeral) ?? 0));
        return more > 0 && owed.Identities.Any(i => i != best
            && paid.ByRuns(person, i.Category, month).GetValueOrDefault(Components.Funeral) > 0);
    }

    /// <summary>The table of f and h.</summary>
    private void Send(DateOnly month, List<RunLine> free, List<RunLine> other)
    {
        var f = free.Sum(d => d.Fen);
        var h = other.Sum(d => d.Fen);
        if (f + h < 0)
        {
            // "a claim of −(f + h); nothing of this month is sent or held"
            Overpayments.Add(new Overpayment(month, -(f + h), [.. free.Concat(other).Where(d => d.Fen < 0)]));
        }
        else if (f >= 0 && h >= 0)
        {
            // "the free deltas are the lines, positive and negative; the others are held, with the reason"
            Lines.AddRange(free);
            Held.AddRange(other);
        }
        else
        {
            // "nothing of this month is sent; all its deltas, signed, are held"
            Held.AddRange(free);
            Held.AddRange(other);
        }
    }

    /// <summary>"delta = owed as known now − paid as known now", by component; only those that are not zero.</summary>
    private IEnumerable<RunLine> Deltas(DateOnly month, IdentityMonth identity, bool differenceIsSmall)
    {
        var history = paid.ByHistory(person, identity.Category, month, identity.Components);
        var runs = paid.ByRuns(person, identity.Category, month);
        // "these differences are neither lines, held nor claims": what history paid counts as what was owed.
        var owed = identity.Components.ToDictionary();
        if (differenceIsSmall && history is not null && HasMonth(history))
        {
            owed = history.ToDictionary();
            owed[Components.Funeral] = identity.Components.GetValueOrDefault(Components.Funeral);
        }

        foreach (var component in owed.Keys.Concat(runs.Keys).Concat(history?.Keys ?? []).Distinct()
            .OrderBy(Components.Order))
        {
            if (component == Components.Nursing && identity.NursingStays) continue;
            var delta = owed.GetValueOrDefault(component)
                - (history?.GetValueOrDefault(component) ?? 0) - runs.GetValueOrDefault(component);
            if (delta != 0) yield return new RunLine(person, identity.Category, component, month, delta);
        }
    }

    /// <summary>
    /// 尾差: "over all months with imported history the sum of |owed − history| of an identity is at most 1.00 yuan". An
    /// undecided month has no owed to compare with and is left out.
    /// </summary>
    private bool DifferenceIsSmall(IReadOnlyDictionary<DateOnly, OwedMonth> months, string category)
    {
        var sum = 0L;
        var any = false;
        foreach (var (month, owed) in months)
        {
            if (owed.Undecided is not null) continue;
            var components = owed.Identities.First(i => i.Category == category).Components;
            if (paid.ByHistory(person, category, month, components) is not { } history) continue;
            if (!HasMonth(history)) continue;
            any = true;
            sum += components.Keys.Concat(history.Keys).Distinct().Where(c => c != Components.Funeral)
                .Sum(c => Math.Abs(components.GetValueOrDefault(c) - history.GetValueOrDefault(c)));
        }

        return any && sum <= SmallestDifference;
    }

    /// <summary>History of the month's own, not of a grant alone.</summary>
    private static bool HasMonth(IReadOnlyDictionary<string, long> history) =>
        history.Keys.Any(c => c != Components.Funeral);

    private void Explain(DateOnly month, IdentityMonth identity, string? why, bool small)
    {
        var history = paid.ByHistory(person, identity.Category, month, identity.Components);
        var runs = paid.ByRuns(person, identity.Category, month);
        Explanation.Add($"{Months.Text(month)} {identity.Category} owed [{Text(identity.Components)}]"
            + (history is null ? "" : $" history [{Text(history)}]")
            + (runs.Count == 0 ? "" : $" runs [{Text(runs)}]")
            + (why is null ? "" : $" not free: {why}") + (small ? " 尾差" : "")
            + (identity.NursingStays ? " wage-missing" : ""));
    }

    private static string Text(IReadOnlyDictionary<string, long> amounts) => string.Join(", ", amounts
        .OrderBy(a => Components.Order(a.Key)).Select(a => $"{a.Key} {Fen.Yuan(a.Value)}"));
}
