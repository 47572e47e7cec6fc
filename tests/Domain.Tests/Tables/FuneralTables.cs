using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Tests.Tables;

/// <summary>丧葬补助 (rules §10): which months for whom, how much, by which identity, and once.</summary>
public sealed class FuneralTables
{
    /// <summary>缺死因: nothing is said without the cause; 没有设定: nobody decided, which is not 0.</summary>
    [Fact]
    public void Months_by_category_cause_and_day_of_death() => ClerkTable.Holds("""
        | 类别 | 死因     | 死亡日期   | 月数     |
        | 11   | 因病     | 2019-05-01 | 12       |
        | 11   | 病故     | 2026-01-20 | 12       |
        | 11   | 旧伤复发 | 2026-01-20 | 没有设定 |
        | 11   | 意外     | 2026-01-20 | 没有设定 |
        | 11   |          | 2026-01-20 | 缺死因   |
        | 13   | 因病     | 2026-01-20 | 12       |
        | 14   | 因病     | 2026-01-20 | 12       |
        | 15   | 因病     | 2026-01-20 | 12       |
        | 15   |          | 2026-01-20 | 缺死因   |
        | 21   |          | 2019-05-01 | 6        |
        | 22   | 意外     | 2026-01-20 | 6        |
        | 23   | 因病     | 2026-01-20 | 6        |
        | 31   | 因病     | 2026-01-20 | 没有设定 |
        | 32   | 因病     | 2026-01-20 | 没有设定 |
        | 33   | 因病     | 2026-01-20 | 没有设定 |
        | 41   |          | 2026-01-20 | 没有设定 |
        | 42   | 因病     | 2026-01-20 | 没有设定 |
        | 51   |          | 2024-09-30 | 没有设定 |
        | 51   |          | 2024-10-01 | 6        |
        | 61   | 意外     | 2024-09-30 | 没有设定 |
        | 61   | 意外     | 2024-10-01 | 6        |
        | 81   | 因病     | 2026-01-20 | 没有设定 |
        | B1   |          | 2024-12-31 | 没有设定 |
        | B1   |          | 2025-01-01 | 6        |
        | JX   | 因病     | 2026-01-20 | 没有设定 |
        """, row => Months(FuneralRules.Default, row));

    /// <summary>
    /// The county's: 81 nothing from 2025; 11 因病 10 from 2026 by a later paper 11; 42 whatever the cause 6, 旧伤复发 20.
    /// </summary>
    [Fact]
    public void Of_the_rows_in_force_on_the_day_the_latest_counts() => ClerkTable.Holds("""
        | 类别 | 死因     | 死亡日期   | 月数     |
        | 81   |          | 2024-12-31 | 没有设定 |
        | 81   |          | 2025-01-01 | 0        |
        | 11   | 因病     | 2025-12-31 | 12       |
        | 11   | 因病     | 2026-01-01 | 11       |
        | 42   |          | 2025-06-01 | 缺死因   |
        | 42   | 因病     | 2025-06-01 | 6        |
        | 42   | 旧伤复发 | 2025-06-01 | 20       |
        """, row => Months(new FuneralRules(
        [
            Rule(1, "81", null, 0, "2025-01-01"), Rule(2, "11", "因病", 10, "2026-01-01"),
            Rule(3, "11", "因病", 11, "2026-01-01"), Rule(4, "42", null, 6, "2025-01-01"),
            Rule(5, "42", "旧伤复发", 20, "2025-01-01"),
        ]), row));

    /// <summary>Once over the whole: half a fen is a fen; nursing is no part of it.</summary>
    [Fact]
    public void Amounts_are_half_up_to_fen_over_the_whole() => ClerkTable.Holds("""
        | 每年    | 省补每月 | 月数 | 金额    |
        | 1000.00 | 0        | 6    | 500.00  |
        | 1000.01 | 0        | 6    | 500.01  |
        | 1000.03 | 0        | 6    | 500.02  |
        | 0.06    | 0        | 1    | 0.01    |
        | 0.05    | 0        | 1    | 0.00    |
        | 1000.00 | 10.00    | 12   | 1120.00 |
        | 1000.00 | 10.00    | 5    | 466.67  |
        """, row => Money.Yuan(new FuneralShare(
            1, Rule(1, "11", null, int.Parse(row["月数"]), "2025-01-01"),
            row.Fen("每年") + (12 * row.Fen("省补每月"))).Fen));

    [Fact]
    public void It_is_owed_for_the_month_of_the_death_once_the_family_asked() => ClerkTable.Holds("""
        | 身份 | 变动 | 2025-03应发 |
        | 21 | 死亡 2025-03-10 | 21 500.00 |
        | 21 | 死亡 2025-03-10；丧葬申请 2025-04-01 | 21 500.00+3000.00 |
        | 21 | 死亡 2025-02-10；丧葬申请 2025-04-01 | 无 |
        | 21 | 死亡 2025-03-10；丧葬申请 2025-04-01；撤销 2025-04-02 第1条 | 21 500.00 |
        | 21 | 死亡 2025-03-10；丧葬申请 2025-04-01；撤销 2025-04-02 第2条 | 21 500.00 |
        | 21 | 死亡 2025-03-10；丧葬申请 2025-03-12；撤销 2025-04-02 第1条；死亡 2025-03-11 | 21 500.00 |
        | 11 等级=5 | 死亡 2025-03-10；丧葬申请 2025-04-01 | 11 900.00 |
        | 11 等级=5 | 死亡 2025-03-10 死因=因病；丧葬申请 2025-04-01 | 11 900.00+10800.00 |
        | 11 等级=5 | 死亡 2025-03-10；丧葬申请 2025-04-01 死因=因病 | 11 900.00+10800.00 |
        | 11 等级=5 | 死亡 2025-03-10 死因=因病；丧葬申请 2025-04-01 死因=旧伤复发 | 11 900.00 |
        | 11 等级=5；21 | 死亡 2025-03-10 死因=因病；丧葬申请 2025-04-01 | 11 900.00+10800.00 21 500.00 |
        | 11 等级=5；21 | 死亡 2025-03-10；丧葬申请 2025-04-01 | 11 900.00 21 500.00 |
        | 11 等级=5；51 | 死亡 2025-03-10 死因=因病；丧葬申请 2025-04-01 | 11 900.00+10800.00 |
        | 51；11 等级=5；21 | 死亡 2025-03-10 死因=因病；停发 2025-01-31 类别=11；丧葬申请 2025-04-01 | 51 700.00+4200.00 |
        | 42 | 死亡 2025-03-10 死因=因病；丧葬申请 2025-04-01 | 42 600.00 |
        """, row => Owed(WrittenHistory.Fold(row["身份"], row["变动"])));

    /// <summary>11 has 900.00 a month: a grant of 10800.00.</summary>
    [Fact]
    public void One_grant_a_death_whoever_paid_it() => ClerkTable.Holds("""
        | 已发丧葬补助    | 历史丧葬补助    | 变动                                           | 结果                     |
        |                 |                 | 死亡 2025-03-10 死因=因病；丧葬申请 2025-04-01 | 丧葬11 10800.00          |
        | 11 10800.00     |                 | 死亡 2025-03-10 死因=因病；丧葬申请 2025-04-01 |                          |
        | 11 8000.00      |                 | 死亡 2025-03-10 死因=因病；丧葬申请 2025-04-01 | 丧葬11 2800.00           |
        | 11 10800.00     |                 |                                                | 追缴 10800.00            |
        | 11 10800.00     |                 | 死亡 2025-03-10 死因=意外；丧葬申请 2025-04-01 |                          |
        | 21 3000.00      |                 | 死亡 2025-03-10 死因=因病；丧葬申请 2025-04-01 | 已发过 3000.00           |
        | 21 13000.00     |                 | 死亡 2025-03-10 死因=因病；丧葬申请 2025-04-01 | 追缴 2200.00             |
        |                 | 2025-03 9000.00 | 死亡 2025-03-10 死因=因病；丧葬申请 2025-04-01 | 已发过 9000.00           |
        |                 | 2025-04 9000.00 | 死亡 2025-03-10 死因=因病；丧葬申请 2025-04-01 | 已发过 9000.00           |
        |                 | 2025-02 9000.00 | 死亡 2025-03-10 死因=因病；丧葬申请 2025-04-01 | 丧葬11 10800.00          |
        |                 | 2025-03 9000.00 | 死亡 2025-03-10 死因=因病                      | 已发过 9000.00           |
        |                 | 2025-03 9000.00 |                                                | 追缴 9000.00             |
        """, Settled);

    [Fact]
    public void A_later_word_of_the_family_reaches_the_month_of_the_death()
    {
        var died = WrittenHistory.Fold("21", "死亡 2025-03-10");
        var asked = WrittenHistory.Fold("21", "死亡 2025-03-10；丧葬申请 2025-06-01");
        var changed = WrittenHistory.Fold("21", "死亡 2025-03-10；丧葬申请 2025-06-01；丧葬申请 2025-07-01 死因=因病");
        Assert.Equal(new PayMonth(2025, 3), Folding.FirstDifference(died, asked));
        Assert.Equal(new PayMonth(2025, 3), Folding.FirstDifference(asked, changed));
        Assert.Equal(new PayMonth(2025, 3), Folding.FirstDifference(asked, WrittenHistory.Fold("21", "")));
        Assert.Null(Folding.FirstDifference(asked, asked));
    }

    private static string Months(FuneralRules rules, Row row)
    {
        var (category, day) = (Category.Of(row["类别"]).Number, DateOnly.Parse(row["死亡日期"]));
        var cause = row["死因"].Length == 0 ? null : row["死因"];
        if (cause is null && rules.NeedsCause(category, day)) return "缺死因";
        return rules.Of(category, day, cause) is { } rule ? $"{rule.Months}" : "没有设定";
    }

    private static FuneralRule Rule(int id, string category, string? cause, int months, string from) => new(
        id, new Place(1, id), Category.Of(category).Number, cause, months, DateOnly.Parse(from), "云退1号");

    private static string Owed(FoldedPerson person)
    {
        var owed = new Owed(Standards, Parameters.Default);
        owed.WorkOut(person, new PayMonth(2025, 3));
        var said = owed.Components.Where(c => !c.Lower).GroupBy(c => c.Category).OrderBy(g => g.Key).Select(g =>
            $"{Category.Of(g.Key).Code} " + string.Join('+', g.Select(c => Money.Yuan(c.Fen))));
        return string.Join(' ', said) is { Length: > 0 } text ? text : "无";
    }

    private static string Settled(Row row)
    {
        var month = new PayMonth(2025, 3);
        var person = WrittenHistory.Fold("11 等级=5 性质=因公", row["变动"]);
        var national = new PaidPosition(Category.Of("11").Number, Component.National, month, 90_000, 1, 1, false);
        List<PaidPosition> paid = [national];
        if (row["已发丧葬补助"].Split(' ') is [var category, var yuan])
        {
            paid.Add(new PaidPosition(
                Category.Of(category).Number, Component.Funeral, month, Fen(yuan), 1, 1, false));
        }

        List<HistoryTotal> history = row["历史丧葬补助"].Split(' ') is [var when, var total]
            ? [new HistoryTotal(Category.Of("11").Number, Component.Funeral, PayMonth.Parse(when), Fen(total))]
            : [];
        var assessment = new Assessment(Standards, Parameters.Default, month, month, roundingLimit: 100);
        assessment.WorkOut(new PersonFile(person, Block.None, paid, history), month);
        IEnumerable<string> said =
        [
            .. assessment.Lines.Select(l =>
                (l.Kind == LineKind.Funeral ? "丧葬" : l.Kind.Code())
                + $"{Category.Of(l.Category).Code} {Money.Yuan(l.Fen)}"),
            .. assessment.Claims.Select(c => $"追缴 {Money.Yuan(c.Fen)}"),
        ];
        return string.Join(' ', assessment.FuneralPaidBefore is { } before
            ? said.Append($"已发过 {Money.Yuan(before.Fen)}")
            : said);
    }

    private static long Fen(string yuan) => (long)(100 * decimal.Parse(yuan, null));

    private static StandardTable Standards => new(
        new[] { ("11", 900), ("21", 500), ("51", 700), ("42", 600) }.Select((s, i) => new Standard(
            i + 1, new Place(1, i), Category.Of(s.Item1).Number, 0, Nature.None, Period.None, Component.National,
            RateUnit.Month, s.Item2 * 100, new DateOnly(2024, 1, 1), "标准1号", Rounding.Share, IsWithdrawal: false)), []);
}
