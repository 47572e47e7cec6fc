namespace Disbursement.Model.Tests.Reference;

/// <summary>A death that stands: of several the earliest day (rules §2), and what is known of it.</summary>
sealed record Death(DateOnly Day, string Cause, bool IsApplied)
{
    /// <summary>
    /// "paid after the family applied, cause and payee known": what was known before any standing death is of another.
    /// </summary>
    public static Death? Of(KnownPerson person)
    {
        var deaths = person.Standing("死亡").ToList();
        if (deaths.Count == 0) return null;
        var known = deaths.Min(d => d.Place);
        var said = person.Standing("死亡", "丧葬申请").Where(c => c.Place >= known).OrderBy(c => c.Place).ToList();
        return new Death(
            deaths.Min(d => d.Row.EffectiveOn), said.LastOrDefault(c => c.Row.Cause != "")?.Row.Cause ?? "",
            said.Exists(c => c.Row.Type == "丧葬申请"));
    }
}

/// <summary>丧葬补助 (rules §10), whether the family asked for it or not.</summary>
sealed class Grant
{
    private sealed record Months(string Cause, int Count, DateOnly From, Place Place);

    /// <param name="owed">"the identities owed in the month of death".</param>
    public Grant(Knowledge known, KnownPerson person, Death death, IReadOnlyList<IdentityMonth> owed)
    {
        foreach (var identity in owed.OrderBy(i => i.Category, StringComparer.Ordinal))
        {
            var rows = Rows(known, identity.Category).Where(r => r.From <= death.Day)
                .OrderBy(r => r.From).ThenBy(r => r.Place).ToList();
            var cause = death.Cause is "病故" ? "因病" : death.Cause;
            if (cause == "" && rows.Count > 0 && rows[^1].Cause != "")
            {
                Gaps.Add("cause missing");
                continue;
            }

            if (rows.LastOrDefault(r => r.Cause == "" || r.Cause == cause) is not { } row)
            {
                Gaps.Add("rule unset");
                continue;
            }

            // "yearly standard in force in the month of death (national and add-ons, not 护理费) × months ÷ 12, half-up
            // to fen"
            var fen = (long)Math.Floor((Year(known, person, identity, death) * row.Count / 12m) + 0.5m);
            // "the one with the highest grant"
            if (fen > Fen) (Fen, Best) = (fen, identity);
        }
    }

    public IdentityMonth? Best { get; }

    public long Fen { get; }

    /// <summary>"everything else unset (a case, not 0)": what is unknown may be the highest.</summary>
    public List<string> Gaps { get; } = [];

    public bool IsKnown => Gaps.Count == 0;

    private static decimal Year(Knowledge known, KnownPerson person, IdentityMonth identity, Death death)
    {
        var month = Reference.Months.Of(death.Day);
        var terms = Terms.Of(person, identity.Identity, month);
        if (identity.Category == "JX") return 12 * terms.AssessedFen!.Value;
        var sum = 0m;
        foreach (var component in Components.OfRates)
        {
            if (Standards.Rate(known, identity.Category, terms, component, month)?.Row is not { } row) continue;
            var years = row.Unit.StartsWith("service-year", StringComparison.Ordinal)
                ? Math.Ceiling(terms.ServiceYears!.Value) : 1;
            sum += row.Fen * years * (row.Unit is "year" or "service-year-year" ? 1 : 12);
        }

        return sum;
    }

    /// <summary>
    /// "11 因病 12; 13–15 as 11; 21–23: 6; 51, 61: 6 from 2024-10-01; B1: 6 from 2025-01-01; everything else unset", and
    /// the county's rows.
    /// </summary>
    private static IEnumerable<Months> Rows(Knowledge known, string category)
    {
        var before = new Place(0, 0);
        if (Categories.IsDisability(category)) yield return new Months("因病", 12, DateOnly.MinValue, before);
        if (Categories.IsSurvivors(category)) yield return new Months("", 6, DateOnly.MinValue, before);
        if (category is "51" or "61") yield return new Months("", 6, new DateOnly(2024, 10, 1), before);
        if (category == "B1") yield return new Months("", 6, new DateOnly(2025, 1, 1), before);
        foreach (var row in known.Parameters.Where(p => p.Row.A == category && p.Row.Key != "overlap"))
        {
            var cause = row.Row.Key == "funeral-months" ? "" : row.Row.Key["funeral-months-".Length..];
            yield return new Months(
                cause, int.Parse(row.Row.Value, System.Globalization.CultureInfo.InvariantCulture),
                row.Row.EffectiveFrom, row.Place);
        }
    }
}
