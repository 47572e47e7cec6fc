using Disbursement.Domain.Calendar;
using Disbursement.Domain.Payouts;

namespace Disbursement.Domain.Tests.Tables;

/// <summary>
/// Rules §6 for 2026-03: credited on the 19th, at the bank on the 17th, with finance on the 12th where it reviews.
/// </summary>
public sealed class DeadlineTables
{
    private static readonly ProvisionalCalendar Calendar =
        new WorkingCalendar([new(new(2026, 1, 1), "元旦", false, "通知")]).Provisional;

    /// <summary>From what day a month is at risk, where it is stuck, how many working days are left.</summary>
    private const string Risks = """
        财政审核 | 今天       | 批次       | 提示
        否       | 2026-03-13 | –          | –
        否       | 2026-03-16 | –          | 测算，还有3个工作日
        否       | 2026-03-16 | opened     | –
        否       | 2026-03-16 | assessed   | –
        否       | 2026-03-17 | opened     | 测算，还有2个工作日
        否       | 2026-03-17 | assessed   | 提交，还有2个工作日
        否       | 2026-03-17 | submitted  | 复核，还有2个工作日
        否       | 2026-03-18 | checked    | 审批，还有1个工作日
        否       | 2026-03-16 | approved   | –
        否       | 2026-03-19 | approved   | 导出，还有0个工作日
        否       | 2026-03-23 | approved   | 导出，还有-2个工作日
        否       | 2026-03-23 | exported   | –
        是       | 2026-03-10 | –          | –
        是       | 2026-03-11 | –          | 测算，还有6个工作日
        是       | 2026-03-11 | checked    | –
        是       | 2026-03-12 | checked    | 审批，还有5个工作日
        是       | 2026-03-12 | approved   | 送财政审核，还有5个工作日
        是       | 2026-03-16 | at-finance | –
        是       | 2026-03-17 | at-finance | 财政审核，还有2个工作日
        是       | 2026-03-17 | funded     | 导出，还有2个工作日
        """;

    /// <summary>Afterwards: the day of the bank files against the day they had to be there, the 17th.</summary>
    private const string Proofs = """
        导出       | 今天       | 结果
        2026-03-13 | 2026-03-31 | 按期，提前2个工作日
        2026-03-17 | 2026-03-31 | 按期，当日
        2026-03-18 | 2026-03-31 | 迟1个工作日
        2026-03-21 | 2026-03-31 | 迟3个工作日
        2026-03-24 | 2026-03-31 | 迟5个工作日
        –          | 2026-03-16 | 还没有导出，离交盘日1个工作日
        –          | 2026-03-17 | 还没有导出，离交盘日0个工作日
        –          | 2026-03-20 | 还没有导出，已迟3个工作日
        """;

    [Fact]
    public void What_is_at_risk_where_it_is_stuck_and_how_long_is_left() => ClerkTable.Holds(Risks, row =>
        DeadlineRisk.Of(
            row["批次"] == "–" ? null : RunStateWords.Parse(row["批次"]), Deadlines(row["财政审核"] == "是"),
            Day(row["今天"]), Calendar) is { } risk
            ? $"{risk.Step}，还有{risk.Left}个工作日"
            : "–");

    [Fact]
    public void Whether_the_month_was_in_time_and_by_how_many_working_days() => ClerkTable.Holds(Proofs, row =>
        DeadlineProof.Of(
            Deadlines(reviews: false), row["导出"] == "–" ? null : Day(row["导出"]), Day(row["今天"]), Calendar).Said);

    /// <summary>Due on the Friday, made on the Saturday: late, though by no working day.</summary>
    [Fact]
    public void Late_is_late_also_on_the_day_off_that_follows()
    {
        var friday = Deadlines(reviews: false) with { AtBank = Day("2026-03-20") };

        Assert.Equal(
            new(DeadlineVerdict.Late, 1), DeadlineProof.Of(friday, Day("2026-03-21"), Day("2026-03-31"), Calendar));
    }

    private static PayDeadlines Deadlines(bool reviews) =>
        PayDeadlines.Planned(new(2026, 3), Calendar, new(20, 2, 3, 1, reviews));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");
}
