using System.Text;
using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.AfterTheBank;

/// <summary>The bank's side of the twelve people: it takes what was handed over and says what became of it.</summary>
sealed class BankDesk
{
    public const string Bank = "代发银行";

    static BankDesk() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private readonly TinyCounty county;
    private readonly string run;

    public BankDesk(TinyCounty county, string run = "2026-01") => (this.county, this.run) = (county, run);

    public static Encoding Gb18030 => Encoding.GetEncoding("GB18030");

    /// <summary>January is approved; 丁 is there for the money.</summary>
    /// <param name="finance">Whether the finance bureau has its say.</param>
    public static async Task<TinyCounty> Approved(bool finance = false)
    {
        var county = new TinyCounty();
        await county.January();
        await county.Done("user", "add", "丁", "--roles", "财务");
        if (finance)
            await county.Done("settings", "finance-review", "required", "--today", "2026-01-08", "--user", "甲");
        await county.Sign();
        return county;
    }

    /// <summary>January is with the bank.</summary>
    public static async Task<TinyCounty> Sent()
    {
        var county = await Approved();
        await new BankDesk(county).Take();
        return county;
    }

    /// <summary>Handed over by 丁 on a day.</summary>
    public async Task Take(string today = "2026-01-09")
    {
        if (!(await county.Done("user", "list")).Contains("丁：", StringComparison.Ordinal))
            await county.Done("user", "add", "丁", "--roles", "财务");
        await county.Done("payout", "export", run, "--today", today, "--user", "乙");
        await county.Done("payout", "handover", run, "--today", today, "--user", "丁");
    }

    /// <summary>The rows of the file, its fields as they were sent.</summary>
    public string[][] Rows() =>
    [
        .. Directory.GetFiles(Path.Combine(county.Home, "out", run, "bank"), "*.txt")
            .SelectMany(f => File.ReadAllText(f, Gb18030).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
            .Select(l => l.Split('|')),
    ];

    /// <summary>Paid, but for those named with the bank's words.</summary>
    public (string Paid, string Failed) Answer(params (string Name, string Reason)[] failed) =>
        (Text(Rows().Where(r => !failed.Any(f => f.Name == r[1])).Select(Line)),
            Text(Rows().Where(r => failed.Any(f => f.Name == r[1]))
                .Select(r => $"{Line(r)}|{failed.First(f => f.Name == r[1]).Reason}")));

    /// <summary>Imports a pair of files under names of their own.</summary>
    public Task<(int Code, string Said, string Error)> Import(
        string paid, string? failed, string name = "回盘", string today = "2026-01-12", string user = "甲")
    {
        List<string> files = [Write($"{name}_S.txt", paid)];
        if (failed is { Length: > 0 }) files.Add(Write($"{name}_F.txt", failed));
        return county.Command(
            ["import", "bank-result", .. files, "--bank", Bank, "--today", today, "--user", user]);
    }

    public async Task<string> Tell(params (string Name, string Reason)[] failed)
    {
        var (paid, came) = Answer(failed);
        var (code, said, error) = await Import(paid, came);
        Assert.True(code == 0, error);
        return said;
    }

    public string Write(string name, string text, Encoding? encoding = null)
    {
        var path = Path.Combine(county.Home, $"{Guid.NewGuid():N}-{name}");
        File.WriteAllBytes(path, [.. (encoding ?? Gb18030).GetPreamble(), .. (encoding ?? Gb18030).GetBytes(text)]);
        return path;
    }

    /// <summary>Status of everybody's lines of a run, by name.</summary>
    public async Task<Dictionary<string, string>> Statuses(string? of = null) =>
        TinyCounty.Rows(await county.Done("lines", of ?? run)).GroupBy(r => r[2])
            .ToDictionary(g => g.Key, g => string.Join(' ', g.Select(r => r[8]).Distinct()));

    private static string Line(string[] row) => string.Join('|', row.Take(6));

    private static string Text(IEnumerable<string> lines) => string.Concat(lines.Select(l => l + "\r\n"));
}
