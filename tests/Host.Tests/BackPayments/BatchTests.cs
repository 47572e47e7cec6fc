using Disbursement.Host.Tests.Auditing;
using Disbursement.Host.Tests.Export;
using static Disbursement.Host.Tests.BackPayments.BackPaymentDesk;

namespace Disbursement.Host.Tests.BackPayments;

/// <summary>拨款批次: public money is asked for once, by three people, and the ledger of funds has it to the fen.</summary>
[Collection(OneHome.Name)]
public sealed class BatchTests
{
    [Fact]
    public async Task Three_people_ask_for_a_month_once_and_the_ledger_follows_what_finance_paid()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await county.Comes("funds", "年度,来源,用途,类型,金额,文号,到账日期",
            "2026,省,社保补缴,拨款,10000,财社9号,2026-04-18", "2026,县,社保补缴,拨款,10000,财社9号,2026-04-18");
        Assert.Contains("1人、2个月，1,077.76元", await county.Batch("create", "甲", "第1批"), StringComparison.Ordinal);
        Assert.Contains("没有再做任何事", await county.Batch("create", "甲", "第1批"), StringComparison.Ordinal);
        await county.Refused("没有可以申请财政资金的月份", "backpay", "batch", "create", "第2批", "--today", Today, "--user", "甲");
        await county.Refused("还没有复核", "backpay", "batch", "approve", "第1批", "--document", "财社1", "--today", Today,
            "--user", "丙");
        await county.Batch("check", "乙", "第1批");
        await county.Refused("share-missing", "backpay", "batch", "approve", "第1批", "--document", "财社1", "--today",
            Today, "--user", "丙");
        await county.Comes("shares", "优抚类别,组成,单位,中央,省,市,县,生效日期,文号", "一次性,社保补缴,year,0,60,0,40,2026-01-01,财社8");
        Assert.Contains("资金已预留：省646.66元、县431.10元", await county.Done(
            "backpay", "batch", "approve", "第1批", "--document", "财社1", "--today", Today, "--user", "丙"),
            StringComparison.Ordinal);

        await county.Comes("receipts", OfReceipts, "T1,A1,养老,2000-01,2000-02,财政,1077.76,2026-04-10");
        await county.Reconciled();
        Assert.Contains("2026年省社保补缴：拨入10,000.00元，结转0.00元，预留0.00元，支出646.66元", await county.Done(
            "funds", "show", "--today", Today), StringComparison.Ordinal);
        await county.Refused("已经缴出，不能撤销", "backpay", "batch", "withdraw", "第1批", "--document", "撤1",
            "--today", Today, "--user", "丙");

        // The receipt was entered by mistake: reserved again, and available is what it was.
        await county.Comes("receipts", OfReceipts, "T1,A1,养老,2000-01,2000-02,财政,1077.76,2026-04-10,是");
        await county.Reconciled();
        Assert.Contains("2026年省社保补缴：拨入10,000.00元，结转0.00元，预留646.66元，支出0.00元", await county.Done(
            "funds", "show", "--today", Today), StringComparison.Ordinal);
        Assert.Contains("与上次相同", await county.Reconciled(), StringComparison.Ordinal);
        Assert.Contains("全部对得上", await county.Done("audit", "check", "--today", Today), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_taken_back_frees_its_months_and_nobody_signs_twice()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await county.Done("user", "roles", "甲", "--roles", "经办,复核,审批");
        await county.Batch("create", "甲", "第1批");
        await county.Refused("这是您登记的", "backpay", "batch", "check", "第1批", "--today", Today, "--user", "甲");
        await county.Batch("check", "乙", "第1批");
        await county.Refused("这是您登记的", "backpay", "batch", "approve", "第1批", "--document", "财社1", "--today",
            Today, "--user", "甲");
        Assert.Contains("2个月可以进别的批次", await county.Done(
            "backpay", "batch", "withdraw", "第1批", "--document", "撤1", "--today", Today, "--user", "丙"),
            StringComparison.Ordinal);
        Assert.Contains("2个月", await county.Batch("create", "甲", "第2批"), StringComparison.Ordinal);
        Assert.Contains("拨款批次第2批：养老2000-01至2000-02，2个月，单位部分1,077.76元", await county.Done(
            "backpay", "plan", "A1", "--today", Today), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Months_with_a_mismatch_wait_and_the_personal_part_comes_first()
    {
        await using var county = new TinyCounty();
        await county.Insured();
        await county.Comes("cases", OfCases, Cases);
        await county.Decided(Decisions);
        await county.Comes("billing", OfBilling, [.. Bills.Skip(1), "A1,养老,2000-01,2000-01,3368.00,538.88,269.44,0",
            "A1,养老,2000-02,2000-02,3000.00,480.00,240.00,0"]);
        await county.Refused("个人部分已缴", "backpay", "batch", "create", "第1批", "--today", Today, "--user", "甲");
        await county.Comes("receipts", OfReceipts, "P1,A1,养老,2000-01,2000-01,个人,269.44,2026-03-02",
            "P4,A1,养老,2000-02,2000-02,个人,240.00,2026-03-02");
        // February has the base of another year.
        Assert.Contains("1人、1个月，538.88元", await county.Batch("create", "甲", "第1批"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_becomes_known_of_a_batch_stops_its_signatures_and_its_months_are_not_revoked_beside_it()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await county.Batch("create", "甲", "第1批");
        await county.Batch("check", "乙", "第1批");
        await county.DecideRefused("有月份在拨款批次第1批里", "丙", "A1,终止,2026-04-20,云退役终1,本人放弃");
        await county.DecideRefused(
            "有月份在拨款批次第1批里", "丙", "A1,撤销核定,2026-04-20,云退役撤1,算错,养老,2000-02,2000-02");
        await county.Comes("coverage", "id_number,insurance,month", $"{Zhang},养老,2000-02");
        await county.Refused("有1个月现在不能申请", "backpay", "batch", "approve", "第1批", "--document", "财社1", "--today",
            Today, "--user", "丙");
        await county.Done("backpay", "batch", "withdraw", "第1批", "--document", "撤1", "--today", Today, "--user", "丙");
        Assert.Contains("1人、1个月，538.88元", await county.Batch("create", "甲", "第2批"), StringComparison.Ordinal);
        await county.Decided("A1,撤销核定,2026-04-20,云退役撤1,已有正常缴费,养老,2000-02,2000-02");
        await county.Reconciled();
        // Nobody approves it any more; it is billed and covered, and what the person paid goes back.
        Assert.Equal(["A1 bp-already-covered 808.32", "A1 bp-refund-due 269.44"],
            (await county.Open()).Where(o => o.StartsWith("A1 bp-already", StringComparison.Ordinal)
                || o.StartsWith("A1 bp-refund", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_was_taken_back_and_asked_for_anew_is_paid_once()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await county.Comes("funds", "年度,来源,用途,类型,金额,文号,到账日期", "2026,县,社保补缴,拨款,10000,财社9号,2026-04-18");
        await county.Comes("shares", "优抚类别,组成,单位,中央,省,市,县,生效日期,文号", "一次性,社保补缴,year,0,0,0,100,2026-01-01,财社8");
        foreach (var name in new[] { "第1批", "第2批" })
        {
            await county.Batch("create", "甲", name);
            await county.Batch("check", "乙", name);
            await county.Done(
                "backpay", "batch", "approve", name, "--document", "财社1", "--today", Today, "--user", "丙");
            if (name == "第1批")
                await county.Done(
                    "backpay", "batch", "withdraw", name, "--document", "撤1", "--today", Today, "--user", "丙");
        }

        await county.Comes("receipts", OfReceipts, "T1,A1,养老,2000-01,2000-02,财政,1077.76,2026-04-10");
        await county.Reconciled();
        Assert.Contains("预留0.00元，支出1,077.76元，可用8,922.24元", await county.Done(
            "funds", "show", "--today", Today), StringComparison.Ordinal);
        Assert.Contains("全部对得上", await county.Done("audit", "check", "--today", Today), StringComparison.Ordinal);
    }

    /// <summary>By the owner of the database, who can switch every trigger off.</summary>
    [Fact]
    public async Task The_audit_names_what_was_altered_behind_the_back_of_the_program()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await county.Batch("create", "甲", "第1批");
        await county.Reconciled();
        Assert.Contains("全部对得上", await county.Done("audit", "check", "--today", Today), StringComparison.Ordinal);
        foreach (var (table, statement) in new[]
        {
            ("approved_span", "update approved_span set to_month = '2000-03-01' where unit_payer = 3"),
            ("contribution_receipt", "update contribution_receipt set fen = fen + 1 where number = 'P1'"),
            ("back_payment_decision", "update back_payment_decision set document = '另一个' where step = 1"),
            ("funded_month", "delete from funded_month where month = '2000-01-01'"),
        })
            await LivedInCounty.Tamper(county, table, statement);
        var (code, said, _) = await county.Command("audit", "check", "--today", Today);
        Assert.Equal(1, code);
        foreach (var named in new[]
        {
            "approved_span 中", "contribution_receipt 中", "back_payment_decision 中", "拨款批次第1批的月份",
        })
            Assert.Contains(named, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_batches_at_once_one_gets_the_months()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        var tried = await Task.WhenAll(Enumerable.Range(1, 4).Select(i => county.Command(
            "backpay", "batch", "create", $"第{i}批", "--today", Today, "--user", "甲")));

        Assert.Single(tried, t => t.Code == 0);
        Assert.All(tried.Where(t => t.Code != 0),
            t => Assert.Contains("没有可以申请财政资金的月份", t.Error, StringComparison.Ordinal));
    }}
