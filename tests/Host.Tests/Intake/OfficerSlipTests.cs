using Disbursement.Domain.People;
using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.Intake;

/// <summary>Slips of the hand and what the office reads about them.</summary>
[Collection(OneHome.Name)]
public sealed class OfficerSlipTests
{
    private const string SunWenzhe = "999001196310010396";
    private const string LiXiuying = "999001194809120245";

    [Fact]
    public async Task A_row_mended_where_it_stood_is_no_longer_listed_as_sent_back()
    {
        await using var county = new TinyCounty();
        await county.January();
        const string Header = "身份证号,变动类型,生效日期,原因\n";
        var file = county.File("hold.csv", $"{Header}{SunWenzhe},暂缓,2026-02-30,失联\n");
        Assert.Equal(3, (await Import(county, "changes", file)).Code);
        Assert.Single(await Rejected(county));
        county.File("hold.csv", $"{Header}{SunWenzhe},暂缓,2026-01-05,失联\n");
        Assert.Equal(0, (await Import(county, "changes", file)).Code);
        Assert.Empty(await Rejected(county));

        // Mended to what another row of the file says already: that is known, and nothing is left to do either.
        file = county.File("twice.csv", $"{Header}{LiXiuying},暂缓,2026-01-05,失联\n{LiXiuying},暂缓,2026-01-50,失联\n");
        Assert.Equal(3, (await Import(county, "changes", file)).Code);
        county.File("twice.csv", $"{Header}{LiXiuying},暂缓,2026-01-05,失联\n{LiXiuying},暂缓,2026-01-05,失联\n");
        Assert.Equal(0, (await Import(county, "changes", file)).Code);
        Assert.Empty(await Rejected(county));
    }

    [Fact]
    public async Task Nobody_is_born_tomorrow_and_nobody_living_has_a_funeral()
    {
        await using var county = new TinyCounty();
        await county.January();
        const string Born = "99900120580101077";
        var (code, said, _) = await Import(county, "roster", county.File("future.csv",
            "身份证号,姓名,行政区划代码,优抚类别,起发年月,批准文号\n"
            + $"{Born}{IdentityNumber.CheckCharacter(Born)},未来,999001101,参战退役人员,2026-01,云退1号\n"));
        Assert.Equal((3, true), (code, said.Contains("退回1行", StringComparison.Ordinal)));
        Assert.Contains("身份证号里的出生日期20580101还没有到", Assert.Single(await Rejected(county))[9]);
        var (refused, _, error) = await county.Command("change", "丧葬申请", SunWenzhe, "--生效日期", "2026-01-05", "--文号",
            "丧1号", "--today", "2026-01-08", "--user", "甲");
        Assert.Equal((1, true), (refused, error.Contains("没有登记死亡，不能报“丧葬申请”", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_table_with_several_bad_rows_names_them_all()
    {
        await using var county = new TinyCounty();
        await county.January();
        var (code, _, error) = await Import(county, "rates", county.File("bad.csv",
            "优抚类别,单位,金额,生效日期,文号\n参战退役人员,month,一千,2026-01-01,文1号\n参战退役人员,week,900,2026-02-01,文1号\n"));
        Assert.Equal(1, code);
        Assert.Contains("有2行有错，整份没有导入：", error);
        Assert.Contains("  第2行：金额：", error);
        Assert.Contains("  第3行：单位：", error);
    }

    [Theory]
    [InlineData("stop-decisions", "./disburse verification decide 年度 ")]
    [InlineData("sample", "./disburse verification sample 年度 ")]
    [InlineData("confirmations", "./disburse import confirmations ")]
    [InlineData("backpay-decisions", "./disburse backpay decide ")]
    [InlineData("backpay-allotments", "./disburse backpay allot ")]
    public async Task An_empty_sheet_says_by_which_command_it_comes_in(string kind, string command)
    {
        await using var county = new TinyCounty();
        await county.January();
        var path = Path.Combine(county.Home, kind + ".xlsx");
        Assert.Contains(
            $"{command}{path}", await county.Done("template", kind, "--out", path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_monthly_report_is_none()
    {
        await using var county = new TinyCounty();
        await county.January();
        var path = Path.Combine(county.Home, "月报.xlsx");
        await county.Done("template", "monthly", "--township", "999001104", "--month", "2026-01", "--out", path);
        var (code, _, error) = await Import(county, "monthly", path);
        Assert.Equal((1, true), (code, error.Contains("空白的月报，没有登记", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_becomes_administrator_stands_for_nobody_any_more()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Done("user", "add", "丁", "--roles", "财务");
        await county.Done("user", "delegate", "丙", "丁", "--role", "审批", "--from", "2026-01-01", "--to", "2026-01-31",
            "--document", "请假1号", "--today", "2026-01-08");
        var (code, _, error) = await county.Command("user", "roles", "丁", "--roles", "管理", "--today", "2026-01-08");
        Assert.Equal((1, true), (code, error.Contains("请先结束代理：./disburse user undelegate 丙 丁 --role 审批",
            StringComparison.Ordinal)));
        await county.Done("user", "undelegate", "丙", "丁", "--role", "审批", "--today", "2026-01-08");
        await county.Done("user", "roles", "丁", "--roles", "管理", "--today", "2026-01-08");
    }

    [Fact]
    public async Task What_the_checker_is_to_look_at_the_maker_does_not_close_and_a_claim_nobody_closes()
    {
        await using var county = new TinyCounty();
        await county.March();
        string[] by = ["--reason", "看过", "--today", "2026-03-12", "--user"];
        var (code, _, error) = await county.Command(["exceptions", "close", "2026-03:changes-to-check", .. by, "甲"]);
        Assert.Equal((1, true), (code, error.Contains("要由复核办理", StringComparison.Ordinal)));
        await county.Done(["exceptions", "close", "2026-03:changes-to-check", .. by, "乙"]);
        var claim = TinyCounty.Rows(await county.Done("exceptions", "list", "2026-03", "--code", "overpaid"))
            .First(r => r[1] == "overpaid")[16];
        (code, _, error) = await county.Command(["exceptions", "close", claim, .. by, "乙"]);
        Assert.Equal((1, true), (code, error.Contains("要处理完才消，不能只关闭", StringComparison.Ordinal)));
    }

    private static Task<(int Code, string Said, string Error)> Import(TinyCounty county, string kind, string file) =>
        county.Command("import", kind, file, "--today", "2026-01-08", "--user", "甲");

    private static async Task<List<string[]>> Rejected(TinyCounty county) =>
    [
        .. TinyCounty.Rows(await county.Done(
            "exceptions", "list", "--code", "import-rejected", "--today", "2026-01-08"))
            .Where(r => r[1] == "import-rejected"),
    ];
}
