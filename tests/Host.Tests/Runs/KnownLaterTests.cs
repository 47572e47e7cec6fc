using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.Runs;

/// <summary>What became known after a run was worked out is said wherever the run is looked at or handed on.</summary>
[Collection(OneHome.Name)]
public sealed class KnownLaterTests
{
    [Fact]
    public async Task A_death_reported_after_the_approval_is_said_by_show_and_export_until_the_next_run_has_it()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        Assert.DoesNotContain("changed-after-approval", await county.Done("payout", "show", "2026-01"));

        await county.Done("import", "changes", TinyCounty.Sample("changes-2026-02.csv"), "--today", "2026-02-05",
            "--user", "甲");
        var shown = await county.Done("payout", "show", "2026-01");
        // The third of the file has no account and no line.
        Assert.Contains("注意：批准以后又知道了本批2个人的新情况（", shown);
        Assert.Contains("王卫东", shown);
        Assert.Contains("先不要交银行，报审批决定", shown);
        Assert.Contains("changed-after-approval",
            await county.Done("payout", "export", "2026-01", "--today", "2026-02-05", "--user", "乙"));

        await county.Done("payout", "run", "2026-02", "--today", "2026-02-05", "--user", "甲");
        await county.Sign("2026-02", "2026-02-05");
        Assert.DoesNotContain("注意", await county.Done("payout", "show", "2026-01"));
    }

    [Fact]
    public async Task A_death_reported_while_a_run_waits_for_a_signature_is_said_by_show_before_anybody_signs()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Done("payout", "submit", "2026-01", "--today", "2026-01-08", "--user", "甲");
        await county.Done("import", "changes", TinyCounty.Sample("changes-2026-02.csv"), "--today", "2026-02-05",
            "--user", "甲");

        var shown = await county.Done("payout", "show", "2026-01");
        var (code, _, error) = await county.Command(
            "payout", "check", "2026-01", "--today", "2026-02-05", "--user", "乙");

        Assert.Contains("现在不能签字。请先退回（./disburse payout reject 2026-01），再重新测算", shown);
        Assert.Equal(CommandLine.RefusedCode, code);
        Assert.Contains("本批2个人的新情况", error);
    }

    [Fact]
    public async Task Who_was_enrolled_after_the_run_is_named_when_it_is_submitted_and_told_how_to_come_in()
    {
        await using var county = new TinyCounty();
        var roster = await File.ReadAllLinesAsync(
            TinyCounty.Sample("roster.csv"), TestContext.Current.CancellationToken);
        var without = Path.Combine(Path.GetDirectoryName(county.Home)!, "少一人.csv");
        await File.WriteAllLinesAsync(without, roster[..^1], TestContext.Current.CancellationToken);
        await county.January(without);
        await county.Done("import", "roster", TinyCounty.Sample("roster.csv"), "--today", "2026-01-09", "--user", "甲");
        var late = roster[^1].Split(',')[1];
        Assert.Contains($"测算以后又登记了1个人（{late}），不在2026-01里。要一起发，请重新测算",
            await county.Done("payout", "show", "2026-01"));
        Assert.Contains($"测算以后又登记了1个人（{late}），不在2026-01里。要一起发，先退回",
            await county.Done("payout", "submit", "2026-01", "--today", "2026-01-09", "--user", "甲"));
    }

    [Fact]
    public async Task A_row_that_was_sent_back_is_counted_beside_the_cases_of_every_run_until_it_comes_in()
    {
        await using var county = new TinyCounty();
        await county.January();
        var bad = Path.Combine(county.Home, "变动.csv");
        await File.WriteAllLinesAsync(bad,
            ["身份证号,变动类型,生效日期,文号", "999001195211200173,死亡,2026-02-30,死亡证明1号"],
            TestContext.Current.CancellationToken);
        await county.Command("import", "changes", bad, "--today", "2026-01-09", "--user", "甲");
        Assert.Contains("另有1行导入时退回、还没有进来，也在名单里（import-rejected）",
            await county.Done("payout", "show", "2026-01"));

        await File.WriteAllLinesAsync(bad,
            ["身份证号,变动类型,生效日期,文号", "999001195211200173,死亡,2026-01-08,死亡证明1号"],
            TestContext.Current.CancellationToken);
        await county.Done("import", "changes", bad, "--today", "2026-01-09", "--user", "甲");
        Assert.DoesNotContain("导入时退回", await county.Done("payout", "show", "2026-01"));
    }
}
