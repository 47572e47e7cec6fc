using Disbursement.Host.Tests.Export;
using Disbursement.Host.Tests.Verification;
using static Disbursement.Host.Tests.BackPayments.BackPaymentDesk;
using static Disbursement.Host.Tests.Verification.VerificationDesk;

namespace Disbursement.Host.Tests.BackPayments;

/// <summary>补缴决定 and what undoes them: by whom, on which day, and what becomes of money that is paid by then.</summary>
[Collection(OneHome.Name)]
public sealed class DecisionTests
{
    [Fact]
    public async Task What_is_decided_again_after_it_was_undone_on_the_same_day_is_a_step_and_not_known()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        Task<string> Typed(string step, string day) => county.Done(
            "backpay", "decide", "A1", "--step", step, "--date", day, "--reason", "等材料", "--today", Today,
            "--user", "甲");
        await Typed("挂起", "2026-04-18");
        Assert.Contains("登记0项，已知1项", await Typed("挂起", "2026-04-18"), StringComparison.Ordinal);
        await Typed("继续办理", "2026-04-18");
        await Typed("挂起", "2026-04-18");
        Assert.Equal("挂起", await county.StateOf("A1"));
        await Typed("继续办理", "2026-04-19");
        // An old suspension once more is no new one.
        Assert.Contains("登记0项，已知1项", await Typed("挂起", "2026-04-18"), StringComparison.Ordinal);
        Assert.NotEqual("挂起", await county.StateOf("A1"));
    }

    [Fact]
    public async Task Nothing_is_decided_before_the_application_or_before_the_last_step()
    {
        await using var county = new TinyCounty();
        await county.Insured();
        await county.Comes("cases", OfCases, Cases);
        await county.DecideRefused("日期早于受理日期2025-11-03", "丙", "A1,核定,2025-11-02,云退役核1");
        await county.Decided(Decisions);
        await county.DecideRefused("日期早于上一道手续（2026-01-26核定）", "丙", "A1,终止,2026-01-25,云退役终1,放弃");
        await county.Comes("cases", OfCases, Cases[0].Replace("A1", "A3", StringComparison.Ordinal)
            .Replace("2000-01,2000-02", "2002-01,2002-02", StringComparison.Ordinal));
        await county.Decided("A3,不予受理,2026-04-01,云退役拒1,不是政府安排工作");
        await county.DecideRefused("日期早于上一道手续（2026-04-01不予受理）", "甲", "A3,送达,2026-03-31");
    }

    [Fact]
    public async Task What_frees_public_money_is_decided_and_a_file_of_two_roles_says_how_to_part_it()
    {
        await using var county = new TinyCounty();
        await county.Insured();
        await county.Comes("cases", OfCases, Cases[0].Replace(",,,财政", ",某厂,91110000100000123T,财政",
            StringComparison.Ordinal), Cases[1], Cases[2]);
        await county.DecideRefused("决定补缴案件要由审批办理", "甲", "A1,单位无力缴纳,2026-01-26,云文9");
        Assert.Contains("案件A1：单位存续用了财政（bp-public-with-employer），办完之前不进拨款批次",
            await county.Decided(Decisions), StringComparison.Ordinal);
        await county.Decided("A1,单位无力缴纳,2026-01-26,云文9");
        await county.DecideRefused("请分成几个文件：挂起由经办；终止由审批", "丙",
            "A1,挂起,2026-04-18,,等材料", "A2,终止,2026-04-18,云退役终1,本人放弃");
        await county.Comes("cases", OfCases, Cases[0].Replace("A1", "A3", StringComparison.Ordinal)
            .Replace("2000-01,2000-02", "2002-01,2002-02", StringComparison.Ordinal));
        await county.Decided("A3,不予受理,2026-04-01,云退役拒1,不是政府安排工作");
        await county.DecideRefused("决定补缴案件要由审批办理", "甲", "A3,继续办理,2026-04-18");
        await county.Decided("A3,继续办理,2026-04-18");
        Assert.Equal("受理", await county.StateOf("A3"));
    }

    [Fact]
    public async Task Who_added_a_segment_does_not_approve_the_case()
    {
        await using var county = new TinyCounty();
        await county.Insured();
        await county.Comes("cases", OfCases, Cases[0]);
        await county.Done("user", "add", "戊", "--roles", "经办,审批");
        await county.Done("import", "cases", county.Rows(OfCases, Cases[0]
            .Replace("2000-01,2000-02", "2003-01,2003-02", StringComparison.Ordinal)), "--today", Today, "--user", "戊");
        await county.DecideRefused("这是您登记的", "戊", "A1,核定,2026-01-26,云退役核1");
        await county.Decided("A1,核定,2026-01-26,云退役核1");
    }

    [Fact]
    public async Task Of_what_was_chosen_just_that_is_approved_and_what_is_left_out_is_said()
    {
        await using var county = new TinyCounty();
        await county.Insured();
        // 37 months served; asked for 48.
        await county.Comes("cases", OfCases,
            Cases[0].Replace("2000-01,2000-02", "2000-01,2003-12", StringComparison.Ordinal));
        await county.Decided("A1,核定,2026-01-26,云退役核1,本人选择,养老,2003-01,2003-12");
        Assert.Contains("案件A1核定了37个月；没有核定的：超过可补的月数11个月",
            await county.Decided("A1,核定,2026-01-27,云退役核2"), StringComparison.Ordinal);
        Assert.Contains("已核定37个月", await county.Done("backpay", "plan", "A1", "--today", Today),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_approval_taken_back_after_everybody_paid_is_money_that_goes_back()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await county.Comes("postings", OfPostings, Postings);
        await county.Decided("A2,撤销核定,2026-04-20,云退役撤1,查实不符合条件");
        await county.Reconciled();
        Assert.Equal("退费中", await county.StateOf("A2"));
        Assert.Equal(
        [
            "A2 bp-refund-due 269.44", "A2 bp-refund-due 269.44", "A2 bp-refund-due 538.88", "A2 bp-refund-due 67.36",
        ], (await county.Open()).Where(o => o.StartsWith("A2", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_approved_month_whose_segment_was_taken_back_is_said_and_no_batch_asks_for_it()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await county.Comes("cases", OfCases + ",撤销", Cases[0] + ",是");
        await county.Reconciled();
        Assert.Contains("A1 bp-approved-outside 1616.64", await county.Open());
        await county.Refused("没有可以申请财政资金的月份", "backpay", "batch", "create", "第1批", "--today", Today, "--user", "甲");
    }

    [Fact]
    public async Task A_claim_is_checked_against_the_bill_and_can_be_taken_back()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await county.Comes("receipts", OfReceipts, "T1,A1,养老,2000-01,2000-02,财政,538.88,2026-03-20");
        const string Header = "票据号,案件号,险种,付款方,月份,金额,撤销";
        Task Refused(string why, params string[] rows) => county.Refused(
            why, "backpay", "allot", county.Rows(Header, rows), "--today", Today, "--user", "甲");
        Task<string> Said(string user, params string[] rows) =>
            county.Done("backpay", "allot", county.Rows(Header, rows), "--today", Today, "--user", user);

        await Refused("不在票据T1的月份", "T1,A1,养老,财政,2000-03,538.88");
        await Refused("2000-01财政应缴的不是269.44元", "T1,A1,养老,财政,2000-01,269.44", "T1,A1,养老,财政,2000-02,269.44");
        await Refused("没有单位的票据T1", "T1,A1,养老,单位,2000-02,538.88");
        await county.Done("user", "add", "己", "--roles", "经办");
        await Said("甲", "T1,A1,养老,财政,2000-02,538.88");
        // A second 经办 is no 复核.
        await county.Refused("复核补缴要由复核办理", "backpay", "allot",
            county.Rows(Header, "T1,A1,养老,财政,2000-02,538.88"), "--today", Today, "--user", "己");
        await Said("乙", "T1,A1,养老,财政,2000-02,538.88");
        await county.Reconciled();
        Assert.DoesNotContain("A1 bp-receipt-unallocated 538.88", await county.Open());
        await county.Refused("复核补缴要由复核办理", "backpay", "allot",
            county.Rows(Header, "T1,A1,养老,财政,2000-02,538.88,是"), "--today", Today, "--user", "甲");
        await Said("乙", "T1,A1,养老,财政,2000-02,538.88,是");
        await county.Reconciled();
        Assert.Contains("A1 bp-receipt-unallocated 538.88", await county.Open());
    }

    [Fact]
    public async Task A_name_that_is_filled_in_later_makes_no_second_bill_and_no_other_posting()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await county.Comes("billing", OfBilling + ",id_number,name", Bills[0] + $",,{Zhang},张三",
            Bills[1] + $",,{Li},李思");
        await county.Comes("postings", OfPostings, Postings);
        await county.Comes("postings", OfPostings + ",姓名", Postings[0] + ",李五");
        await county.Reconciled();
        Assert.Equal(["A1 bp-not-paid 1077.76", "A2 bp-identity-differs"], await county.Open());
        Assert.Contains("核定单的姓名“李思”，记账的姓名“李五”", await county.Done(
            "backpay", "plan", "A2", "--today", Today), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Months_posted_for_somebody_without_a_case_are_named_by_the_last_digits()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await county.Comes("postings", OfPostings, "999001196805157779,养老,2001-01,3368.00,538.88,269.44,S9,2026-04-10");
        await county.Reconciled();
        Assert.Contains(await county.Open(), o => o.EndsWith("bp-case-unknown 808.32", StringComparison.Ordinal));
    }

    /// <summary>养老 needs the placement area, 医保 the insured area: a row may leave the other blank.</summary>
    [Fact]
    public async Task Rows_of_a_case_may_say_each_the_area_that_counts()
    {
        await using var county = new TinyCounty();
        await county.Insured();
        await county.Comes("cases", OfCases, Cases[1].Replace("云溪县,云溪县", "云溪县,", StringComparison.Ordinal),
            Cases[2].Replace("云溪县,云溪县", ",云溪县", StringComparison.Ordinal));
        await county.Decided("A2,核定,2026-01-26,云退役核1");
        Assert.Equal("核定", await county.StateOf("A2"));
    }

    [Fact]
    public async Task A_receipt_number_says_one_thing_of_its_months()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await county.Refused("票据P1的这些月份登记过538.88元（2026-03-02），这一行是538.80元", "import", "receipts",
            county.Rows(OfReceipts, "P1,A1,养老,2000-01,2000-02,个人,538.80,2026-03-02"), "--today", Today, "--user", "甲");
        await county.Comes("receipts", OfReceipts, "P1,A1,养老,2000-01,2000-02,个人,538.88,2026-03-02,是",
            "P1,A1,养老,2000-01,2000-02,个人,538.88,2026-03-03");
        await county.Reconciled();
        Assert.Equal(["A1 bp-not-paid 1077.76"], (await county.Open())
            .Where(o => o.StartsWith("A1", StringComparison.Ordinal)));
        // What was taken back before it came is no other saying.
        await county.Comes("receipts", OfReceipts, "P9,A1,养老,2000-01,2000-02,个人,100.00,2026-03-04,是",
            "P9,A1,养老,2000-01,2000-02,个人,90.00,2026-03-04");
        Assert.Contains("已被撤销行撤销", await county.Comes(
            "receipts", OfReceipts, "P9,A1,养老,2000-01,2000-02,个人,100.00,2026-03-04"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refund_of_a_day_says_one_amount()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        const string Header = OfRefunds + ",撤销";
        await county.Comes("refunds", Header, "P1,A1,养老,2000-01,2000-02,个人,100.00,算错,2026-04-19");
        await county.Refused("P12026-04-19退给个人的登记过100.00元，这一行是90.00元", "import", "refunds",
            county.Rows(Header, "P1,A1,养老,2000-01,2000-02,个人,90.00,算错,2026-04-19"), "--today", Today, "--user", "甲");
        await county.Refused("登记过80.00元，这一行是70.00元", "import", "refunds",
            county.Rows(Header, "U3,A2,医保,2001-01,2001-01,单位,80.00,算错,2026-04-19",
                "U3,A2,医保,2001-01,2001-01,单位,70.00,算错,2026-04-19"), "--today", Today, "--user", "甲");
        Assert.Contains("新增2行", await county.Comes("refunds", Header,
            "P1,A1,养老,2000-01,2000-02,个人,90.00,算错,2026-04-19",
            "P1,A1,养老,2000-01,2000-02,个人,100.00,算错,2026-04-19,是"), StringComparison.Ordinal);
        Assert.Contains("新增0行，已知1行", await county.Comes(
            "refunds", Header, "P1,A1,养老,2000-01,2000-02,个人,90.00,算错,2026-04-19"), StringComparison.Ordinal);
    }

    /// <summary>孙文喆's number was corrected; one case has the old one, the other and the postings the new.</summary>
    [Fact]
    public async Task Whose_number_was_corrected_is_one_person()
    {
        const string Corrected = "999001196310010417";
        await using var county = new TinyCounty();
        await county.Insured();
        await county.Changed("2026-01-12", "身份证号,变动类型,生效日期,新身份证号,文号",
            $"{SunWenzhe},更正,2026-01-12,{Corrected},户籍证明1号");
        string Of(string number, string id, string months) =>
            $"{number},{id},孙文喆,云溪县,云溪县,1982-12-10,1985-12-01,养老,断缴,{months},,,财政,,2025-11-0{number[1]},云文1";
        await county.Comes(
            "cases", OfCases, Of("A6", SunWenzhe, "2000-01,2001-06"), Of("A7", Corrected, "2001-06,2004-12"));
        await county.Decided("A6,核定,2026-01-26,云退役核1");
        // 37 months served, 18 of them approved in the other case, and a month is of both.
        Assert.Contains("案件A7核定了19个月；没有核定的：本人的另一案件已有1个月、超过财政可以承担的月数（各案件合计）18个月、"
            + "超过可补的月数5个月",
            await county.Decided("A7,核定,2026-01-27,云退役核2"), StringComparison.Ordinal);
        await county.Comes("billing", OfBilling, "A6,养老,2000-01,2000-01,3368.00,538.88,269.44,0");
        await county.Comes("postings", OfPostings, $"{Corrected},养老,2000-01,3368.00,538.88,269.44,S1,2026-04-10");
        await county.Reconciled();
        var open = await county.Open();
        Assert.Contains("A6 bp-posted-not-paid 808.32", open);
        Assert.Contains("A7 bp-two-cases 0.00", open);
        Assert.DoesNotContain(open, o => o.Contains("bp-case-unknown", StringComparison.Ordinal));
    }
}
