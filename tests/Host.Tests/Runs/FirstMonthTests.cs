using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.Runs;

/// <summary>From which month on this system works out is settled before the first run is.</summary>
[Collection(OneHome.Name)]
public sealed class FirstMonthTests
{
    [Fact]
    public async Task It_does_not_move_under_a_run_that_is_open_and_never_after_an_approval()
    {
        await using var county = new TinyCounty();
        await county.January();
        string[] move = ["settings", "first-month", "2026-02"];

        var (open, _, ofOpen) = await county.Command(move);
        await county.Done("payout", "cancel", "2026-01", "--today", "2026-01-08", "--user", "甲", "--note", "月份定错");
        await county.Done(move);
        await county.Done("settings", "first-month", "2026-01");
        await county.Done("payout", "run", "2026-01", "--today", "2026-01-08", "--user", "甲");
        await county.Sign();
        var (approved, _, ofApproved) = await county.Command(move);

        Assert.Equal(CommandLine.RefusedCode, open);
        Assert.Contains("2026-01是按 first-month 2026-01 测算的，现在不能改", ofOpen);
        Assert.Equal(CommandLine.RefusedCode, approved);
        Assert.Contains("第一批批准以后不能再改", ofApproved);
    }
}
