using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.AfterTheBank;

/// <summary>财政: nothing is exported before it has passed and the money of each purpose is there to the fen.</summary>
[Collection(OneHome.Name)]
public sealed class FinanceTests
{
    [Fact]
    public async Task A_run_goes_through_finance_and_its_money_comes_by_purpose_to_the_fen()
    {
        await using var county = await BankDesk.Approved(finance: true);
        await Refused(county, "要先经财政审核", "乙", "export", "2026-01");
        await Refused(county, "不在财政。请送财政审核（./disburse payout finance send）", "丁",
            "finance", "pass", "2026-01", "--document", "财审1号");
        await Refused(county, "登记资金要由复核或财务办理", "甲", "finance", "send", "2026-01", "--document", "送1号");
        Assert.Contains("已送财政（送1号）", await By(county, "丁", "finance", "send", "2026-01", "--document", "送1号"));
        Assert.Contains("早已登记", await By(county, "丁", "finance", "send", "2026-01", "--document", "送1号"));
        Assert.Contains("财政审核通过", await By(county, "丁", "finance", "pass", "2026-01", "--document", "财审1号"));

        // 生活补助 and 农村籍 have no shares yet: any source counts for the purpose, another purpose never.
        Assert.Contains("中央伤残抚恤需要19,196.00元，到19,195.99元", await Money(county, "中央", "伤残抚恤", "19195.99", "拨1"));
        await Money(county, "中央", "伤残抚恤", "0.01", "拨2");
        Assert.Contains("早已登记", await Money(county, "中央", "伤残抚恤", "0.01", "拨2"));
        await Money(county, "中央", "死亡抚恤", "6152.00", "拨3");
        await Money(county, "省", "生活补助", "4000.00", "拨4");
        Assert.Contains("生活补助需要4,632.08元，到4,000.00元", await Money(county, "县", "农村籍退役士兵老年生活补助", "420.00", "拨5"));
        await Refused(county, "财政审核中", "乙", "export", "2026-01");
        Assert.Contains("资金已到齐", await Money(county, "县", "生活补助", "632.08", "拨6"));
        Assert.Contains("已导出", await By(county, "乙", "export", "2026-01"));
    }

    [Fact]
    public async Task The_money_may_come_before_the_word_and_too_much_of_it_is_put_right()
    {
        await using var county = await BankDesk.Approved(finance: true);
        await By(county, "丁", "finance", "send", "2026-01", "--document", "送1号");
        await Money(county, "中央", "伤残抚恤", "19196.00", "拨1");
        Assert.Contains("财政还没有审核意见。", await Money(county, "中央", "死亡抚恤", "6152.00", "拨2"));
        await Money(county, "省", "生活补助", "4632.08", "拨3");
        Assert.Contains("需要420.00元，到421.00元，多了1.00元", await Money(county, "县", "农村籍退役士兵老年生活补助", "421.00", "拨4"));
        var said = await By(county, "丁", "finance", "pass", "2026-01", "--document", "财审1号");
        Assert.DoesNotContain("还没有审核意见", said);
        Assert.Contains("资金已到齐", await Money(county, "县", "农村籍退役士兵老年生活补助", "-1.00", "冲1"));
        Assert.Contains("已导出", await By(county, "乙", "export", "2026-01"));
    }

    [Fact]
    public async Task With_all_the_money_there_the_word_alone_is_waited_for()
    {
        await using var county = await BankDesk.Approved(finance: true);
        await By(county, "丁", "finance", "send", "2026-01", "--document", "送1号");
        foreach (var (source, purpose, amount) in new[]
        {
            ("中央", "伤残抚恤", "19196.00"), ("中央", "死亡抚恤", "6152.00"), ("省", "生活补助", "4632.08"),
            ("县", "农村籍退役士兵老年生活补助", "420.00"),
        })
            await Money(county, source, purpose, amount, $"拨{purpose}");
        Assert.Contains("资金已到齐", await By(county, "丁", "finance", "pass", "2026-01", "--document", "财审1号"));
        Assert.Contains("已导出", await By(county, "乙", "export", "2026-01"));
    }

    [Fact]
    public async Task What_finance_returns_is_worked_out_and_signed_again()
    {
        await using var county = await BankDesk.Approved(finance: true);
        await By(county, "丁", "finance", "send", "2026-01", "--document", "送1号");
        Assert.Contains("原批准作废", await By(
            county, "丁", "finance", "return", "2026-01", "--document", "退1号", "--note", "名单有误"));
        Assert.Contains("已测算", await county.Done("payout", "show", "2026-01"));
        Assert.Contains("早已登记（退1号）", await By(
            county, "丁", "finance", "return", "2026-01", "--document", "退1号", "--note", "名单有误"));
        await By(county, "甲", "run", "2026-01");
        await county.Sign("2026-01", "2026-01-09");
        Assert.Contains("已送财政", await By(county, "丁", "finance", "send", "2026-01", "--document", "送2号"));
    }

    private static Task<string> Money(
        TinyCounty county, string source, string purpose, string amount, string voucher) => By(county, "丁", "finance",
            "funded", "2026-01", "--source", source, "--purpose", purpose, "--amount", amount, "--voucher", voucher,
            "--date", "2026-01-09");

    private static Task<string> By(TinyCounty county, string user, params string[] what) =>
        county.Done(["payout", .. what, "--today", "2026-01-09", "--user", user]);

    private static Task Refused(TinyCounty county, string why, string user, params string[] what) =>
        county.Refused(why, ["payout", .. what, "--today", "2026-01-09", "--user", user]);
}
