using Disbursement.Domain.Reconciliation;

namespace Disbursement.Domain.BackPayments;

/// <summary>What a month costs; fen.</summary>
/// <param name="Base">缴费基数</param>
public readonly record struct MonthlyAmounts(long Base, long Unit, long Personal)
{
    public TwoParts Parts => new(Unit, Personal);
}

/// <summary>缴费基数和费率 of an area and insurance, in force from a day on.</summary>
/// <param name="MonthlyWageFen">Last year's average wage of a month.</param>
/// <param name="UnitRate">Per 100,000.</param>
public sealed record Contribution(
    string Area, Insurance Insurance, long MonthlyWageFen, int UnitRate, int PersonalRate, DateOnly EffectiveFrom,
    string Document)
{
    public const int RateUnit = 100_000;

    /// <summary>
    /// Base 60 % ⚙ of the wage; base × rate for each part, half-up to fen (rules §8; 中办国办 2019, 意见).
    /// </summary>
    public MonthlyAmounts Amounts(int basePercent)
    {
        var of = Money.DivideHalfUp(MonthlyWageFen * basePercent, 100);
        return new MonthlyAmounts(of, Unit(of), Personal(of));
    }

    public long Unit(long baseFen) => Money.DivideHalfUp(baseFen * UnitRate, RateUnit);

    public long Personal(long baseFen) => Money.DivideHalfUp(baseFen * PersonalRate, RateUnit);
}

/// <summary>All rows known, by area and insurance.</summary>
public sealed class ContributionTable
{
    private readonly Dictionary<(string, Insurance), List<Contribution>> rows;

    /// <param name="rows">In order of knowledge: of one day the last counts.</param>
    public ContributionTable(IEnumerable<Contribution> rows) => this.rows = rows
        .GroupBy(r => (r.Area, r.Insurance))
        .ToDictionary(g => g.Key, g => g.OrderBy(r => r.EffectiveFrom).ToList());

    /// <summary>The row in force on a day, that of the payment; null: none is known.</summary>
    public Contribution? Find(string? area, Insurance insurance, DateOnly day) => area is not null
        && rows.TryGetValue((area, insurance), out var of)
            ? of.FindLast(r => r.EffectiveFrom <= day)
            : null;
}
