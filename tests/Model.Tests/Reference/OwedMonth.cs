namespace Disbursement.Model.Tests.Reference;

/// <summary>One identity in one month: what is owed by component, after overlap.</summary>
sealed class IdentityMonth(KnownIdentity identity)
{
    public KnownIdentity Identity { get; } = identity;

    public string Category => Identity.Category;

    public Dictionary<string, long> Components { get; } = new(StringComparer.Ordinal);

    /// <summary>"worked out in full and blocked (overlap-review, a person decides)"</summary>
    public bool SetAside { get; set; }

    /// <summary>"No wage row in force that month: only this position stays as it is (wage-missing)."</summary>
    public bool NursingStays { get; set; }

    public string? Undecided { get; set; }
}

/// <summary>owed(person, month): "a pure function of the person's history, the standards and the parameters".</summary>
sealed class OwedMonth
{
    private readonly Knowledge known;
    private readonly KnownPerson person;
    private readonly DateOnly month;

    public OwedMonth(Knowledge known, KnownPerson person, DateOnly month)
    {
        (this.known, this.person, this.month) = (known, person, month);
        Identities = [.. person.Identities.Select(i => new IdentityMonth(i))];
        var entitled = Identities
            .Where(i => Entitled.In(person, i.Identity, month))
            .OrderBy(i => i.Identity.Place)
            .ToList();
        foreach (var identity in entitled) WorkOut(identity, entitled.Exists(i => i.Category == "JX"));
        Undecided = entitled.Find(i => i.Undecided is not null)?.Undecided;
        if (Undecided is not null) return;
        Overlap.Decide(known, month, entitled);
        if (Death.Of(person) is { } death && Months.Of(death.Day) == month)
            Grant = new Grant(known, person, death, [.. entitled.Where(i => !i.SetAside && i.Components.Count > 0)]);
        if (Grant is { IsKnown: true, Best: { } best } && Death.Of(person)!.IsApplied)
            best.Components[Components.Funeral] = Grant.Fen;
    }

    /// <summary>丧葬补助 of a death in this month, asked for or not; null in any other month.</summary>
    public Grant? Grant { get; }

    /// <summary>All identities of the person; those that are not owed have no components.</summary>
    public IReadOnlyList<IdentityMonth> Identities { get; }

    /// <summary>The exception's code; null when everything is known.</summary>
    public string? Undecided { get; }

    private void WorkOut(IdentityMonth identity, bool isRetiredOfficer)
    {
        var terms = Terms.Of(person, identity.Identity, month);
        if (identity.Category == "JX") AddAssessed(identity, terms);
        else AddRates(identity, terms);
        AddNamed(identity);
        // "for those entitled and not living in an institution, and not for a person entitled to JX that month"
        if (Categories.IsDisability(identity.Category) && !isRetiredOfficer) AddNursing(identity, terms);
    }

    /// <summary>"JX has 核定标准"; "Missing service years or assessed amount: the same. Unknown is never zero."</summary>
    private static void AddAssessed(IdentityMonth identity, Terms terms)
    {
        if (terms.AssessedFen is { } fen) identity.Components[Components.Assessed] = fen;
        else identity.Undecided = "assessed-missing";
    }

    /// <summary>
    /// "undecided when for an entitled identity no 国家标准 row matches (rate-missing) or level and nature cannot be
    /// (level-nature-impossible)"; the other components are not obligatory.
    /// </summary>
    private void AddRates(IdentityMonth identity, Terms terms)
    {
        if (terms is { Nature: "因病", Level: > 6 }) identity.Undecided = "level-nature-impossible";
        foreach (var component in Components.OfRates)
        {
            var rate = Standards.Rate(known, identity.Category, terms, component, month);
            if (rate is null && component == Components.National) identity.Undecided ??= "rate-missing";
            if (rate is null) continue;
            if (Standards.Monthly(rate, terms, month) is { } fen) identity.Components[component] = fen;
            else identity.Undecided ??= "service-years-missing";
        }
    }

    /// <summary>"imported per-person components (孤老增发, 取暖补贴 …) carry their own name".</summary>
    private void AddNamed(IdentityMonth identity)
    {
        foreach (var row in known.Assessed.Where(a => a.Person == person).Select(a => a.Row))
            if (row.Category == identity.Category && row.From <= month && (row.To is null || month <= row.To))
                identity.Components[row.Component] = identity.Components.GetValueOrDefault(row.Component) + row.Fen;
    }

    private void AddNursing(IdentityMonth identity, Terms terms)
    {
        var percent = Standards.NursingPercent(terms, month);
        if (percent == 0) return;
        if (Standards.Wage(known, month) is { } wage)
            identity.Components[Components.Nursing] = Standards.Nursing(wage, percent);
        else identity.NursingStays = true;
    }
}
