using Disbursement.Domain.Funds;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Tests.Tables;

/// <summary>Rules §5: who bears a line, and what an advance becomes.</summary>
public sealed class FundTables
{
    [Fact]
    public void Each_level_has_its_share_rounded_down_and_the_largest_the_rest() => ClerkTable.Holds("""
        | 中央  | 省   | 市  | 县   | 金额（分） | 各级（分）             |
        | 22500 | 2232 | 0   | 408  | 209500     | 187500 18600 0 3400    |
        | 6050  | 2255 | 0   | 1775 | 84000      | 50418 18791 0 14791    |
        | 5670  | 1794 | 0   | 2046 | 79250      | 47250 14950 0 17050    |
        | 1     | 1    | 1   | 1    | 10         | 4 2 2 2                |
        | 0     | 1    | 1   | 1    | 5          | 0 3 1 1                |
        | 1     | 2    | 2   | 0    | 1          | 0 1 0 0                |
        | 6050  | 2255 | 0   | 1775 | -84000     | -50418 -18791 0 -14791 |
        | 1     | 1    | 1   | 1    | -10        | -4 -2 -2 -2            |
        | 1     | 0    | 0   | 0    | 0          | 0 0 0 0                |
        """, row => Said(Levels(row).Split(long.Parse(row["金额（分）"]))));

    [Fact]
    public void The_row_in_force_in_the_benefit_month_says_who_bears_it() => ClerkTable.Holds("""
        | 类别 | 时期         | 组成     | 月份    | 各级            |
        | 51   |              | 国家标准 | 2024-07 | 分担未定        |
        | 51   |              | 国家标准 | 2024-08 | 60 20 0 20      |
        | 51   |              | 国家标准 | 2025-07 | 60 20 0 20      |
        | 51   |              | 国家标准 | 2025-08 | 50 30 0 20      |
        | 51   |              | 省补     | 2025-08 | 0 1 0 0         |
        | 51   |              | 县补     | 2025-08 | 0 0 0 1         |
        | 41   | 抗日战争时期 | 国家标准 | 2025-08 | 90 10 0 0       |
        | 41   | 其他时期     | 国家标准 | 2025-08 | 80 10 0 10      |
        | 41   |              | 国家标准 | 2025-08 | 分担未定        |
        | 11   |              | 国家标准 | 2025-08 | 1 0 0 0         |
        | 13   |              | 国家标准 | 2025-08 | 0 0 0 7         |
        | 42   |              | 国家标准 | 2025-08 | 分担未定        |
        """, row =>
        {
            var category = Category.Of(row["类别"]).Number;
            var standard = Standard(category, 100, row["时期"] switch
            {
                "抗日战争时期" => Period.AntiJapaneseWar,
                "其他时期" => Period.Other,
                _ => Period.None,
            });
            var found = Shares.Of(
                category, Component.Find(row["组成"])!.Value, standard, PayMonth.Parse(row["月份"]));
            return found is { } sharing ? Said(sharing.Levels) : "分担未定";
        });

    [Fact]
    public void What_the_standard_has_more_is_borne_where_the_row_says_and_never_by_the_centre_by_itself() =>
        ClerkTable.Holds("""
        | 中央 | 省 | 市 | 县 | 差额归 | 标准 | 各级         |
        | 60   | 20 | 0  | 20 | 县     | 100  | 60 20 0 20   |
        | 60   | 20 | 0  | 20 | 县     | 130  | 60 20 0 50   |
        | 60   | 20 | 0  | 20 |        | 130  | 60 20 0 50   |
        | 60   | 20 | 0  | 20 | 省     | 130  | 60 50 0 20   |
        | 60   | 20 | 0  | 20 | 中央   | 130  | 90 20 0 20   |
        | 60   | 20 | 0  | 20 | 县     | 90   | 60 20 0 10   |
        | 60   | 20 | 0  | 20 | 县     | 50   | 60 20 0 0    |
        """, row =>
        {
            var category = Category.Of("51").Number;
            var table = new ShareTable([Share("51", Levels(row), "2025-08-01") with
            {
                DifferenceAt = Sources.Find(row["差额归"] is { Length: > 0 } at ? at : "无"),
            }]);
            var standard = Standard(category, long.Parse(row["标准"]), Period.None);
            return Said(table.Of(category, Component.National, standard, new PayMonth(2026, 1))!.Value.Levels);
        });

    [Fact]
    public void Of_rows_of_one_date_the_latest_known_counts()
    {
        var first = Share("51", new Parts(1, 1, 0, 0), "2025-08-01");
        var table = new ShareTable([first with { Place = new Place(9, 1), Levels = new Parts(0, 0, 0, 5) }, first]);
        Assert.Equal("0 0 0 5", Said(
            table.Of(Category.Of("51").Number, Component.National, null, new PayMonth(2026, 1))!.Value.Levels));
    }

    [Fact]
    public void What_a_word_of_the_bank_moves() => ClerkTable.Holds("""
        | 以前     | 现在     | 整笔 | 以前算 | 现在算 | 记账                |
        |          | 到账     | 100  | 0      | 100    | Post 100            |
        |          | 失败     | 100  | 0      | 0      | Void 100            |
        |          | 撤下     | 100  | 0      | 0      | Void 100            |
        |          | 结果不明 | 100  | 0      | 0      |                     |
        |          | 部分到账 | 100  | 0      | 30     | Post 30、Void 70    |
        | 结果不明 | 到账     | 100  | 0      | 100    | Post 100            |
        | 结果不明 | 退回     | 100  | 0      | 0      | Void 100            |
        | 到账     | 退回     | 100  | 100    | 0      | Reverse 100         |
        | 部分到账 | 退回     | 100  | 30     | 0      | Reverse 30          |
        """, row => string.Join('、', FundMoves.Of(
                row["以前"].Length == 0 ? null : OutcomeOf(row["以前"]), OutcomeOf(row["现在"]), Central(row, "整笔"),
                Central(row, "以前算"), Central(row, "现在算"))
            .Where(m => m.Parts.All != 0).Select(m => $"{m.Move} {m.Parts.Central}")));

    [Fact]
    public void An_advance_is_replaced_by_what_comes_in_oldest_first() => ClerkTable.Holds("""
        | 依次（+进，-预留，垫 = 先垫付）       | 可用 | 未归垫  |
        | +100 -60                              | 40   |         |
        | +100 垫50 -150                        | -50  | 50      |
        | +100 垫50 -150 +20                    | -30  | 30      |
        | +100 垫50 -150 +50                    | 0    |         |
        | +100 垫50 -150 +80                    | 30   |         |
        | +100 垫50 -150 垫10 -10 +30           | -30  | 20 10   |
        | +100 垫50 -150 垫10 -10 +55           | -5   | 5       |
        | +100 垫50 -150 +80 垫20 -50           | -20  | 20      |
        """, row =>
        {
            var balance = new FundBalance();
            foreach (var step in row["依次（+进，-预留，垫 = 先垫付）"].Split(' '))
            {
                if (step[0] == '垫') balance.Add(new Advance(1, 1, long.Parse(step[1..]), "财函"));
                else balance.Move(long.Parse(step));
            }

            Assert.Equal(row["可用"], $"{balance.Available}");
            return string.Join(' ', balance.Advances.Select(a => a.OutstandingFen));
        });

    private static readonly ShareTable Shares = new(
    [
        Share("51", new Parts(60, 20, 0, 20), "2024-08-01"), Share("51", new Parts(50, 30, 0, 20), "2025-08-01"),
        Share("41", new Parts(90, 10, 0, 0), "2024-08-01") with { Period = Period.AntiJapaneseWar },
        Share("41", new Parts(80, 10, 0, 10), "2024-08-01") with { Period = Period.Other },
        Share("13", new Parts(0, 0, 0, 7), "2024-08-01") with { Unit = RateUnit.ServiceYearYear },
    ]);

    private static Share Share(string category, Parts levels, string from) => new(
        new Place(1, 1), Category.Of(category).Number, 0, Nature.None, Period.None, Component.National, RateUnit.Year,
        levels, null, DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), "分担1号");

    private static Standard Standard(short category, long fen, Period period) => new(
        1, new Place(1, 1), category, 0, Nature.None, period, Component.National, RateUnit.Year, fen,
        new DateOnly(2024, 8, 1), "标准1号", Rounding.Share, false);

    private static Parts Levels(Row row) => new(
        long.Parse(row["中央"]), long.Parse(row["省"]), long.Parse(row["市"]), long.Parse(row["县"]));

    private static Parts Central(Row row, string column) => new(long.Parse(row[column]), 0, 0, 0);

    private static Outcome OutcomeOf(string label) =>
        Enum.GetValues<Outcome>().Single(o => o.Label() == label);

    private static string Said(Parts parts) => $"{parts.Central} {parts.Province} {parts.City} {parts.County}";
}
