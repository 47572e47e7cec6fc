using Disbursement.Model.Tests.Reference;

namespace Disbursement.Model.Tests.Counties;

/// <summary>Standards as a county gets them: late, corrected, withdrawn, ended.</summary>
sealed class CountyStandards(Dice dice, DateOnly first, bool mayMiss)
{
    private static readonly string[] Roundings = ["share", "share", "fen", "yuan", "yuan-up"];

    private static readonly (string Category, int Fen, string[] Units)[] Allowances =
    [
        ("21", 3_600_100, ["year"]), ("22", 3_100_700, ["year"]), ("23", 2_900_500, ["year", "month"]),
        ("31", 7_400_300, ["year"]), ("32", 7_400_300, ["year"]), ("33", 3_300_100, ["year"]),
        ("42", 960_100, ["year", "month"]), ("51", 1_010_500, ["year", "month"]), ("61", 1_010_500, ["month", "year"]),
        ("B1", 700_300, ["month", "year"]),
    ];

    private readonly DateOnly start = first.AddMonths(-9);
    private readonly List<RateRow> issued = [];
    private readonly List<RateRow> forgotten = [];

    /// <summary>The tables in force when the county starts; where it may, two cells are forgotten.</summary>
    public IReadOnlyList<Row> Base()
    {
        var rows = new List<RateRow>();
        for (var level = 1; level <= 10; level++)
            foreach (var nature in level <= 6 ? new[] { "因战", "因公", "因病" } : ["因战", "因公"])
            {
                var fen = (11_600_000 - (level * 1_090_000)) * (nature == "因战" ? 100 : nature == "因公" ? 94 : 90) / 100;
                rows.Add(New("11", Components.National, "year", fen, start) with { Level = level, Nature = nature });
            }

        foreach (var (category, fen, units) in Allowances)
        {
            var from = mayMiss && category is ("B1" or "33") && dice.Chance(0.5) ? first.AddMonths(2) : start;
            var unit = dice.Pick(units);
            rows.Add(New(category, Components.National, unit, unit == "year" ? fen : fen / 12, from));
        }

        rows.Add(New("41", Components.National, "year", 2_562_100, start) with { Period = "抗日战争时期" });
        rows.Add(New("41", Components.National, "year", 2_514_500, start) with { Period = "其他时期" });
        rows.Add(dice.Chance(0.5)
            ? New("81", Components.National, "service-year-month", 5_450, start)
            : New("81", Components.National, "service-year-year", 65_500, start));
        AddOns(rows);
        if (mayMiss) Forget(rows);
        issued.AddRange(rows);
        return [.. rows];
    }

    /// <summary>A file of a later month; empty when nothing came.</summary>
    public IReadOnlyList<Row> Of(DateOnly month)
    {
        var rows = new List<RateRow>();
        if (dice.Chance(0.35)) Rise(rows, month);
        if (dice.Chance(0.25)) Correct(rows);
        if (dice.Chance(0.2)) Withdraw(rows);
        if (dice.Chance(0.2)) End(rows, month);
        if (dice.Chance(0.3)) rows.AddRange(forgotten);
        if (rows.Exists(forgotten.Contains)) forgotten.Clear();
        if (dice.Chance(0.15)) rows.AddRange(dice.Some(issued.Where(r => r.Rounding != "").ToList(), 4));
        // Two numbers for one key and date in one file are refused with the whole of it.
        rows = [.. rows.DistinctBy(r => (r.Key, r.Withdrawn))];
        issued.AddRange(rows);
        return [.. rows];
    }

    private void AddOns(List<RateRow> rows)
    {
        foreach (var component in Components.OfRates.Skip(1))
            foreach (var category in new[] { "11", "13", "21", "22", "41", "51", "61", "81", "B1" })
                if (dice.Chance(0.25))
                    rows.Add(dice.Chance(0.5)
                        ? New(category, component, "year", dice.Between(10_000, 90_000), start)
                        : New(category, component, "month", dice.Between(1_000, 20_000), start));
        rows.Add(New("11", "县补", "month", dice.Between(3_000, 9_000), start) with { Level = dice.Between(1, 8) });
        rows.Add(New("14", Components.National, "year", 2_777_700, first.AddMonths(1)) with
        {
            Level = 7,
            Nature = "因公",
        });
        rows.Add(New("81", "市补", "service-year-year", dice.Between(900, 5_000), start));
    }

    private void Forget(List<RateRow> rows)
    {
        forgotten.AddRange(dice.Some([.. rows.Where(r => r.Category == "11" && r.Level > 4 && r.Nature == "因公")], 2));
        rows.RemoveAll(forgotten.Contains);
    }

    /// <summary>Pairs and funeral months that the county lays down, forwards and back, twice and otherwise.</summary>
    public IReadOnlyList<Row> Parameters(DateOnly month)
    {
        string[] pairs = ["11", "13", "21", "22", "42", "51", "61", "81", "JX"];
        string[] funerals = ["funeral-months", "funeral-months-因病", "funeral-months-旧伤复发"];
        var rows = new List<ParameterRow>();
        for (var i = dice.Between(1, 3); i > 0; i--)
        {
            var from = month.AddMonths(-dice.Between(-1, 8)).AddDays(dice.Chance(0.2) ? 14 : 0);
            var (a, b) = (dice.Pick(pairs), dice.Pick(pairs));
            if (dice.Chance(0.6))
                rows.Add(new ParameterRow(
                    dice.Pick(funerals), dice.Pick(Categories.All).Code, "", $"{dice.Between(0, 12)}", from, "参数文"));
            else if (a != b)
                rows.Add(new ParameterRow("overlap", a, b, dice.Pick("both", "review", "higher"), from, "参数文"));
        }

        return [.. rows.DistinctBy(r => (r.Key, r.EffectiveFrom))];
    }

    /// <summary>New amounts, effective up to eight months back; now and then from the middle of a month.</summary>
    private void Rise(List<RateRow> rows, DateOnly month)
    {
        var from = month.AddMonths(-dice.Between(0, 8));
        if (dice.Chance(0.15)) from = from.AddDays(14);
        var latest = issued.Where(r => !r.Withdrawn && r.Fen > 0)
            .GroupBy(r => r with { Fen = 0, EffectiveFrom = default, Document = "", Rounding = "", Unit = "" })
            .Select(g => g.OrderBy(r => r.EffectiveFrom).Last()).ToList();
        foreach (var category in latest.Select(r => r.Category).Distinct().ToList())
        {
            if (!dice.Chance(0.5)) continue;
            foreach (var row in latest.Where(r => r.Category == category && r.EffectiveFrom < from))
                rows.Add(row with
                {
                    Fen = row.Fen * dice.Between(1_020, 1_100) / 1_000,
                    EffectiveFrom = from,
                    Document = dice.Document("标准", month),
                });
        }
    }

    /// <summary>The same key with another amount, known later.</summary>
    private void Correct(List<RateRow> rows) => rows.AddRange(dice.Some(issued.Where(r => !r.Withdrawn).ToList(), 3)
        .Select(r => r with { Fen = r.Fen + dice.Between(-500, 900), Rounding = dice.Pick(Roundings) })
        .Where(r => r.Fen > 0));

    /// <summary>Never the first row of a category: "a category with no standard at all blocks the run".</summary>
    private void Withdraw(List<RateRow> rows) => rows.AddRange(dice
        .Some(issued.Where(r => !r.Withdrawn && (r.EffectiveFrom > first || r.Component != Components.National)
            && issued.Exists(o => o.Category == r.Category && o.EffectiveFrom == start)).ToList(), 2)
        .Select(r => r with { Withdrawn = true }));

    /// <summary>"Amount 0 ends a component."</summary>
    private void End(List<RateRow> rows, DateOnly month) => rows.AddRange(dice
        .Some(issued.Where(r => !r.Withdrawn && r.Component != Components.National).ToList(), 1)
        .Select(r => r with { Fen = 0, EffectiveFrom = month.AddMonths(-dice.Between(0, 4)) }));

    private RateRow New(string category, string component, string unit, int fen, DateOnly from) =>
        new(category, component, unit, fen, from)
        {
            Rounding = dice.Chance(0.25) ? "" : dice.Pick(Roundings),
            Document = dice.Document("标准", from),
        };
}
