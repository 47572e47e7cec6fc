using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.Commands;

/// <summary>Until there is sign-in nothing can be done in a live home, and everything can be looked at.</summary>
[Collection(OneHome.Name)]
public sealed class LiveHomeTests
{
    [Fact]
    public async Task Nothing_is_changed_in_a_live_home_by_somebody_who_cannot_prove_who_he_is()
    {
        await using var county = new TinyCounty();
        Assert.Contains("正式", await county.Done("init", "--live"));
        string[][] changing =
        [
            ["settings", "first-month", "2026-01"], ["user", "add", "甲", "--roles", "经办"],
            ["import", "roster", TinyCounty.Sample("roster.csv")], ["payout", "run", "2026-01"],
            ["payout", "submit", "2026-01"], ["payout", "check", "2026-01"], ["payout", "approve", "2026-01"],
            ["payout", "reject", "2026-01"], ["payout", "cancel", "2026-01"], ["payout", "export", "2026-01"],
            ["exceptions", "close", "R1", "--reason", "不用"], ["serve", "--url", "http://127.0.0.1:0"], ["worker"],
        ];
        foreach (var command in changing)
        {
            var (code, said, error) = await county.Command(command);
            Assert.Equal(CommandLine.RefusedCode, code);
            Assert.Equal("正式库要登录后才能办理，本版还没有登录；请先用演练库。", error.Trim());
            Assert.Empty(said);
        }
    }

    [Fact]
    public async Task A_live_home_can_be_looked_at_also_where_a_user_is_named_by_the_environment()
    {
        await using var county = new TinyCounty();
        await county.Done("init", "--live");
        Environment.SetEnvironmentVariable("DISBURSE_USER", "甲");
        try
        {
            Assert.Contains("还没有任何批次", await county.Done("status"));
            Assert.Contains("first-month", await county.Done("settings"));
            Assert.Contains("run,code", await county.Done("exceptions", "list"));
            var (code, _, error) = await county.Command("status", "--user", "甲");
            Assert.Equal(CommandLine.RefusedCode, code);
            Assert.Contains("不能用 --user", error);
        }
        finally
        {
            Environment.SetEnvironmentVariable("DISBURSE_USER", null);
        }
    }
}
