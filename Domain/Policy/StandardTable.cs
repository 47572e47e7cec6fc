using System.Collections.Immutable;
using Disbursement.Domain.People;

namespace Disbursement.Domain.Policy;

/// <summary>
/// The standards as known at one act, ready to be asked month by month. Not for several threads at once.
/// </summary>
public sealed class StandardTable
{
    private readonly ImmutableArray<Standard> rows;
    private readonly ImmutableArray<Wage> wages;
    private readonly Dictionary<RateKey, Standard[][]> byKey = [];
    private readonly Dictionary<(RateKey Key, PayMonth Month), Standard[]> inForce = [];
    private readonly Dictionary<int, Standard> byId;

    /// <param name="known">All rates known, withdrawals included.</param>
    /// <param name="wagesOfArea">The wages of the county's area.</param>
    public StandardTable(IEnumerable<Standard> known, IEnumerable<Wage> wagesOfArea)
    {
        var all = known.OrderBy(s => s.EffectiveFrom).ThenBy(s => s.Place).ToArray();
        byId = all.ToDictionary(s => s.Id);
        rows = [.. all.Where(s => !s.IsWithdrawal
            && !all.Any(w => w.IsWithdrawal && w.Place > s.Place && w.HasKeysOf(s)))];
        wages = [.. wagesOfArea.OrderBy(w => w.EffectiveFrom).ThenBy(w => w.Place)];
    }

    public ImmutableArray<Wage> Wages => wages;

    /// <summary>The rows in force for an identity in a month, one a component, in order of component.</summary>
    public Standard[] InForce(short category, in Grade grade, PayMonth month)
    {
        var key = new RateKey(category, grade.Level, grade.Nature, grade.Period);
        if (inForce.TryGetValue((key, month), out var found)) return found;
        var firstDay = month.FirstDay;
        found = [.. Schedules(key, grade)
            .Select(schedule => Array.FindLast(schedule, s => s.EffectiveFrom <= firstDay))
            .OfType<Standard>()];
        inForce.Add((key, month), found);
        return found;
    }

    /// <summary>
    /// The wage in force in a month: the latest date, of equals the latest known; null when there is none.
    /// </summary>
    public Wage? WageIn(PayMonth month)
    {
        for (var i = wages.Length - 1; i >= 0; i--)
        {
            if (wages[i].EffectiveFrom <= month.FirstDay) return wages[i];
        }

        return null;
    }

    /// <summary>Some 国家标准 is known for the category, of whatever level and date.</summary>
    public bool KnowsCategory(short category) =>
        rows.Any(s => s.Component == Component.National && Category.Of(category).TakesRatesOf(s.Category));

    public Standard? ById(int id) => byId.GetValueOrDefault(id);

    private Standard[][] Schedules(RateKey key, Grade grade)
    {
        if (byKey.TryGetValue(key, out var schedules)) return schedules;
        schedules = [.. rows.Where(s => s.Matches(key.Category, grade))
            .GroupBy(s => s.Component).OrderBy(g => g.Key).Select(g => g.ToArray())];
        byKey.Add(key, schedules);
        return schedules;
    }

    private readonly record struct RateKey(short Category, byte Level, Nature Nature, Period Period);
}
