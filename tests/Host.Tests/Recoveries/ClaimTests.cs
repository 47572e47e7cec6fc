using Disbursement.Host.Tests.Export;
using static Disbursement.Host.Tests.Recoveries.RecoveryDesk;

namespace Disbursement.Host.Tests.Recoveries;

/// <summary>Money back, waivers, and what the list says of claims nobody looks after.</summary>
[Collection(OneHome.Name)]
public sealed class ClaimTests
{
    [Fact]
    public async Task Money_paid_back_makes_the_claim_smaller_once_and_goes_to_the_treasury()
    {
        await using var county = await February();
        string[] receive =
        [
            "recovery", "receive", ZhangJianguo, "--month", "2026-01", "--amount", "1000", "--date", "2026-02-06",
            "--document", "收据1号", "--today", "2026-02-06", "--user", "丁",
        ];
        await county.Refused("登记资金要由复核或财务办理", [.. receive[..^1], "甲"]);
        Assert.Contains("已登记收回张建国多发的1,000.00元（2026-01，收据1号）", await county.Done(receive));
        Assert.Contains("早已登记，没有再做任何事", await county.Done(receive));
        receive[6] = "1001";
        await county.Refused("收据1号登记过1,000.00元", receive);
        receive[6] = "1185.01";
        receive[10] = "收据2号";
        await county.Refused("未了结的多发是1,185.00元，收回的1,185.01元比它多", receive);
        await county.Refused("测算以后又知道了本批1个人的新情况", "payout", "submit", "2026-02",
            "--today", "2026-02-06", "--user", "甲");
        await county.Run("2026-02", "2026-02-06");
        Assert.Equal("张建国:2026-01:1185.00", await county.CasesOf("2026-02", "overpaid", "2026-02-06"));
        var said = await county.Done("explain", ZhangJianguo, "2026-01", "--today", "2026-02-06");
        Assert.Contains("退款收回（收据1号，2026-02-06）残疾军人·国家标准 -1,000.00元", said);
        Assert.Contains("差额 -1,185.00元：多发了，列入追缴。", said);

        // The day after, it should be with the treasury.
        Assert.Equal("", await county.CasesOf("2026-02", "recovery-not-remitted", "2026-02-06"));
        var late = TinyCounty.Rows(await county.Done(
            "exceptions", "list", "--code", "recovery-not-remitted", "--today", "2026-02-09")).Single();
        Assert.Equal("已收回多发款1000.00元（1人），3天没有登记缴国库。", late[9]);
        string[] remit =
            ["recovery", "remit", "--voucher", "缴1号", "--date", "2026-02-09", "--today", "2026-02-09", "--user", "丁"];
        Assert.Contains("已登记缴国库1,000.00元（1笔，缴1号）", await county.Done(remit));
        Assert.Contains("没有再做任何事", await county.Done(remit));
        Assert.Equal("", await county.CasesOf("2026-02", "recovery-not-remitted", "2026-02-09"));

        string[] withdraw =
        [
            "recovery", "receive", ZhangJianguo, "--document", "收据1号", "--withdraw", "更正1号",
            "--today", "2026-02-09", "--user", "丁",
        ];
        // What is with the treasury comes back by finance's paper only; what is not yet, was a slip of the pen.
        await county.Refused("已随缴款书缴1号缴国库1,000.00元，不能撤销", withdraw);
        await county.Done([.. withdraw[..3], "--document", "收据2号", "--amount", "100", .. withdraw[7..]]);
        withdraw[4] = "收据2号";
        Assert.Contains("已撤销张建国的收据2号（100.00元，依据更正1号）", await county.Done(withdraw));
        Assert.Contains("早已撤销，没有再做任何事", await county.Done(withdraw));
        Assert.Equal(
            "2026-01:2185.00/0.00/1000.00/0.00/1185.00", await county.ClaimsOf(ZhangJianguo, "2026-02-09"));
    }

    [Fact]
    public async Task Money_paid_back_for_a_death_that_was_wrong_is_paid_again_month_by_month()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Done("user", "add", "丁", "--roles", "财务");
        await county.Sign();
        await county.Run("2026-02", "2026-02-05");
        await county.Sign("2026-02", "2026-02-05");
        await county.Done("change", "死亡", ZhaoDeshan, "--生效日期", "2025-12-20", "--文号", "证明1号",
            "--today", "2026-02-10", "--user", "甲");
        Assert.Equal("2026-01:240.00/0.00/0.00/0.00/240.00 2026-02:240.00/0.00/0.00/0.00/240.00",
            await county.ClaimsOf(ZhaoDeshan, "2026-02-10"));
        await county.Done("recovery", "receive", ZhaoDeshan, "--amount", "300", "--voucher", "缴1号",
            "--date", "2026-02-10", "--by-bank", "--today", "2026-02-10", "--user", "丁");
        Assert.Equal("2026-02:240.00/0.00/60.00/0.00/180.00", await county.ClaimsOf(ZhaoDeshan, "2026-02-10"));
        await county.Run("2026-03", "2026-03-05");
        Assert.Equal("赵德山:2026-02:180.00", await county.CasesOf("2026-03", "overpaid", "2026-03-05"));
        Assert.Equal("赵德山::180.00", await county.CasesOf("2026-03", "paid-after-death", "2026-03-05"));
        await county.Done("change", "撤销", ZhaoDeshan, "--生效日期", "2026-03-06", "--文号", "证明1号",
            "--today", "2026-03-06", "--user", "甲");
        await county.Run("2026-03", "2026-03-06");
        Assert.Equal("2026-01:arrears:240.00 2026-02:arrears:60.00 2026-03:regular:240.00",
            await county.LinesOf("2026-03", ZhaoDeshan));
        await county.Sign("2026-03", "2026-03-06");
        await county.Run("2026-04", "2026-04-07");
        Assert.Equal("2026-04:regular:240.00", await county.LinesOf("2026-04", ZhaoDeshan));
        Assert.Contains("逐条一致", await county.Done("payout", "replay", "2026-03"));
    }

    [Fact]
    public async Task A_claim_is_waived_by_the_approver_alone_with_a_document()
    {
        await using var county = await February();
        var waiver = county.Decisions($"{ZhangJianguo},2026-01,核销,1185,,财审1号,");
        await county.Refused("核销要由审批办理", "recovery", "decide", waiver, "--today", "2026-02-06", "--user", "甲");
        await county.Refused("核销由审批办理，要和其他决定分开", "recovery", "decide",
            county.Decisions($"{ZhangJianguo},2026-01,核销,1185,,财审1号,",
                $"{ZhangJianguo},2026-01,分月抵扣,1000,决定送达,追1号,"), "--today", "2026-02-06", "--user", "丙");
        Assert.Contains("登记1项", await county.Done(
            "recovery", "decide", waiver, "--today", "2026-02-06", "--user", "丙"));
        await county.Decide("2026-02-06", $"{ZhangJianguo},2026-01,分月抵扣,,决定送达,追1号,");
        await county.Run("2026-02", "2026-02-06");
        Assert.Equal("2026-01:recovery:-366.00 2026-02:regular:1830.00",
            await county.LinesOf("2026-02", ZhangJianguo));
        Assert.Equal("张建国:2026-01:634.00", await county.CasesOf("2026-02", "overpaid", "2026-02-06"));
        Assert.Equal("2026-01:2185.00/1000.00/0.00/1185.00/1000.00",
            await county.ClaimsOf(ZhangJianguo, "2026-02-06"));
        var said = await county.Done("explain", ZhangJianguo, "2026-01", "--today", "2026-02-06");
        Assert.Contains("已核销1,185.00元，其余列入追缴。", said);

        var papers = await county.Done("payout", "papers", "2026-02", "--today", "2026-02-06", "--user", "甲");
        var arrears = Directory.GetFiles(Path.Combine(county.Home, "out", "2026-02", "papers"), "*-06*.html").Single();
        var text = await File.ReadAllTextAsync(arrears, TestContext.Current.CancellationToken);
        Assert.Contains("抵扣", text);
        Assert.Contains("决定核销", text);
        Assert.Contains("决定分月抵扣", text);
        Assert.Contains("追1号", text);
        Assert.NotEmpty(papers);
    }

    [Fact]
    public async Task A_claim_nobody_decided_about_is_named_after_a_month_and_arrears_beside_it_are_told()
    {
        await using var county = await February();
        await county.Sign("2026-02", "2026-02-05");
        await county.Run("2026-03", "2026-03-05");
        Assert.Equal("", await county.CasesOf("2026-03", "recovery-undecided", "2026-03-05"));
        await county.Run("2026-03", "2026-03-09");
        var cases = TinyCounty.Rows(await county.Done(
            "exceptions", "list", "2026-03", "--code", "recovery-undecided", "--today", "2026-03-09")).Single();
        Assert.Equal("张建国多发的2185.00元已挂32天，没有处理决定。", cases[9]);
        await county.Decide("2026-03-09", $"{ZhangJianguo},2026-01,退款,,,追1号,");
        await county.Run("2026-03", "2026-03-09");
        Assert.Equal("", await county.CasesOf("2026-03", "recovery-undecided", "2026-03-09"));
        await county.Sign("2026-03", "2026-03-09");

        // A new standard brings arrears while the claim stands: nothing is set off by itself.
        await county.Done(
            "import", "rates", TinyCounty.Sample("rates-2025.csv"), "--today", "2026-04-07", "--user", "甲");
        await county.Run("2026-04", "2026-04-07");
        Assert.StartsWith("张建国::", await county.CasesOf("2026-04", "arrears-while-owing", "2026-04-07"));
        Assert.DoesNotContain("recovery", await county.LinesOf("2026-04", ZhangJianguo));
    }
}
