using Disbursement.Host.Tests.Commands;
using Disbursement.Host.Tests.Export;
using Disbursement.Host.Tests.Papers;

namespace Disbursement.Host.Tests.Runs;

/// <summary>丧葬补助 and the parameters behind it, from the death to the money and back (rules §10).</summary>
[Collection(OneHome.Name)]
public sealed class FuneralTests
{
    /// <summary>Level 2 因战, 119340 a year, and nursing that does not count.</summary>
    private const string ZhouXuehai = "999001196508150554";

    /// <summary>在乡复员军人, 26461 a year; no national rule for them.</summary>
    private const string WuZhiqiang = "999001193402260110";

    /// <summary>Level 8 (21960 a year) and 参战 (10584 a year); of the two the higher is owed.</summary>
    private const string MaXilai = "999001196012120335";

    private const string Heir = "110101195003070013";

    [Fact]
    public async Task A_grant_is_proposed_applied_for_paid_once_and_claimed_back_when_the_death_was_wrong()
    {
        await using var county = new TinyCounty();
        await January(county);
        await Change(county, "死亡", ZhouXuehai, "2026-02-03", "死证1号", "--死因", "病故", "--生效日期", "2026-01-20");
        await Run(county, "2026-02", "2026-02-04");
        var proposed = Assert.Single(await Cases(county, "funeral-proposed"));
        Assert.Equal(
            "周学海（残疾军人，2026年1月20日，病故）可发丧葬补助12个月×9945.00元＝119340.00元。", proposed[9]);
        Assert.Equal(["warn", "119340.00"], [proposed[2], proposed[11]]);
        Assert.Empty(await Funeral(county, "2026-02"));
        Assert.Contains("丧葬补助：家属还没有申请，申请后可发（残疾军人）每年标准 119,340.00（不含护理费）× 12个月 ÷ 12",
            await county.Done("explain", ZhouXuehai, "2026-01", "--today", "2026-02-04", "--user", "甲"));

        await Apply(county, ZhouXuehai, "2026-02-05");
        await HeirOf(county, ZhouXuehai, "2026-02-05");
        await Run(county, "2026-02", "2026-02-05");
        Assert.Empty(await Cases(county, "funeral-proposed"));
        Assert.Equal(
            ["周学海 残疾军人 丧葬补助 2026-01 funeral 119340.00 draft 军人抚恤优待条例第32条"], await Funeral(county, "2026-02"));
        var explained = await county.Done("explain", ZhouXuehai, "2026-01", "--today", "2026-02-05", "--user", "甲");
        Assert.Contains("× 12个月 ÷ 12，四舍五入到分 = 119,340.00", explained);
        Assert.Contains("军人抚恤优待条例第32条", explained);
        var papers = ReadPaper.Folder(await PapersTests.Papers(county, "2026-02", "2026-02-05"));
        Assert.Contains(
            papers.First(p => p.Paper.StartsWith("06", StringComparison.Ordinal)).Table("一、"),
            r => r["性质"] == "丧葬补助" && r["组成"] == "丧葬补助" && r["金额（元）"].Replace(",", "") == "119340.00");

        await county.Sign("2026-02", "2026-02-05");
        await Change(county, "撤销", ZhouXuehai, "2026-03-05", "死证1号", "--撤销类型", "死亡");
        await Run(county, "2026-03", "2026-03-06");
        Assert.Empty(await Funeral(county, "2026-03"));
        var claim = Assert.Single(await Cases(county, "overpaid"));
        Assert.Equal(["2026-01", "119340.00"], [claim[8], claim[11]]);
        Assert.StartsWith(
            "周学海2026年1月多发119340.00元，原因：死亡登记已撤销，丧葬补助应收回（死证1号）。", claim[9]);
        Assert.Equal(
            "周学海的死亡登记（死证1号）被撤销，2026年2月共13351.00元将补发，已发丧葬补助119340.00元须收回。",
            Assert.Single(await Cases(county, "death-withdrawn"))[9]);
        Assert.Empty(await Cases(county, "funeral-proposed"));
    }

    [Fact]
    public async Task An_application_without_an_heir_waits_and_goes_out_once_there_is_one()
    {
        await using var county = new TinyCounty();
        await January(county);
        await Change(county, "死亡", ZhouXuehai, "2026-02-03", "死证1号", "--死因", "因病", "--生效日期", "2026-01-20");
        await Apply(county, ZhouXuehai, "2026-02-03");
        await Run(county, "2026-02", "2026-02-04");
        Assert.Equal(
            ["周学海 残疾军人 丧葬补助 2026-01 funeral 119340.00 held 军人抚恤优待条例第32条"], await Funeral(county, "2026-02"));
        Assert.Contains("尚有119340.00元应发未发（2026年1月）", Assert.Single(await Cases(county, "heir-account-missing"))[9]);
        await county.Sign("2026-02", "2026-02-04");

        await HeirOf(county, ZhouXuehai, "2026-03-03");
        await Run(county, "2026-03", "2026-03-04");
        Assert.Equal(
            ["周学海 残疾军人 丧葬补助 2026-01 funeral 119340.00 draft 军人抚恤优待条例第32条"], await Funeral(county, "2026-03"));
        await county.Sign("2026-03", "2026-03-04");
        await Run(county, "2026-04", "2026-04-03");
        Assert.Empty(await Funeral(county, "2026-04"));
    }

    [Fact]
    public async Task Without_the_cause_of_a_disabled_persons_death_only_the_grant_waits()
    {
        await using var county = new TinyCounty();
        await January(county);
        await Change(county, "死亡", ZhouXuehai, "2026-02-03", "死证1号", "--生效日期", "2026-02-02");
        await HeirOf(county, ZhouXuehai, "2026-02-03");
        await Apply(county, ZhouXuehai, "2026-02-03");
        await Run(county, "2026-02", "2026-02-04");
        Assert.Equal(["block", "行"], Assert.Single(await Cases(county, "funeral-cause-missing"))[2..4]);
        Assert.Empty(await Funeral(county, "2026-02"));
        // The month of the death itself is owed in full and goes to the heir.
        Assert.Contains(await Lines(county, "2026-02"), r => r.StartsWith("周学海 残疾军人 国家标准 2026-02 regular"));
        await county.Sign("2026-02", "2026-02-04");

        await county.Done("change", "丧葬申请", ZhouXuehai, "--生效日期", "2026-03-02", "--文号", "丧补申请2号", "--死因", "因病",
            "--today", "2026-03-02", "--user", "甲");
        await Run(county, "2026-03", "2026-03-04");
        Assert.Empty(await Cases(county, "funeral-cause-missing"));
        Assert.Equal(
            ["周学海 残疾军人 丧葬补助 2026-02 funeral 119340.00 draft 军人抚恤优待条例第32条"], await Funeral(county, "2026-03"));
    }

    [Fact]
    public async Task Where_no_months_are_laid_down_the_grant_waits_for_the_countys_parameter()
    {
        await using var county = new TinyCounty();
        await January(county);
        await Change(county, "死亡", WuZhiqiang, "2026-02-03", "死证2号", "--死因", "因病", "--生效日期", "2026-01-20");
        await HeirOf(county, WuZhiqiang, "2026-02-03");
        await Apply(county, WuZhiqiang, "2026-02-03");
        await Run(county, "2026-02", "2026-02-04");
        Assert.StartsWith("本县没有设定“在乡复员军人”的丧葬补助月数，系统不算，也不当作0。",
            Assert.Single(await Cases(county, "funeral-rule-unset"))[9]);
        await county.Sign("2026-02", "2026-02-04");

        var file = county.File("参数.csv",
            "参数,类别甲,类别乙,值,生效日期,文号\nfuneral-months,在乡复员军人,,6,2025-01-01,云退〔2025〕8号\n");
        await county.Done("import", "parameters", file, "--today", "2026-03-03", "--user", "甲");
        var again = county.File("参数2.csv",
            "key,category_a,value,effective_from,document\nfuneral-months,41,6,2025-01-01,云退〔2025〕8号\n");
        Assert.Contains("新增0行，已知1行",
            await county.Done("import", "parameters", again, "--today", "2026-03-03", "--user", "甲"));
        await Run(county, "2026-03", "2026-03-04");
        Assert.Empty(await Cases(county, "funeral-rule-unset"));
        // 26461 × 6 ÷ 12, half-up.
        Assert.Equal(
            ["吴志强 在乡复员军人 丧葬补助 2026-01 funeral 13230.50 draft 云退〔2025〕8号"], await Funeral(county, "2026-03"));
        Assert.Contains("参数1行（云退〔2025〕8号），甲录入", Assert.Single(await Cases(county, "policy-changed"))[9]);
        var papers = ReadPaper.Folder(await PapersTests.Papers(county, "2026-03", "2026-03-04"));
        var rule = Assert.Single(
            papers.First(p => p.Paper.StartsWith("05", StringComparison.Ordinal)).Table("上批"), r => r["种类"] == "参数");
        Assert.Equal(
            ["丧葬补助月数：在乡复员军人", "6个月", "", "2025-01-01", "云退〔2025〕8号"],
            [rule["项目"], rule["值"], rule["原值"], rule["生效日期"], rule["文号"]]);
    }

    [Fact]
    public async Task What_was_paid_outside_this_system_is_not_paid_again_and_not_claimed()
    {
        await using var county = new TinyCounty();
        await January(county);
        await Change(county, "死亡", ZhouXuehai, "2026-02-03", "死证1号", "--死因", "因病", "--生效日期", "2026-01-20");
        await HeirOf(county, ZhouXuehai, "2026-02-03");
        await Apply(county, ZhouXuehai, "2026-02-03");
        var history = county.File("已发.csv",
            $"id_number,category,component,benefit_month,amount_yuan\n{ZhouXuehai},11,丧葬补助,2026-02,59670\n");
        await county.Done("import", "paid-history", history, "--today", "2026-02-03", "--user", "甲");
        await Run(county, "2026-02", "2026-02-04");
        Assert.Empty(await Funeral(county, "2026-02"));
        Assert.Empty(await Cases(county, "overpaid"));
        Assert.StartsWith("周学海的丧葬补助已于2026年2月发过59670.00元（以前系统的已发记录）。一人去世只发一次。",
            Assert.Single(await Cases(county, "funeral-already-paid"))[9]);
    }

    [Fact]
    public async Task A_county_may_lay_down_that_two_identities_go_side_by_side_from_a_day_on()
    {
        await using var county = new TinyCounty();
        await January(county);
        await Run(county, "2026-02", "2026-02-04");
        await county.Sign("2026-02", "2026-02-04");
        var file = county.File("参数.csv",
            "参数,类别甲,类别乙,值,生效日期,文号\noverlap,参战退役人员,残疾军人,都发,2026-02-01,云退〔2026〕3号\n");
        await county.Done("import", "parameters", file, "--today", "2026-03-03", "--user", "甲");
        await Run(county, "2026-03", "2026-03-04");
        var full = await Lines(county, "2026-03");
        Assert.Equal(
            ["马喜来 参战退役人员 国家标准 2026-02 arrears 882.00", "马喜来 参战退役人员 国家标准 2026-03 regular 882.00",
                "马喜来 残疾军人 国家标准 2026-03 regular 1830.00"],
            full.Where(l => l.StartsWith("马喜来", StringComparison.Ordinal)).Select(l => l.Split(" draft")[0]).Order());
        await county.Done("payout", "run", "2026-03", "--full", "--today", "2026-03-04", "--user", "甲");
        Assert.Equal(full, await Lines(county, "2026-03"));
    }

    [Fact]
    public async Task Of_two_identities_the_one_that_is_owed_brings_the_grant()
    {
        await using var county = new TinyCounty();
        await January(county);
        await Change(county, "死亡", MaXilai, "2026-02-03", "死证3号", "--死因", "因病", "--生效日期", "2026-02-02");
        await HeirOf(county, MaXilai, "2026-02-03");
        await Apply(county, MaXilai, "2026-02-03");
        await Run(county, "2026-02", "2026-02-04");
        Assert.Equal(
            ["马喜来 残疾军人 丧葬补助 2026-02 funeral 21960.00 draft 军人抚恤优待条例第32条"], await Funeral(county, "2026-02"));
    }

    [Theory]
    [InlineData("overlap,11,,both,2026-01-01,文1号", "类别乙")]
    [InlineData("overlap,11,11,both,2026-01-01,文1号", "同一个类别")]
    [InlineData("overlap,11,51,maybe,2026-01-01,文1号", "both（都发）、review（待核定）、higher（就高）")]
    [InlineData("funeral-months,41,,61,2026-01-01,文1号", "月数要在0到60之间")]
    [InlineData("funeral-months,41,42,6,2026-01-01,文1号", "只对一个类别")]
    [InlineData("cap,41,,6,2026-01-01,文1号", "没有“cap”这个参数")]
    [InlineData("funeral-months,41,,6,2026-01-01,", "文号")]
    public async Task A_wrong_parameter_keeps_the_whole_file_out(string row, string why)
    {
        await using var county = new TinyCounty();
        await county.Done("init");
        await county.Done("user", "add", "甲", "--roles", "经办");
        var file = county.File("参数.csv",
            $"参数,类别甲,类别乙,值,生效日期,文号\nfuneral-months,42,,6,2026-01-01,文1号\n{row}\n");
        await county.Refused(why, "import", "parameters", file, "--today", "2026-01-08", "--user", "甲");
        var good = county.File("参数2.csv",
            "参数,类别甲,类别乙,值,生效日期,文号\nfuneral-months,42,,6,2026-01-01,文1号\n");
        Assert.Contains("1行", await county.Done("import", "parameters", good, "--today", "2026-01-08", "--user", "甲"));
    }

    private static async Task January(TinyCounty county)
    {
        await county.January();
        await county.Sign();
    }

    private static Task Run(TinyCounty county, string month, string today) =>
        county.Done("payout", "run", month, "--today", today, "--user", "甲");

    private static Task Change(
        TinyCounty county, string type, string person, string today, string document, params string[] columns) =>
        county.Done(["change", type, person, "--文号", document, .. columns,
            .. columns.Contains("--生效日期") ? Array.Empty<string>() : ["--生效日期", today],
            "--today", today, "--user", "甲"]);

    private static Task Apply(TinyCounty county, string person, string today) =>
        Change(county, "丧葬申请", person, today, "丧补申请1号");

    private static Task HeirOf(TinyCounty county, string person, string today) => Change(
        county, "收款人变更", person, today, "继承公证1号", "--收款人姓名", "周小海", "--收款人证件号", Heir, "--与本人关系", "继承人",
        "--开户行", "云溪农村商业银行城关支行", "--银行账号", "6299980900000000122");

    private static async Task<string[]> Funeral(TinyCounty county, string run) =>
        [.. (await Lines(county, run)).Where(l => l.Contains(" funeral ", StringComparison.Ordinal))];

    private static async Task<string[]> Lines(TinyCounty county, string run) =>
        [.. TinyCounty.Rows(await county.Done("lines", run)).Select(r => string.Join(' ', r[2..]))];

    private static async Task<List<string[]>> Cases(TinyCounty county, string code) =>
        [.. TinyCounty.Rows(await county.Done("exceptions", "list", "--code", code))];
}
