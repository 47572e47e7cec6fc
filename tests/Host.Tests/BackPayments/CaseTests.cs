using Disbursement.Host.Tests.Export;
using static Disbursement.Host.Tests.BackPayments.BackPaymentDesk;

namespace Disbursement.Host.Tests.BackPayments;

/// <summary>A case from the application to its end: every step by a person or by a file of somebody else's.</summary>
[Collection(OneHome.Name)]
public sealed class CaseTests
{
    [Fact]
    public async Task A_case_goes_on_by_decisions_and_files_and_closes_when_all_agree()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Comes("cases", OfCases, Cases);
        Assert.Contains("还缺云溪县养老2026-04-20的缴费基数和费率", await county.Done(
            "backpay", "plan", "--today", Today), StringComparison.Ordinal);
        await county.DecideRefused("算不出应缴多少", "丙", Decisions);
        await county.Comes("contribution", "地区,险种,月平均工资,单位费率,个人费率,生效日期,文号",
            "云溪县,养老,5613.33,16%,8%,2026-01-01,云人社1", "云溪县,医保,5613.33,8,0.02,2026-01-01,云医保1");
        Assert.Equal("受理", await county.StateOf("A2"));
        await county.Decided(Decisions);
        Assert.Equal("核定", await county.StateOf("A2"));
        Assert.Contains("基数3,368.00元；单位16%，个人8%", await county.Done(
            "backpay", "plan", "A2", "--today", Today), StringComparison.Ordinal);
        await county.Reconciled();
        Assert.Equal(
            ["A1 bp-not-billed 1616.64", "A2 bp-not-billed 336.80", "A2 bp-not-billed 808.32"], await county.Open());

        await county.Comes("billing", OfBilling, Bills);
        Assert.Equal("已开单", await county.StateOf("A2"));
        await county.Comes("receipts", OfReceipts, Receipts);
        Assert.Equal("已缴", await county.StateOf("A2"));
        await county.DecideRefused("案件现在是“已缴”，不能结案", "丙", "A2,结案,2026-04-20,云退役结1");
        await county.Comes("postings", OfPostings, Postings);
        Assert.Equal("已记账", await county.StateOf("A2"));
        await county.Reconciled();
        Assert.Equal(["A1 bp-not-paid 1077.76"], await county.Open());
        Assert.Contains("登记1项", await county.Decided("A2,结案,2026-04-20,云退役结1"), StringComparison.Ordinal);
        Assert.Equal("结案", await county.StateOf("A2"));
        Assert.Contains("登记0项，已知2项", await county.Decided(
            "A2,结案,2026-04-20,云退役结1", "A1,核定,2026-01-26,云退役核1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_decisions_is_taken_whole_or_not_at_all_and_by_who_may()
    {
        await using var county = new TinyCounty();
        await county.Insured();
        await county.Comes("cases", OfCases, Cases);
        await county.DecideRefused("没有案件A7", "丙", "A1,核定,2026-01-26,云退役核1", "A7,核定,2026-01-26,云退役核1");
        Assert.Equal("受理", await county.StateOf("A1"));
        await county.DecideRefused("决定补缴案件要由审批办理，甲是经办", "甲", "A1,核定,2026-01-26,云退役核1");
        await county.DecideRefused("文号不能空", "丙", "A1,核定,2026-01-26");
        await county.DecideRefused("原因不能空", "丙", "A1,不予受理,2026-01-26,云退役拒1");
        await county.Done("user", "roles", "甲", "--roles", "经办,审批");
        await county.DecideRefused("案件的登记和核定不能是同一个人：这是您登记的", "甲", "A1,核定,2026-01-26,云退役核1");
    }

    [Fact]
    public async Task A_refusal_waits_for_its_delivery_a_suspension_for_nobody_and_an_end_gives_back_what_was_paid()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await county.Comes("cases", OfCases, Cases[0].Replace("A1", "A3", StringComparison.Ordinal)
            .Replace("2000-01,2000-02", "2002-01,2002-02", StringComparison.Ordinal));
        await county.Decided("A3,不予受理,2026-04-01,云退役拒1,不是政府安排工作");
        await county.Reconciled();
        Assert.Contains("A3 bp-refusal-unanswered", await county.Open());
        await county.Told("A3,送达,2026-04-18");
        await county.Decided("A2,终止,2026-04-18,云退役终1,本人放弃");
        await county.Told("A1,挂起,2026-04-18,,三次通知仍不缴");
        await county.Reconciled();

        // Suspended, 张三 is asked for nothing; ended, what was paid of 李四 and not posted goes back to who paid it.
        Assert.Equal(
        [
            "A2 bp-refund-due 269.44", "A2 bp-refund-due 269.44", "A2 bp-refund-due 538.88", "A2 bp-refund-due 67.36",
        ], await county.Open());
        await county.Comes("refunds", OfRefunds,
            "U2,A2,养老,2001-01,2001-01,单位,538.88,终止,2026-04-19", "P2,A2,养老,2001-01,2001-01,个人,269.44,终止,2026-04-19",
            "U3,A2,医保,2001-01,2001-01,单位,269.44,终止,2026-04-19", "P3,A2,医保,2001-01,2001-01,单位,67.36,终止,2026-04-19");
        await county.Reconciled();
        // The last went to the employer and not to the person who had paid it.
        Assert.Equal(["A2 bp-refund-due 67.36", "A2 bp-refund-unmatched 67.36"], await county.Open());
    }

    [Fact]
    public async Task Months_of_a_receipt_are_claimed_by_two_people()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await county.Comes("receipts", OfReceipts, "T1,A1,养老,2000-01,2000-02,财政,538.88,2026-03-20");
        await county.Reconciled();
        Assert.Equal(
            ["A1 bp-receipt-unallocated 538.88", "A2 bp-paid-not-posted 336.80", "A2 bp-paid-not-posted 808.32"],
            await county.Open());
        var claim = county.Rows("票据号,案件号,险种,付款方,月份,金额", "T1,A1,养老,财政,2000-02,538.88");
        await county.Refused("要一样", "backpay", "allot",
            county.Rows("票据号,案件号,险种,付款方,月份,金额", "T1,A1,养老,财政,2000-01,500.00"), "--today", Today, "--user", "甲");
        await county.Refused("登记补缴事项要由经办办理", "backpay", "allot", claim, "--today", Today, "--user", "乙");
        await county.Done("backpay", "allot", claim, "--today", Today, "--user", "甲");
        await county.Reconciled();
        Assert.Contains("A1 bp-receipt-unallocated 538.88", await county.Open());
        await county.Done("backpay", "allot", claim, "--today", Today, "--user", "乙");
        await county.Reconciled();
        Assert.Equal(
        [
            "A1 bp-not-paid 538.88", "A1 bp-paid-not-posted 808.32", "A2 bp-paid-not-posted 336.80",
            "A2 bp-paid-not-posted 808.32",
        ], await county.Open());
    }

    [Fact]
    public async Task Rows_that_cannot_be_come_back_with_the_reason_and_the_others_come_in()
    {
        await using var county = new TinyCounty();
        await county.Insured();
        var (code, said, _) = await county.Command("import", "cases", county.Rows(OfCases, [
            .. Cases,
            Cases[0].Replace("A1", "A4", StringComparison.Ordinal)
                .Replace("2000-02", "1999-12", StringComparison.Ordinal),
            Cases[0].Replace("A1", "A5", StringComparison.Ordinal).Replace("断缴", "医保补年限", StringComparison.Ordinal),
            Cases[0].Replace("张三", "张山", StringComparison.Ordinal)
                .Replace("2000-01", "1999-01", StringComparison.Ordinal),
            Cases[1].Replace("某厂,", "某厂,91350100M000100Y44", StringComparison.Ordinal)
                .Replace("A2", "A6", StringComparison.Ordinal),
        ]), "--today", Today, "--user", "甲");

        Assert.Equal(3, code);
        Assert.Contains("新增3行，已知0行，退回4行", said, StringComparison.Ordinal);
        var reasons = string.Join('\n', TinyCounty.Rows(await county.Done(
            "exceptions", "list", "--code", "import-rejected", "--today", Today)).Select(r => r[9]));
        foreach (var reason in new[] { "止月早于起月", "“医保补年限”只有医保才有", "姓名登记的是“张三”", "信用代码" })
            Assert.Contains(reason, reasons, StringComparison.Ordinal);
    }
}
