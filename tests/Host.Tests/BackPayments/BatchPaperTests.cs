using System.Globalization;
using Disbursement.Host.Tests.Export;
using Disbursement.Host.Tests.Papers;
using static Disbursement.Host.Tests.BackPayments.BackPaymentDesk;

namespace Disbursement.Host.Tests.BackPayments;

/// <summary>拨款申请表: finance reads case numbers and sums that come to the batch, and of no person.</summary>
[Collection(OneHome.Name)]
public sealed class BatchPaperTests
{
    private const string Wang = "999001197003031239";

    [Fact]
    public async Task The_paper_comes_to_what_the_batch_asks_for_and_nothing_in_it_is_of_a_person()
    {
        await using var county = await Proposed();
        var said = await Show(county);
        foreach (var line in new[]
        {
            "拨款批次第1批：已复核", "提出：甲，2026-04-20", "复核：乙，2026-04-20", "2人、2件案件、4个月，2,222.88元",
            "养老：2件、3个月，单位部分1,616.64元，困难补助269.44元", "医保：1件、1个月，单位部分269.44元，困难补助67.36元",
        })
            Assert.Contains(line, said, StringComparison.Ordinal);

        var folder = Path.Combine(county.Home, "表");
        Assert.Contains("《拨款申请表》3个文件", await Show(county, "--out", folder), StringComparison.Ordinal);
        var files = Directory.EnumerateFiles(folder).ToList();
        var rows = TinyCounty.Rows(await File.ReadAllTextAsync(
            files.Single(f => f.EndsWith(".csv", StringComparison.Ordinal)),
            TestContext.Current.CancellationToken)).ToList();
        Assert.Equal(
            ["A1,养老,2000年1月至2月,2,1077.76,0.00,1077.76", "B1,养老,2001年1月,1,538.88,269.44,808.32",
                "B1,医保,2001年1月,1,269.44,67.36,336.80"],
            rows.Select(r => string.Join(',', r)));
        Assert.Equal(2222.88m, rows.Sum(r => decimal.Parse(r[6], CultureInfo.InvariantCulture)));
        foreach (var paper in files.Where(f => !f.EndsWith(".csv", StringComparison.Ordinal))
            .Select(f => ReadPaper.Of(folder, f)))
        {
            Assert.Contains("演练", paper.All, StringComparison.Ordinal);
            Assert.Contains("社保补缴拨款申请表（已复核）", paper.All, StringComparison.Ordinal);
            foreach (var table in new[] { "按险种", "明细" })
            {
                var lines = paper.Table(table);
                Assert.Equal("4", lines[^1]["月数"]);
                Assert.Equal("2222.88", lines[^1]["合计（元）"].Replace(",", "", StringComparison.Ordinal));
            }
        }

        foreach (var text in files.Select(f => f.EndsWith(".csv", StringComparison.Ordinal)
            ? File.ReadAllText(f)
            : ReadPaper.Of(folder, f).All))
        {
            foreach (var personal in new[] { "张三", "王五", Zhang, Wang })
                Assert.DoesNotContain(personal, text, StringComparison.Ordinal);
        }

        Assert.Contains("全部对得上", await county.Done("audit", "check", "--today", Today), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paper_of_an_earlier_step_is_put_aside_and_one_taken_back_says_that_nothing_is_paid_by_it()
    {
        await using var county = await Proposed();
        var folder = Path.Combine(county.Home, "表");
        await Show(county, "--out", folder);
        await county.Done("backpay", "batch", "withdraw", "第1批", "--document", "撤1号", "--today", Today, "--user", "丙");
        Assert.Contains("撤销：丙，2026-04-20，撤1号", await Show(county, "--out", folder), StringComparison.Ordinal);

        Assert.All(Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)), f =>
            Assert.StartsWith("拨款批次-第1批-已撤销-01", f, StringComparison.Ordinal));
        Assert.Equal(3, Directory.EnumerateFiles(Path.Combine(folder, "旧稿"), "*已复核*").Count());
        Assert.Contains("不得据此拨款", ReadPaper.Of(folder, Directory.EnumerateFiles(folder, "*.xlsx").Single()).All,
            StringComparison.Ordinal);
        await county.Refused("没有拨款批次“第9批”", "backpay", "batch", "show", "第9批");
    }

    [Fact]
    public async Task Who_bears_it_is_said_by_level_and_the_sum_in_capitals()
    {
        await using var county = await Proposed();
        var folder = Path.Combine(county.Home, "表");
        await Show(county, "--out", folder);
        Assert.Contains("没有按资金来源分", Workbook(folder).All, StringComparison.Ordinal);
        await county.Comes("shares", "优抚类别,组成,单位,中央,省,市,县,生效日期,文号",
            "一次性,社保补缴,year,60,0,0,40,2026-01-01,财社8");
        await Show(county, "--out", folder);
        var paper = Workbook(folder);
        Assert.Contains("贰仟贰佰贰拾贰元捌角捌分", paper.All, StringComparison.Ordinal);
        // Of the whole the county bears 40 %, whole fen; the rest is the first level's.
        Assert.Equal(
            ["中央 1333.73", "县 889.15", "合计 2222.88"],
            paper.Table("按资金来源").Take(3).Select(r =>
                $"{r["来源"]} {r["金额（元）"].Replace(",", "", StringComparison.Ordinal)}"));
    }

    [Fact]
    public async Task Finance_is_told_to_pay_what_a_batch_was_approved_for_and_nothing_else()
    {
        await using var county = await Proposed();
        async Task<string> Told() => (await county.Letter("财政待拨清单-财政")).Split('\n')
            .Single(l => l.StartsWith("A1,", StringComparison.Ordinal));

        Assert.Contains("1077.76,第1批（还没有批准）,bp-not-paid", await Told(), StringComparison.Ordinal);
        Assert.Contains("请先不拨", await Told(), StringComparison.Ordinal);
        await county.Approved("第1批", isChecked: true);
        Assert.Contains("1077.76,第1批（财社1）,bp-not-paid", await Told(), StringComparison.Ordinal);
        Assert.Contains("请按拨款批次拨付，并交回缴费凭证,30个工作日", await Told(), StringComparison.Ordinal);
        await county.Done(
            "backpay", "batch", "drop", "第1批", "A1", "--document", "退1号", "--today", Today, "--user", "丙");
        Assert.Contains("1077.76,还没有申请,bp-not-paid", await Told(), StringComparison.Ordinal);
    }

    private static ReadPaper Workbook(string folder) =>
        ReadPaper.Of(folder, Directory.EnumerateFiles(folder, "*.xlsx").Single());

    /// <summary>张三, and 王五 whose personal part is helped with; checked.</summary>
    private static async Task<TinyCounty> Proposed()
    {
        var county = new TinyCounty();
        await county.Insured();
        await county.Done("settings", "backpay-help-percent", "100");
        await county.Comes("cases", OfCases,
        [
            .. Cases, .. new[] { "养老", "医保" }.Select(i =>
                $"B1,{Wang},王五,云溪县,云溪县,1990-12-10,1993-12-01,{i},断缴,2001-01,2001-01,,,财政,低保,2025-11-04,云文2"),
        ]);
        await county.Decided([.. Decisions, "B1,核定,2026-01-26,云退役核1"]);
        await county.Comes("billing", OfBilling,
        [
            .. Bills, "B1,养老,2001-01,2001-01,3368.00,538.88,269.44,0",
            "B1,医保,2001-01,2001-01,3368.00,269.44,67.36,0",
        ]);
        await county.Comes("receipts", OfReceipts, Receipts);
        await county.Done("backpay", "batch", "create", "第1批", "--today", Today, "--user", "甲");
        await county.Done("backpay", "batch", "check", "第1批", "--today", Today, "--user", "乙");
        return county;
    }

    private static Task<string> Show(TinyCounty county, params string[] more) =>
        county.Done(["backpay", "batch", "show", "第1批", .. more, "--today", Today]);
}
