using Disbursement.Domain.Payouts;

namespace Disbursement.Domain.Tests.Tables;

/// <summary>What banks say, and what counts as paid after it.</summary>
public sealed class ResultTables
{
    [Fact]
    public void Of_a_row_credited_in_part_negative_lines_count_whole_then_the_others_in_order() => ClerkTable.Holds("""
        | 明细（按月份、类别、组成） | 入账  | 算已发          |
        | 100 200 300                | 600   | 100 200 300     |
        | 100 200 300                | 0     | 0 0 0           |
        | 100 200 300                | 250   | 100 150 0       |
        | 100 200 300                | 100   | 100 0 0         |
        | -50 200 300                | 120   | -50 170 0       |
        | 200 -50 300                | 449   | 200 -50 299     |
        | 29                         | 28    | 28              |
        """, row => string.Join(' ', CreditedLines.Of(
            [.. row["明细（按月份、类别、组成）"].Split(' ').Select(long.Parse)], long.Parse(row["入账"]))));

    [Fact]
    public void More_than_was_sent_is_never_credited() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CreditedLines.Of([100, 200], 301));

    [Fact]
    public void What_a_bank_says_later() => ClerkTable.Holds("""
        | 以前     | 又说     | 变为     |
        |          | 到账     | 到账     |
        |          | 失败     | 失败     |
        |          | 结果不明 | 结果不明 |
        | 结果不明 | 到账     | 到账     |
        | 结果不明 | 失败     | 失败     |
        | 结果不明 | 结果不明 | 不变     |
        | 到账     | 退回     | 退回     |
        | 到账     | 失败     | 退回     |
        | 到账     | 到账     | 不变     |
        | 到账     | 结果不明 | 不变     |
        | 部分到账 | 失败     | 退回     |
        | 退回     | 退回     | 不变     |
        | 退回     | 失败     | 不变     |
        | 退回     | 到账     | 相反     |
        | 失败     | 到账     | 相反     |
        | 失败     | 失败     | 不变     |
        """, row =>
    {
        Outcome? before = row["以前"].Length == 0 ? null : OutcomeOf(row["以前"]);
        var told = OutcomeOf(row["又说"]);
        if (Outcomes.Next(before, told) is { } next) return next.Label();
        return Outcomes.Agrees(before!.Value, told) ? "不变" : "相反";
    });

    private static Outcome OutcomeOf(string label) => Enum.GetValues<Outcome>().First(o => o.Label() == label);
}
