using System.Collections.Immutable;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Payouts;

/// <summary>How well each rounding rule (rules §3) fits what was paid for the identities of a category.</summary>
/// <param name="Months">Months of people with imported history and a standard in force.</param>
/// <param name="Telling">Of them, those in which not all rules come to the same; the others say nothing.</param>
/// <param name="Fits">Of the telling months, how many are exact under each rule, in the order of
/// <see cref="RoundingFit.Rules"/>.</param>
public readonly record struct CategoryFit(short Category, int Months, int Telling, ImmutableArray<int> Fits)
{
    /// <summary>The rules that fit most telling months; none where nothing tells or nothing fits.</summary>
    public IEnumerable<Rounding> Best
    {
        get
        {
            var most = Fits.Max();
            for (var i = 0; i < Fits.Length; i++)
                if (most > 0 && Fits[i] == most) yield return RoundingFit.Rules[i];
        }
    }
}

/// <summary>
/// Sets imported history against what each rounding rule would have come to, month by month: a county that moves in
/// learns which rule its old spreadsheet used, before the differences show as 尾差.
/// </summary>
/// <remarks>All yearly standards are tried with one rule at a time; wages and per-person amounts have none.</remarks>
public sealed class RoundingFit
{
    private readonly Owed[] owed;
    private readonly SortedDictionary<short, (int Months, int Telling, int[] Fits)> found = [];

    /// <param name="known">All rates known.</param>
    /// <param name="wages">Of the county's area.</param>
    public RoundingFit(
        IReadOnlyCollection<Standard> known, IReadOnlyCollection<Wage> wages, Parameters parameters) => owed =
    [
        .. Rules.Select(rule => new Owed(
            new StandardTable(known.Select(s => s with { Rounding = rule }), wages), parameters)),
    ];

    public static ImmutableArray<Rounding> Rules { get; } =
        [Rounding.Share, Rounding.Fen, Rounding.Yuan, Rounding.YuanUp];

    /// <summary>By category, in order of code. Categories without history are not there.</summary>
    public IEnumerable<CategoryFit> Results => found.Select(
        f => new CategoryFit(f.Key, f.Value.Months, f.Value.Telling, [.. f.Value.Fits]));

    /// <summary>Adds a person's imported history.</summary>
    public void Add(FoldedPerson person, IEnumerable<HistoryTotal> history)
    {
        foreach (var month in history.Where(h => h.Component != Component.Funeral).GroupBy(h => h.Month))
        {
            foreach (var trial in owed) trial.WorkOut(person, month.Key);
            if (owed[0].Undecided is not null) continue;
            foreach (var identity in month.GroupBy(h => h.Category)) Add(identity.Key, [.. identity]);
        }
    }

    private void Add(short category, HistoryTotal[] totals)
    {
        // A total over the identity's month stands for all its components, so it is the last word where both are there.
        var whole = Array.Find(totals, t => t.Component == 0);
        var paid = whole == default ? totals.Sum(t => t.Fen) : whole.Fen;
        Span<long> sums = stackalloc long[Rules.Length];
        for (var i = 0; i < sums.Length; i++) sums[i] = Sum(owed[i], category, whole == default ? totals : []);
        // Not entitled in the month, or overlapped: no rule explains what was paid.
        if (sums[0] == 0) return;
        var (months, telling, fits) = found.GetValueOrDefault(category, (0, 0, new int[Rules.Length]));
        months++;
        if (sums.ContainsAnyExcept(sums[0]))
        {
            telling++;
            for (var i = 0; i < sums.Length; i++)
                if (sums[i] == paid) fits[i]++;
        }

        found[category] = (months, telling, fits);
    }

    /// <param name="only">The components that were imported by themselves; empty: all.</param>
    private static long Sum(Owed owed, short category, HistoryTotal[] only)
    {
        var sum = 0L;
        foreach (var component in owed.Components)
        {
            if (component.Category != category || component.Component == Component.Funeral) continue;
            if (only.Length == 0 || Array.Exists(only, t => t.Component == component.Component)) sum += component.Fen;
        }

        return sum;
    }
}
