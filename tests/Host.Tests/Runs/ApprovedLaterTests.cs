using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.Runs;

/// <summary>A newcomer enrolled without 批准文号 is held, and paid with all that was held once it is there.</summary>
[Collection(OneHome.Name)]
public sealed class ApprovedLaterTests
{
    private const string Newcomer = "999001195001010013";

    [Fact]
    public async Task The_document_comes_in_by_a_correction_and_the_held_months_are_paid()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        var roster = county.File("新增.csv", $"""
            身份证号,姓名,优抚类别,残疾等级,残疾性质,起发年月,开户行,银行账号
            {Newcomer},褚十一,残疾军人,6,因公,2026-02,云溪农村商业银行城关支行,6299980900000099998
            """);
        await county.Done("import", "roster", roster, "--today", "2026-02-05", "--user", "甲");
        await county.Done("payout", "run", "2026-02", "--today", "2026-02-05", "--user", "甲");
        Assert.Contains("newcomer-undocumented", await county.Done(
            "exceptions", "list", "2026-02", "--today", "2026-02-05"));
        await county.Sign("2026-02", "2026-02-05");

        // The roster says where it belongs; a correction without a document says what it misses.
        File.WriteAllText(roster, File.ReadAllText(roster)
            .Replace("起发年月,", "起发年月,批准文号,", StringComparison.Ordinal)
            .Replace("2026-02,", "2026-02,认定1号,", StringComparison.Ordinal));
        var (_, again, _) = await county.Command(
            "import", "roster", roster, "--today", "2026-03-05", "--user", "甲");
        Assert.Contains("退回1行", again);
        Assert.Contains("文号填批准文号，要改的栏都空着", File.ReadAllText(roster + ".rejected.csv"));
        // Another correction is no approval, and its document is not the one of the identity.
        await county.Done("change", "更正", Newcomer, "--生效日期", "2026-02-01", "--文号", "核实9号", "--联系电话", "10000000099",
            "--today", "2026-03-05", "--user", "甲");
        string[] approve =
        [
            "change", "更正", Newcomer, "--生效日期", "2026-02-01", "--文号", "认定1号", "--today", "2026-03-05",
            "--user", "甲",
        ];
        await county.Done(approve);
        Assert.Contains("早已登记", await county.Done(approve));
        approve[6] = "认定2号";
        var (code, _, error) = await county.Command(approve);
        Assert.NotEqual(0, code);
        Assert.Contains("批准文号已是“认定1号”", error);

        await county.Done("payout", "run", "2026-03", "--today", "2026-03-05", "--user", "甲");
        var lines = (await county.Done("lines", "2026-03")).Split('\n')
            .Where(l => l.Contains(Newcomer, StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, lines.Length);
        Assert.All(lines, l => Assert.DoesNotContain("held", l));
        Assert.Contains("认定1号", string.Concat((await county.Done(
            "exceptions", "list", "2026-03", "--code", "newcomer", "--today", "2026-03-05")).Split('\n', '│', ' ')));
    }
}
