using Disbursement.Host.EmbeddedDatabase;
using Disbursement.Host.Homes;
using Disbursement.Host.Tests.Export;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Host.Tests.Runs;

/// <summary>Any past run can be worked out again, whatever became known, was approved or was cancelled since.</summary>
[Collection(OneHome.Name)]
public sealed class ReplayTests
{
    [Fact]
    public async Task Months_of_the_past_come_out_as_they_were_and_a_changed_line_is_seen()
    {
        await using var county = new TinyCounty();
        await county.March();
        await county.Sign("2026-03", "2026-03-12");
        foreach (var run in new[] { "2026-01", "2026-02", "2026-03" })
            Assert.Contains("内容根、明细、暂缓逐条一致。", await county.Done("payout", "replay", run));
        // What was cancelled later counted then.
        await county.Done("payout", "run", "2026-03", "--supplementary", "--today", "2026-03-13", "--user", "甲");
        await county.Done("payout", "cancel", "2026-03-S1", "--today", "2026-03-13", "--user", "甲");
        await county.Done("payout", "cancel", "2026-03", "--today", "2026-03-13", "--user", "乙");
        Assert.Contains("逐条一致", await county.Done("payout", "replay", "2026-02"));
        await county.Done("payout", "run", "2026-03", "--today", "2026-03-13", "--user", "甲");
        Assert.Contains("逐条一致", await county.Done("payout", "replay", "2026-03"));

        await using (var cluster = await EmbeddedCluster.Open(
            HomeFolder.Open(county.Home), TestContext.Current.CancellationToken))
        await using (var owner = NpgsqlDataSource.Create(cluster.OwnerConnection))
        await using (var connection = await owner.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            await connection.Execute("""
                update disburse.payment_line set fen = fen + 100
                where (benefit_month, person_id) = (
                    select benefit_month, min(person_id) from disburse.payment_line where run_id = 1 group by 1)
                """, TestContext.Current.CancellationToken);
        }

        var (code, said, _) = await county.Command("payout", "replay", "2026-01");
        Assert.Equal((1, true), (code, said.Contains("有2条明细或暂缓对不上", StringComparison.Ordinal)));
    }
}
