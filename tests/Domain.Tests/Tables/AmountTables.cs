using System.Globalization;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Tests.Tables;

/// <summary>Rules §3: how much.</summary>
public sealed class AmountTables
{
    [Fact]
    public void A_year_becomes_months() => ClerkTable.Holds("""
        | 年额     | 取整    | 月份    | 月额   |
        | 10000.00 | share   | 2025-01 | 833.33 |
        | 10000.00 | share   | 2025-02 | 833.33 |
        | 10000.00 | share   | 2025-03 | 833.34 |
        | 10000.00 | share   | 2025-12 | 833.34 |
        | 10000.00 | fen     | 2025-03 | 833.33 |
        | 10000.00 | yuan    | 2025-03 | 833.00 |
        | 10000.00 | yuan-up | 2025-03 | 834.00 |
        | 10002.00 | yuan    | 2025-03 | 834.00 |
        | 10001.99 | yuan    | 2025-03 | 833.00 |
        | 12000.00 | yuan-up | 2025-03 | 1000.00 |
        | 12000.01 | yuan-up | 2025-03 | 1001.00 |
        | 0.06     | fen     | 2025-03 | 0.01   |
        | 0.05     | fen     | 2025-03 | 0.00   |
        """, row => Money.Yuan(Rates.MonthOf(
            row.Fen("年额"), PayMonth.Parse(row["月份"]), Rates.FindRounding(row["取整"])!.Value)));

    [Fact]
    public void A_part_year_of_service_counts_as_one() => ClerkTable.Holds("""
        | 标准   | 单位               | 服役 | 月额   |
        | 58.00  | service-year-month | 4    | 232.00 |
        | 58.00  | service-year-month | 4.1  | 290.00 |
        | 600.00 | service-year-year  | 4    | 200.00 |
        | 600.00 | service-year-year  | 4.5  | 250.00 |
        """, row => Money.Yuan(Rate("81", row.Fen("标准"), Rates.FindUnit(row["单位"])!.Value)
            .MonthFen(new PayMonth(2025, 3), decimal.Parse(row["服役"], CultureInfo.InvariantCulture))));

    [Fact]
    public void Nursing_percentages() => ClerkTable.Holds("""
        | 等级 | 性质 | 护理 | 月份    | 百分比 |
        | 1    | 因战 | 是   | 2025-01 | 50     |
        | 2    | 因公 | 是   | 2025-01 | 50     |
        | 3    | 因战 | 是   | 2025-01 | 40     |
        | 4    | 因公 | 精神 | 2025-01 | 40     |
        | 1    | 因病 | 是   | 2025-01 | 30     |
        | 4    | 因病 | 是   | 2025-01 | 30     |
        | 5    | 因病 | 是   | 2025-01 | 0      |
        | 5    | 因战 | 精神 | 2024-09 | 0      |
        | 5    | 因战 | 精神 | 2024-10 | 25     |
        | 6    | 因病 | 精神 | 2025-01 | 25     |
        | 7    | 因战 | 精神 | 2025-01 | 0      |
        | 1    | 因战 | 否   | 2025-01 | 0      |
        | 1    | 因战 | 机构 | 2025-01 | 0      |
        | 1    | 因战 |      | 2025-01 | 0      |
        """, row => NursingAllowance.Percent(
            new Grade(byte.Parse(row["等级"]), Enum.GetValues<Nature>().First(n => n.Label() == row["性质"]),
                Period.None, null, null),
            Enum.GetValues<Nursing>().First(n => n.Label() == row["护理"]), PayMonth.Parse(row["月份"])).ToString());

    [Fact]
    public void Nursing_is_whole_yuan() => ClerkTable.Holds("""
        | 月平均工资 | 百分比 | 护理费  |
        | 7000.00    | 50     | 3500.00 |
        | 7001.00    | 50     | 3501.00 |
        | 7001.00    | 30     | 2100.00 |
        | 7002.00    | 25     | 1751.00 |
        """, row => Money.Yuan(NursingAllowance.MonthFen(row.Fen("月平均工资"), int.Parse(row["百分比"]))));

    [Fact]
    public void Two_identities_side_by_side() => ClerkTable.Holds("""
        | 身份和月额，按登记先后 | 结果                       |
        | 11 900；21 500         | 11发 21发                  |
        | 11 500；51 800         | 11就高不发 51发            |
        | 11 800；51 800         | 11发 51就高不发            |
        | 21 500；22 500         | 21发 22就高不发            |
        | 11 900；42 700         | 11发 42待核                |
        | 42 700；11 900         | 11待核 42发                |
        | 42 700；11 900；21 500 | 11待核 21就高不发 42发     |
        | 51 500；22 500；21 500；11 500 | 11发 21发 22就高不发 51就高不发 |
        | 61 600；42 700         | 42待核 61发                |
        | 41 600；51 700；61 500 | 41就高不发 51发 61就高不发 |
        """, row => Overlapping(row["身份和月额，按登记先后"]));

    private static string Overlapping(string text)
    {
        string[][] identities = [.. text.Split('；').Select(t => t.Split(' '))];
        var standards = new StandardTable(
            identities.Select((i, n) => Rate(i[0], long.Parse(i[1]) * 100, RateUnit.Month) with { Id = n + 1 }), []);
        var person = WrittenHistory.Fold(
            string.Join('；', identities.Select(i => i[0] + " 等级=5 性质=因公")), "");
        var owed = new Owed(standards, Parameters.Default);
        owed.WorkOut(person, new PayMonth(2025, 3));
        return string.Join(' ', owed.Components.OrderBy(c => c.Category).Select(c =>
            Category.Of(c.Category).Code + (c.SetAside ? "待核" : c.Lower ? "就高不发" : "发")));
    }

    private static Standard Rate(string category, long fen, RateUnit unit) => new(
        1, new Place(1, 1), Category.Of(category).Number, 0, Nature.None, Period.None, Component.National, unit, fen,
        new DateOnly(2024, 1, 1), "标准1号", Rounding.Share, IsWithdrawal: false);
}
