using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Tests.Tables;

/// <summary>Rules §4: owed − paid. The person has 11 (1000.00 a month, free) and 21 (500.00 a month, held).</summary>
public sealed class PaidTables
{
    private static readonly PayMonth Month = new(2025, 1);
    private static readonly short Disabled = Category.Of("11").Number;
    private static readonly short Survivor = Category.Of("21").Number;

    /// <summary>f is what may be paid, h what is held; together below 0 they are a claim.</summary>
    [Fact]
    public void What_f_and_h_become() => ClerkTable.Holds("""
        | 11已发  | 21已发  | 结果                           |
        | 0       | 0       | 发11 1000.00 缓21 500.00       |
        | 1000.00 | 0       | 缓21 500.00                    |
        | 1000.00 | 500.00  |                                |
        | 400.00  | 500.00  | 发11 600.00                    |
        | 1200.00 | 500.00  | 追缴 200.00                    |
        | 1000.00 | 800.00  | 追缴 300.00                    |
        | 1600.00 | 0       | 追缴 100.00                    |
        | 1200.00 | 0       | 缓11 -200.00 缓21 500.00       |
        | 1500.00 | 0       | 缓11 -500.00 缓21 500.00       |
        | 400.00  | 800.00  | 缓11 600.00 缓21 -300.00       |
        """, row => Settled(
            [Paid(Disabled, row.Fen("11已发")), Paid(Survivor, row.Fen("21已发"))], [], WithHold));

    /// <summary>尾差: up to 1.00 yuan over all months of the identity is neither sent nor claimed.</summary>
    [Fact]
    public void Small_differences_to_imported_history() => ClerkTable.Holds("""
        | 11历史  | 21历史 | 结果                              |
        | 1000.00 | 500.00 |                                   |
        | 999.00  | 500.00 | 尾差11 1.00                       |
        | 998.99  | 500.00 | 发11 1.01                         |
        | 1000.40 | 500.00 | 尾差11 -0.40                      |
        | 1001.01 | 500.00 | 追缴 1.01                         |
        | 999.50  | 499.50 | 尾差11 0.50 尾差21 0.50           |
        | 999.50  | 400.00 | 发21 100.00 尾差11 0.50           |
        """, row => Settled(
            [], [History(Disabled, row.Fen("11历史")), History(Survivor, row.Fen("21历史"))], ""));

    /// <summary>A total without component covers the owed components in order, the rest goes on 国家标准.</summary>
    [Fact]
    public void History_without_component() => ClerkTable.Holds("""
        | 历史合计 | 国家标准 | 省补   | 县补  |
        | 1150.00  | 1000.00  | 100.00 | 50.00 |
        | 1120.00  | 1000.00  | 100.00 | 20.00 |
        | 1000.00  | 1000.00  | 0.00   | 0.00  |
        | 700.00   | 700.00   | 0.00   | 0.00  |
        | 1200.00  | 1050.00  | 100.00 | 50.00 |
        """, row =>
        {
            var shares = Shares(row.Fen("历史合计"));
            Assert.Equal(row["国家标准"], Money.Yuan(shares[Component.National]));
            Assert.Equal(row["省补"], Money.Yuan(shares[Component.Provincial]));
            return Money.Yuan(shares[Component.County]);
        });

    private const string WithHold = "暂缓 2025-01-03 类别=21";

    private static Dictionary<short, long> Shares(long total)
    {
        var shares = new List<HistoryTotal>();
        HistoryShares.Of(Month, [History(Disabled, total)],
            [Owed(Component.National, 100_000), Owed(Component.Provincial, 10_000), Owed(Component.County, 5_000)],
            shares);
        return shares.ToDictionary(s => s.Component, s => s.Fen);
    }

    private static string Settled(List<PaidPosition> paid, List<HistoryTotal> history, string changes)
    {
        var standards = new StandardTable([Rate(1, Disabled, 100_000), Rate(2, Survivor, 50_000)], []);
        var assessment = new Assessment(standards, Parameters.Default, Month, Month, roundingLimit: 100);
        var person = WrittenHistory.Fold("11 等级=5 性质=因公；21", changes);
        assessment.WorkOut(new PersonFile(person, Block.None, paid, history), Month);
        return string.Join(' ', assessment.Lines.Select(l => Said("发", l.Category, l.Fen))
            .Concat(assessment.Held.Select(h => Said("缓", h.Category, h.Fen)))
            .Concat(assessment.Claims.Select(c => $"追缴 {Money.Yuan(c.Fen)}"))
            .Concat(assessment.RoundingDifferences.Select(r => Said("尾差", r.Category, r.Fen))));
    }

    private static string Said(string what, short category, long fen) =>
        $"{what}{Category.Of(category).Code} {Money.Yuan(fen)}";

    private static PaidPosition Paid(short category, long fen) =>
        new(category, Component.National, Month, fen, 1, 1, LastCameBack: false);

    private static HistoryTotal History(short category, long fen) => new(category, 0, Month, fen);

    private static OwedComponent Owed(short component, long fen) => new(Disabled, component, fen, 1, false, false);

    private static Standard Rate(int id, short category, long fen) => new(
        id, new Place(1, id), category, 0, Nature.None, Period.None, Component.National, RateUnit.Month, fen,
        new DateOnly(2024, 1, 1), "标准1号", Rounding.Share, IsWithdrawal: false);
}
