using Disbursement.Host.Homes;
using Disbursement.Host.Commands;
using Disbursement.Host.Tests.Export;
using Disbursement.Jobs.Storage;

namespace Disbursement.Host.Tests.Runs;

/// <summary>取消: two people at the same time for an exported run, and no bank file left that looks valid.</summary>
[Collection(OneHome.Name)]
public sealed class CancelTests
{
    [Fact]
    public async Task A_proposal_lapses_when_anything_moves_and_shows_who_can_confirm_or_take_it_back()
    {
        await using var county = await Exported();
        await Cancel(county, "2026-01", "乙");
        Assert.Contains("乙提出取消2026-01", await county.Done("status", "--today", "2026-01-10"));
        Assert.Contains("--withdraw", await county.Done("payout", "show", "2026-01"));
        Assert.Contains("已撤回", await county.Done(
            "payout", "cancel", "2026-01", "--withdraw", "--today", "2026-02-05", "--user", "丙"));
        Assert.DoesNotContain("提出取消", await county.Done("payout", "show", "2026-01"));

        await Cancel(county, "2026-01", "乙");
        await county.Done("payout", "run", "2026-02", "--today", "2026-02-05", "--user", "甲");
        await Month(county, "2026-02");
        await Cancel(county, "2026-02", "丙");
        Assert.Contains("已取消", await Cancel(county, "2026-02", "乙"));
        Assert.DoesNotContain("提出取消", await county.Done("payout", "show", "2026-01"));
        Assert.Contains("取消要两个人，其中一个是复核或审批：丙已提出", await Cancel(county, "2026-01", "丙"));
        Assert.Contains("2026-01已取消", await Cancel(county, "2026-01", "甲"));
    }

    [Fact]
    public async Task The_bank_files_of_a_cancelled_run_leave_their_place_and_dying_between_is_mended()
    {
        await using var county = await Exported();
        var folder = Path.Combine(county.Home, "out", "2026-01");
        var bank = Directory.GetFiles(Path.Combine(folder, "bank")).Select(Path.GetFileName).Order().ToArray();
        await Cancel(county, "2026-01", "丙");
        // A file in the place of the new folder: the run is cancelled when the files cannot be moved.
        var obstacle = Path.Combine(folder, "cancelled-1");
        await File.WriteAllTextAsync(obstacle, "", TestContext.Current.CancellationToken);
        var (code, _, error) = await county.Command(
            "payout", "cancel", "2026-01", "--today", "2026-02-05", "--user", "乙");
        Assert.Equal(CommandLine.RefusedCode, code);
        Assert.Contains("2026-01已取消，但它的代发文件没有挪开", error);
        File.Delete(obstacle);
        var again = await Cancel(county, "2026-01", "乙");
        Assert.Contains("2026-01已经取消", again);
        Assert.False(Directory.Exists(Path.Combine(folder, "bank")));
        Assert.Empty(Directory.GetFiles(folder));
        var aside = Path.Combine(folder, "cancelled-1");
        Assert.Equal(bank.Append("control-sheet.html").Append("summary.json").Append("异常名单.csv").Order(),
            Directory.GetFiles(aside).Select(Path.GetFileName).Order());
        Assert.Equal(1, await Entries(county, "files-set-aside"));

        await county.Done("payout", "run", "2026-01", "--today", "2026-02-05", "--user", "甲");
        await Month(county, "2026-01");
        Assert.True(Directory.Exists(Path.Combine(folder, "bank")));
        await Cancel(county, "2026-01", "丙");
        Assert.Contains("cancelled-2", await Cancel(county, "2026-01", "乙"));
    }

    [Fact]
    public async Task Files_that_are_gone_or_elsewhere_are_named_to_be_destroyed()
    {
        await using var county = await Exported("--out", "elsewhere");
        var folder = Path.Combine(county.Home, "elsewhere", "2026-01");
        Directory.Move(folder, folder + "-carried-away");
        await Cancel(county, "2026-01", "丙");
        Assert.Contains($"{folder} 里没有找到第1次的代发文件：请找到它们，收回并销毁", await Cancel(county, "2026-01", "乙"));
    }

    [Fact]
    public async Task A_step_cannot_be_dated_before_the_one_it_follows()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Done("payout", "submit", "2026-01", "--today", "2026-01-08", "--user", "甲");
        var (code, _, error) = await county.Command(
            "payout", "check", "2026-01", "--today", "2025-12-01", "--user", "乙");
        Assert.Equal(CommandLine.RefusedCode, code);
        Assert.Contains("2026-01的上一步办在2026-01-08", error);
    }

    private static async Task<TinyCounty> Exported(params string[] where)
    {
        var county = new TinyCounty();
        await county.January();
        await county.Sign();
        if (where.Length > 0) where[1] = Path.Combine(county.Home, where[1]);
        await county.Done(
            ["payout", "export", "2026-01", "--today", "2026-01-09", "--user", "乙", .. where]);
        return county;
    }

    private static async Task Month(TinyCounty county, string run)
    {
        foreach (var (deed, user) in new[] { ("submit", "甲"), ("check", "乙"), ("approve", "丙"), ("export", "乙") })
            await county.Done("payout", deed, run, "--today", "2026-02-05", "--user", user);
    }

    private static Task<string> Cancel(TinyCounty county, string run, string user) =>
        county.Done("payout", "cancel", run, "--today", "2026-02-05", "--user", user);

    private static async Task<long> Entries(TinyCounty county, string what)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var session = await Session.Open(HomeFolder.Open(county.Home), stop);
        await using var connection = await session.Source.OpenConnectionAsync(stop);
        return await connection.Scalar<long>("select count(*) from audit_entry where what = $1", stop, what);
    }
}
