using System.Collections.Immutable;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Entitlements;

/// <summary>Why the grant of an identity cannot be said (rules §10).</summary>
public enum FuneralGap
{
    /// <summary>funeral-rule-unset</summary>
    RuleUnset,

    /// <summary>funeral-cause-missing</summary>
    CauseMissing,
}

/// <summary>What 丧葬补助 comes to by one identity; fen.</summary>
/// <param name="YearFen">The standards of a year in force in the month of the death, without 护理费.</param>
public readonly record struct FuneralShare(short Category, FuneralRule Rule, long YearFen)
{
    /// <summary>Half-up to fen, once over the whole.</summary>
    public long Fen => Money.DivideHalfUp(YearFen * Rule.Months, 12);

    /// <summary>The arithmetic as a person would write it, in yuan.</summary>
    public string Arithmetic =>
        $"每年标准 {Money.Figures(YearFen)}（不含护理费）× {Rule.Months}个月 ÷ 12，四舍五入到分 = {Money.Figures(Fen)}";
}

/// <summary>
/// 丧葬补助 of a death (rules §10): of the identities owed in its month the one with the highest grant, one per death.
/// While one of them cannot be said nothing is owed: unknown is never zero.
/// </summary>
/// <param name="Best">The highest, of equals the lower code; null where nothing comes of it.</param>
/// <param name="Gaps">Identities of which it cannot be said, in order of code.</param>
public sealed record FuneralGrant(FuneralShare? Best, ImmutableArray<(short Category, FuneralGap Gap)> Gaps)
{
    /// <summary>Whether it can be paid as soon as the family asks for it.</summary>
    public bool IsKnown => Gaps.IsEmpty;

    /// <param name="identities">Those owed in the month: neither lower nor set aside.</param>
    public static FuneralGrant Of(
        FoldedPerson person, IEnumerable<FoldedIdentity> identities, StandardTable standards, FuneralRules rules)
    {
        var (died, cause) = (person.DiedOn!.Value, person.Funeral?.Cause);
        var shares = new List<FuneralShare>();
        var gaps = ImmutableArray.CreateBuilder<(short, FuneralGap)>();
        foreach (var identity in identities.OrderBy(i => i.Category))
        {
            if (cause is null && rules.NeedsCause(identity.Category, died))
                gaps.Add((identity.Category, FuneralGap.CauseMissing));
            else if (rules.Of(identity.Category, died, cause) is { } rule)
                shares.Add(new FuneralShare(identity.Category, rule, YearFen(identity, standards, PayMonth.Of(died))));
            else
                gaps.Add((identity.Category, FuneralGap.RuleUnset));
        }

        FuneralShare? best = shares.Count == 0 ? null : shares.MaxBy(s => s.Fen);
        return new FuneralGrant(best is { Fen: > 0 } ? best : null, gaps.ToImmutable());
    }

    /// <summary>
    /// National and add-ons by the year; an amount assessed for the person counts where it takes the place of one of
    /// them. Other components of the person's own (取暖补贴 …) are no standard.
    /// </summary>
    private static long YearFen(FoldedIdentity identity, StandardTable standards, PayMonth month)
    {
        var span = identity.At(month)!.Value;
        var sum = 0L;
        if (Category.Of(identity.Category).IsAssessed)
            sum += 12 * (Assessed(identity, Component.Assessed, month) ?? span.Grade.AssessedFen ?? 0);
        foreach (var standard in standards.InForce(identity.Category, span.Grade, month))
        {
            sum += Assessed(identity, standard.Component, month) is { } own
                ? 12 * own
                : standard.YearFen(span.Grade.ServiceYears);
        }

        return sum;
    }

    /// <summary>Fen a month; spans of a component are disjoint.</summary>
    private static long? Assessed(FoldedIdentity identity, short component, PayMonth month)
    {
        foreach (var assessed in identity.Assessed)
        {
            if (assessed.Component == component && assessed.From <= month && month <= assessed.To) return assessed.Fen;
        }

        return null;
    }
}
