using Disbursement.Host.Tests.Export;
using static Disbursement.Host.Tests.BackPayments.BackPaymentDesk;

namespace Disbursement.Host.Tests.BackPayments;

/// <summary>What was wrong is put right, by rows that take back and rows that come again: nothing is stuck.</summary>
[Collection(OneHome.Name)]
public sealed class MendingTests
{
    [Fact]
    public async Task What_was_entered_by_mistake_can_be_taken_back_and_a_row_that_takes_nothing_back_is_said()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        const string Covered = "id_number,insurance,month,撤销";
        await county.Comes("coverage", Covered, $"{Zhang},养老,2000-02");
        await county.Reconciled();
        Assert.Contains("A1 bp-already-covered 808.32", await county.Open());
        Assert.Contains("第2行起的撤销有1行没有对应的原行", await county.Comes(
            "coverage", Covered, $"{Zhang},养老,2000-01,是"), StringComparison.Ordinal);
        await county.Comes("coverage", Covered, $"{Zhang},养老,2000-02,是");
        await county.Comes("refunds", OfRefunds + ",撤销", "P1,A1,养老,2000-01,2000-02,个人,100.00,算错,2026-04-19");
        await county.Reconciled();
        Assert.DoesNotContain("A1 bp-already-covered 808.32", await county.Open());
        Assert.Contains("A1 bp-personal-unpaid 100.00", await county.Open());
        await county.Comes("refunds", OfRefunds + ",撤销", "P1,A1,养老,2000-01,2000-02,个人,100.00,算错,2026-04-19,是",
            "P1,A1,养老,2000-01,2000-02,个人,10.00,算错,2026-04-19");
        await county.Reconciled();
        Assert.Contains("A1 bp-personal-unpaid 10.00", await county.Open());
        Assert.Contains("第2行起的撤销有1行没有对应的原行", await county.Comes("receipts", OfReceipts,
            "P1,A1,养老,2000-01,2000-02,个人,538.99,2026-03-02,是"), StringComparison.Ordinal);
        await county.Comes("receipts", OfReceipts, "P1,A1,养老,2000-01,2000-02,个人,538.88,2026-03-02,是");
        Assert.Contains("有1行已被撤销行撤销", await county.Comes("receipts", OfReceipts,
            "P1,A1,养老,2000-01,2000-02,个人,538.88,2026-03-02", "P9,A1,养老,2000-01,2000-02,个人,538.88,2026-03-05"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_that_was_typed_wrong_is_mended_as_long_as_nothing_is_approved()
    {
        await using var county = new TinyCounty();
        await county.Insured();
        var wrong = Cases[0].Replace("云溪县,云溪县", "云溪,云溪", StringComparison.Ordinal);
        await county.Comes("cases", OfCases, wrong);
        await county.Comes("cases", OfCases + ",撤销", wrong + ",是", Cases[0] + ",");
        Assert.Contains("养老：云溪县", await county.Done("backpay", "plan", "A1", "--today", Today),
            StringComparison.Ordinal);
        // Refused and taken up again: nothing was approved, so it may be mended still.
        await county.Decided("A1,不予受理,2025-11-20,云文3,材料不齐");
        await county.Decided("A1,继续办理,2025-12-01");
        await county.Comes("cases", OfCases + ",撤销", Cases[0] + ",是",
            Cases[0].Replace("张三", "张叁", StringComparison.Ordinal) + ",");
        await county.Comes("cases", OfCases + ",撤销", Cases[0].Replace("张三", "张叁", StringComparison.Ordinal) + ",是",
            Cases[0] + ",");
        await county.Decided("A1,核定,2026-01-26,云退役核1");
        var (code, _, said) = await county.Command("import", "cases", county.Rows(OfCases + ",撤销", Cases[0] + ",是",
            wrong + ","), "--today", Today, "--user", "甲");
        Assert.Equal(3, code);
        Assert.Contains("2行没有导入", said, StringComparison.Ordinal);
        // What is taken back and what comes in its place come in together: the case has its months.
        Assert.Equal("核定", await county.StateOf("A1"));
    }

    [Fact]
    public async Task Another_person_takes_over_no_segment_because_a_row_that_takes_it_back_was_rejected()
    {
        await using var county = new TinyCounty();
        await county.Insured();
        await county.Comes("cases", OfCases, Cases[0]);
        var ofLi = Cases[1].Replace("A2", "A1", StringComparison.Ordinal);
        var (code, _, _) = await county.Command("import", "cases", county.Rows(OfCases + ",撤销",
            Cases[0].Replace(Zhang, Li, StringComparison.Ordinal) + ",是", ofLi + ","), "--today", Today, "--user", "甲");
        Assert.Equal(3, code);
        var plan = await county.Done("backpay", "plan", "A1", "--today", Today);
        Assert.Contains("张三", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("李四", plan, StringComparison.Ordinal);
        Assert.Contains("有1行撤销没有对应的原行", await county.Comes("cases", OfCases + ",撤销",
            Cases[0].Replace("2000-02", "2000-03", StringComparison.Ordinal) + ",是"), StringComparison.Ordinal);
    }

    /// <summary>Of the case itself, or of no case that anybody can read.</summary>
    [Theory]
    [InlineData("A1", "2000-02,", "2000-13,", 2)]
    [InlineData("A1,", ",", ",", 2)]
    public async Task A_row_that_cannot_be_read_holds_back_what_would_take_its_case_apart(
        string number, string month, string wrong, int sentBack)
    {
        await using var county = new TinyCounty();
        await county.Insured();
        await county.Comes("cases", OfCases, Cases[0], Cases[1]);
        var mended = number == "A1"
            ? Cases[0].Replace(month, wrong, StringComparison.Ordinal)
            : Cases[0].Replace(number, wrong, StringComparison.Ordinal);
        var other = Cases[1].Replace("A2", "A3", StringComparison.Ordinal);
        var (code, _, said) = await county.Command("import", "cases", county.Rows(
            OfCases + ",撤销", Cases[0] + ",是", mended + ",", other + ","), "--today", Today, "--user", "甲");
        Assert.Equal(3, code);
        Assert.Contains($"{sentBack}行没有导入", said, StringComparison.Ordinal);
        Assert.Contains("2个月", await county.Done("backpay", "plan", "A1", "--today", Today), StringComparison.Ordinal);
        Assert.Contains("1个月", await county.Done("backpay", "plan", "A3", "--today", Today), StringComparison.Ordinal);
        Assert.Contains("import-rejected", await county.Done("exceptions", "list", "--today", Today),
            StringComparison.Ordinal);
        // The same rows put right come in together; what is known already is not sent back for another's fault.
        await county.Comes("cases", OfCases + ",撤销", Cases[0] + ",是",
            Cases[0].Replace("2000-02", "2000-03", StringComparison.Ordinal) + ",");
        Assert.Contains("3个月", await county.Done("backpay", "plan", "A1", "--today", Today), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_held_back_comes_in_when_its_number_is_put_right_and_what_is_known_is_not_sent_back()
    {
        await using var county = new TinyCounty();
        await county.Insured();
        await county.Comes("cases", OfCases, Cases[0], Cases[1]);
        const string Header = OfCases + ",撤销";
        var longer = Cases[0].Replace("2000-02", "2000-03", StringComparison.Ordinal) + ",";
        var ofLi = new[] { Cases[1] + ",是", Cases[1].Replace("2001-01,2001-01", "2001-01,2001-02",
            StringComparison.Ordinal) + "," };
        // Nobody knows whose row is taken back, but for the person: his rows wait, others do not.
        var (code, said, _) = await county.Command("import", "cases", county.Rows(
            Header, [Cases[0].Replace("A1,", "A1#,", StringComparison.Ordinal) + ",是", longer, .. ofLi]),
            "--today", Today, "--user", "甲");
        Assert.Equal(3, code);
        Assert.Contains("新增2行，已知0行，退回2行", said, StringComparison.Ordinal);
        // Li's rows once more, beside a row that cannot be read: they are known.
        (code, said, _) = await county.Command("import", "cases", county.Rows(
            Header, [.. ofLi, Cases[1].Replace("A2,", "A2#,", StringComparison.Ordinal) + ","]),
            "--today", Today, "--user", "甲");
        Assert.Equal(3, code);
        Assert.Contains("新增0行，已知2行，退回1行", said, StringComparison.Ordinal);
        Assert.Contains("以前退回的2行这次已经导入", await county.Comes("cases", Header, Cases[0] + ",是", longer),
            StringComparison.Ordinal);
    }

    /// <summary>The identity number is put right, and the row that does it does not say of which case it is.</summary>
    [Fact]
    public async Task A_case_whose_number_of_a_person_is_mended_keeps_its_months_when_the_mended_row_names_no_case()
    {
        await using var county = new TinyCounty();
        await county.Insured();
        await county.Comes("cases", OfCases, Cases[0]);
        var mended = Cases[0].Replace(Zhang, Li, StringComparison.Ordinal);
        var (code, _, _) = await county.Command("import", "cases", county.Rows(OfCases + ",撤销", Cases[0] + ",是",
            mended.Replace("A1,", "A1#,", StringComparison.Ordinal) + ","), "--today", Today, "--user", "甲");
        Assert.Equal(3, code);
        Assert.Contains("2个月", await county.Done("backpay", "plan", "A1", "--today", Today), StringComparison.Ordinal);
        // What takes back is read again where its 撤销 could not be.
        (code, _, _) = await county.Command("import", "cases", county.Rows(
            OfCases + ",撤销", Cases[0] + ",取消"), "--today", Today, "--user", "甲");
        Assert.Equal(3, code);
        Assert.Contains("以前退回的3行这次已经导入", await county.Comes(
            "cases", OfCases + ",撤销", Cases[0] + ",是", mended + ","), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bill_that_was_taken_back_comes_again_under_a_number_of_its_own()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        const string Header = OfBilling + ",文号,撤销";
        await county.Comes("billing", Header, Bills[0] + ",,,是");
        Assert.Contains("填另一个“文号”", await county.Comes("billing", Header, Bills[0] + ",,,"),
            StringComparison.Ordinal);
        await county.Reconciled();
        Assert.Contains("A1 bp-not-billed 1616.64", await county.Open());
        await county.Comes("billing", Header, Bills[0] + ",,社保2026-7,");
        await county.Reconciled();
        Assert.DoesNotContain(await county.Open(), o => o.Contains("billed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_covered_month_that_was_taken_back_comes_again_under_another_document()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        const string Covered = "id_number,insurance,month,文号,撤销";
        await county.Comes("coverage", Covered, $"{Zhang},养老,2000-02,,", $"{Zhang},养老,2000-02,,是");
        Assert.Contains("有1行已被撤销行撤销", await county.Comes("coverage", Covered, $"{Zhang},养老,2000-02,,"),
            StringComparison.Ordinal);
        await county.Reconciled();
        Assert.DoesNotContain(await county.Open(), o => o.Contains("covered", StringComparison.Ordinal));
        await county.Comes("coverage", Covered, $"{Zhang},养老,2000-02,名单2,");
        await county.Reconciled();
        Assert.Contains("A1 bp-already-covered 808.32", await county.Open());
    }

    [Fact]
    public async Task A_case_number_that_was_typed_wrong_is_said_until_its_row_is_taken_back()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await county.Comes("receipts", OfReceipts, "P7,A7,养老,2000-01,2000-02,个人,538.88,2026-03-02");
        await county.Comes("billing", OfBilling, Bills[0].Replace("A1", "A7", StringComparison.Ordinal));
        await county.Reconciled();
        Assert.Equal(2, (await county.Open()).Count(o => o.Contains("case-unknown", StringComparison.Ordinal)));
        await county.Comes("receipts", OfReceipts, "P7,A7,养老,2000-01,2000-02,个人,538.88,2026-03-02,是");
        await county.Comes(
            "billing", OfBilling + ",撤销", Bills[0].Replace("A1", "A7", StringComparison.Ordinal) + ",,是");
        await county.Reconciled();
        Assert.DoesNotContain(await county.Open(), o => o.Contains("case-unknown", StringComparison.Ordinal));
    }

    /// <summary>李四's months are posted under the name 李思: the police wrote that it is he.</summary>
    [Fact]
    public async Task With_the_ground_written_down_a_case_is_closed_and_can_be_taken_up_again()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await county.Comes("postings", OfPostings + ",姓名", [.. Postings.Select(p => p + ",李思")]);
        await county.Reconciled();
        Assert.Contains("A2 bp-identity-differs", await county.Open());
        const string Close = "A2,结案,2026-04-20,云退役结1";
        await county.DecideRefused("姓名或证件号不一致（bp-identity-differs），有依据的先写明关闭", "丙", Close);
        string[] close = ["exceptions", "close", "A2:bp-identity-differs", "--reason", "派出所证明1号", "--today", Today];
        await county.Refused("要由复核办理", [.. close, "--user", "甲"]);
        await county.Done([.. close, "--user", "乙"]);
        await county.Decided(Close);
        Assert.Equal("结案", await county.StateOf("A2"));
        await county.DecideRefused("审批", "甲", "A2,继续办理,2026-04-20,云退役续1,补缴月份有误");
        await county.Decided("A2,继续办理,2026-04-20,云退役续1,补缴月份有误");
        Assert.Equal("已记账", await county.StateOf("A2"));
    }

    [Fact]
    public async Task Who_bears_the_unit_part_is_mended_after_the_employer_was_found_unable_to_pay()
    {
        await using var county = new TinyCounty();
        await county.Insured();
        const string Works = "某厂,91110000100000123T,单位";
        var pension = Cases[1].Replace("某厂,,单位", Works, StringComparison.Ordinal);
        await county.Comes("cases", OfCases, pension);
        Assert.Contains("改登时段的“单位部分承担”（原行撤销、新行导入）", await county.Decided(
            "A2,单位无力缴纳,2026-01-20,云文7"), StringComparison.Ordinal);
        await county.Comes("cases", OfCases + ",撤销", pension + ",是",
            pension.Replace(Works, "某厂,91110000100000123T,财政", StringComparison.Ordinal) + ",");
        await county.Decided("A2,核定,2026-01-26,云退役核1");
        await county.Comes("billing", OfBilling, Bills[1]);
        await county.Reconciled();
        Assert.DoesNotContain(await county.Open(), o => o.Contains("public-with-employer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_lines_of_a_receipt_are_claimed_apart_and_one_alone_does_not_undo_what_two_said()
    {
        await using var county = new TinyCounty();
        await county.Insured();
        await county.Comes("cases", OfCases, Cases[0].Replace("2000-02", "2000-04", StringComparison.Ordinal));
        await county.Decided(Decisions[0]);
        await county.Comes("billing", OfBilling, "A1,养老,2000-01,2000-04,3368.00,2155.52,1077.76,0");
        await county.Comes("receipts", OfReceipts, "P9,A1,养老,2000-01,2000-02,个人,269.44,2026-03-02",
            "P9,A1,养老,2000-03,2000-04,个人,269.44,2026-03-02");
        const string Header = "票据号,案件号,险种,付款方,月份,金额";
        foreach (var line in new[] { "2000-01", "2000-03" })
        {
            var claim = county.Rows(Header, $"P9,A1,养老,个人,{line},269.44");
            foreach (var user in new[] { "甲", "乙" })
                await county.Done("backpay", "allot", claim, "--today", Today, "--user", user);
        }

        await county.Reconciled();
        Assert.Contains("A1 bp-personal-unpaid 538.88", await county.Open());
        Assert.DoesNotContain(await county.Open(), o => o.Contains("unallocated", StringComparison.Ordinal));
        await county.Refused("复核确认过", "backpay", "allot", county.Rows(Header, "P9,A1,养老,个人,2000-02,269.44"),
            "--today", Today, "--user", "甲");
    }
}
