using Disbursement.Host.Tests.Export;
using static Disbursement.Host.Tests.BackPayments.BackPaymentDesk;

namespace Disbursement.Host.Tests.BackPayments;

/// <summary>Public money of batches: three people whoever stands for whom, and a ledger that receipts make.</summary>
[Collection(OneHome.Name)]
public sealed class BatchMoneyTests
{
    /// <summary>丁 stands in for the checker and for the approver: he is one person all the same.</summary>
    [Fact]
    public async Task Nobody_signs_twice_by_standing_in_for_others()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await county.Done("user", "add", "丁", "--roles", "经办");
        foreach (var (from, role) in new[] { ("乙", "复核"), ("丙", "审批") })
            await county.Done("user", "delegate", from, "丁", "--role", role, "--from", Today, "--to", "2026-05-31",
                "--document", "云退役代1", "--today", Today);
        await county.Batch("create", "丁", "第1批");
        await county.Refused("这是您登记的", "backpay", "batch", "check", "第1批", "--today", Today, "--user", "丁");
        await county.Done("backpay", "batch", "withdraw", "第1批", "--document", "撤1", "--today", Today, "--user", "丙");
        await county.Batch("create", "甲", "第2批");
        await county.Batch("check", "丁", "第2批");
        await county.Refused("这是您代乙复核的", "backpay", "batch", "approve", "第2批", "--document", "财社1", "--today", Today,
            "--user", "丁");
        // Nor by the one for whom it was done.
        await county.Done("user", "roles", "乙", "--roles", "复核,审批");
        await county.Refused("这是丁代您复核的", "backpay", "batch", "approve", "第2批", "--document", "财社1", "--today", Today,
            "--user", "乙");
        await county.Approved("第2批", isChecked: true);
        Assert.Contains("丁（代乙）", await county.Done("backpay", "batch", "show", "第2批", "--today", Today),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_finance_has_paid_stays_in_its_batch_the_rest_can_be_taken_back()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await county.Funded();
        await county.Batched("第1批");
        await county.Comes("receipts", OfReceipts, "T1,A1,养老,2000-01,2000-01,财政,538.88,2026-04-20");

        // Nobody reconciled since: the receipt counts all the same.
        Assert.Contains("已撤销，1个月可以进别的批次；财政已经缴出的1个月保留", await county.Done(
            "backpay", "batch", "withdraw", "第1批", "--document", "撤1", "--today", Today, "--user", "丙"),
            StringComparison.Ordinal);
        Assert.Contains("预留0.00元，支出538.88元", await county.FundsShown(), StringComparison.Ordinal);
        Assert.Contains("1人、1个月，538.88元", await county.Batch("create", "甲", "第2批"), StringComparison.Ordinal);
        await county.Reconciled();
        Assert.DoesNotContain(await county.Open(), o => o.Contains("outside", StringComparison.Ordinal));
        Assert.Contains("全部对得上", await county.Done("audit", "check", "--today", Today), StringComparison.Ordinal);

        // It was entered by mistake after all: the ledger gives it back, and the month may be asked for again.
        await county.Comes("receipts", OfReceipts, "T1,A1,养老,2000-01,2000-01,财政,538.88,2026-04-20,是");
        await county.Reconciled();
        Assert.Contains("预留0.00元，支出0.00元", await county.FundsShown(), StringComparison.Ordinal);
        Assert.Contains("1人、1个月，538.88元", await county.Batch("create", "甲", "第3批"), StringComparison.Ordinal);
        Assert.Contains("全部对得上", await county.Done("audit", "check", "--today", Today), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Money_that_nobody_can_allocate_is_spent_and_its_months_are_not_asked_for_again()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await county.Funded();
        await county.Batched("第1批");
        await county.Comes("receipts", OfReceipts, "T1,A1,养老,2000-01,2000-02,财政,900.00,2026-04-20");
        await county.Refused("财政已经缴出，不能撤销", "backpay", "batch", "withdraw", "第1批", "--document", "撤1",
            "--today", Today, "--user", "丙");
        await county.Reconciled();
        Assert.Contains("预留177.76元，支出900.00元", await county.FundsShown(), StringComparison.Ordinal);
        Assert.Contains("A1 bp-receipt-unallocated 900.00", await county.Open());
        Assert.Contains("全部对得上", await county.Done("audit", "check", "--today", Today), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_months_with_public_money_that_nobody_can_allocate_no_batch_asks()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await county.Comes("receipts", OfReceipts, "T1,A1,养老,2000-01,2000-02,财政,900.00,2026-03-20");
        await county.Refused("没有进批次的：财政凭证分不到月份1件2个月（A1）", "backpay", "batch", "create", "第1批", "--today",
            Today, "--user", "甲");
    }

    [Fact]
    public async Task What_goes_back_to_the_treasury_stays_spent_and_later_shares_change_nothing()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await county.Funded();
        await county.Batched("第1批");
        await county.Comes("receipts", OfReceipts, "T1,A1,养老,2000-01,2000-02,财政,1077.76,2026-04-20");
        await county.Reconciled();
        await county.Comes("refunds", OfRefunds, "T1,A1,养老,2000-01,2000-02,财政,0.01,算错,2026-04-20");
        await county.Comes("shares", "优抚类别,组成,单位,中央,省,市,县,生效日期,文号", "一次性,社保补缴,year,50,0,0,50,2026-01-02,财社9");
        await county.Reconciled();
        Assert.Contains("预留0.00元，支出1,077.76元", await county.FundsShown(), StringComparison.Ordinal);
        Assert.Contains("A1 bp-not-paid 0.01", await county.Open());
        Assert.Contains("全部对得上", await county.Done("audit", "check", "--today", Today), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_month_of_two_cases_is_asked_for_once()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await county.Batch("create", "甲", "第1批");
        // An older application with the same months comes in afterwards.
        await county.Comes("cases", OfCases, Cases[0].Replace("A1", "A0", StringComparison.Ordinal)
            .Replace("2025-11-03", "2025-10-03", StringComparison.Ordinal));
        await county.DecideRefused("这些月份都不能补缴", "丙", "A0,核定,2026-04-20,云退役核2");
        await county.Approved("第1批");
        await county.Reconciled();
        Assert.Contains("A0 bp-two-cases 0.00", await county.Open());
        await county.Refused("没有可以申请财政资金的月份", "backpay", "batch", "create", "第2批", "--today", Today, "--user", "甲");
    }

    [Fact]
    public async Task A_case_leaves_a_batch_and_the_others_go_on()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await county.Funded();
        await county.Comes("cases", OfCases, Cases[0].Replace("A1", "A8", StringComparison.Ordinal)
            .Replace("2000-01,2000-02", "2002-01,2002-01", StringComparison.Ordinal));
        await county.Decided("A8,核定,2026-01-26,云退役核1");
        await county.Comes("billing", OfBilling, "A8,养老,2002-01,2002-01,3368.00,538.88,269.44,0");
        await county.Comes("receipts", OfReceipts, "P8,A8,养老,2002-01,2002-01,个人,269.44,2026-03-02");
        Assert.Contains("1人、3个月，1,616.64元", await county.Batched("第1批"), StringComparison.Ordinal);
        await county.DecideRefused("./disburse backpay batch drop 第1批 A8", "丙", "A8,终止,2026-04-20,云退役终1,本人放弃");
        Assert.Contains("案件A8的1个月已退出拨款批次第1批（538.88元），这一批现在是1人、2个月，1,077.76元",
            await county.Done("backpay", "batch", "drop", "第1批", "A8", "--document", "财社2", "--today", Today,
                "--user", "丙"), StringComparison.Ordinal);
        Assert.Contains("没有再做任何事", await county.Done("backpay", "batch", "drop", "第1批", "A8", "--document", "财社2",
            "--today", Today, "--user", "丙"), StringComparison.Ordinal);
        Assert.Contains("预留1,077.76元，支出0.00元", await county.FundsShown(), StringComparison.Ordinal);
        await county.Decided("A8,终止,2026-04-20,云退役终1,本人放弃");
        await county.Comes("receipts", OfReceipts, "T1,A1,养老,2000-01,2000-02,财政,1077.76,2026-04-20");
        await county.Reconciled();
        Assert.Contains("预留0.00元，支出1,077.76元", await county.FundsShown(), StringComparison.Ordinal);
        Assert.Contains("退出：丙，2026-04-20，A8，财社2", await county.Done(
            "backpay", "batch", "show", "第1批", "--out", Path.Combine(county.Home, "批"), "--today", Today),
            StringComparison.Ordinal);
        Assert.Contains("全部对得上", await county.Done("audit", "check", "--today", Today), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_that_was_approved_before_money_was_registered_comes_into_the_ledger_with_the_money()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await county.Batched("第1批");
        await county.Comes("funds", "年度,来源,用途,类型,金额,文号,到账日期", "2026,县,社保补缴,拨款,10000,财社9号,2026-04-18");
        Assert.Contains("拨款批次第1批没有进资金台账：不知道社保补缴的钱由哪一级出", await county.Reconciled(),
            StringComparison.Ordinal);
        await county.Comes("shares", "优抚类别,组成,单位,中央,省,市,县,生效日期,文号",
            "一次性,社保补缴,year,0,0,0,100,2026-01-01,财社8");
        await county.Comes("receipts", OfReceipts, "T1,A1,养老,2000-01,2000-01,财政,538.88,2026-04-20");
        await county.Reconciled();
        Assert.Contains("预留538.88元，支出538.88元，可用8,922.24元", await county.FundsShown(), StringComparison.Ordinal);
    }

    /// <summary>Finance paid both months; February was covered, went back, and the agency wrote a new bill.</summary>
    [Fact]
    public async Task A_bill_that_is_written_anew_changes_nothing_of_what_is_spent()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await county.Funded();
        await county.Comes("coverage", "id_number,insurance,month", $"{Zhang},养老,2000-02");
        Assert.Contains("1人、1个月，538.88元", await county.Batched("第1批"), StringComparison.Ordinal);
        await county.Comes("receipts", OfReceipts, "T1,A1,养老,2000-01,2000-02,财政,1077.76,2026-04-20");
        await county.Reconciled();
        Assert.Contains("预留0.00元，支出1,077.76元", await county.FundsShown(), StringComparison.Ordinal);
        Assert.Contains("比批准的多538.88元", await county.Done("backpay", "batch", "show", "第1批", "--today", Today),
            StringComparison.Ordinal);
        await county.Comes("refunds", OfRefunds, "T1,A1,养老,2000-01,2000-02,财政,538.88,已有正常缴费,2026-04-20",
            "P1,A1,养老,2000-01,2000-02,个人,269.44,已有正常缴费,2026-04-20");
        await county.Comes("billing", OfBilling + ",撤销", Bills[0] + ",,是",
            "A1,养老,2000-01,2000-01,3368.00,538.88,269.44,0,,");
        await county.Reconciled();
        Assert.Contains("预留0.00元，支出1,077.76元", await county.FundsShown(), StringComparison.Ordinal);
        Assert.DoesNotContain(await county.Open(), o => o.StartsWith("A1 bp-re", StringComparison.Ordinal));
        Assert.Contains("全部对得上", await county.Done("audit", "check", "--today", Today), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_finance_paid_beyond_the_fund_stops_nobody_and_is_said()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await county.Comes("funds", "年度,来源,用途,类型,金额,文号,到账日期", "2026,县,社保补缴,拨款,1077.76,财社9号,2026-04-18");
        await county.Comes("shares", "优抚类别,组成,单位,中央,省,市,县,生效日期,文号",
            "一次性,社保补缴,year,0,0,0,100,2026-01-01,财社8");
        await county.Batched("第1批");
        await county.Comes("receipts", OfReceipts, "T1,A1,养老,2000-01,2000-02,财政,1077.76,2026-04-20",
            "T2,A1,养老,2000-01,2000-02,财政,1077.76,2026-04-20");
        Assert.Contains("财政缴的比资金台账里有的多1,077.76元，没有记进支出", await county.Reconciled(),
            StringComparison.Ordinal);
        Assert.Contains("预留0.00元，支出1,077.76元", await county.FundsShown(), StringComparison.Ordinal);
        Assert.Contains("A1 bp-refund-due 1077.76", await county.Open());
        Assert.Contains("全部对得上", await county.Done("audit", "check", "--today", Today), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_receipt_the_months_that_no_batch_asked_for_are_said()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await county.Funded();
        await county.Comes("coverage", "id_number,insurance,month,撤销", $"{Zhang},养老,2000-02,");
        await county.Batched("第1批");
        await county.Comes("coverage", "id_number,insurance,month,撤销", $"{Zhang},养老,2000-02,是");
        await county.Comes("receipts", OfReceipts, "T1,A1,养老,2000-01,2000-02,财政,1077.76,2026-04-20");
        await county.Reconciled();
        Assert.Contains("A1 bp-public-outside-batch 538.88", await county.Open());
        Assert.Contains("支出1,077.76元", await county.FundsShown(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_claim_is_of_one_sum_and_of_another_under_the_same_number_nobody_said_anything()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await county.Comes("receipts", OfReceipts, "T1,A1,养老,2000-01,2000-02,财政,538.88,2026-03-20");
        var claim = county.Rows("票据号,案件号,险种,付款方,月份,金额", "T1,A1,养老,财政,2000-01,538.88");
        foreach (var user in new[] { "甲", "乙" })
            await county.Done("backpay", "allot", claim, "--today", Today, "--user", user);
        await county.Comes("receipts", OfReceipts, "T1,A1,养老,2000-01,2000-02,财政,538.88,2026-03-20,是",
            "T1,A1,养老,2000-01,2000-02,财政,5000.00,2026-03-20");
        await county.Reconciled();
        var open = await county.Open();
        Assert.Contains("A1 bp-receipt-unallocated 5000.00", open);
        Assert.DoesNotContain(open, o => o.Contains("bp-cents", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_went_back_whole_to_the_treasury_can_be_asked_for_again_and_both_payments_are_spent()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await county.Funded();
        await county.Batched("第1批");
        await county.Comes("receipts", OfReceipts, "T1,A1,养老,2000-01,2000-02,财政,1077.76,2026-04-20");
        await county.Reconciled();
        await county.Comes("refunds", OfRefunds, "T1,A1,养老,2000-01,2000-02,财政,1077.76,账户错,2026-04-20");
        Assert.Contains("2个月可以进别的批次", await county.Done(
            "backpay", "batch", "withdraw", "第1批", "--document", "撤1", "--today", Today, "--user", "丙"),
            StringComparison.Ordinal);
        await county.Batched("第2批");
        await county.Comes("receipts", OfReceipts, "T2,A1,养老,2000-01,2000-02,财政,1077.76,2026-04-20");
        await county.Reconciled();
        Assert.Contains("预留0.00元，支出2,155.52元", await county.FundsShown(), StringComparison.Ordinal);
        Assert.DoesNotContain(await county.Open(), o => o.StartsWith("A1 bp-not-paid", StringComparison.Ordinal)
            || o.StartsWith("A1 bp-refund", StringComparison.Ordinal));
        Assert.Contains("全部对得上", await county.Done("audit", "check", "--today", Today), StringComparison.Ordinal);
    }

    /// <summary>李四 is poor: public money bears half of his part, and had paid the unit part before.</summary>
    [Fact]
    public async Task What_finance_paid_before_a_batch_asked_is_no_payment_of_the_batch()
    {
        await using var county = new TinyCounty();
        await county.Insured();
        await county.Done("settings", "backpay-help-percent", "50");
        await county.Funded();
        await county.Comes("cases", OfCases, Cases[1].Replace("某厂,,单位,", ",,财政,低保", StringComparison.Ordinal));
        await county.Decided("A2,核定,2026-01-26,云退役核1");
        await county.Comes("billing", OfBilling, Bills[1]);
        await county.Comes("receipts", OfReceipts, "T0,A2,养老,2001-01,2001-01,财政,538.88,2026-03-01",
            "P2,A2,养老,2001-01,2001-01,个人,134.72,2026-03-03");
        Assert.Contains("1人、1个月，134.72元（其中困难补助134.72元）", await county.Batch("create", "甲", "第1批"),
            StringComparison.Ordinal);
        await county.Approved("第1批");
        await county.Reconciled();
        Assert.Contains("预留134.72元，支出0.00元", await county.FundsShown(), StringComparison.Ordinal);
        await county.Comes("receipts", OfReceipts, "T1,A2,养老,2001-01,2001-01,财政,134.72,2026-04-20");
        await county.Reconciled();
        Assert.Contains("预留0.00元，支出134.72元", await county.FundsShown(), StringComparison.Ordinal);
        Assert.Contains("凭证合计673.60元，资金台账按批次记支出134.72元，其余538.88元是第一批批准以前缴的、不在批次里的，或者还没有记账的", await county.Done(
            "backpay", "report", "--out", Path.Combine(county.Home, "表"), "--today", Today), StringComparison.Ordinal);
        Assert.Contains("全部对得上", await county.Done("audit", "check", "--today", Today), StringComparison.Ordinal);
    }
}
