using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.Papers;

/// <summary>
/// The five lists of what is new since the last run (rules §9): each entry on the list where it belongs.
/// </summary>
[Collection(OneHome.Name)]
public sealed class NewsTests
{
    [Fact]
    public async Task What_became_known_since_the_last_run_stands_on_its_list_with_who_recorded_it_and_by_what()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        await PapersTests.Month(county, "2026-02", "2026-02-05", ["changes"]);
        var february = ReadPaper.Folder(await PapersTests.Papers(county, "2026-02", "2026-02-05"));
        February(february);
        await Supplementary(county);
        await PapersTests.Month(county, "2026-03", "2026-03-12", ["rates-2025", "changes"]);
        var march = ReadPaper.Folder(await PapersTests.Papers(county, "2026-03", "2026-03-12"));
        March(march);
        await Townships(march);
    }

    /// <summary>A newcomer with an account that nobody paid to yet, and a row that was sent back.</summary>
    private static async Task Supplementary(TinyCounty county)
    {
        var roster = county.File("新增.csv",
            "身份证号,姓名,优抚类别,起发年月,批准文号,行政区划代码,开户行,银行账号\n"
            + "110101195003070013,钱有财,参战退役人员,2026-02,批复10号,999001106,云溪农村商业银行大榆支行,6299980900000000130\n"
            + "110101195003070014,钱有错,参战退役人员,2026-02,批复11号,999001106,云溪农村商业银行大榆支行,6299980900000000130\n");
        var (code, _, _) = await county.Command(
            "import", "roster", roster, "--today", "2026-02-06", "--user", "甲");
        Assert.Equal(CommandLine.SomeRejected, code);
        await county.Done("change", "信息变更", "999001197103050314", "--生效日期", "2026-02-06", "--上门对象", "是", "--备注",
            "腿脚不便", "--today", "2026-02-06", "--user", "甲");
        await county.Done("payout", "run", "2026-02", "--supplementary", "--today", "2026-02-06", "--user", "甲");
        var papers = ReadPaper.Folder(await PapersTests.Papers(county, "2026-02-S1", "2026-02-06"));
        foreach (var paper in papers.Where(p => !p.Paper.Contains('/')))
        {
            if (paper.Paper.StartsWith("01", StringComparison.Ordinal)) Assert.Contains("另有1行退回没有导入，不在本批里", paper.All);
            if (paper.Paper.StartsWith("02", StringComparison.Ordinal))
            {
                Assert.Contains("补发批不与上月对照", paper.All);
                Assert.DoesNotContain("减少人员", paper.All);
                Assert.Contains(paper.Table("五、"), r => r["内容"] == "上门对象" && r["来源、原因"] == "腿脚不便");
            }

            if (paper.Paper.StartsWith("03", StringComparison.Ordinal))
                Assert.Equal("云溪农村商业银行大榆支行，账号6299980900000000130",
                    Assert.Single(paper.Table("上批以来新登记"))["登记的账户、收款人"]);
            if (paper.Paper.StartsWith("10", StringComparison.Ordinal))
                Assert.Equal("钱有错", Named(paper.Table("导入时退回")).Single()["姓名"]);
        }

        await county.Done("payout", "cancel", "2026-02-S1", "--today", "2026-02-06", "--user", "甲");
    }

    private static void February(IReadOnlyList<ReadPaper> february)
    {
        foreach (var paper in february.Where(p => p.Paper.StartsWith("02", StringComparison.Ordinal)))
        {
            Assert.Equal(["死亡", "暂缓"], paper.Table("五、").Select(r => r["变动类型"]));
            Assert.All(paper.Table("五、"), r => Assert.Equal(("甲", "2026-02-05"), (r["录入人"], r["录入日期"])));
            Assert.Equal(
                [("赵德山", "死亡"), ("王卫东", "暂缓、暂不发：登记了暂缓")],
                Named(paper.Table("二、减少人员")).Select(r => (r["姓名"], Why(r)))
                    .OrderByDescending(r => r.Item2.Length == 2));
            Assert.Equal(
                [("何守田", "账户变更")], Named(paper.Table("一、新增人员")).Select(r => (r["姓名"], Why(r))));
        }

        foreach (var paper in february.Where(p => p.Paper.StartsWith("03", StringComparison.Ordinal)))
        {
            var change = Assert.Single(paper.Table("上批以来的账户"));
            Assert.Equal(("何守田", "账户变更申请表2026-0001号", "600.00"), (change["姓名"], change["文号"],
                $"{ReadPaper.Yuan(change["本批发放"]):0.00}"));
            Assert.Contains("6299980900000000122", change["新登记的账户、收款人"]);
        }

        foreach (var paper in february.Where(p => p.Paper.StartsWith("04", StringComparison.Ordinal)))
        {
            var released = Assert.Single(Named(paper.Table("一、上批")));
            Assert.Equal(("何守田", "没有可用的收款账户", "2026年1月", 300m, 300m, "随本批发出"), (released["姓名"],
                released["上批原因"], released["月份"], ReadPaper.Yuan(released["上批暂缓"]),
                ReadPaper.Yuan(released["本批发出"]), released["结果"]));
        }

        Assert.All(february.Where(p => p.Paper.StartsWith("05", StringComparison.Ordinal)), p =>
            Assert.DoesNotContain("2026年文", p.All));
    }

    private static void March(IReadOnlyList<ReadPaper> march)
    {
        foreach (var paper in march.Where(p => p.Paper.StartsWith("05", StringComparison.Ordinal)))
        {
            var standards = paper.Table("上批以来的变更");
            Assert.Equal(10, standards.Count);
            Assert.All(standards, r => Assert.Equal(("标准", "2025-08-01"), (r["种类"], r["生效日期"])));
            Assert.Equal(("每年 49,620.00元", "每年 48,180.00元"), standards
                .Where(r => r["项目"] == "残疾军人 六级 因公 国家标准").Select(r => (r["值"], r["原值"])).Single());
        }

        foreach (var paper in march.Where(p => p.Paper.StartsWith("04", StringComparison.Ordinal)))
        {
            Assert.Equal(("王卫东", "解除暂缓"), paper.Table("二、").Select(r => (r["姓名"], r["类型"])).Single());
            Assert.Equal("王卫东", Named(paper.Table("一、上批")).Single()["姓名"]);
        }
    }

    /// <summary>What a township gets is about its own people only, and says how to reach them.</summary>
    private static async Task Townships(IReadOnlyList<ReadPaper> march)
    {
        var rows = await File.ReadAllLinesAsync(
            TinyCounty.Sample("roster.csv"), TestContext.Current.CancellationToken);
        var roster = rows.Skip(1).Select(l => l.Split(',')).DistinctBy(c => c[0]).ToDictionary(c => c[0]);
        var stations = march.Where(p => p.Name.StartsWith("乡镇/", StringComparison.Ordinal)).ToArray();
        Assert.Contains(stations, p => p.Paper.Contains("10异常名单") && p.All.Contains("陈永福"));
        foreach (var paper in stations)
        {
            var people = paper.Rows.SelectMany(r => r).Where(roster.ContainsKey).ToArray();
            Assert.All(people, id => Assert.Equal(paper.Name.Split('/')[1], roster[id][2]));
            if (!paper.Paper.Contains("10异常名单")) continue;
            Assert.All(people, id => Assert.Contains(roster[id][^1], paper.All));
        }
    }

    /// <summary>Without the total.</summary>
    private static IEnumerable<Dictionary<string, string>> Named(IEnumerable<Dictionary<string, string>> rows) =>
        rows.Where(r => r["序号"].Length > 0);

    private static string Why(Dictionary<string, string> row) => row["原因（登记的变动）"];
}
