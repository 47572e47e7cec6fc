namespace Disbursement.Host.Tests.Export;

[Collection(OneHome.Name)]
public sealed class ExplainTests
{
    [Fact]
    public async Task An_amount_is_told_with_its_standard_its_arithmetic_its_run_and_what_holds_it()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        var paid = await county.Done("explain", "999001197103050314", "2026-01");
        Assert.Contains("**************0314", paid);
        Assert.DoesNotContain("999001197103050314", paid);
        Assert.Contains("每年 48,180.00，1月份额", paid);
        Assert.Contains("2026-01批（已批准", paid);
        Assert.Contains("发清了", paid);
        var ahead = await county.Done("explain", "999001197103050314", "2026-05", "--today", "2026-01-09");
        Assert.Contains("4,015.00元：还没到这个月", ahead);
        var held = await county.Done("explain", "999001195606300152", "2026-01");
        Assert.Contains("没有可用的收款账户", held);
        Assert.Contains("300.00元（没有发出）", held);
        var lower = await county.Done("explain", "999001196012120335", "2026-01");
        Assert.Contains("就高：另一个身份更高，这一份不发", lower);
        var (code, _, error) = await county.Command("explain", "999001199001010011", "2026-01");
        Assert.Equal(CommandLine.RefusedCode, code);
        Assert.Contains("没有身份证号尾号0011的人", error);
    }
}
