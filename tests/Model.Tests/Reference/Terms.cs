namespace Disbursement.Model.Tests.Reference;

/// <summary>What the rates are looked up by, as in force for one identity in one month (rules §2).</summary>
sealed record Terms(
    int? Level, string Nature, string Period, decimal? ServiceYears, long? AssessedFen, string Nursing)
{
    /// <summary>令788 in force: "up: from D's month if D ≥ 2024-10-01, else the next".</summary>
    public static readonly DateOnly NewRegulation = new(2024, 10, 1);

    public static Terms Of(KnownPerson person, KnownIdentity identity, DateOnly month)
    {
        var terms = Enrolled(identity.Row);
        // "replaces the enrolled value, as if recorded so from the start; regrades then apply on it; of several the
        // last
        // in order": whatever the date of the correction, it counts in every month.
        foreach (var correction in person.StandingOf(identity.Category, "更正"))
            if (correction.Row.Category == identity.Category)
                terms = terms.With(correction.Row);

        // "Up or down against the value in force in the month looked at, the regrades begun by then applied in order"
        foreach (var regrade in person.StandingOf(identity.Category, "等级调整"))
            if (Begins(regrade.Row, terms) <= month)
                terms = terms.With(regrade.Row);

        // "on: from D's month; off: D's month still owed; 转机构: as off"
        foreach (var change in person.StandingOf(identity.Category, "护理变更"))
        {
            var changed = Months.Of(change.Row.EffectiveOn);
            var begins = change.Row.Nursing is "是" or "精神" ? changed : Months.Next(changed);
            if (begins <= month) terms = terms with { Nursing = change.Row.Nursing };
        }

        return terms;
    }

    /// <summary>
    /// "first owed month; from an approval date: on or after 2024-10-01 → that month, before → the next". A correction
    /// of
    /// the start month replaces either.
    /// </summary>
    public static DateOnly FirstMonth(KnownPerson person, KnownIdentity identity)
    {
        var corrected = person.StandingOf(identity.Category, "更正").LastOrDefault(c => c.Row.StartMonth is not null);
        if (corrected is not null) return corrected.Row.StartMonth!.Value;
        if (identity.Row.StartMonth is { } start) return start;
        var approved = identity.Row.ApprovedOn ?? throw new InvalidOperationException($"{identity.Row} has no start");
        return approved >= NewRegulation ? Months.Of(approved) : Months.Next(Months.Of(approved));
    }

    /// <summary>
    /// "Down (level number rises, or service years or assessed amount fall; any of them): from the next month."
    /// </summary>
    private static DateOnly Begins(ChangeRow regrade, Terms inForce)
    {
        var down = regrade.Level > inForce.Level
            || regrade.ServiceYears < inForce.ServiceYears
            || regrade.AssessedFen < inForce.AssessedFen;
        var month = Months.Of(regrade.EffectiveOn);
        return !down && regrade.EffectiveOn >= NewRegulation ? month : Months.Next(month);
    }

    private static Terms Enrolled(RosterRow row) =>
        new(row.Level, row.Nature, row.Period, row.ServiceYears, row.AssessedFen, row.Nursing);

    /// <summary>"Empty columns stay as they were".</summary>
    private Terms With(ChangeRow row) => this with
    {
        Level = row.Level ?? Level,
        Nature = row.Nature == "" ? Nature : row.Nature,
        Period = row.Period == "" ? Period : row.Period,
        ServiceYears = row.ServiceYears ?? ServiceYears,
        AssessedFen = row.AssessedFen ?? AssessedFen,
    };
}
