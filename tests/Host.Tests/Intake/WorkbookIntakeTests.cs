using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.Intake;

/// <summary>Workbooks of the county, from the empty sheet to the run.</summary>
[Collection(OneHome.Name)]
public sealed class WorkbookIntakeTests
{
    private const string Stranger = "110101199003070038";
    private static readonly string[] AsMaker = ["--today", "2026-01-12", "--user", "甲"];

    private static readonly (string, string)[] Qian =
    [
        ("身份证号", "999001195802030153"), ("姓名", "钱明"), ("优抚类别", "参战退役人员"), ("起发年月", "2026-01"),
        ("行政区划代码", "999001101"), ("批准文号", "云1号"), ("批准日期", "2025-12-30"),
    ];

    private static readonly (string, string)[] Death =
        [("身份证号", "999001195211200173"), ("变动类型", "死亡"), ("生效日期", "2026-01-08"), ("文号", "证1")];

    [Fact]
    public async Task A_template_filled_comes_in_by_import_and_a_wrong_cell_goes_back_by_its_place()
    {
        await using var county = new TinyCounty();
        await county.January();
        var roster = await Template(county, "roster", "名册.xlsx");
        FilledTemplate.Fill(roster, "名册", Qian, With(With(Qian, "批准日期", "2025-13-30"), "身份证号", Stranger));
        var (code, said, error) = await county.Command(["import", "roster", roster, .. AsMaker]);
        Assert.Equal(CommandLine.SomeRejected, code);
        Assert.Equal("名册.xlsx：新增1行，已知0行，退回1行。\n", said);
        Assert.Contains($"原因见 {roster}.rejected.csv", error);
        var sentBack = await File.ReadAllTextAsync(roster + ".rejected.csv", Stop);
        Assert.Contains("\n4,工作表“名册”第4行L列“批准日期”,没有2025-13-30这一天,", sentBack);
        Assert.Contains("名册.xlsx第4行（钱明）没有导入：工作表“名册”第4行L列“批准日期”：没有2025-13-30这一天",
            await county.Done("exceptions", "list", "2026-01", "--code", "import-rejected"));

        await File.WriteAllTextAsync(
            roster + ".rejected.csv", sentBack.Replace("2025-13-30,", "2025-12-30,", StringComparison.Ordinal), Stop);
        Assert.Contains("以前退回的1行这次已经导入",
            await county.Done(["import", "roster", roster + ".rejected.csv", .. AsMaker]));
        Assert.DoesNotContain("import-rejected,",
            await county.Done("exceptions", "list", "2026-01", "--code", "import-rejected"));
        Assert.Contains("已经导入过", await county.Done(["import", "roster", roster, .. AsMaker]));

        // A table comes whole or not at all, and the cell is named all the same.
        var rates = await Template(county, "rates", "标准.xlsx");
        (string, string)[] rate =
            [("优抚类别", "参战退役人员"), ("单位", "year"), ("金额", "12000.555"), ("生效日期", "2026-08-01"), ("文号", "云2号")];
        FilledTemplate.Fill(rates, "标准表", rate);
        Assert.Contains("整份没有导入", await Refused(county, "工作表“标准表”第3行C列“金额”：金额最多两位小数", ["import", "rates", rates]));
    }

    [Fact]
    public async Task A_month_comes_in_one_workbook_and_stations_that_sent_nothing_are_named_in_the_run()
    {
        await using var county = new TinyCounty();
        await county.January();
        Assert.Empty(await Silent(county));
        var monthly = await Template(county, "monthly", "白塔.xlsx", "--township", "999001102", "--month", "2026-01");
        FilledTemplate.Fill(monthly, "新增", Qian);
        FilledTemplate.Fill(monthly, "变动", Death, With(Death, "身份证号", Stranger));
        var (code, said, _) = await county.Command(["import", "monthly", monthly, .. AsMaker]);
        Assert.Equal(CommandLine.SomeRejected, code);
        Assert.Equal(
            """
            白塔.xlsx工作表“新增”：新增1行，已知0行，退回0行。
            白塔.xlsx工作表“变动”：新增1行，已知0行，退回1行。
            白塔.xlsx工作表“零报告”：新增0行，已知0行，退回0行。
              提示：登记为999001102的2026年1月月报。

            """, said);
        Assert.Contains("4,工作表“变动”第4行A列“身份证号”,", await File.ReadAllTextAsync(monthly + ".变动.rejected.csv", Stop));
        Assert.False(File.Exists(monthly + ".新增.rejected.csv"));
        var again = await county.Done(["import", "monthly", monthly, .. AsMaker, "--json"]);
        Assert.Contains("\"changed\":false", again);

        // Nothing to report is a fact, said once, by code or by a name that is known by then.
        var zero = await Zero(county, "1.xlsx", ("行政区划代码", "999001103"), ("乡镇", "双桥乡"));
        Assert.Contains("新增1行", await county.Done(["import", "monthly", zero, .. AsMaker]));
        var twice = await Zero(county, "2.xlsx", ("乡镇", "双桥乡"));
        Assert.Contains("新增0行，已知1行", await county.Done(["import", "monthly", twice, .. AsMaker]));
        var unknown = await Zero(county, "3.xlsx", ("乡镇", "龙潭乡"));
        await Refused(county, "工作表“零报告”第3行“行政区划代码”：系统还不知道“龙潭乡”的代码", ["import", "monthly", unknown]);
        var both = await Template(county, "monthly", "4.xlsx", "--township", "999001104");
        FilledTemplate.Fill(both, "变动", Death);
        FilledTemplate.Fill(both, "零报告", [("行政区划代码", "999001104"), ("月份", "2026-01"), ("经办人", "周某")]);
        await Refused(county, "不能又报没有变动", ["import", "monthly", both]);

        await county.Done(["payout", "run", "2026-01", .. AsMaker]);
        var silent = await Silent(county);
        Assert.Equal(["999001100", "999001101", "999001104", "999001105", "999001106"], silent.Select(s => s[7]));
        Assert.Equal("999001100没有报2026年1月增减变动表（没有变动也要零报告）。", silent[0][9]);
        Assert.Equal(("warn", "乡镇站"), (silent[0][2], silent[0][13]));
    }

    private static (string, string)[] With((string Heading, string Text)[] row, string heading, string text) =>
        [.. row.Select(c => c.Heading == heading ? (heading, text) : c)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task<string> Zero(TinyCounty county, string name, params (string, string)[] township)
    {
        var path = await Template(county, "monthly", name);
        FilledTemplate.Fill(path, "零报告", [.. township, ("月份", "2026-01"), ("经办人", "周某")]);
        return path;
    }

    private static async Task<string> Template(TinyCounty county, string kind, string name, params string[] more)
    {
        var path = Path.Combine(county.Home, name);
        await county.Done(["template", kind, "--out", path, .. more]);
        return path;
    }

    private static async Task<string[][]> Silent(TinyCounty county)
    {
        var list = await county.Done("exceptions", "list", "2026-01", "--code", "station-not-reported");
        return [.. list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))];
    }

    private static async Task<string> Refused(TinyCounty county, string why, string[] arguments)
    {
        var (code, _, error) = await county.Command([.. arguments, .. AsMaker]);
        Assert.Equal(CommandLine.RefusedCode, code);
        Assert.Contains(why, error);
        return error;
    }
}
