using Disbursement.Host.Tests.Export;
using static Disbursement.Host.Tests.BackPayments.BackPaymentDesk;
using static Disbursement.Host.Tests.BackPayments.BatchDesk;

namespace Disbursement.Host.Tests.BackPayments;

/// <summary>
/// Months leave a batch, with their case or with all of it: what finance paid before that was paid for it, and nothing
/// that came after.
/// </summary>
[Collection(OneHome.Name)]
public sealed class BatchLeavingTests
{
    [Fact]
    public async Task A_receipt_of_a_month_that_had_left_stays_outside_when_the_batch_is_taken_back()
    {
        await using var county = await Approved();
        await Drop(county);
        await county.Comes("receipts", OfReceipts, "T3,A1,养老,2000-02,2000-02,财政,538.88,2026-04-20");
        await Withdraw(county);
        await Stands(county, "预留0.00元，支出0.00元");
        Assert.Contains("A1 bp-public-outside-batch 538.88", await county.Open());
    }

    [Fact]
    public async Task A_month_whose_money_went_back_leaves_and_what_a_span_paid_of_the_other_stays()
    {
        await using var county = await Approved();
        await county.Comes("receipts", OfReceipts, "T1,A1,养老,2000-01,2000-01,财政,538.88,2026-04-20",
            "T2,A1,养老,2000-01,2000-02,财政,538.88,2026-04-20");
        await county.Comes("refunds", OfRefunds, "T1,A1,养老,2000-01,2000-01,财政,538.88,重复,2026-04-20");
        await Withdraw(county);
        await Stands(county, "预留0.00元，支出1,077.76元");
    }

    /// <summary>What went back to the treasury is not available again, whoever leaves the batch afterwards.</summary>
    [Fact]
    public async Task What_was_spent_stays_spent_when_everybody_leaves_the_batch()
    {
        await using var county = await Approved();
        await county.Comes("receipts", OfReceipts, OfZhang);
        await county.Comes("refunds", OfRefunds, BackOfZhang);
        await county.Reconciled();
        await Drop(county);
        await county.Done("backpay", "batch", "drop", "第1批", "A2", "--document", "退2", "--today", Today, "--user", "丙");
        Assert.Contains("预留0.00元，支出1,077.76元", await county.FundsShown(), StringComparison.Ordinal);
        await Stands(county, "预留0.00元，支出1,077.76元");
    }

    [Fact]
    public async Task A_receipt_that_was_corrected_after_its_batch_was_taken_back_and_went_back_stays_spent()
    {
        await using var county = await Approved();
        const string February = "T1,A1,养老,2000-02,2000-02,财政,538.88,2026-04-20";
        await county.Comes("receipts", OfReceipts, February);
        await Withdraw(county);
        await county.Comes(
            "receipts", OfReceipts, February + ",是", February.Replace("T1", "T9", StringComparison.Ordinal));
        await county.Reconciled();
        await county.Comes("refunds", OfRefunds, "T9,A1,养老,2000-02,2000-02,财政,538.88,账户错,2026-04-20");
        await Stands(county, "预留0.00元，支出538.88元");
        Assert.Contains("没有再做任何事", await county.Reconciled(), StringComparison.Ordinal);
        await Stands(county, "预留0.00元，支出538.88元");
    }

    [Fact]
    public async Task What_a_receipt_paid_of_a_month_that_went_back_and_left_is_not_outside()
    {
        await using var county = await Approved();
        await county.Comes("receipts", OfReceipts, OfZhang);
        await county.Comes("refunds", OfRefunds, "T1,A1,养老,2000-02,2000-02,财政,538.88,账户错,2026-04-20");
        await county.Reconciled();
        await Drop(county);
        await Stands(county, "预留538.88元，支出1,077.76元");
        Assert.DoesNotContain(await county.Open(), o => o.Contains("outside", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_receipt_over_months_of_two_batches_is_of_both()
    {
        await using var county = await Approved();
        await Drop(county);
        await county.Comes("coverage", "id_number,insurance,month,文号,撤销", $"{Zhang},养老,2000-02,,");
        await county.Batched("第2批");
        await county.Comes("coverage", "id_number,insurance,month,文号,撤销", $"{Zhang},养老,2000-02,,是");
        await county.Batched("第3批");
        await county.Comes("receipts", OfReceipts, "T1,A1,养老,2000-01,2000-02,财政,900.00,2026-04-20");
        await Stands(county, "预留716.64元，支出900.00元");
        Assert.Contains("预留0.00元，支出538.88元", await Show(county, "第2批"), StringComparison.Ordinal);
        Assert.Contains("预留177.76元，支出361.12元", await Show(county, "第3批"), StringComparison.Ordinal);
    }

    /// <summary>Nobody knows of which month it is: the case may end, and no month leaves its batch.</summary>
    [Fact]
    public async Task A_case_with_money_that_nobody_can_allocate_may_end()
    {
        await using var county = await Approved();
        await county.Comes("receipts", OfReceipts, "T1,A1,养老,2000-01,2000-02,财政,500.00,2026-04-20");
        await county.Reconciled();
        await county.Decided("A1,终止,2026-04-20,云退役终1,本人放弃");
        Assert.Equal("终止", await county.StateOf("A1"));
    }

    [Fact]
    public async Task What_left_unpaid_makes_no_room_for_what_is_paid_again_of_a_month_that_stayed()
    {
        await using var county = await Approved();
        const string January = "T1,A1,养老,2000-01,2000-01,财政,538.88,2026-04-20";
        await county.Comes("receipts", OfReceipts, January);
        await county.Reconciled();
        await Drop(county);
        await county.Comes("refunds", OfRefunds, "T1,A1,养老,2000-01,2000-01,财政,538.88,账户错,2026-04-20");
        await county.Comes("receipts", OfReceipts, January.Replace("T1", "T2", StringComparison.Ordinal));
        await Stands(county, "预留538.88元，支出1,077.76元");
        Assert.Contains("A1 bp-public-outside-batch 538.88", await county.Open());
    }

    /// <summary>The refund was entered by mistake: what is left in the batch can be taken back all the same.</summary>
    [Fact]
    public async Task A_month_that_left_is_not_counted_among_those_that_stay()
    {
        await using var county = await Approved();
        await county.Comes("receipts", OfReceipts, OfZhang);
        await county.Comes("refunds", OfRefunds, BackOfZhang);
        await county.Reconciled();
        await Drop(county);
        await county.Comes("refunds", OfRefunds + ",撤销", BackOfZhang + ",是");
        Assert.Contains("1个月可以进别的批次。", await Withdraw(county), StringComparison.Ordinal);
        await Stands(county, "预留0.00元，支出1,077.76元");
    }

    /// <summary>Of what finance paid of January 38.88 went back, then the batch was taken back.</summary>
    [Fact]
    public async Task A_batch_that_was_taken_back_asks_for_nothing_and_who_waits_for_what_is_said()
    {
        await using var county = await Approved();
        await county.Comes("receipts", OfReceipts, "T1,A1,养老,2000-01,2000-01,财政,538.88,2026-04-20");
        await county.Comes("refunds", OfRefunds, "T1,A1,养老,2000-01,2000-01,财政,38.88,多缴,2026-04-20");
        await Withdraw(county);
        await Stands(county, "预留0.00元，支出538.88元");
        var said = await county.Batch("create", "甲", "第2批");
        Assert.Contains("2人、2个月，1,077.76元", said, StringComparison.Ordinal);
        Assert.Contains(
            "财政缴过又退回，还在拨款批次第1批里（由财政另行批复）1件1个月（A1）", said, StringComparison.Ordinal);
        var letter = await county.Letter("财政待拨清单-财政");
        Assert.DoesNotContain("第1批（", letter, StringComparison.Ordinal);
        Assert.Contains("超出批准的数", letter, StringComparison.Ordinal);
        Assert.Contains("38.88", letter, StringComparison.Ordinal);
        Assert.Contains("第2批（还没有批准）", letter, StringComparison.Ordinal);
    }

    /// <summary>Nobody asked finance: nothing was paid of it, and no money moves.</summary>
    [Fact]
    public async Task A_case_leaves_a_batch_that_nobody_has_approved()
    {
        await using var county = await Approved();
        await Drop(county);
        await county.Batch("create", "甲", "第2批");
        Assert.Contains("这一批现在是0人、0个月，0.00元", await county.Done("backpay", "batch", "drop", "第2批", "A1",
            "--document", "退2", "--today", Today, "--user", "丙"), StringComparison.Ordinal);
        await Stands(county, "预留538.88元，支出0.00元");
        Assert.Contains("1人、2个月，1,077.76元", await county.Batch("create", "甲", "第3批"), StringComparison.Ordinal);
    }

    /// <summary>What cannot be entered is said at once, to whoever makes the case leave.</summary>
    [Fact]
    public async Task Money_that_the_ledger_has_not_is_said_when_a_case_leaves()
    {
        await using var county = await Approved();
        await county.Comes("receipts", OfReceipts, OfZhang,
            "T3,A1,养老,2000-01,2000-02,财政,20000.00,2026-04-20");
        Assert.Contains("财政缴的比资金台账里有的多", await county.Done("backpay", "batch", "drop", "第1批", "A2",
            "--document", "退2", "--today", Today, "--user", "丙"), StringComparison.Ordinal);
    }
}
