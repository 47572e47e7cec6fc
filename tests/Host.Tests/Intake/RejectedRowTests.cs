using System.Text.Json;
using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.Intake;

/// <summary>A row that was sent back is open until it comes in or a person closes it, and is open once.</summary>
[Collection(OneHome.Name)]
public sealed class RejectedRowTests
{
    private const string WangWeidong = "999001195904180531";
    private const string ZhangJianguo = "999001197103050314";
    private const string Changes = "身份证号,姓名,变动类型,生效日期,文号,来源";
    private const string Roster = "身份证号,姓名,行政区划代码,优抚类别,起发年月,批准文号";
    private const string Ending = WangWeidong + ",王卫东,停发,2026-02-01,,乡镇站";
    private const string Mended = WangWeidong + ",王卫东,停发,2026-02-01,停发1号,乡镇站";
    private const string Phone = "身份证号,变动类型,生效日期,联系电话\n" + ZhangJianguo + ",信息变更,2026-02-03,10000000088";
    private static readonly string[] AsMaker = ["--today", "2026-02-05", "--user", "甲"];

    [Fact]
    public async Task Another_station_with_the_same_file_name_ends_nothing()
    {
        await using var county = await February();
        Assert.Equal(3, await Import(county, "changes", "城关/变动.csv", $"{Changes}\n{Ending}"));
        Assert.Equal(0, await Import(county, "changes", "清河/变动.csv", Phone));
        var row = Assert.Single(await Open(county));
        Assert.Contains("变动.csv第2行（王卫东）没有导入", row["detail"]);
        Assert.Contains($"disburse exceptions close {row["id"]} --reason", row["next_step"]);
    }

    [Fact]
    public async Task Corrected_in_a_file_of_any_name_it_is_over()
    {
        await using var county = await February();
        await Import(county, "changes", "变动.csv", $"{Changes}\n{Ending}");
        // Something else of the same person is not this row.
        Assert.Equal(0, await Import(county, "changes", "另一件.csv",
            $"{Changes}\n{WangWeidong},王卫东,暂缓,2026-02-01,,乡镇站"));
        Assert.Single(await Open(county));
        Assert.Equal(0, await Import(county, "changes", "补报-二月.csv", $"{Changes}\n{Mended}"));
        Assert.Empty(await Open(county));

        await Import(county, "roster", "新增.csv", $"{Roster}\n999001195802030153,钱明,999001101,参战人员家属,2026-01,云1号");
        Assert.Single(await Open(county));
        Assert.Equal(0, await Import(county, "roster", "新增改.csv",
            $"{Roster}\n999001195802030153,钱明,999001101,参战退役人员,2026-01,云1号"));
        Assert.Empty(await Open(county));
    }

    [Fact]
    public async Task Where_the_number_was_wrong_the_same_line_and_name_bring_it_in()
    {
        await using var county = await February();
        const string before = $"{Roster}\n{WangWeidong},王卫东,999001101,参战退役人员,2019-05,历史数据\n";
        const string wrong = before + "999001195802030151,钱明,999001101,参战退役人员,2026-01,云1号";
        const string right = before + "999001195802030153,钱明,999001101,参战退役人员,2026-01,云1号";
        await Import(county, "roster", "甲/名册.csv", wrong);
        // Another person at the same line of a file of that name is not he.
        await Import(county, "roster", "乙/名册.csv", before + "110101199003070038,赵亮,999001101,参战退役人员,2026-01,云2号");
        Assert.Single(await Open(county));
        await Import(county, "roster", "甲/名册.csv", right);
        Assert.Empty(await Open(county));
    }

    [Fact]
    public async Task The_rejected_file_itself_mended_brings_its_rows_in()
    {
        await using var county = await February();
        await Import(county, "roster", "名册.csv", $"{Roster}\n{WangWeidong},王卫东,999001101,参战退役人员,2019-05,历史数据\n"
            + "999001195802030151,钱明,999001101,参战退役人员,2026-13,云1号");
        var sentBack = Path.Combine(county.Home, "名册.csv.rejected.csv");
        await Mend(sentBack, "2026-13", "2026-01");
        Assert.Equal(3, await Import(county, "roster", sentBack));
        var row = Assert.Single(await Open(county));
        Assert.Contains("名册.csv第3行（钱明）", row["detail"]);
        await Mend(sentBack + ".rejected.csv", "999001195802030151", "999001195802030153");
        Assert.Equal(0, await Import(county, "roster", sentBack + ".rejected.csv"));
        Assert.Empty(await Open(county));
    }

    [Fact]
    public async Task The_same_bad_row_in_another_file_is_one_case_and_badly_mended_it_is_still_one()
    {
        await using var county = await February();
        await Import(county, "changes", "一.csv", $"{Changes}\n{Ending}");
        var first = Assert.Single(await Open(county));
        await Import(county, "changes", "二.csv", $"{Changes}\n{Ending}\n{Ending}\n");
        Assert.Equal(first, Assert.Single(await Open(county)));
        // The date was wrong, and is wrong again: the case is of the later row. The first may be another ending.
        const string undated = $"{Changes}\n{WangWeidong},王卫东,停发,2026-02-30,停发1号,乡镇站";
        await Import(county, "changes", "三.csv", undated);
        await Import(county, "changes", "四.csv", undated.Replace("02-30", "02-31", StringComparison.Ordinal));
        var open = await Open(county);
        Assert.Equal(["一.csv第2行", "四.csv第2行"], open.Select(o => o["detail"].Split('（')[0]).Order());
        Assert.Equal(0, await Import(county, "changes", "五.csv", $"{Changes}\n{Mended}"));
        Assert.Empty(await Open(county));
    }

    [Fact]
    public async Task A_person_closes_it_with_a_reason_once_and_it_stays_on_record()
    {
        await using var county = await February();
        await Import(county, "changes", "变动.csv", $"{Changes}\n{Ending}");
        var id = Assert.Single(await Open(county))["id"];
        string[] close = ["exceptions", "close", id, "--today", "2026-02-06", "--user"];
        var (usage, _, _) = await county.Command([.. close, "甲"]);
        Assert.Equal(CommandLine.WrongUsage, usage);
        await Refused(county, "要写明原因", [.. close, "甲", "--reason", " "]);
        await Refused(county, "要由经办或复核办理", [.. close, "丙", "--reason", "不用"]);
        await Refused(county, "要说明是谁", [.. close[..^1], "--reason", "不用"]);
        await Refused(county, "没有编号为R999", ["exceptions", "close", "R999", "--reason", "不用", .. AsMaker]);
        Assert.Contains("已关闭", await county.Done([.. close, "乙", "--reason", "本人已迁出，不办"]));
        Assert.Empty(await Open(county));
        var again = await county.Done([.. close, "甲", "--reason", "再关一次", "--json"]);
        Assert.Contains("\"changed\":false", again);
        Assert.Contains("2026年2月6日由乙关闭（本人已迁出，不办），没有再做任何事", Message(again));
    }

    private static async Task<TinyCounty> February()
    {
        var county = new TinyCounty();
        await county.January();
        return county;
    }

    private static async Task<int> Import(TinyCounty county, string kind, string name, string? text = null)
    {
        var path = Path.Combine(county.Home, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (text is not null) await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        var (code, _, error) = await county.Command(["import", kind, path, .. AsMaker]);
        Assert.True(code is 0 or 3, error);
        return code;
    }

    private static async Task Mend(string path, string wrong, string right)
    {
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.Contains(wrong, text);
        await File.WriteAllTextAsync(path, text.Replace(wrong, right), TestContext.Current.CancellationToken);
    }

    private static async Task<List<Dictionary<string, string>>> Open(TinyCounty county)
    {
        var said = await county.Done("exceptions", "list", "--code", "import-rejected", "--json");
        return JsonDocument.Parse(said).RootElement.GetProperty("rows")
            .Deserialize<List<Dictionary<string, string>>>()!;
    }

    private static string Message(string json) =>
        JsonDocument.Parse(json).RootElement.GetProperty("message").GetString()!;

    private static async Task Refused(TinyCounty county, string why, string[] arguments)
    {
        var (code, _, error) = await county.Command(arguments);
        Assert.Equal(CommandLine.RefusedCode, code);
        Assert.Contains(why, error);
    }
}
