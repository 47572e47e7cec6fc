using Disbursement.Host.Commands;
using Disbursement.Host.Homes;
using Disbursement.Host.Tests.Export;
using Disbursement.Jobs.Storage;

namespace Disbursement.Host.Tests.Commands;

/// <summary>In a live home who changes something proves who he is; without it everything can be looked at.</summary>
[Collection(OneHome.Name)]
public sealed class LiveHomeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_changed_by_somebody_who_does_not_prove_who_he_is()
    {
        await using var county = new LiveCounty();
        await county.Open();
        string[][] changing =
        [
            ["settings", "first-month", "2026-01"], ["import", "roster", TinyCounty.Sample("roster.csv")],
            ["payout", "run", "2026-01"], ["payout", "submit", "2026-01"], ["payout", "check", "2026-01"],
            ["payout", "approve", "2026-01"], ["payout", "reject", "2026-01"], ["payout", "cancel", "2026-01"],
            ["payout", "export", "2026-01"], ["exceptions", "close", "R1", "--reason", "不用"],
            ["user", "add", "戊", "--roles", "审批"], ["user", "disable", "甲"], ["user", "roles", "甲", "--roles", "审批"],
            ["user", "password", "甲"],
            ["user", "delegate", "丙", "甲", "--role", "审批", "--from", "2026-01-01", "--to", "2099-01-01",
                "--document", "1号"],
        ];
        var before = await Acts(county);
        foreach (var command in changing)
        {
            await county.Refuses("正式库要登录后才能办理", null, command);
            await county.Refuses("姓名或密码不对", "无此人", [.. command, "--user", "无此人"]);
        }

        await county.Refuses("不能改“今天”", "甲", "payout", "run", "2026-01", "--user", "甲", "--today", "2026-01-08");
        Assert.Equal(before, await Acts(county));
    }

    [Fact]
    public async Task A_live_home_can_be_looked_at_and_who_names_himself_proves_it()
    {
        await using var county = new LiveCounty();
        await county.Open();
        Assert.Contains("还没有任何批次", await county.As(null, "status"));
        Assert.Contains("first-month", await county.As(null, "settings"));
        Assert.Contains("run,code", await county.As(null, "exceptions", "list"));
        Assert.Contains("run,code", await county.As("甲", "exceptions", "list"));
        await county.Refuses("姓名或密码不对", "乙", "status", "--user", "甲");
    }

    [Fact]
    public async Task Without_somebody_who_manages_users_nothing_is_done()
    {
        await using var county = new LiveCounty();
        await county.As(null, "init", "--live");
        await county.Refuses("先登记管理人员", "甲", "settings", "first-month", "2026-01");
        await county.As(null, "user", "add", "甲", "--roles", "经办", "--password-file", county.Secret("甲"));
        await county.Refuses("还没有登记管理人员", "甲", "settings", "first-month", "2026-01", "--user", "甲");
        await county.As(null, "user", "add", "管家", "--roles", "管理", "--password-file", county.Secret("管家"));
        await county.Refuses("正式库要登录", null, "user", "add", "乙", "--roles", "复核");
        await county.Refuses("改设置要由经办办理", "管家", "settings", "first-month", "2026-01", "--user", "管家");
    }

    [Fact]
    public async Task A_month_goes_from_the_first_import_to_the_bank_files_and_approval_takes_count_and_sum()
    {
        await using var county = new LiveCounty();
        await county.Open();
        var month = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds())
            .ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM");
        foreach (var (key, value) in new[]
        {
            ("first-month", month), ("wage-area", "云溪县"), ("authority-name", "云溪局"), ("authority-code", "999001"),
        })
            await county.As("甲", "settings", key, value);
        await WithNotices(county, month);
        foreach (var (kind, file) in new[] { ("rates", "rates-2024"), ("wages", "wages"), ("roster", "roster") })
            await county.As("甲", "import", kind, TinyCounty.Sample($"{file}.csv"));
        await county.As("甲", "payout", "run", month);
        await county.As("甲", "payout", "submit", month);
        await county.Refuses("要由复核办理", "甲", "payout", "check", month, "--user", "甲");
        await county.As("乙", "payout", "check", month);
        await county.Refuses("--count 笔数 --sum 金额", "丙", "payout", "approve", month, "--user", "丙");
        await county.Refuses("与本批不符", "丙", "payout", "approve", month, "--count", "11", "--sum", "1", "--user", "丙");
        await county.As("丙", "payout", "approve", month, "--count", "11", "--sum", "30400.08");
        await county.Refuses("改 bank-lead-days 要有依据", "甲", "settings", "bank-lead-days", "3", "--user", "甲");
        await county.As("甲", "settings", "bank-lead-days", "3", "--document", "云财〔2026〕2号");
        Assert.Contains("已导出", await county.As("乙", "payout", "export", month));
        Assert.True(File.Exists(Path.Combine(county.Home, "out", month, "control-sheet.html")));
        Assert.DoesNotContain("演练", await File.ReadAllTextAsync(
            Path.Combine(county.Home, "out", month, "control-sheet.html"), Stop));
    }

    /// <summary>A test of next year does not wait for the State Council.</summary>
    private static async Task WithNotices(LiveCounty county, string month)
    {
        var year = int.Parse(month[..4]);
        var file = Path.Combine(county.Files, "calendar.csv");
        await File.WriteAllLinesAsync(
            file, ["date,name,kind,source", $"{year}-01-01,元旦,off,通知", $"{year + 1}-01-01,元旦,off,通知"], Stop);
        await county.As("甲", "import", "calendar", file);
    }

    private static async Task<long> Acts(LiveCounty county)
    {
        await using var session = await Session.Open(HomeFolder.Open(county.Home), Stop);
        await using var connection = await session.Source.OpenConnectionAsync(Stop);
        return await connection.Scalar<long>("select count(*) from act", Stop);
    }
}
