using Disbursement.Host.Tests.Export;
using static Disbursement.Host.Tests.BackPayments.BackPaymentDesk;
using static Disbursement.Host.Tests.BackPayments.BatchDesk;

namespace Disbursement.Host.Tests.BackPayments;

/// <summary>
/// What a batch has in the ledger: what finance paid for it is spent, what it still asks for is reserved, whatever is
/// paid again, goes back, is corrected or leaves. 张三's two months come to 1,077.76 元, 李四's one to 538.88 元.
/// </summary>
[Collection(OneHome.Name)]
public sealed class BatchLedgerTests
{
    [Fact]
    public async Task What_was_paid_and_went_back_takes_nothing_from_what_is_reserved_for_others()
    {
        await using var county = await Approved();
        await county.Comes("receipts", OfReceipts, OfZhang);
        await county.Reconciled();
        await county.Comes("refunds", OfRefunds, BackOfZhang);
        Assert.Contains("A1的2个月已退出拨款批次第1批", await Drop(county), StringComparison.Ordinal);
        await Stands(county, "预留538.88元，支出1,077.76元");
        await county.Comes("receipts", OfReceipts, OfLi);
        await Stands(county, "预留0.00元，支出1,616.64元");
        // Asked for anew, and paid again: both payments were made.
        await county.Batched("第2批");
        await county.Comes("receipts", OfReceipts, OfZhang.Replace("T1", "T3", StringComparison.Ordinal));
        await Stands(county, "预留0.00元，支出2,694.40元");
        Assert.DoesNotContain(await county.Open(), o => o.Contains("outside", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Paid_again_for_the_same_signatures_is_said_and_is_not_paid_with_what_is_reserved_for_others()
    {
        await using var county = await Approved();
        await county.Comes("receipts", OfReceipts, OfZhang);
        await county.Comes("refunds", OfRefunds, BackOfZhang);
        await county.Comes(
            "receipts", OfReceipts, "T3,A1,养老,2000-01,2000-02,财政,1077.76,2026-04-20");
        await Stands(county, "预留538.88元，支出2,155.52元");
        Assert.Contains("A1 bp-public-outside-batch 1077.76", await county.Open());
        // No setting switches off what is looked for since the first batch was approved.
        await county.Done("settings", "backpay-batches-since", "2099-01-01");
        await county.Reconciled();
        Assert.Contains("A1 bp-public-outside-batch 1077.76", await county.Open());
    }

    /// <summary>The bill is raised after the batch was approved: the person and finance pay the new one.</summary>
    [Fact]
    public async Task What_is_paid_beyond_what_was_asked_for_is_spent_and_said_and_others_keep_their_share()
    {
        await using var county = await Approved();
        await county.Comes("billing", OfBilling + ",撤销", Bills[0] + ",,是",
            "A1,养老,2000-01,2000-02,3600.00,1152.00,576.00,0,,");
        await county.Comes("receipts", OfReceipts, "P8,A1,养老,2000-01,2000-02,个人,37.12,2026-04-20");
        await county.Reconciled();
        // Finance is told what the batch asks for, and that of the rest nobody has asked yet.
        var letter = await county.Letter("财政待拨清单-财政");
        Assert.Contains("第1批（财社1）2个月1,077.76元；超出批准的数（账单调高、缴过又退回，或者批次已撤销）2个月74.24元", letter, StringComparison.Ordinal);
        await county.Comes("receipts", OfReceipts, "T1,A1,养老,2000-01,2000-02,财政,1152.00,2026-04-20");
        await Stands(county, "预留538.88元，支出1,152.00元");
        Assert.Contains("A1 bp-paid-not-posted 1728.00", await county.Open());
        Assert.Contains("A1 bp-public-outside-batch 74.24", await county.Open());
        // Finance takes back what was too much.
        await county.Comes("refunds", OfRefunds, "T1,A1,养老,2000-01,2000-02,财政,74.24,多缴,2026-04-20");
        await county.Reconciled();
        Assert.DoesNotContain(await county.Open(), o => o.Contains("outside", StringComparison.Ordinal));
    }

    /// <summary>The bill is lowered after the batch was approved: what is paid whole asks for nothing more.</summary>
    [Fact]
    public async Task A_bill_that_came_to_less_than_was_asked_for_leaves_nothing_reserved()
    {
        await using var county = await Approved();
        await county.Comes("billing", OfBilling + ",撤销", Bills[0] + ",,是",
            "A1,养老,2000-01,2000-02,3000.00,960.00,480.00,0,,");
        const string Lower = "T1,A1,养老,2000-01,2000-02,财政,960.00,2026-04-20";
        await county.Comes("receipts", OfReceipts, Lower);
        await Stands(county, "预留538.88元，支出960.00元");
        Assert.DoesNotContain(await county.Open(), o => o.Contains("outside", StringComparison.Ordinal));
        // The receipt was entered by mistake: it is asked for again.
        await county.Comes("receipts", OfReceipts, Lower + ",是");
        await Stands(county, "预留1,616.64元，支出0.00元");
        // It was made, and went back: of that month nothing can be paid for this batch any more.
        await county.Comes("receipts", OfReceipts, Lower.Replace("T1", "T2", StringComparison.Ordinal));
        await county.Comes("refunds", OfRefunds, "T2,A1,养老,2000-01,2000-02,财政,960.00,账户错,2026-04-20");
        await Stands(county, "预留538.88元，支出960.00元");
    }

    [Fact]
    public async Task What_was_paid_of_months_that_left_is_not_counted_against_those_that_stayed()
    {
        await using var county = await Approved();
        await county.Comes("receipts", OfReceipts, "T1,A1,养老,2000-01,2000-01,财政,200.00,2026-04-20",
            "T2,A1,养老,2000-02,2000-02,财政,538.88,2026-04-20");
        await county.Comes("refunds", OfRefunds, "T2,A1,养老,2000-02,2000-02,财政,538.88,账户错,2026-04-20");
        await Drop(county);
        await Stands(county, "预留877.76元，支出738.88元");
    }

    [Fact]
    public async Task What_went_back_stays_spent_when_a_case_leaves_a_batch_a_second_time()
    {
        await using var county = await Approved();
        const string January = "T1,A1,养老,2000-01,2000-01,财政,538.88,2026-04-20";
        await county.Comes("receipts", OfReceipts, January);
        await county.Reconciled();
        await Drop(county);
        await county.Comes(
            "receipts", OfReceipts, January + ",是", January.Replace("T1", "T9", StringComparison.Ordinal));
        await county.Comes("refunds", OfRefunds, "T9,A1,养老,2000-01,2000-01,财政,538.88,账户错,2026-04-20");
        await county.Reconciled();
        await Drop(county);
        await Stands(county, "预留538.88元，支出538.88元");
    }

    [Fact]
    public async Task A_receipt_that_is_corrected_leaves_nothing_reserved_that_nobody_asks_for()
    {
        await using var county = await Approved();
        var tenfold = OfZhang.Replace("1077.76", "5388.80", StringComparison.Ordinal);
        await county.Comes("receipts", OfReceipts, tenfold);
        await county.Reconciled();
        await county.Comes("receipts", OfReceipts, tenfold + ",是", OfZhang);
        await Stands(county, "预留538.88元，支出1,077.76元");
        await county.Comes("receipts", OfReceipts, OfLi);
        await Stands(county, "预留0.00元，支出1,616.64元");
    }

    [Fact]
    public async Task A_payment_stays_with_the_batch_that_asked_for_it_when_another_is_taken_back()
    {
        await using var county = await Approved();
        await Drop(county);
        await county.Batched("第2批");
        await county.Comes("receipts", OfReceipts, OfZhang);
        await county.Reconciled();
        Assert.Contains("支出1,077.76元", await Show(county, "第2批"), StringComparison.Ordinal);
        await Withdraw(county);
        await Stands(county, "预留0.00元，支出1,077.76元");
        Assert.Contains("预留0.00元，支出1,077.76元", await Show(county, "第2批"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_month_that_finance_took_back_can_leave_its_batch_and_be_asked_for_again()
    {
        await using var county = await Approved();
        await county.Comes("receipts", OfReceipts, OfZhang);
        await county.Comes("refunds", OfRefunds, "T1,A1,养老,2000-02,2000-02,财政,538.88,账户错,2026-04-20");
        await county.Reconciled();
        await county.Refused("财政缴过又退回，还在拨款批次第1批里", "backpay", "batch", "create", "第2批", "--today", Today,
            "--user", "甲");
        Assert.Contains("A1的1个月已退出拨款批次第1批（538.88元）", await Drop(county), StringComparison.Ordinal);
        Assert.Contains("1人、1个月，538.88元", await county.Batch("create", "甲", "第2批"), StringComparison.Ordinal);
        await Stands(county, "预留538.88元，支出1,077.76元");
    }

    [Fact]
    public async Task What_no_receipt_says_any_more_is_not_spent_though_no_batch_stands()
    {
        await using var county = await Approved();
        await county.Comes("receipts", OfReceipts, OfZhang);
        await county.Comes("refunds", OfRefunds, BackOfZhang);
        await Withdraw(county);
        await Stands(county, "预留0.00元，支出1,077.76元");
        await county.Comes("refunds", OfRefunds + ",撤销", BackOfZhang + ",是");
        await county.Comes("receipts", OfReceipts, OfZhang + ",是");
        await Stands(county, "预留0.00元，支出0.00元");
    }

    [Fact]
    public async Task What_was_paid_of_a_batch_from_before_the_ledger_is_spent_though_the_batch_was_taken_back()
    {
        await using var county = await Approved(funded: false);
        await county.Comes("receipts", OfReceipts, OfZhang);
        await Withdraw(county);
        await county.Funded();
        await Stands(county, "预留0.00元，支出1,077.76元");
    }

    [Fact]
    public async Task What_comes_into_the_ledger_late_is_split_the_same_the_second_time()
    {
        await using var county = await Approved(funded: false);
        await county.Comes("receipts", OfReceipts, "T1,A1,养老,2000-01,2000-02,财政,5388.81,2026-04-20");
        await county.Comes("shares", "优抚类别,组成,单位,中央,省,市,县,生效日期,文号",
            "一次性,社保补缴,year,33,33,0,34,2026-02-01,财社9");
        await county.Comes("funds", "年度,来源,用途,类型,金额,文号,到账日期",
            [.. new[] { "中央", "省", "县" }.Select(l => $"2026,{l},社保补缴,拨款,5000,财社9号,2026-04-18")]);
        await county.Reconciled();
        Assert.Contains("与上次相同，没有再做任何事", await county.Reconciled(), StringComparison.Ordinal);
    }
}
