namespace Disbursement.Model.Tests.Reference;

enum Pair
{
    Higher,
    Both,
    Review,
}

/// <summary>Rules §3, "Overlap".</summary>
static class Overlap
{
    /// <summary>
    /// "Defaults: 11/13/14/15 × 21/22/23 and JX × 11/13/14/15/21/22/23 both; 42 × 11/13/14/15, 61 × 11/13/14/15, 61 ×
    /// 42,
    /// JX × 41/42/51/61/81/B1 review; every other pair higher."
    /// </summary>
    private static Pair ByDefault(string a, string b)
    {
        if (Either(a, b, Categories.IsDisability, Categories.IsSurvivors)) return Pair.Both;
        if (Either(a, b, c => c == "JX", Categories.IsDisability)) return Pair.Both;
        if (Either(a, b, c => c == "JX", Categories.IsSurvivors)) return Pair.Both;
        if (Either(a, b, c => c is "42" or "61", Categories.IsDisability)) return Pair.Review;
        if (Either(a, b, c => c == "61", c => c == "42")) return Pair.Review;
        if (Either(a, b, c => c == "JX", c => c is "41" or "42" or "51" or "61" or "81" or "B1")) return Pair.Review;
        return Pair.Higher;
    }

    /// <summary>"a dated matrix of category pairs": the county's latest row by the first of the month.</summary>
    private static Pair Of(Knowledge known, DateOnly month, string a, string b) => known.Parameters
        .Where(p => p.Row.Key == "overlap" && p.Row.EffectiveFrom <= month
            && ((p.Row.A == a && p.Row.B == b) || (p.Row.A == b && p.Row.B == a)))
        .OrderBy(p => p.Row.EffectiveFrom).ThenBy(p => p.Place).LastOrDefault()?.Row.Value switch
        {
            null => ByDefault(a, b),
            "both" => Pair.Both,
            "review" => Pair.Review,
            _ => Pair.Higher,
        };

    /// <summary>Decides for the entitled identities of one person and month, given in order of knowledge.</summary>
    public static void Decide(
        Knowledge known, DateOnly month, IReadOnlyList<IdentityMonth> entitled)
    {
        // "in order of knowledge, an entitled identity is set aside if its pair with one that goes on is review, else
        // it
        // goes on. Set aside: worked out in full and blocked".
        var goesOn = new List<IdentityMonth>();
        foreach (var identity in entitled)
        {
            identity.SetAside = goesOn.Exists(other =>
                Of(known, month, other.Category, identity.Category) == Pair.Review);
            if (!identity.SetAside) goesOn.Add(identity);
        }

        // "Among the others, highest total first (tie: lower code); each next one is owed if its pair with every one
        // already taken is both; otherwise it is not owed that month".
        var taken = new List<IdentityMonth>();
        foreach (var identity in goesOn
            .OrderByDescending(i => i.Components.Values.Sum()).ThenBy(i => i.Category, StringComparer.Ordinal))
        {
            if (taken.TrueForAll(other => Of(known, month, other.Category, identity.Category) == Pair.Both))
                taken.Add(identity);
            else identity.Components.Clear();
        }
    }

    private static bool Either(string a, string b, Func<string, bool> one, Func<string, bool> other) =>
        (one(a) && other(b)) || (one(b) && other(a));
}
