using System.Text.Json;
using Disbursement.Host.Commands;
using Disbursement.Host.Homes;
using Disbursement.Host.Tests.Export;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Host.Tests.People;

/// <summary>代理: somebody else's role for some days; together the two sign a run once.</summary>
[Collection(OneHome.Name)]
public sealed class DelegationTests
{
    private static readonly string[] Day = ["--today", "2026-01-08", "--user"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_stands_in_signs_with_the_name_of_whom_he_stands_for()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Done(["user", "add", "丁", "--roles", "财务", .. Day, "甲"]);
        await county.Done(Delegation("丙", "丁", "审批", "2026-01-05", "2026-01-09"));
        Assert.Contains("没有再做任何事", await county.Done(Delegation("丙", "丁", "审批", "2026-01-05", "2026-01-09")));
        Assert.Contains("代理：丁代丙审批，2026-01-05至2026-01-09，局办1号（现在有效）",
            await county.Done("user", "list", "--today", "2026-01-08"));
        await county.Done(["payout", "submit", "2026-01", .. Day, "甲"]);
        await county.Done(["payout", "check", "2026-01", .. Day, "乙"]);
        await Refused(county, "批准要由审批办理，丁是财务", "payout", "approve", "2026-01", "--today", "2026-01-10", "--user", "丁");
        await county.Done(["payout", "approve", "2026-01", .. Day, "丁"]);
        Assert.Contains("由丁（代丙）批准", await county.Done(["payout", "approve", "2026-01", .. Day, "丙"]));
        await using var session = await Session.Open(HomeFolder.Open(county.Home), Stop);
        await using var connection = await session.Source.OpenConnectionAsync(Stop);
        Assert.Equal(("丁", "丙", "丁", "丙", "丁", "丙"), Assert.Single(await connection.Rows("""
            select r.approved_by, r.approved_for, a.performed_by, a.performed_for, e.performed_by, e.performed_for
            from payout_run r join act a on a.number = r.approval_act
            join audit_entry e on e.chain = 'run-' || r.run_id and e.what = 'approved'
            """, r => (
                r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetString(5)),
            Stop)));
        // In his own right he exports, and stands for nobody.
        await county.Done(["payout", "export", "2026-01", .. Day, "丁"]);
        Assert.True(await connection.Scalar<bool>(
            "select exported_by = '丁' and exported_for is null from payout_run", Stop));
    }

    [Fact]
    public async Task A_delegate_cannot_do_what_the_other_had_a_hand_in_nor_two_things_himself()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Done(["user", "add", "丁", "--roles", "经办,复核", .. Day, "甲"]);
        await county.Done(Delegation("丙", "乙", "审批", "2026-01-05", "2026-01-09"));
        await county.Done(Delegation("丁", "丙", "复核", "2026-01-05", "2026-01-09"));
        await county.Done(["payout", "submit", "2026-01", .. Day, "丁"]);
        await Refused(county, "这一批是丁提交的，复核要换一个人（现在有复核权限的：乙）", ["payout", "check", "2026-01", .. Day, "丙"]);
        await county.Done(["payout", "check", "2026-01", .. Day, "乙"]);
        await Refused(county, "您已经复核过这一批，审批要换一个人（现在有审批权限的：丙）", ["payout", "approve", "2026-01", .. Day, "乙"]);
        await county.Done(["payout", "reject", "2026-01", .. Day, "乙"]);
        await county.Done(["payout", "submit", "2026-01", .. Day, "甲"]);
        // 丙 checks for 丁; then neither he nor 乙, who stands for him, approves.
        await county.Done(["payout", "check", "2026-01", .. Day, "丙"]);
        await Refused(county, "您代丁已经复核过这一批，审批要换一个人。现在没有别人可以办理：请由局长办理代理授权",
            ["payout", "approve", "2026-01", .. Day, "丙"]);
        await Refused(county, "丙代丁已经复核过这一批", ["payout", "approve", "2026-01", .. Day, "乙"]);
        await using var session = await Session.Open(HomeFolder.Open(county.Home), Stop);
        await using var connection = await session.Source.OpenConnectionAsync(Stop);
        foreach (var (by, @for) in new[] { ("丁", "null"), ("戊", "'丁'"), ("戊", "'甲'") })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.Execute(
                $"update payout_run set state = 'approved', approved_by = '{by}', approved_for = {@for}, "
                + "approved_at = now(), approved_on = '2026-01-08', approval_act = 99", Stop));
            Assert.Equal("payout_run_three_people", refused.ConstraintName);
        }
    }

    [Fact]
    public async Task A_delegation_needs_a_document_a_role_that_is_there_and_ends_when_it_is_said()
    {
        await using var county = new TinyCounty();
        await county.January();
        await Refused(county, "没有“审批”可以交给别人代理", Delegation("甲", "乙", "审批", "2026-01-05", "2026-01-09"));
        await Refused(county, "没有“乙2”", Delegation("乙", "乙2", "复核", "2026-01-05", "2026-01-09"));
        await county.Done(["user", "add", "丁", "--roles", "复核", .. Day, "甲"]);
        await Refused(county, "自己就是复核", Delegation("乙", "丁", "复核", "2026-01-05", "2026-01-09"));
        await Refused(county, "早于起日", Delegation("丙", "乙", "审批", "2026-01-09", "2026-01-08"));
        await Refused(county, "已经过了", Delegation("丙", "乙", "审批", "2026-01-01", "2026-01-07"));
        await Refused(county, "自己不能代理自己", Delegation("丙", "丙", "审批", "2026-01-05", "2026-01-09"));
        await Refused(county, "不能由别人代理", Delegation("丙", "乙", "管理", "2026-01-05", "2026-01-09"));
        await county.Done(Delegation("乙", "丙", "复核", "2026-01-05", "2026-01-20"));
        await county.Done(["payout", "submit", "2026-01", .. Day, "甲"]);
        Assert.Contains("已结束", await county.Done(["user", "undelegate", "乙", "丙", "--role", "复核", .. Day, "甲"]));
        await Refused(county, "复核要由复核办理", ["payout", "check", "2026-01", .. Day, "丙"]);
        Assert.Contains("（2026-01-08提前结束）", await county.Done("user", "list", "--today", "2026-01-08"));
    }

    [Fact]
    public async Task Roles_change_and_a_user_is_disabled_by_the_one_who_manages_and_nothing_is_lost()
    {
        await using var county = new TinyCounty();
        await county.January();
        string[] manager = ["--user", "管家"];
        await county.Done("user", "add", "管家", "--roles", "管理");
        await Refused(county, "要说明是谁", "user", "add", "戊", "--roles", "经办");
        await Refused(county, "要由管理办理，甲是经办", "user", "add", "戊", "--roles", "经办", "--user", "甲");
        await Refused(county, "不能兼任", ["user", "add", "戊", "--roles", "管理,审批", .. manager]);
        await Refused(county, "已经登记（经办）", ["user", "add", "甲", "--roles", "经办,复核", .. manager]);
        await county.Done(["user", "roles", "甲", "--roles", "经办,复核", "--document", "人1号", .. manager]);
        await county.Done(["user", "disable", "丙", "--document", "调离", .. manager]);
        Assert.Contains("没有再做任何事", await county.Done(["user", "disable", "丙", .. manager]));
        await Refused(county, "自己的角色和停用", ["user", "disable", "管家", .. manager]);
        await county.Done(["payout", "submit", "2026-01", .. Day, "甲"]);
        await Refused(county, "这一批是您提交的，复核要换一个人（现在有复核权限的：乙）", ["payout", "check", "2026-01", .. Day, "甲"]);
        await county.Done(["payout", "check", "2026-01", .. Day, "乙"]);
        await Refused(county, "丙已停用", ["payout", "approve", "2026-01", .. Day, "丙"]);
        await county.Done(["user", "enable", "丙", .. manager]);
        await county.Done(["payout", "approve", "2026-01", .. Day, "丙"]);
        using var list = JsonDocument.Parse(await county.Done("user", "list", "--json"));
        Assert.Equal(["丙", "乙", "甲", "管家"], list.RootElement.GetProperty("users").EnumerateArray()
            .Select(u => u.GetProperty("name").GetString()));
        await using var session = await Session.Open(HomeFolder.Open(county.Home), Stop);
        await using var connection = await session.Source.OpenConnectionAsync(Stop);
        Assert.Equal(["False", "True 调离", "False"], await connection.Rows("""
            select is_disabled, document from app_user where name = '丙' order by act
            """, r => $"{r.GetBoolean(0)} {r.TextOrNull(1)}".TrimEnd(), Stop));
    }

    private static string[] Delegation(string from, string to, string role, string first, string last) =>
    [
        "user", "delegate", from, to, "--role", role, "--from", first, "--to", last, "--document", "局办1号", .. Day, "甲",
    ];

    private static async Task Refused(TinyCounty county, string why, params string[] command)
    {
        var (code, _, error) = await county.Command(command);
        Assert.Equal(CommandLine.RefusedCode, code);
        Assert.Contains(why, error);
    }
}
