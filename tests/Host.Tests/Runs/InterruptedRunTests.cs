namespace Disbursement.Host.Tests.Runs;

/// <summary>
/// The process dies anywhere, twice is pressed, two are at it: the lines are those of an undisturbed run.
/// </summary>
public sealed class InterruptedRunTests
{
    [Fact]
    public async Task Killed_at_any_moment_and_started_again_a_run_has_the_lines_of_an_undisturbed_one()
    {
        using var undisturbed = await Office.With(2000);
        await undisturbed.Do("payout", "run", "2025-08", "--today", "2025-08-05");
        var expected = await undisturbed.Lines("2025-08");
        Assert.True(expected.Split('\n').Length > 1900);

        using var office = await Office.With(2000);
        foreach (var milliseconds in new[] { 100, 250, 350, 450, 550, 650, 800, 1000 })
            await office.Kill(milliseconds, "payout", "run", "2025-08", "--today", "2025-08-05");
        await office.Do("payout", "run", "2025-08", "--today", "2025-08-05");

        Assert.Equal(expected, await office.Lines("2025-08"));
    }

    [Fact]
    public async Task Killed_while_signing_a_run_is_signed_once_or_not_at_all()
    {
        using var office = await Office.With(2000);
        await office.Do("payout", "run", "2025-08", "--today", "2025-08-05");
        foreach (var (verb, user) in new[] { ("submit", "甲"), ("check", "乙"), ("approve", "丙") })
        {
            foreach (var milliseconds in new[] { 200, 400, 500 })
                await office.Kill(milliseconds, "payout", verb, "2025-08", "--user", user);
            await office.Do("payout", verb, "2025-08", "--user", user);
        }

        Assert.Contains("\"state\":\"approved\"", await office.Do("payout", "show", "2025-08", "--json"));
    }

    [Fact]
    public async Task Of_two_commands_at_once_one_wins_and_the_other_says_so()
    {
        using var office = await Office.With(2000);
        string[] run = ["payout", "run", "2025-08", "--today", "2025-08-05"];
        var runs = await Task.WhenAll(office.Try(run), office.Try(run));
        Assert.Contains(runs, r => r.Code == 0);
        Assert.All(runs, r => Assert.True(
            r.Code == 0 || r.Said.Contains("另一个命令正在测算", StringComparison.Ordinal), r.Said));
        await office.Do("payout", "submit", "2025-08", "--user", "甲");
        await office.Do("payout", "check", "2025-08", "--user", "乙");

        var approvals = await Task.WhenAll(
            office.Try("payout", "approve", "2025-08", "--user", "丙"),
            office.Try("payout", "approve", "2025-08", "--user", "丁"));

        Assert.Single(approvals, a => a.Code == 0 && a.Said.Contains("2025-08已批准", StringComparison.Ordinal));
        Assert.Single(approvals, a => a.Said.Contains("没有再做任何事", StringComparison.Ordinal));
    }
}
