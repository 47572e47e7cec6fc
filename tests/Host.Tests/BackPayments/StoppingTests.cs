using Disbursement.Host.Tests.Export;
using static Disbursement.Host.Tests.BackPayments.BackPaymentDesk;
using static Disbursement.Host.Tests.BackPayments.BatchDesk;

namespace Disbursement.Host.Tests.BackPayments;

/// <summary>What keeps public money from going out, who may let it go all the same, and who is told.</summary>
[Collection(OneHome.Name)]
public sealed class StoppingTests
{
    private const string OfEvidence = "来源,身份证号,姓名,事实,日期";

    /// <summary>The agency stands by its base: 复核 writes down the ground, the bill is asked for as it is.</summary>
    [Fact]
    public async Task Where_the_bill_of_the_agency_counts_the_ground_lets_public_money_go()
    {
        await using var county = new TinyCounty();
        await county.Insured();
        await county.Comes("cases", OfCases, Cases[0]);
        await county.Decided(Decisions[0]);
        await county.Comes("billing", OfBilling, "A1,养老,2000-01,2000-02,3400.00,1088.00,544.00,0");
        await county.Comes("receipts", OfReceipts, "P1,A1,养老,2000-01,2000-02,个人,544.00,2026-03-02");
        await county.Reconciled();
        Assert.Contains("A1 bp-base-wrong 15.36", await county.Open());
        await county.Refused("基数不对", "backpay", "batch", "create", "第1批", "--today", Today, "--user", "甲");
        Assert.Contains("请先不拨：基数不对", await county.Letter("财政待拨清单-财政"), StringComparison.Ordinal);
        string[] close = ["exceptions", "close", "A1:bp-base-wrong:养老", "--reason", "云人社〔2026〕3号", "--today", Today];
        await county.Refused("要由复核办理", [.. close, "--user", "甲"]);
        await county.Done([.. close, "--user", "乙"]);
        const string Bill = "A1,养老,2000-01,2000-02,3400.00,1088.00,544.00,0";
        await county.Comes("billing", OfBilling + ",文号,撤销", Bill + ",,,是",
            "A1,养老,2000-01,2000-02,3500.00,1120.00,544.00,0,,核2,");
        await county.Refused("基数不对", "backpay", "batch", "create", "第1批", "--today", Today, "--user", "甲");
        await county.Comes("billing", OfBilling + ",文号,撤销",
            "A1,养老,2000-01,2000-02,3500.00,1120.00,544.00,0,,核2,是", Bill + ",,核3,");
        Assert.Contains("1人、2个月，1,088.00元", await county.Batched("第1批"), StringComparison.Ordinal);
        Assert.Contains("请按拨款批次拨付", await county.Letter("财政待拨清单-财政"), StringComparison.Ordinal);
    }

    /// <summary>张三 died after his batch was approved.</summary>
    [Fact]
    public async Task Nobody_is_asked_to_pay_for_who_died()
    {
        await using var county = await Approved();
        Assert.DoesNotContain("先不拨", await county.Letter("财政待拨清单-财政"), StringComparison.Ordinal);
        await county.Comes("evidence", OfEvidence, $"民政,{Zhang},张三,火化,2026-04-01");
        Assert.Contains("请先不拨：本人情况变化", (await county.Letter("财政待拨清单-财政"))
            .Split('\n').Single(l => l.StartsWith("A1", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_in_a_batch_is_not_refused_before_it_left()
    {
        await using var county = await Approved();
        await county.Comes("coverage", "id_number,insurance,month,文号,撤销", $"{Zhang},养老,2000-01,,",
            $"{Zhang},养老,2000-02,,");
        await county.Comes(
            "refunds", OfRefunds, "P1,A1,养老,2000-01,2000-02,个人,538.88,已有正常缴费,2026-04-19");
        const string Refusal = "A1,不予受理,2026-04-20,云退役拒1,已有正常缴费";
        await county.DecideRefused("先让这件案件退出批次", "丙", Refusal);
        await Drop(county);
        await county.Decided(Refusal);
        Assert.Equal("不予受理", await county.StateOf("A1"));
    }

    /// <summary>李四 is on the list of January and not on that of March; of 王 the list says nothing of a day.</summary>
    [Theory]
    [InlineData("2026-01-15", "2026-03-15", false)]
    [InlineData("2026-03-15", "2026-03-15", true)]
    [InlineData("", "2026-03-15", true)]
    public async Task Who_is_not_on_the_newest_list_of_hardship_has_left_it(string his, string newest, bool isListed)
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await county.Comes("evidence", OfEvidence, $"民政,{Li},李四,低保,{his}", $"民政,{Zhang},张三,低保,{newest}");
        await county.Reconciled();
        Assert.Equal(isListed, (await county.Open()).Contains("A2 bp-hardship-differs"));
        Assert.Contains("A1 bp-hardship-differs", await county.Open());
    }

    [Fact]
    public async Task The_days_of_a_list_of_hardship_are_asked_for()
    {
        await using var county = new TinyCounty();
        await county.Insured();
        const string Asked = "各行的“日期”都写这份名单的日期";
        Assert.DoesNotContain(Asked, await county.Comes("evidence", OfEvidence, $"民政,{Li},李四,低保,2026-03-15",
            $"民政,{Zhang},张三,低保,2026-03-15"), StringComparison.Ordinal);
        Assert.Contains(Asked, await county.Comes("evidence", OfEvidence, $"民政,{Li},李四,特困,",
            $"民政,{Zhang},张三,特困,"), StringComparison.Ordinal);
        await county.Comes("cases", OfCases, Cases);
        await county.Reconciled();
        Assert.Equal(2, (await county.Open()).Count(o => o.EndsWith("hardship-differs", StringComparison.Ordinal)));
    }

    /// <summary>甲 has every role here, and is one person all the same.</summary>
    [Fact]
    public async Task Who_registered_a_case_does_not_waive_and_who_brought_its_bill_does_not_accept_the_cents()
    {
        await using var county = new TinyCounty();
        await county.Insured();
        await county.Done("user", "roles", "甲", "--roles", "经办,复核,审批");
        await county.Comes("cases", OfCases, Cases[0]);
        await county.DecideRefused("案件的登记和单位无力缴纳不能是同一个人", "甲", "A1,单位无力缴纳,2026-01-26,云国资1");
        await county.Decided("A1,单位无力缴纳,2026-01-26,云国资1", Decisions[0]);
        await county.Comes("billing", OfBilling, "A1,养老,2000-01,2000-02,3368.00,1077.77,538.88,0");
        const string Cents = "A1,接受分差,2026-04-20,,四舍五入";
        await county.DecideRefused("导入和接受分差不能是同一个人", "甲", Cents);
        await county.Done("backpay", "decide", county.Rows(OfDecisions, Cents), "--today", Today, "--user", "乙");
    }

    /// <summary>Two rows of one day, one for each insurance; what came since is a matter of its own.</summary>
    [Fact]
    public async Task The_cents_of_both_insurances_are_accepted_on_one_day()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await county.Comes("postings", OfPostings, $"{Li},养老,2001-01,3368.00,538.89,269.44,S1,2026-04-10",
            $"{Li},医保,2001-01,3368.00,269.45,67.36,S2,2026-04-10");
        await county.Reconciled();
        Assert.Equal(2, (await county.Open()).Count(o => o == "A2 bp-cents 0.01"));
        string[] rows = ["A2,接受分差,2026-04-20,,四舍五入,养老", "A2,接受分差,2026-04-20,,四舍五入,医保"];
        Assert.Contains("2项", await Accepted(), StringComparison.Ordinal);
        await county.Reconciled();
        Assert.DoesNotContain("A2 bp-cents 0.01", await county.Open());
        Assert.Contains("已知2项", await Accepted(" "), StringComparison.Ordinal);

        Task<string> Accepted(string end = "") => county.Done("backpay", "decide",
            county.Rows(OfDecisions, [.. rows.Select(r => r + end)]), "--today", Today, "--user", "乙");
    }
}
