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
        await PapersTests.Month(county, "2026-03", "2026-03-12", ["rates-2025", "changes"]);
        var march = ReadPaper.Folder(await PapersTests.Papers(county, "2026-03", "2026-03-12"));
        March(march);
        await Townships(march);
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
            var change = Assert.Single(paper.Table("上批以来"));
            Assert.Equal(("何守田", "账户变更申请表2026-0001号", "600.00"), (change["姓名"], change["文号"],
                $"{ReadPaper.Yuan(change["本批发放"]):0.00}"));
            Assert.Contains("6299980900000000122", change["新登记的账户、收款人"]);
        }

        foreach (var paper in february.Where(p => p.Paper.StartsWith("04", StringComparison.Ordinal)))
        {
            var released = Assert.Single(Named(paper.Table("一、上批")));
            Assert.Equal(("何守田", "没有可用的收款账户", "2026年1月", 300m, 300m, "随本批发出"), (released["姓名"],
                released["上批原因"], released["月份"], ReadPaper.Yuan(released["上批暂缓"]),
                ReadPaper.Yuan(released["其中本批发出"]), released["结果"]));
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
