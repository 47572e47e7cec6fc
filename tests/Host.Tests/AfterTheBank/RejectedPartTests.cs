using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.AfterTheBank;

/// <summary>
/// 整批退回 of one file of two: only that one goes again, or nothing of it where all its rows are struck out.
/// </summary>
[Collection(OneHome.Name)]
public sealed class RejectedPartTests
{
    private const string First = "2026-01_代发银行_001_A01T1.txt";
    private const string Second = "2026-01_代发银行_002_A01T1.txt";
    private const string Again = "2026-01_代发银行_002_A01T2.txt";

    [Fact]
    public async Task Only_the_rejected_file_goes_again_and_that_is_said_by_name()
    {
        await using var county = await SecondRejected();
        Assert.Contains($"这一次只交：{Again}。早已交过银行、不要再交的：{First}。",
            await By(county, "乙", "payout", "export", "2026-01"));
        Assert.Contains($"{Again}：2笔", await By(county, "丁", "payout", "handover", "2026-01"));
        Assert.Contains("到账11笔", await Answered(county, First, Again));
        Assert.Contains("已回盘", await county.Done("payout", "show", "2026-01"));
    }

    [Fact]
    public async Task Where_all_its_rows_are_struck_out_nothing_waits_and_the_month_goes_on()
    {
        await using var county = await SecondRejected();
        var struck = Rows(county, Second).Select(r => r[2]).ToArray();
        Assert.Equal(2, struck.Length);
        Assert.Contains("等着再交的都撤下了，不用再导出", await By(
            county, "丙", ["payout", "strike", "2026-01", .. struck, "--reason", "不再发", "--document", "撤1号"]));
        Assert.Contains("已交盘", await county.Done("payout", "show", "2026-01"));
        Assert.Contains("到账9笔", await Answered(county, First));
        Assert.Contains("已回盘", await county.Done("payout", "show", "2026-01"));
    }

    /// <summary>Nine rows a file, and the bank takes none of the second.</summary>
    private static async Task<TinyCounty> SecondRejected()
    {
        var county = new TinyCounty();
        await county.January();
        var banks = Path.Combine(county.Home, "banks.csv");
        await File.WriteAllLinesAsync(
            banks, ["代发银行,格式,每文件笔数", "代发银行,rcb-pipe,9"], TestContext.Current.CancellationToken);
        await By(county, "甲", "import", "banks", banks);
        await By(county, "甲", "payout", "run", "2026-01");
        await county.Sign("2026-01", "2026-01-09");
        await new BankDesk(county).Take();
        foreach (var user in (string[])["甲", "乙"])
        {
            await By(county, user, "payout", "doubt", "2026-01", "--outcome", "rejected", "--document", "银行函1号",
                "--file", Second);
        }

        return county;
    }

    private static string[][] Rows(TinyCounty county, string file) =>
    [
        .. File.ReadAllText(Path.Combine(county.Home, "out", "2026-01", "bank", file), BankDesk.Gb18030)
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('|')),
    ];

    private static async Task<string> Answered(TinyCounty county, params string[] files)
    {
        var paid = string.Concat(files.SelectMany(f => Rows(county, f))
            .Select(r => string.Join('|', r.Take(6)) + "\r\n"));
        var (code, said, error) = await new BankDesk(county).Import(paid, null);
        Assert.True(code == 0, error);
        return said;
    }

    private static Task<string> By(TinyCounty county, string user, params string[] what) =>
        county.Done([.. what, "--today", "2026-01-09", "--user", user]);
}
