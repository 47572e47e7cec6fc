using System.Globalization;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.People;

namespace Disbursement.Domain.Policy;

/// <summary>What about a new table of standards looks wrong, before anybody is paid by it.</summary>
public static class StandardDoubts
{
    /// <summary>A file with fewer rows of a component corrects some of them; it need not name all levels.</summary>
    private const int WholeTable = 3;

    /// <param name="known">All rows known, of the new act and of before.</param>
    /// <param name="signed">The last act that a signed run knew: rows since then are compared with what held by then,
    /// so that no number comes in by steps, or by taking back the old one first.</param>
    /// <param name="act">The act that brought the new ones.</param>
    /// <param name="first">Rows that were followed by others before this month decide nothing any more.</param>
    /// <param name="jumpPercent">A rise above this is asked about; any fall is.</param>
    /// <param name="components">Names of components by number.</param>
    /// <returns>One clause each: "残疾军人因公六级由36000变为30000（−16.7%）".</returns>
    public static List<string> Of(
        IReadOnlyList<Standard> known, long signed, long act, PayMonth first, int jumpPercent,
        IReadOnlyDictionary<short, string> components)
    {
        var standing = Standing(known);
        var trusted = Standing([.. known.Where(s => s.Place.Act <= signed)]);
        Standard[] fresh = [.. standing.Where(s => s.Place.Act == act && Decides(standing, s, first))
            .OrderBy(s => s.Place)];
        var doubts = new List<string>();
        foreach (var row in fresh)
        {
            // A row for all grades stands beside each that there was: the one furthest off is named.
            var befores = Befores(standing, row).Union(Befores(trusted, row))
                .Select(b => (Row: b, Percent: Percent(b, row))).ToArray();
            if (befores.Length == 0)
            {
                if (Highest(standing, row) is { } national && Yearly(row) > Yearly(national))
                    doubts.Add($"新增的{Named(row, components)}{Amount(row)}，比国家标准{Amount(national)}还高");
                continue;
            }

            if (Twin(standing, row) is { } twin)
                doubts.Add(string.Create(CultureInfo.InvariantCulture,
                    $"{Named(row, components)}{row.EffectiveFrom:yyyy-MM-dd}起有两个数，{Amount(twin)}和{Amount(row)}"));
            var (before, percent) = befores.MaxBy(b => Math.Abs(b.Percent ?? decimal.MaxValue));
            if (percent >= 0 && percent <= jumpPercent) continue;
            doubts.Add($"{Named(row, components)}由{Amount(before)}变为{Amount(row)}{Spoken(percent)}");
        }

        doubts.AddRange(TakenBack(known, trusted, standing, signed, act, first).Select(t => string.Create(
            CultureInfo.InvariantCulture,
            $"撤销了{Named(t, components)}{t.EffectiveFrom:yyyy-MM-dd}起的{Amount(t)}，没有新的代替")));
        foreach (var table in fresh.GroupBy(s => (s.Category, s.Component, s.EffectiveFrom)))
        {
            if (table.Count() < WholeTable) continue;
            var missing = standing
                .Where(s => s.Category == table.Key.Category && s.Component == table.Key.Component
                    && s.EffectiveFrom < table.Key.EffectiveFrom && s.Fen > 0)
                .Where(s => !standing.Any(n => n.EffectiveFrom == table.Key.EffectiveFrom && HasSubjectOf(n, s)))
                .DistinctBy(s => (s.Level, s.Nature, s.Period)).OrderBy(s => (s.Nature, s.Level))
                .Where(s => standing.Where(n => HasSubjectOf(n, s) && n.EffectiveFrom < table.Key.EffectiveFrom)
                    .MaxBy(n => (n.EffectiveFrom, n.Place))!.Fen > 0);
            doubts.AddRange(missing.Select(s => string.Create(CultureInfo.InvariantCulture,
                $"{table.Key.EffectiveFrom:yyyy-MM-dd}起缺{Named(s, components)}")));
        }

        return doubts;
    }

    /// <summary>The same of wages: each beside the one of its area before.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<Wage> known, long signed, long act, int jumpPercent)
    {
        foreach (var wage in known.Where(w => w.Place.Act == act).OrderBy(w => w.Place))
        {
            Wage[] earlier = [.. known.Where(b => b.Area == wage.Area && (b.EffectiveFrom < wage.EffectiveFrom
                || (b.EffectiveFrom == wage.EffectiveFrom && b.Place < wage.Place)))];
            var befores = new[] { earlier, [.. earlier.Where(b => b.Place.Act <= signed)] }
                .Select(rows => rows.MaxBy(b => (b.EffectiveFrom, b.Place))).OfType<Wage>()
                .Select(b => (Row: b, Percent: Percent(b.MonthlyFen, wage.MonthlyFen))).ToArray();
            if (befores.Length == 0) continue;
            var (before, percent) = befores.MaxBy(b => Math.Abs(b.Percent ?? decimal.MaxValue));
            if (percent >= 0 && percent <= jumpPercent) continue;
            yield return $"{wage.Area}月平均工资由{Money.Figures(before.MonthlyFen)}变为{Money.Figures(wage.MonthlyFen)}"
                + Spoken(percent);
        }
    }

    /// <summary>But for those that were taken back later.</summary>
    private static Standard[] Standing(IReadOnlyList<Standard> known) => [.. known.Where(s => !s.IsWithdrawal
        && !known.Any(w => w.IsWithdrawal && w.Place > s.Place && w.HasKeysOf(s)))];

    /// <summary>The same subject from the same day with another amount, as it was known before.</summary>
    private static Standard? Twin(Standard[] standing, Standard row) => standing
        .Where(t => HasSubjectOf(t, row) && t.EffectiveFrom == row.EffectiveFrom && t.Place < row.Place
            && Yearly(t) != Yearly(row)).MaxBy(t => t.Place);

    /// <summary>What people were paid by, taken back by this act, and nothing new from that day.</summary>
    private static IEnumerable<Standard> TakenBack(
        IReadOnlyList<Standard> known, Standard[] trusted, Standard[] standing, long signed, long act,
        PayMonth first) =>
        trusted.Where(t => known.Any(w => w.IsWithdrawal && w.Place.Act == act && w.Place > t.Place && w.HasKeysOf(t))
            && Decides(trusted, t, first)
            && !(standing.Where(n => HasSubjectOf(n, t) && n.EffectiveFrom <= t.EffectiveFrom)
                .MaxBy(n => (n.EffectiveFrom, n.Place))?.Place.Act > signed));

    /// <summary>In force in some month from the first on.</summary>
    private static bool Decides(Standard[] standing, Standard row, PayMonth first) =>
        !Array.Exists(standing, n => HasSubjectOf(n, row) && n.EffectiveFrom > row.EffectiveFrom
            && n.FirstMonth <= first);

    /// <summary>Rows that would be in force instead, for one grade or another.</summary>
    private static IEnumerable<Standard> Befores(Standard[] standing, Standard row) => standing
        .Where(b => b.Category == row.Category && b.Component == row.Component && Meets(b, row)
            && (b.EffectiveFrom < row.EffectiveFrom
                || (b.EffectiveFrom == row.EffectiveFrom && b.Place < row.Place)))
        .GroupBy(b => (b.Level, b.Nature, b.Period)).Select(g => g.MaxBy(b => (b.EffectiveFrom, b.Place))!);

    /// <summary>Some grade has both.</summary>
    private static bool Meets(Standard a, Standard b) =>
        (a.Level == 0 || b.Level == 0 || a.Level == b.Level)
        && (a.Nature == Nature.None || b.Nature == Nature.None || a.Nature == b.Nature)
        && (a.Period == Period.None || b.Period == Period.None || a.Period == b.Period);

    private static Standard? Highest(Standard[] standing, Standard row) => row.Component == Component.National
        ? null
        : standing.Where(n => n.Component == Component.National && n.Category == row.Category && Meets(n, row))
            .MaxBy(Yearly);

    private static long Yearly(Standard row) => row.Unit.IsYearly() ? row.Fen : 12 * row.Fen;

    private static decimal? Percent(Standard before, Standard now) => Percent(Yearly(before), Yearly(now));

    /// <summary>Null: from nothing to something, which no bound allows.</summary>
    private static decimal? Percent(long before, long now) =>
        before == 0 ? now == 0 ? 0 : null : 100m * (now - before) / before;

    private static string Spoken(decimal? percent) => percent is { } known
        ? string.Create(CultureInfo.InvariantCulture, $"（{known:+0.#;−0.#}%）")
        : "";

    private static string Amount(Standard row) => (row.Unit.IsYearly() ? "每年" : "每月") + Money.Figures(row.Fen);

    private static bool HasSubjectOf(Standard a, Standard b) => a.Category == b.Category && a.Level == b.Level
        && a.Nature == b.Nature && a.Period == b.Period && a.Component == b.Component;

    private static string Named(Standard row, IReadOnlyDictionary<short, string> components)
    {
        var level = row.Level == 0 ? "" : $"{Exceptions.Spoken.Level(row.Level)}级";
        var component = row.Component == Component.National ? "" : components[row.Component];
        return $"{Category.Of(row.Category).Label}{row.Nature.Label()}{level}{row.Period.Label()}{component}";
    }
}
