using System.Security.Cryptography;
using System.Text;
using Disbursement.Host.Commands;
using Disbursement.Host.Homes;
using Disbursement.Host.Tests.Export;
using Disbursement.Jobs.Storage;

namespace Disbursement.Host.Tests.Intake;

/// <summary>One person at the counter: the same as a file of one row; and the papers he brings.</summary>
[Collection(OneHome.Name)]
public sealed class CounterTests
{
    private const string WangWeidong = "999001195904180531";
    private const string ZhangJianguo = "999001197103050314";
    private static readonly string[] AsMaker = ["--today", "2026-02-05", "--user", "甲"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_at_the_counter_is_a_changes_file_of_one_row()
    {
        await using var county = new TinyCounty();
        await county.January();
        string[] death = ["change", "死亡", WangWeidong, "--生效日期", "2026-02-03", "--文号", "证明1号"];
        Assert.Contains("已登记“死亡”", await county.Done([.. death, .. AsMaker]));
        Assert.Contains("\"changed\":false", await county.Done([.. death, .. AsMaker, "--json"]));
        Assert.Contains("早已登记", await county.Done(
            ["change", "死亡", WangWeidong, "--effective-on", "2026/2/3", "--document", "证明1号", .. AsMaker]));

        // Known to a file as well, and to the counter what came by file.
        Assert.Contains("新增1行，已知1行", await county.Done(["import", "changes", await File(county, "一.csv",
            $"身份证号,变动类型,生效日期,文号,联系电话\n{WangWeidong},死亡,2026-02-03,证明1号,\n"
            + $"{ZhangJianguo},信息变更,2026-02-04,,10000000088"), .. AsMaker]));
        Assert.Contains("早已登记", await county.Done(
            ["change", "信息变更", ZhangJianguo, "--effective_on", "2026-02-04", "--phone", "10000000088", .. AsMaker]));
    }

    [Fact]
    public async Task What_is_left_of_the_dead_goes_to_the_heirs_own_account_and_not_to_theirs()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Done(
            ["change", "死亡", ZhangJianguo, "--生效日期", "2026-02-03", "--文号", "证明1号", .. AsMaker]);
        string[] heir =
        [
            "change", "收款人变更", ZhangJianguo, "--生效日期", "2026-02-04", "--文号", "公证1号", "--收款人姓名", "张小军",
            "--收款人证件号", "999001197503080221", "--与本人关系", "继承人", "--开户行", "云溪农村商业银行城关支行", .. AsMaker,
        ];
        await county.Refused("这是张建国本人的账户，去世后不再使用", [.. heir, "--银行账号", "6299980900000000015"]);
        Assert.Contains("已登记", await county.Done([.. heir, "--银行账号", "6299980900000000874"]));
    }

    [Fact]
    public async Task What_is_wrong_is_said_in_the_words_of_the_file_and_nothing_is_kept_of_it()
    {
        await using var county = new TinyCounty();
        await county.January();
        foreach (var (row, typed) in new[]
        {
            ("停发,2026-02-30,,", new[] { "停发", WangWeidong, "--生效日期", "2026-02-30" }),
            ("恢复,2026-02-01,决1号,停错了", ["恢复", WangWeidong, "--生效日期", "2026-02-01", "--文号", "决1号", "--原因", "停错了"]),
            ("解除暂缓,2026-02-01,,", ["解除暂缓", WangWeidong, "--生效日期", "2026-02-01"]),
        })
        {
            var (code, _, error) = await county.Command(["change", .. typed, .. AsMaker]);
            Assert.Equal(CommandLine.RefusedCode, code);
            var file = await File(county, "坏.csv", $"身份证号,变动类型,生效日期,文号,原因\n{WangWeidong},{row}");
            await county.Command(["import", "changes", file, .. AsMaker]);
            var sentBack = await System.IO.File.ReadAllTextAsync(file + ".rejected.csv", Stop);
            foreach (var sentence in error.Trim().Split('\n'))
                Assert.Contains(sentence[(sentence.IndexOf('：', StringComparison.Ordinal) + 1)..], sentBack);
        }

        Assert.DoesNotContain("柜台办理", await county.Done("exceptions", "list", "--code", "import-rejected"));
        Assert.Contains("登记要由经办办理", (await county.Command(
            "change", "暂缓", WangWeidong, "--生效日期", "2026-02-01", "--today", "2026-02-05", "--user", "乙")).Error);
        var (usage, _, _) = await county.Command("change", "死亡", WangWeidong, "--日子", "2026-02-01");
        Assert.Equal(CommandLine.WrongUsage, usage);
    }

    [Fact]
    public async Task Papers_are_kept_under_their_hash_once_and_never_replaced()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Done(["change", "死亡", WangWeidong, "--生效日期", "2026-02-03", "--文号", "证明1号", .. AsMaker]);
        var scan = await File(county, "证明.pdf", "%PDF 死亡证明");
        var hash = Convert.ToHexStringLower(SHA256.HashData(await Bytes(scan)));
        Assert.Contains($"SHA-256 {hash}", await county.Done(["attach", "证明1号", scan, .. AsMaker]));
        var kept = Path.Combine(county.Home, "attachments", hash);
        Assert.Equal(await Bytes(scan), await Bytes(kept));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(kept));

        var copy = await File(county, "又一份.pdf", "%PDF 死亡证明");
        Assert.Contains("\"changed\":false", await county.Done(["attach", "证明1号", copy, scan, .. AsMaker, "--json"]));
        Assert.Contains("尾号0531的人：挂上1份附件", await county.Done(["attach", WangWeidong, scan, .. AsMaker]));
        Assert.Equal(["attachments", hash], [Path.GetFileName(Path.GetDirectoryName(kept)!),
            .. Directory.GetFileSystemEntries(Path.GetDirectoryName(kept)!).Select(f => Path.GetFileName(f)!)]);

        await Refused(county, "没有文号“证明9号”", "attach", "证明9号", scan);
        await Refused(county, "没有尾号0038的人", "attach", "110101199003070038", scan);
        await Refused(county, "没有这个文件", "attach", "证明1号", scan, "/nowhere/x.pdf");
        await System.IO.File.WriteAllTextAsync(kept, "改过的", Stop);
        await Refused(county, "和它的指纹不符", "attach", "历史数据", scan);
        Assert.Equal("改过的", Encoding.UTF8.GetString(await Bytes(kept)));
        Assert.Equal(2, await Audited(county, hash));
    }

    /// <summary>Entries of the audit that carry a hash.</summary>
    private static async Task<long> Audited(TinyCounty county, string hash)
    {
        await using var session = await Session.Open(HomeFolder.Open(county.Home), Stop);
        await using var connection = await session.Source.OpenConnectionAsync(Stop);
        return await connection.Scalar<long>(
            "select count(*) from audit_entry where what = 'attach' and detail::text like '%' || $1 || '%'",
            Stop, hash);
    }

    private static Task<byte[]> Bytes(string path) =>
        System.IO.File.ReadAllBytesAsync(path, Stop);

    private static async Task<string> File(TinyCounty county, string name, string text)
    {
        var path = Path.Combine(county.Home, name);
        await System.IO.File.WriteAllTextAsync(path, text, Stop);
        return path;
    }

    private static async Task Refused(TinyCounty county, string why, params string[] arguments)
    {
        var (code, _, error) = await county.Command([.. arguments, .. AsMaker]);
        Assert.Equal(CommandLine.RefusedCode, code);
        Assert.Contains(why, error);
    }
}
