namespace Disbursement.Model.Tests.Reference;

/// <summary>The monthly amount of one component (rules §3).</summary>
static class Standards
{
    /// <summary>
    /// "among rows known now and not withdrawn whose keys match (an empty key matches all), the latest effective_from
    /// ≤ the
    /// first of the month; of equals the latest known".
    /// </summary>
    public static KnownRate? Rate(
        Knowledge known, string category, Terms terms, string component, DateOnly month) => known.Rates
        .Where(r => r.Stands
            && r.Row.Component == component
            && Categories.TakesRowsOf(category, r.Row.Category)
            && (r.Row.Level is null || r.Row.Level == terms.Level)
            && (r.Row.Nature == "" || r.Row.Nature == terms.Nature)
            && (r.Row.Period == "" || r.Row.Period == terms.Period)
            && r.Row.EffectiveFrom <= month)
        .OrderBy(r => r.Row.EffectiveFrom).ThenBy(r => r.Place)
        .LastOrDefault();

    /// <summary>"(wages alike)", of the area set.</summary>
    public static long? Wage(Knowledge known, DateOnly month) => known.Wages
        .Where(w => w.Row.Area == known.WageArea && w.Row.EffectiveFrom <= month)
        .OrderBy(w => w.Row.EffectiveFrom).ThenBy(w => w.Place)
        .LastOrDefault()?.Row.Fen;

    /// <summary>
    /// "Units: month; year; service-year-month and service-year-year (× service years first)". Null: the service years
    /// are
    /// missing. "a part year counts as one".
    /// </summary>
    public static long? Monthly(KnownRate rate, Terms terms, DateOnly month)
    {
        var amount = rate.Row.Fen;
        if (rate.Row.Unit.StartsWith("service-year", StringComparison.Ordinal))
        {
            if (terms.ServiceYears is not { } years) return null;
            amount *= (long)Math.Ceiling(years);
        }

        return rate.Row.Unit is "year" or "service-year-year" ? OfYear(amount, rate.Rounding, month.Month) : amount;
    }

    /// <summary>
    /// "`share` month j gets ⌊A·j/12⌋ − ⌊A·(j−1)/12⌋; `fen` A/12 half-up to fen; `yuan` half-up to whole yuan;
    /// `yuan-up` up
    /// to whole yuan."
    /// </summary>
    public static long OfYear(long amount, string rounding, int j) => rounding switch
    {
        "share" => (amount * j / 12) - (amount * (j - 1) / 12),
        "fen" => (long)Math.Floor((amount / 12m) + 0.5m),
        "yuan" => (long)Math.Floor((amount / 1200m) + 0.5m) * 100,
        "yuan-up" => (long)Math.Ceiling(amount / 1200m) * 100,
        _ => throw new ArgumentException(rounding, nameof(rounding)),
    };

    /// <summary>
    /// "因战/因公 1–2: 50 %, 3–4: 40 %; 因病 1–4: 30 %; 精神 5–6: 25 % from 2024-10"; "精神 gives 25 % at levels 5–6 of any
    /// nature, at 1–4 it is as 是".
    /// </summary>
    public static int NursingPercent(Terms terms, DateOnly month)
    {
        if (terms.Nursing is not ("是" or "精神")) return 0;
        return (terms.Level, terms.Nature) switch
        {
            (1 or 2, "因战" or "因公") => 50,
            (3 or 4, "因战" or "因公") => 40,
            (>= 1 and <= 4, "因病") => 30,
            (5 or 6, _) when terms.Nursing == "精神" && month >= Terms.NewRegulation => 25,
            _ => 0,
        };
    }

    /// <summary>"percentage × local average monthly wage, half-up to whole yuan".</summary>
    public static long Nursing(long wage, int percent) => (long)Math.Floor((wage * percent / 10000m) + 0.5m) * 100;
}
