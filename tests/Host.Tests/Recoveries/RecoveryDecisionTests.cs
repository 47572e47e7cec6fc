using Disbursement.Host.Tests.AfterTheBank;
using Disbursement.Host.Tests.Export;
using static Disbursement.Host.Tests.Recoveries.RecoveryDesk;

namespace Disbursement.Host.Tests.Recoveries;

/// <summary>追缴决定: nothing is deducted without one, and what was taken wrongly comes back once.</summary>
[Collection(OneHome.Name)]
public sealed class RecoveryDecisionTests
{
    [Fact]
    public async Task A_late_regrade_is_recovered_in_parts_by_a_decision_and_comes_back_when_it_was_wrong()
    {
        await using var county = await February();
        Assert.Equal("2026-02:regular:1830.00", await county.LinesOf("2026-02", ZhangJianguo));
        Assert.Equal("张建国:2026-01:2185.00", await county.CasesOf("2026-02", "overpaid", "2026-02-05"));
        Assert.Equal("2026-01:2185.00/0.00/0.00/0.00/2185.00", await county.ClaimsOf(ZhangJianguo, "2026-02-05"));

        var file = county.Decisions($"{ZhangJianguo},2026-01,分月抵扣,2000,本人同意,同意1号,");
        string[] decide = ["recovery", "decide", file, "--today", "2026-02-06", "--user", "甲"];
        Assert.Contains("登记1项，已知0项", await county.Done(decide));
        Assert.Contains("没有再做任何事", await county.Done(decide));
        Assert.Contains("登记0项，已知1项", await county.Decide(
            "2026-02-06", $"{ZhangJianguo},2026-01,分月抵扣,2000.00,本人同意,同意1号,"));
        await county.Run("2026-02", "2026-02-06");
        Assert.Equal("2026-01:recovery:-366.00 2026-02:regular:1830.00",
            await county.LinesOf("2026-02", ZhangJianguo));
        Assert.Equal("张建国:2026-01:1819.00", await county.CasesOf("2026-02", "overpaid", "2026-02-06"));
        await county.Sign("2026-02", "2026-02-06");
        await new BankDesk(county, "2026-02").Take("2026-02-09");
        Assert.Equal("1464.00", Assert.Single(
            new BankDesk(county, "2026-02").Rows(), r => r[1] == "张建国")[3]);
        Assert.Equal("2026-01:2185.00/2000.00/366.00/0.00/1819.00",
            await county.ClaimsOf(ZhangJianguo, "2026-02-09"));

        // A supplementary run of the month takes no second fifth of it.
        await county.Done("payout", "run", "2026-02", "--supplementary", "--today", "2026-02-10", "--user", "甲");
        Assert.Equal("", await county.LinesOf("2026-02-S1", ZhangJianguo));
        await county.Done("payout", "cancel", "2026-02-S1", "--today", "2026-02-10", "--user", "甲");

        await county.Run("2026-03", "2026-03-05");
        Assert.Equal("2026-01:recovery:-366.00 2026-03:regular:1830.00",
            await county.LinesOf("2026-03", ZhangJianguo));
        await county.Done("change", "撤销", ZhangJianguo, "--优抚类别", "残疾军人", "--生效日期", "2026-03-06",
            "--文号", "批复1号", "--today", "2026-03-06", "--user", "甲");
        await county.Run("2026-03", "2026-03-06");
        Assert.Equal("2026-01:arrears:366.00 2026-02:arrears:2185.00 2026-03:regular:4015.00",
            await county.LinesOf("2026-03", ZhangJianguo));
        Assert.Equal("", await county.ClaimsOf(ZhangJianguo, "2026-03-06"));
        await county.Sign("2026-03", "2026-03-06");
        await county.Run("2026-04", "2026-04-07");
        Assert.Equal("2026-04:regular:4015.00", await county.LinesOf("2026-04", ZhangJianguo));
        foreach (var run in new[] { "2026-01", "2026-02", "2026-03" })
            Assert.Contains("逐条一致", await county.Done("payout", "replay", run));
    }

    [Fact]
    public async Task A_row_that_comes_back_takes_its_deduction_back_with_it()
    {
        await using var county = await February();
        await county.Decide("2026-02-06", $"{ZhangJianguo},2026-01,分月抵扣,,决定送达,追缴1号,");
        await county.Run("2026-02", "2026-02-06");
        await county.Sign("2026-02", "2026-02-06");
        var bank = new BankDesk(county, "2026-02");
        await bank.Take("2026-02-09");
        await bank.Tell(("张建国", "账户已销户"));
        Assert.Equal("2026-01:2185.00/2185.00/0.00/0.00/2185.00",
            await county.ClaimsOf(ZhangJianguo, "2026-02-10"));
        await county.Done("change", "账户变更", ZhangJianguo, "--生效日期", "2026-02-11", "--文号", "换卡1号", "--开户行",
            "云溪农村商业银行城关支行", "--银行账号", "6299980900000000213", "--today", "2026-02-11", "--user", "甲");
        await county.Done("payout", "run", "2026-02", "--supplementary", "--only", "returned",
            "--today", "2026-02-12", "--user", "甲");
        Assert.Equal("2026-01:recovery:-366.00 2026-02:reissue:1830.00",
            await county.LinesOf("2026-02-S1", ZhangJianguo));
        await county.Sign("2026-02-S1", "2026-02-12");
        await county.Run("2026-03", "2026-03-05");
        Assert.Equal("2026-01:recovery:-366.00 2026-03:regular:1830.00",
            await county.LinesOf("2026-03", ZhangJianguo));
        Assert.Contains("逐条一致", await county.Done("payout", "replay", "2026-02-S1"));
    }

    [Fact]
    public async Task A_decision_that_does_not_fit_is_told_row_by_row_and_the_file_stays_out()
    {
        await using var county = await February();
        foreach (var (row, why) in new[]
        {
            ($"{ZhangJianguo},2026-01,分月抵扣,100,,同意1号,", "依据：分月抵扣要本人书面同意或处理决定已送达"),
            ($"{ZhangJianguo},2026-01,丧葬抵扣,100,本人同意,同意1号,", "依据：丧葬抵扣要家属书面同意"),
            ($"{ZhangJianguo},2026-01,退款,2185.01,,退1号,", "2026-01未了结的多发是2,185.00元，决定的2,185.01元比它多"),
            ($"{ZhangJianguo},2026-02,退款,100,,退1号,", "这个人2026-02没有未了结的多发"),
            ($"{ZhaoDeshan},2026-01,退款,100,,退1号,", "这个人2026-01没有未了结的多发"),
            ("999001199001010011,2026-01,退款,100,,退1号,", "系统里没有这个人"),
            ($"{ZhangJianguo},2026-01,扣钱,100,,退1号,", "只能填：退款、银行追回、丧葬抵扣、分月抵扣、核销"),
            ($"{ZhangJianguo},2026-01,退款,100,,,", "文号不能空"),
            ($"{ZhangJianguo},2026-01,退款,0,,退1号,", "金额要大于0"),
            ($"{ZhangJianguo},2026-01,退款,100,,退1号,是", "没有文号为退1号的“退款”（2026-01）可以撤销"),
        })
        {
            await county.Refused(why, "recovery", "decide",
                county.Decisions($"{ZhangJianguo},2026-01,银行追回,,,协助1号,", row), "--today", "2026-02-06",
                "--user", "甲");
        }

        Assert.Equal("2026-01:2185.00/0.00/0.00/0.00/2185.00", await county.ClaimsOf(ZhangJianguo, "2026-02-06"));
    }

    [Fact]
    public async Task A_decision_taken_back_takes_nothing_more_and_cannot_come_back_under_its_number()
    {
        await using var county = await February();
        var row = $"{ZhangJianguo},2026-01,分月抵扣,2000,本人同意,同意1号,";
        await county.Decide("2026-02-06", row);
        await county.Run("2026-02", "2026-02-06");
        await county.Done("payout", "submit", "2026-02", "--today", "2026-02-06", "--user", "甲");
        Assert.Contains("登记1项", await county.Decide("2026-02-06", row + "是"));
        await county.Refused("测算以后又知道了本批1个人的新情况", "payout", "check", "2026-02", "--today", "2026-02-06", "--user", "乙");
        await county.Done("payout", "reject", "2026-02", "--today", "2026-02-06", "--user", "乙");
        await county.Run("2026-02", "2026-02-06");
        Assert.Equal("2026-02:regular:1830.00", await county.LinesOf("2026-02", ZhangJianguo));
        Assert.Contains("没有再做任何事", await county.Decide("2026-02-07", row + "是"));
        Assert.Contains("登记0项，已知1项", await county.Decide("2026-02-07", row + "1"));
        await county.Refused("这个决定已经撤销；再作决定要用另外的文号", "recovery", "decide",
            county.Decisions(row.Replace(",2000,", ",2000.00,", StringComparison.Ordinal)),
            "--today", "2026-02-07", "--user", "甲");
    }
}
