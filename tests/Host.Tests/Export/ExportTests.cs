using System.Text;
using Disbursement.Jobs.BankFiles;

namespace Disbursement.Host.Tests.Export;

[Collection(OneHome.Name)]
public sealed class ExportTests
{
    private static readonly string[] Export = ["payout", "export", "2026-01", "--today", "2026-01-09", "--user"];

    [Fact]
    public async Task Bank_files_read_back_are_the_lines_and_the_same_bytes_for_ever()
    {
        await using var county = new TinyCounty();
        await county.January();
        await Refused(county, "已测算", [.. Export, "乙"]);
        await county.Sign();
        await Refused(county, "要由复核或财务办理", [.. Export, "甲"]);
        Assert.Contains("11笔，30,400.08元", await county.Done([.. Export, "乙"]));
        var folder = Path.Combine(county.Home, "out", "2026-01");
        var first = Bytes(folder);
        Assert.Contains("没有再做任何事", await county.Done([.. Export, "乙"]));
        Assert.Equal(first, Bytes(folder));
        var other = Path.Combine(county.Home, "other");
        await county.Done([.. Export, "乙", "--out", other]);
        Assert.Equal(first, Bytes(Path.Combine(other, "2026-01")));
        await EqualsLines(county, folder);
    }

    [Fact]
    public async Task Dying_before_the_run_is_exported_leaves_it_approved_and_the_next_export_ends_it()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        // A folder in the place of the summary: the bank files are in place when the export fails.
        var folder = Path.Combine(county.Home, "out", "2026-01");
        Directory.CreateDirectory(Path.Combine(folder, "summary.json"));
        await Refused(county, "没有变动", [.. Export, "乙"]);
        Assert.Contains("已批准", await county.Done("payout", "show", "2026-01"));
        var bank = Bytes(Path.Combine(folder, "bank"));
        Directory.Delete(Path.Combine(folder, "summary.json"));
        Assert.Contains("2026-01已导出", await county.Done([.. Export, "乙"]));
        Assert.Equal(bank, Bytes(Path.Combine(folder, "bank")));
    }

    [Fact]
    public async Task A_file_that_somebody_changed_is_never_covered_up()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        await county.Done([.. Export, "乙"]);
        var file = Directory.GetFiles(Path.Combine(county.Home, "out", "2026-01", "bank"), "*.txt").Single();
        await File.AppendAllTextAsync(file, "x", TestContext.Current.CancellationToken);
        await Refused(county, "有人改动过它", [.. Export, "乙"]);
    }

    private static async Task EqualsLines(TinyCounty county, string folder)
    {
        var lines = (await county.Done("lines", "2026-01")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(l => l.Trim().Split(',')).Where(l => l[8] == "exported").ToList();
        var sent = lines.GroupBy(l => l[1]).ToDictionary(g => g.Key, g => g.Sum(l => decimal.Parse(l[7],
            System.Globalization.CultureInfo.InvariantCulture)));
        var manifest = Manifest.Read(await File.ReadAllBytesAsync(
            Path.Combine(folder, "bank", "manifest.json"), TestContext.Current.CancellationToken));
        Assert.Equal((sent.Count, sent.Values.Sum()), (manifest.Count, manifest.SumFen / 100m));
        var rows = Encoding.GetEncoding("GB18030")
            .GetString(await File.ReadAllBytesAsync(
                Path.Combine(folder, "bank", manifest.Files.Single().Name), TestContext.Current.CancellationToken))
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries).SelectMany(r => r.Split('\n'))
            .Where(r => r.Length > 0).Select(r => r.Split('|')).ToList();
        Assert.Equal(
            sent.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => (s.Key, s.Value)),
            rows.Select(r => (r[2], decimal.Parse(r[3], System.Globalization.CultureInfo.InvariantCulture))));
    }

    private static async Task Refused(TinyCounty county, string why, string[] arguments)
    {
        var (code, _, error) = await county.Command(arguments);
        Assert.Equal(CommandLine.RefusedCode, code);
        Assert.Contains(why, error);
    }

    private static Dictionary<string, string> Bytes(string folder) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            p => Path.GetRelativePath(folder, p), p => Convert.ToHexString(File.ReadAllBytes(p)));
}
