using Disbursement.Host.Commands;
using Disbursement.Host.Homes;
using Disbursement.Host.Tests.Export;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;

namespace Disbursement.Host.Tests.Runs;

/// <summary>What does not balance is not submitted; whoever approves in a live home has read the numbers.</summary>
[Collection(OneHome.Name)]
public sealed class BalanceTests
{
    private static readonly string[] Submit = ["payout", "submit", "2026-02", "--today", "2026-02-05", "--user", "甲"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly (string Broken, string Said)[] OutOfBalance =
    [
        ("last_people = last_people + 1, this_people = this_people + 1", "人头对不上：上月11＋新增"),
        ("came_people = came_people + 1, this_people = this_people + 1", "人头对不上：上月11＋新增"),
        ("came_fen = came_fen + 1, this_fen = this_fen + 1", "金额对不上"),
        ("last_fen = last_fen + 1, left_fen = left_fen + 1", "金额对不上"),
    ];

    [Fact]
    public async Task A_run_whose_heads_or_money_do_not_balance_cannot_be_submitted()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        await using var session = await Session.Open(HomeFolder.Open(county.Home), Stop);
        // Only the owner of the tables can do this; the program has no way to it.
        await using var owner = Database.Source(session.OwnerConnection);
        await using var connection = await owner.OpenConnectionAsync(Stop);
        foreach (var (broken, said) in OutOfBalance)
        {
            await county.Done("payout", "run", "2026-02", "--today", "2026-02-05", "--user", "甲");
            await connection.Execute(
                $"update run_bridge set {broken} where run_id = (select max(run_id) from payout_run)", Stop);
            var (code, _, error) = await county.Command(Submit);
            Assert.Equal(CommandLine.RefusedCode, code);
            Assert.Contains(said, error);
            Assert.Equal(said[0] == '人', error.Contains("head-count-differs", StringComparison.Ordinal));
            Assert.Contains("./disburse payout run 2026-02", error);
        }

        await county.Done("payout", "run", "2026-02", "--today", "2026-02-05", "--user", "甲");
        await county.Done(Submit);
    }

    [Fact]
    public async Task In_a_live_home_nobody_approves_without_entering_count_and_sum_once_more()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Done("payout", "submit", "2026-01", "--today", "2026-01-08", "--user", "甲");
        await county.Done("payout", "check", "2026-01", "--today", "2026-01-08", "--user", "乙");
        await using var session = await Session.Open(HomeFolder.Open(county.Home), Stop);
        var signing = new SigningJob(session.Source, live: true);
        var approver = new Performer("丙", "test", new DateOnly(2026, 1, 8), TimeProvider.System);
        foreach (var (count, yuan, why) in new (long?, decimal?, string)[]
        {
            (null, null, "--count 笔数 --sum 金额"), (11, null, "--count 笔数 --sum 金额"),
            (null, 30_400.08m, "--count 笔数 --sum 金额"), (11, 30_400.07m, "与本批不符"), (12, 30_400.08m, "与本批不符"),
        })
        {
            var refused = await Assert.ThrowsAsync<Refused>(() => signing.Approve(
                "2026-01", Remark.None, approver, Stop, new BlindEntry(count, yuan)));
            Assert.Contains(why, refused.Message);
            if (yuan is null) Assert.DoesNotContain("30400", refused.Message);
        }

        Assert.True((await signing.Approve(
            "2026-01", Remark.None, approver, Stop, new BlindEntry(11, 30_400.08m))).Changed);
    }
}
