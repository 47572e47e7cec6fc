using System.Collections.Frozen;
using System.Collections.Immutable;

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

/// <summary>Pairs of categories and what holds for them; a parameter of the county (rules §3, overlap).</summary>
public sealed class OverlapMatrix
{
    private readonly FrozenDictionary<(short, short), Overlap> pairs;

    public OverlapMatrix(IEnumerable<(string A, string B, Overlap Overlap)> rows) =>
        pairs = rows.ToFrozenDictionary(r => Key(Category.Of(r.A).Number, Category.Of(r.B).Number), r => r.Overlap);

    /// <summary>The defaults of the rules; every pair not named is <see cref="Overlap.Higher"/>.</summary>
    public static OverlapMatrix Default { get; } = new(DefaultRows());

    public Overlap Of(short a, short b) => pairs.GetValueOrDefault(Key(a, b));

    private static (short, short) Key(short a, short b) => a < b ? (a, b) : (b, a);

    private static IEnumerable<(string, string, Overlap)> DefaultRows()
    {
        ImmutableArray<string> disabled = ["11", "13", "14", "15"];
        ImmutableArray<string> survivors = ["21", "22", "23"];
        return
        [
            .. disabled.SelectMany(d => survivors.Select(s => (d, s, Overlap.Both))),
            .. disabled.Concat(survivors).Select(c => ("JX", c, Overlap.Both)),
            .. disabled.SelectMany(d => new[] { ("42", d, Overlap.Review), ("61", d, Overlap.Review) }),
            ("61", "42", Overlap.Review),
            .. new[] { "41", "42", "51", "61", "81", "B1" }.Select(c => ("JX", c, Overlap.Review)),
        ];
    }
}
