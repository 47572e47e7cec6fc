namespace Disbursement.Model.Tests.Reference;

/// <summary>A line of a run, by person and code, so that it still counts when a number is corrected.</summary>
sealed record RunLine(KnownPerson Person, string Category, string Component, DateOnly Month, long Fen)
{
    /// <summary>Taken by a decision, on an overpaid position.</summary>
    public bool IsRecovery { get; init; }
}

/// <summary>What is paid as known now (rules §4, the table of entries).</summary>
sealed class Paid(Knowledge known, IEnumerable<RunLine> approvedLines)
{
    // "money paid back by the person: minus, on the overpaid position"
    private readonly ILookup<(KnownPerson, string, DateOnly), RunLine> lines = approvedLines
        .Concat(known.Receipts.Where(r => r.Stands).SelectMany(r => r.Parts).Select(p => p with { Fen = -p.Fen }))
        .ToLookup(l => (l.Person, l.Category, l.Month));

    /// <summary>What counts of what runs took for a decision.</summary>
    public required Func<KnownDecision, long> TakenFor { get; init; }

    /// <summary>The same of 分月抵扣, by runs of a month.</summary>
    public required Func<KnownPerson, DateOnly, long> TakenInMonth { get; init; }

    /// <summary>"line of an approved run: its amount".</summary>
    public IReadOnlyDictionary<string, long> ByRuns(KnownPerson person, string category, DateOnly month) =>
        lines[(person, category, month)]
            .GroupBy(l => l.Component, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Sum(l => l.Fen), StringComparer.Ordinal);

    /// <summary>A grant paid outside, in the month of the death or later.</summary>
    public bool HasGrantByHistory(KnownPerson person, DateOnly from) => known.History
        .Where(h => h.Person == person && h.Row.Component == Components.Funeral && h.Row.Month >= from)
        .GroupBy(h => (h.Row.Category, h.Row.Month)).Any(g => g.Last().Row.Fen > 0);

    /// <summary>
    /// "imported history: the latest known total of the position; a total without component counts for the identity's
    /// month: over its owed components in code order, the rest on 国家标准". Null: no history of that month.
    /// </summary>
    public IReadOnlyDictionary<string, long>? ByHistory(
        KnownPerson person, string category, DateOnly month, IReadOnlyDictionary<string, long> owed)
    {
        var latest = known.History
            .Where(h => h.Person == person && h.Row.Category == category && h.Row.Month == month)
            .GroupBy(h => h.Row.Component, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Last().Row.Fen, StringComparer.Ordinal);
        if (latest.Count == 0) return null;

        if (latest.Remove("", out var rest))
        {
            foreach (var (component, fen) in owed.OrderBy(c => Components.Order(c.Key)))
            {
                // A month's total is of the month's own: a grant is named.
                if (component == Components.Funeral) continue;
                var share = Math.Min(fen, rest);
                latest[component] = latest.GetValueOrDefault(component) + share;
                rest -= share;
            }

            latest[Components.National] = latest.GetValueOrDefault(Components.National) + rest;
        }

        return latest;
    }
}
