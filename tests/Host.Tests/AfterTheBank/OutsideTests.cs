using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.AfterTheBank;

/// <summary>What lies with finance or the bank too long is on the list, and off it when it is in.</summary>
[Collection(OneHome.Name)]
public sealed class OutsideTests
{
    [Fact]
    public async Task What_waits_at_finance_is_asked_for()
    {
        await using var county = await BankDesk.Approved(finance: true);
        await By(county, "丁", "payout", "finance", "send", "2026-01", "--document", "送1号");
        Assert.Equal("", await Waiting(county, "2026-01-14"));
        Assert.Equal("finance-pending 2026-01已送财政局4个工作日，没有审核意见。", await Waiting(county, "2026-01-15"));
        await By(county, "丁", "payout", "finance", "pass", "2026-01", "--document", "财审1号");
        Assert.Equal("", await Waiting(county, "2026-01-09"));
        Assert.Equal("treasury-not-arrived 代发户还没有收到本批资金，银行文件先不要交。", await Waiting(county, "2026-01-12"));
        await By(county, "丁", "payout", "finance", "funded", "2026-01", "--source", "中央", "--purpose", "伤残抚恤",
            "--amount", "19195.99", "--voucher", "拨1", "--date", "2026-01-09");
        Assert.Contains(
            "treasury-amount-differs 国库拨到代发户19195.99元，本批19196.00元，差0.01元（中央伤残抚恤）。",
            await Waiting(county, "2026-01-12"));
        await By(county, "丁", "payout", "finance", "return", "2026-01", "--document", "退1号", "--note", "名单有误");
        Assert.Equal(
            "finance-returned 财政局退回2026-01：名单有误。原批准作废，需要重新走复核、审批。", await Waiting(county, "2026-01-12"));
        await By(county, "甲", "payout", "run", "2026-01");
        await county.Sign("2026-01", "2026-01-09");
        Assert.Equal("", await Waiting(county, "2026-01-12"));
    }

    [Fact]
    public async Task The_bank_is_asked_for_its_signature_and_for_the_result()
    {
        await using var county = await BankDesk.Approved();
        var bank = new BankDesk(county);
        await bank.Take();
        Assert.Equal("", await Waiting(county, "2026-01-09"));
        Assert.Equal("bank-ack-missing 2026-01交出1个工作日，没有银行签收。", await Waiting(county, "2026-01-12"));
        await By(county, "丁", "payout", "acknowledge", "2026-01", "--receipt", "签1号", "--count", "11", "--sum",
            "30400.08");
        Assert.Equal("", await Waiting(county, "2026-01-13"));
        Assert.Equal("bank-result-missing 2026-01已签收3个工作日，没有回盘文件。", await Waiting(county, "2026-01-14"));
        Assert.Contains("2026-01已签收3个工作日，没有回盘文件。催代发银行出回盘", await county.Done(
            "status", "--today", "2026-01-14"));
        await bank.Tell();
        Assert.Equal("", await Waiting(county, "2026-01-14"));
    }

    private static async Task<string> Waiting(TinyCounty county, string today) => string.Join('\n',
        TinyCounty.Rows(await county.Done("exceptions", "list", "2026-01", "--today", today))
            .Where(r => r[3] == "批" && r[1] is not ("changes-to-check" or "deadline-at-risk" or "run-early"))
            .Select(r => $"{r[1]} {r[9]}"));

    private static Task<string> By(TinyCounty county, string user, params string[] what) =>
        county.Done([.. what, "--today", "2026-01-09", "--user", user]);
}
