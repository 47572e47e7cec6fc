using Disbursement.Domain.People;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Funds;

/// <summary>A row of the shares 分担表, as it became known. Empty keys match all.</summary>
/// <param name="Unit">year or service-year-year: what the amounts are for.</param>
/// <param name="Levels">Fen for the unit, by level of government.</param>
/// <param name="DifferenceAt">Who bears what the standard has more, or saves what it has less; null: 县.</param>
public sealed record Share(
    Place Place,
    short Category,
    byte Level,
    Nature Nature,
    Period Period,
    short Component,
    RateUnit Unit,
    Parts Levels,
    Source? DifferenceAt,
    DateOnly EffectiveFrom,
    string Document)
{
    /// <summary>The level that a difference is booked at: never by itself 中央 (rules §5).</summary>
    public Source BearsDifference => DifferenceAt ?? Source.County;

    /// <summary>Fen that the standard has more than the shares a year; 0 where the two cannot be compared.</summary>
    public long DifferenceTo(Standard? standard)
    {
        if (standard is null || standard.Unit.IsByServiceYears() != Unit.IsByServiceYears()) return 0;
        return YearOf(standard) - Levels.All;
    }

    /// <summary>A standard for a year (of service, where it goes by them), in fen.</summary>
    public static long YearOf(Standard standard) => standard.Unit.IsYearly() ? standard.Fen : 12 * standard.Fen;

    internal bool Matches(short category, short component, Standard? standard) => Category == category
        && Component == component
        && (Level == 0 || Level == standard?.Level)
        && (Nature == Nature.None || Nature == standard?.Nature)
        && (Period == Period.None || Period == standard?.Period);
}
