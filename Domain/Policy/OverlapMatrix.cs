using System.Collections.Frozen;
using System.Collections.Immutable;
using Disbursement.Domain.People;

namespace Disbursement.Domain.Policy;

/// <summary>What two identities of one person may do side by side.</summary>
public enum Overlap : byte
{
    /// <summary>就高: only the higher is owed.</summary>
    Higher = 0,

    /// <summary>Both are owed.</summary>
    Both = 1,

    /// <summary>One recognition must be wrong: the later is worked out and blocked until a person decides.</summary>
    Review = 2,
}

public static class Overlaps
{
    private static readonly string[] Codes = ["higher", "both", "review"];

    public static string Code(this Overlap overlap) => Codes[(int)overlap];

    /// <summary>Null when unknown.</summary>
    public static Overlap? Find(string code) =>
        Array.IndexOf(Codes, code) is var index && index < 0 ? null : (Overlap)index;
}

/// <summary>A row of the matrix; which of the two stands first means nothing.</summary>
public sealed record OverlapRule(Place Place, short A, short B, Overlap Overlap, DateOnly EffectiveFrom);

/// <summary>
/// Pairs of categories and what holds for them, dated; a parameter of the county (rules §3, overlap). In a month the
/// latest row on or before its first counts, of equals the latest known.
/// </summary>
public sealed class OverlapMatrix
{
    private readonly FrozenDictionary<(short, short), OverlapRule[]> pairs;

    /// <param name="known">The county's rows; the defaults are known before all of them.</param>
    public OverlapMatrix(IEnumerable<OverlapRule> known) => pairs = DefaultRows().Concat(known)
        .GroupBy(r => Key(r.A, r.B))
        .ToFrozenDictionary(g => g.Key, g => g.OrderBy(r => r.EffectiveFrom).ThenBy(r => r.Place).ToArray());

    /// <summary>The defaults of the rules; every pair not named is <see cref="Overlap.Higher"/>.</summary>
    public static OverlapMatrix Default { get; } = new([]);

    public Overlap Of(short a, short b, PayMonth month)
    {
        if (!pairs.TryGetValue(Key(a, b), out var rows)) return Overlap.Higher;
        var firstDay = month.FirstDay;
        return Array.FindLast(rows, r => r.EffectiveFrom <= firstDay)?.Overlap ?? Overlap.Higher;
    }

    private static (short, short) Key(short a, short b) => a < b ? (a, b) : (b, a);

    private static IEnumerable<OverlapRule> DefaultRows()
    {
        ImmutableArray<string> disabled = ["11", "13", "14", "15"];
        ImmutableArray<string> survivors = ["21", "22", "23"];
        (string A, string B, Overlap Overlap)[] rows =
        [
            .. disabled.SelectMany(d => survivors.Select(s => (d, s, Overlap.Both))),
            .. disabled.Concat(survivors).Select(c => ("JX", c, Overlap.Both)),
            .. disabled.SelectMany(d => new[] { ("42", d, Overlap.Review), ("61", d, Overlap.Review) }),
            ("61", "42", Overlap.Review),
            .. new[] { "41", "42", "51", "61", "81", "B1" }.Select(c => ("JX", c, Overlap.Review)),
        ];
        return rows.Select(r => new OverlapRule(
            default, Category.Of(r.A).Number, Category.Of(r.B).Number, r.Overlap, DateOnly.MinValue));
    }
}
