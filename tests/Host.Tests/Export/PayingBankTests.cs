using Disbursement.Jobs.BankFiles;

namespace Disbursement.Host.Tests.Export;

/// <summary>银行对照: each row pays from its 生效日期 on, in the files and in the checks of a run.</summary>
[Collection(OneHome.Name)]
public sealed class PayingBankTests
{
    private const string Header = "代发银行,格式,开户行包含,联行号,付款账号,付款户名,客户号,每文件笔数,截止时间,生效日期";

    [Fact]
    public async Task A_bank_that_begins_next_year_pays_nobody_this_year()
    {
        await using var county = new TinyCounty();
        await county.January();
        await Banks(county, "工行,iso-pain,,102100099996,1234567890123,局,ABC,1000,15:00,2027-01-01");
        Assert.Equal(["代发银行"], await Exported(county));
    }

    [Fact]
    public async Task A_later_file_replaces_the_rows_it_names_from_their_day_on()
    {
        await using var county = new TinyCounty();
        await county.January();
        await Banks(county, "农商,rcb-pipe,,,,,,,,2025-01-01");
        await Banks(county, "农商二,rcb-pipe,,,,,,,,2026-01-01", "邮储,rcb-pipe,邮,,,,,,,2026-02-01");
        Assert.Equal(["农商二"], await Exported(county));
    }

    private static Task Banks(TinyCounty county, params string[] rows)
    {
        var path = Path.Combine(county.Home, "banks.csv");
        File.WriteAllLines(path, [Header, .. rows]);
        return county.Done("import", "banks", path, "--today", "2026-01-08", "--user", "甲");
    }

    /// <summary>The banks to which January goes.</summary>
    private static async Task<IEnumerable<string>> Exported(TinyCounty county)
    {
        await county.Done("payout", "run", "2026-01", "--today", "2026-01-08", "--user", "甲");
        await county.Sign();
        await county.Done("payout", "export", "2026-01", "--today", "2026-01-09", "--user", "乙");
        return Manifest.Read(await File.ReadAllBytesAsync(
            Path.Combine(county.Home, "out", "2026-01", "bank", "manifest.json"),
            TestContext.Current.CancellationToken)).Files.Select(f => f.Bank);
    }
}
