using System.Text;
using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.Runs;

/// <summary>A county may name as many components as it likes, and give one person as many.</summary>
[Collection(OneHome.Name)]
public sealed class ManyComponentsTests
{
    private const int Components = 2_300;

    [Fact]
    public async Task A_run_with_thousands_of_components_is_signed_and_exported_with_the_root_it_was_worked_out_with()
    {
        await using var county = new TinyCounty();
        await county.January();
        var assessed = new StringBuilder("身份证号,优抚类别,组成,月额,起,文号\n");
        for (var i = 1; i <= Components; i++)
            assessed.Append($"999001197103050314,残疾军人,补贴{i},0.01,2026-01,核定{i}号\n");
        var file = county.File("核定.csv", assessed.ToString());
        await county.Done("import", "assessed", file, "--today", "2026-01-08", "--user", "甲");
        await county.Done("payout", "run", "2026-01", "--today", "2026-01-08", "--user", "甲");
        await county.Sign();

        var said = await county.Done(
            "payout", "export", "2026-01", "--out", Path.Combine(county.Home, "out"), "--user", "乙",
            "--today", "2026-01-08");

        Assert.Contains("已导出", said);
        Assert.Equal(Components, (await county.Done("lines", "2026-01")).Split('\n')
            .Count(l => l.Contains(",补贴", StringComparison.Ordinal)));
    }
}
