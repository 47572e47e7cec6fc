using System.Diagnostics;
using System.Text.Json;
using Disbursement.Host.Homes;
using Disbursement.Host.Tests.Export;
using Disbursement.Host.Tests.Homes;

namespace Disbursement.Host.Tests.Commands;

/// <summary>Ordinary mistakes get one sentence and the right code, never the inside of the program.</summary>
[Collection(OneHome.Name)]
public sealed class MistakeTests
{
    [Fact]
    public async Task A_list_that_cannot_be_written_is_said_in_a_sentence()
    {
        await using var county = new TinyCounty();
        await county.January();
        foreach (var list in new string[][] { ["exceptions", "list"], ["lines", "2026-01"] })
        {
            await One(county, "没有这个文件夹", 1, [.. list, "--out", "/no/such/x.csv"]);
            await One(county, "是一个文件夹；请写明文件名", 1, [.. list, "--out", county.Home]);
        }
    }

    [Fact]
    public async Task A_file_whose_rejected_rows_cannot_be_written_beside_it_is_not_taken_in_at_all()
    {
        await using var county = new TinyCounty();
        await county.January();
        var file = Path.Combine(county.Home, "变动.csv");
        await File.WriteAllTextAsync(file, """
            身份证号,变动类型,生效日期,文号,联系电话
            999001197103050314,信息变更,2026-02-03,,10000000088
            999001197103050314,停发,2026-02-03,,
            """, TestContext.Current.CancellationToken);
        Directory.CreateDirectory(file + ".rejected.csv.part");
        string[] import = ["import", "changes", file, "--today", "2026-02-05", "--user", "甲"];
        await One(county, "整份没有导入", 1, import);
        Directory.Delete(file + ".rejected.csv.part");
        var (code, said, _) = await county.Command(import);
        Assert.Equal(CommandLine.SomeRejected, code);
        Assert.Contains("新增1行，已知0行，退回1行", said);
    }

    [Fact]
    public async Task What_is_typed_wrong_is_wrong_usage()
    {
        await using var county = new TinyCounty();
        await One(county, "月份要写成 2026-03，不是“2026-13”", 2, ["payout", "run", "2026-13"]);
        await One(county, "月份要写成", 2, ["explain", "999001197103050314", "三月"]);
        await One(county, "没有“rosters”这一种文件", 2, ["import", "rosters", "x.csv"]);
        await One(county, "--today 要写成 2026-03-05 这样的日期", 2, ["status", "--today", "2026/3/5"]);
        await One(county, "没有“经手”这个角色", 2, ["user", "add", "甲", "--roles", "经手"]);
        await One(county, "--from 和 --to", 2, ["lines"]);
        await One(county, "您要写的可能是：account-missing", 2, ["exceptions", "list", "--code", "acount-missing"]);
        await One(county, "--workers 应为1至64", 2, ["worker", "--workers", "0"]);
        var (code, said, help) = await county.Command();
        Assert.Equal((CommandLine.WrongUsage, ""), (code, said));
        Assert.Contains("payout", help);
        Assert.Equal(CommandLine.Done, (await county.Command("--help")).Code);
        Assert.False(Directory.Exists(county.Home), "A mistyped command opens nothing.");
    }

    [Fact]
    public async Task Programs_are_answered_in_json_also_when_they_are_refused()
    {
        await using var county = new TinyCounty();
        await county.January();
        var lines = JsonDocument.Parse(await county.Done("lines", "2026-01", "--json")).RootElement;
        Assert.True(lines.GetProperty("ok").GetBoolean());
        Assert.Equal(lines.GetProperty("count").GetInt32(), lines.GetProperty("rows").GetArrayLength());
        Assert.Equal("残疾军人", lines.GetProperty("rows").EnumerateArray()
            .First(r => r.GetProperty("name").GetString() == "张建国").GetProperty("category").GetString());
        var cases = JsonDocument.Parse(await county.Done("exceptions", "list", "--json")).RootElement;
        Assert.Contains(cases.GetProperty("rows").EnumerateArray(),
            r => r.GetProperty("code").GetString() == "account-missing");
        foreach (var (arguments, expected) in new (string[], int)[]
        {
            (["payout", "show", "2027-01", "--json"], 1), (["payout", "run", "1", "--json"], 2),
        })
        {
            var (code, said, error) = await county.Command(arguments);
            var answer = JsonDocument.Parse(said).RootElement;
            Assert.Equal((expected, false), (code, answer.GetProperty("ok").GetBoolean()));
            Assert.StartsWith(answer.GetProperty("reason").GetString()!, error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_new_home_made_because_its_name_was_given_is_announced_with_its_place()
    {
        await using var county = new TinyCounty();
        var (code, _, error) = await county.Command("status");
        Assert.Equal(CommandLine.Done, code);
        Assert.Contains($"已新建一个空的演练数据目录：{HomeFolder.Open(county.Home).Path}", error);
        Assert.Empty((await county.Command("status")).Error);
    }

    /// <summary>Else every import of a sample would build the program anew.</summary>
    [Fact]
    public async Task Rejected_rows_beside_a_sample_are_no_source_of_the_program()
    {
        var root = Path.GetFullPath(Path.Combine(TinyCounty.Sample("roster.csv"), "../../.."));
        await using var home = new TemporaryHome();
        var samples = Directory.CreateDirectory(Path.Combine(home.Path, "samples")).FullName;
        foreach (var name in new[] { "a.csv", "a.csv.rejected.csv", "a.csv.rejected.csv.part" })
            await File.WriteAllTextAsync(Path.Combine(samples, name), name, TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo("sh") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in new[]
        {
            "-c", "root=$1; eval \"$(sed -n '/^sources()/,/^}/p' \"$2\")\"; sources samples", "sh", home.Path,
            Path.Combine(root, "disburse"),
        })
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var found = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("samples/a.csv", found.Trim());
        Assert.Contains("*.rejected.csv", await File.ReadAllLinesAsync(
            Path.Combine(root, ".gitignore"), TestContext.Current.CancellationToken));
    }

    private static async Task One(TinyCounty county, string why, int expected, string[] arguments)
    {
        var (code, said, error) = await county.Command(arguments);
        Assert.Equal((expected, ""), (code, said));
        Assert.Contains(why, error);
        Assert.DoesNotContain("   at ", error);
    }
}
