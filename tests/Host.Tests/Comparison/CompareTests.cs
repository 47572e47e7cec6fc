using System.Text.Json;
using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.Comparison;

/// <summary>Old list beside new: March of the twelve people, who differs by name, and why.</summary>
[Collection(OneHome.Name)]
public sealed class CompareTests
{
    private static readonly string[] Compare = ["payout", "compare", "2026-03"];

    [Fact]
    public async Task Who_differs_from_the_old_spreadsheet_is_named_with_the_reason_and_the_sums_tie()
    {
        await using var county = new TinyCounty();
        await county.March();
        var list = Write(county, "云溪县2026年3月优抚发放表,,,", "身份证号,姓名,金额,银行账号",
            "999001197103050314,张建国,\"4,015.00\",6299980900000000015",
            "999001194809120245,李秀英,3803,6299980900000000023",
            "999001195904180531,王卫东,1845.00,6299980900000000039",
            "999001195211200173,赵德山,240,", "999001195502280716,陈永福,180,",
            "99900119470707046X,刘桂兰,363,", "99900119470707046X,刘桂兰,363,",
            "110101194001010039,张建国,10.00,", "合计,,10819,");

        var rows = await Rows(county, list);

        Assert.Equal(
            [
                "account 王卫东 184500 184500", "amount 张建国 401500 588700",
                "only-in-list 张建国 1000 0", "only-in-list 赵德山 24000 0", "only-in-list 陈永福 18000 0",
            ],
            rows.Where(r => r.Difference != "only-in-run").Select(r => $"{r.Difference} {r.Name} {r.List} {r.Run}")
                .Order(StringComparer.Ordinal));
        Assert.Equal(
            ["何守田", "吴志强", "周学海", "孙文喆", "郑小月", "马喜来"],
            rows.Where(r => r.Difference == "only-in-run").Select(r => r.Name).Order(StringComparer.Ordinal));
        Says(rows, "amount", "其中补发996.00元（2026年1月至2月）", "国家标准4,891.00（2025年全国抚恤补助标准）");
        Says(rows, "account", "账号不同：名单尾号0039，本批尾号0031");
        Says(rows, "张建国", "名册里没有这个身份证号", "名册里有同名的人（尾号0314）");
        Says(rows, "赵德山", "本人2026年1月20日去世", "死亡证明2026-0001号");
        Says(rows, "陈永福", "2026年2月多发180.00元，待追缴");
        Says(rows, "马喜来", "参战退役人员909.00元不发：就高");
        Says(rows, "孙文喆", "从2018年3月起", "国家标准844.00");
    }

    [Fact]
    public async Task Held_money_and_rows_that_cannot_be_read_are_told_and_files_open_in_a_spreadsheet()
    {
        await using var county = new TinyCounty();
        await county.January();
        var list = Write(county, "身份证号,金额,优抚类别", "999001195606300152,300.00,年满60周岁农村籍退役士兵",
            "999001196012120335,948,残疾军人", "999001196012120335,882,参战退役人员", "99900119600630015X,1,残疾军人");
        var path = Path.Combine(county.Home, "differences.csv");

        var (code, said, _) = await county.Command("payout", "compare", "2026-01", "--list", list, "--out", path);

        Assert.Equal(CommandLine.SomeRejected, code);
        Assert.Contains("名单第5行读不出，不在合计里：身份证号", said);
        Assert.Contains("名单 3项，2,130.00元", said);
        var rows = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        Assert.StartsWith("run,difference,id_number,name,category,list_yuan,run_yuan,difference_yuan", rows[0]);
        Assert.Contains(rows, r => r.StartsWith(
            "2026-01,only-in-list,999001195606300152,何守田,年满60周岁农村籍退役士兵,300.00,0.00,-300.00",
            StringComparison.Ordinal) && r.Contains("暂缓300.00元（2026年1月）：没有可用的收款账户"));
        Assert.Contains(rows, r => r.Contains(",马喜来,参战退役人员,882.00,0.00,-882.00,") && r.Contains("就高"));
    }

    [Fact]
    public async Task Two_runs_are_compared_person_by_person_and_a_run_alone_with_the_month_before()
    {
        await using var county = new TinyCounty();
        await county.March();

        var people = await county.Done([.. Compare, "2026-02"]);
        Assert.Contains("29,878.08元 − 180.00元 + 1,845.00元 + 3,439.26元 = 34,982.34元", people);
        Assert.Contains("何守田（尾号0152）：2026-02600.00，本批300.00", people.Replace(" ", "", StringComparison.Ordinal));
        Assert.Contains("2026-02里有补发300.00元（2026年1月）", people);
        Assert.Contains("人数 上月10 + 新增1 − 减少1 = 本月10", await county.Done(Compare));
        Assert.Contains("人数 上月0 + 新增11", await county.Done("payout", "compare", "2026-01"));
    }

    [Fact]
    public async Task What_was_paid_before_tells_by_which_rounding()
    {
        await using var county = new TinyCounty();
        await county.January();
        Assert.Contains("还没有以前的已发记录", await county.Done("exceptions", "rounding"));
        var history = Write(county, "id_number,category,benefit_month,amount_yuan",
            "999001193402260110,在乡复员军人,2025-10,2206.00", "999001193402260110,在乡复员军人,2025-11,2206.00",
            "999001197103050314,残疾军人,2025-11,4015.00");

        var said = await county.Done("import", "paid-history", history, "--today", "2026-01-08", "--user", "甲");

        const string told = "在乡复员军人：2个人月能分辨舍入方式（share 0、fen 0、yuan 0、yuan-up 2）；以前多半按 yuan-up（标准表的“舍入”列）。";
        Assert.Contains(told, said);
        Assert.Contains("残疾军人（1个人月）：按哪种舍入都一样，分不出。", said);
        Assert.Contains(told, await county.Done("exceptions", "rounding"));
    }

    private static string Write(TinyCounty county, params string[] lines)
    {
        var path = Path.Combine(county.Home, "list.csv");
        File.WriteAllLines(path, lines);
        return path;
    }

    /// <summary>Everybody who differs; the sums of both sides and of the steps between them tie.</summary>
    private static async Task<List<Differing>> Rows(TinyCounty county, string list)
    {
        using var json = JsonDocument.Parse(await county.Done([.. Compare, "--list", list, "--json"]));
        var said = json.RootElement;
        Assert.Equal(3498234, said.GetProperty("run_fen").GetInt64());
        Assert.Equal(1081900, said.GetProperty("list_fen").GetInt64());
        var kinds = said.GetProperty("differences").EnumerateObject().ToList();
        Assert.Equal(3498234 - 1081900, kinds.Sum(k => k.Value.GetProperty("fen").GetInt64()));
        List<Differing> rows =
        [
            .. said.GetProperty("rows").EnumerateArray().Select(r => new Differing(
                r.GetProperty("difference").GetString()!, r.GetProperty("name").GetString()!,
                r.GetProperty("list_fen").GetInt64(), r.GetProperty("run_fen").GetInt64(),
                string.Join('；', r.GetProperty("reasons").EnumerateArray().Select(t => t.GetString())))),
        ];
        Assert.Equal(rows.Count, kinds.Sum(k => k.Value.GetProperty("count").GetInt32()));
        Assert.Equal(3498234 - 1081900, rows.Sum(r => r.Run - r.List));
        return rows;
    }

    /// <summary>Of the first one of a difference or a name.</summary>
    private static void Says(List<Differing> rows, string of, params string[] reasons) => Assert.All(
        reasons, reason => Assert.Contains(reason, rows.First(r => r.Difference == of || r.Name == of).Reasons));

    private sealed record Differing(string Difference, string Name, long List, long Run, string Reasons);
}
