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
    /// <param name="act">The act that brought the new ones.</param>
    /// <param name="first">Rows that were followed by others before this month decide nothing any more.</param>
    /// <param name="jumpPercent">A rise above this is asked about; any fall is.</param>
    /// <param name="components">Names of components by number.</param>
    /// <returns>One clause each: "残疾军人因公六级由36000变为30000（−16.7%）".</returns>
    public static List<string> Of(
        IReadOnlyList<Standard> known, long act, PayMonth first, int jumpPercent,
        IReadOnlyDictionary<short, string> components)
    {
        Standard[] standing = [.. known.Where(s => !s.IsWithdrawal
            && !known.Any(w => w.IsWithdrawal && w.Place > s.Place && w.HasKeysOf(s)))];
        Standard[] fresh = [.. standing.Where(s => s.Place.Act == act && Decides(standing, s, first))
            .OrderBy(s => s.Place)];
        var doubts = new List<string>();
        foreach (var row in fresh)
        {
            if (Before(standing, row) is not { } before || before.Unit != row.Unit) continue;
            var percent = before.Fen == 0 ? 0 : 100m * (row.Fen - before.Fen) / before.Fen;
            if (percent >= 0 && percent <= jumpPercent) continue;
            doubts.Add(string.Create(CultureInfo.InvariantCulture,
                $"{Named(row, components)}由{Money.Figures(before.Fen)}变为{Money.Figures(row.Fen)}")
                + string.Create(CultureInfo.InvariantCulture, $"（{percent:+0.#;−0.#}%）"));
        }

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

    /// <summary>In force in some month from the first on.</summary>
    private static bool Decides(Standard[] standing, Standard row, PayMonth first) =>
        !Array.Exists(standing, n => HasSubjectOf(n, row) && n.EffectiveFrom > row.EffectiveFrom
            && n.FirstMonth <= first);

    /// <summary>The row that would be in force instead: an earlier date, or the same known earlier.</summary>
    private static Standard? Before(Standard[] standing, Standard row) => standing
        .Where(b => HasSubjectOf(b, row) && (b.EffectiveFrom < row.EffectiveFrom
            || (b.EffectiveFrom == row.EffectiveFrom && b.Place < row.Place)))
        .MaxBy(b => (b.EffectiveFrom, b.Place));

    private static bool HasSubjectOf(Standard a, Standard b) => a.Category == b.Category && a.Level == b.Level
        && a.Nature == b.Nature && a.Period == b.Period && a.Component == b.Component;

    private static string Named(Standard row, IReadOnlyDictionary<short, string> components)
    {
        var level = row.Level == 0 ? "" : $"{Spoken.Level(row.Level)}级";
        var component = row.Component == Component.National ? "" : components[row.Component];
        return $"{Category.Of(row.Category).Label}{row.Nature.Label()}{level}{row.Period.Label()}{component}";
    }
}
