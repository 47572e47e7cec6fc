using System.Text.Json;
using Disbursement.Host.Commands;
using Disbursement.Host.Homes;
using Disbursement.Host.Tests.Commands;
using Disbursement.Host.Tests.Export;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Host.Tests.People;

/// <summary>Passwords: counted, locked, never seen again.</summary>
[Collection(OneHome.Name)]
public sealed class SignInTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Five_wrong_passwords_lock_for_a_quarter_of_an_hour_by_the_real_clock_and_every_one_is_audited()
    {
        await using var county = new LiveCounty();
        await county.Open();
        await using var session = await Session.Open(HomeFolder.Open(county.Home), Stop);
        var clock = new MovableClock(TimeProvider.System.GetUtcNow());
        var job = new SignInJob(session.Source);
        for (var turn = 1; turn <= 4; turn++) await Wrong(job, clock, "姓名或密码不对");
        // The right one before the fifth begins the count anew.
        Assert.Equal("乙", (await Prove(job, clock, "乙", Right)).User);
        for (var turn = 1; turn <= 4; turn++) await Wrong(job, clock, "姓名或密码不对");
        await Wrong(job, clock, "锁定到");
        await Refused(job, clock, Right, "锁定到");
        clock.Now += TimeSpan.FromMinutes(14);
        await Refused(job, clock, Right, "锁定到");
        clock.Now += TimeSpan.FromMinutes(1);
        Assert.Equal("乙", (await Prove(job, clock, "乙", Right)).User);
        await using var connection = await session.Source.OpenConnectionAsync(Stop);
        var audited = await connection.Rows("""
            select detail ->> 'user', detail ->> 'why' from audit_entry where what = 'sign-in-failed' order by position
            """, r => (r.GetString(0), r.GetString(1)), Stop);
        Assert.Equal(
            [.. Enumerable.Repeat(("乙", "wrong"), 9), ("乙", "locked"), ("乙", "locked")], audited);
    }

    [Fact]
    public async Task Twenty_guesses_at_once_are_still_five()
    {
        await using var county = new LiveCounty();
        await county.Open();
        await using var session = await Session.Open(HomeFolder.Open(county.Home), Stop);
        var job = new SignInJob(session.Source);
        var clock = new MovableClock(TimeProvider.System.GetUtcNow());
        await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Assert.ThrowsAsync<Refused>(
            () => Prove(job, clock, "乙", $"guess number {n}"))));
        await using var connection = await session.Source.OpenConnectionAsync(Stop);
        Assert.Equal(5, await connection.Scalar<long>(
            "select count(*) from sign_in where name = '乙' and outcome = 'wrong'", Stop));
    }

    [Fact]
    public async Task A_new_password_from_the_administrator_ends_the_lock_and_is_good_for_ones_own_only()
    {
        await using var county = new LiveCounty();
        await county.Open();
        for (var turn = 1; turn <= 5; turn++)
            await county.Refuses(turn < 5 ? "姓名或密码不对" : "锁定", "甲", "payout", "run", "2026-01", "--user", "乙");
        Assert.Contains("乙：复核（锁定到", await county.As(null, "user", "list"));
        await county.Refuses("要由管理办理", "甲", "user", "password", "乙", "--user", "甲");
        await county.As("管家", "user", "password", "乙", "--password-file", county.Secret("乙 again"));
        Assert.Contains("乙：复核（初始密码还没换）", await county.As(null, "user", "list"));
        await county.Refuses("先换成自己的", "乙 again", "payout", "check", "2026-01", "--user", "乙");
        foreach (var (weak, why) in new[] { ("short", "至少要8个字符"), ("aaaaaaaaaa", "太简单"), ("我是乙乙乙1234", "自己的姓名") })
        {
            var file = county.Secret(weak);
            await File.WriteAllTextAsync(file, weak, Stop);
            await county.Refuses(why, "乙 again", "user", "password", "--user", "乙", "--password-file", file);
        }

        await county.Refuses(
            "和现在的一样", "乙 again", "user", "password", "--user", "乙", "--password-file", county.Secret("乙 again"));
    }

    [Fact]
    public async Task A_password_is_in_no_list_no_answer_and_no_audit_and_nobody_changes_what_was_said_of_people()
    {
        await using var county = new LiveCounty();
        await county.Open();
        await county.Refuses("姓名或密码不对", "甲", "status", "--user", LiveCounty.PasswordOf("丙"));
        await using var session = await Session.Open(HomeFolder.Open(county.Home), Stop);
        await using var connection = await session.Source.OpenConnectionAsync(Stop);
        var hashes = await connection.Rows("select hash from user_password", r => r.GetString(0), Stop);
        Assert.Equal(7, hashes.Count);
        var seen = await county.As(null, "user", "list", "--json") + string.Concat(await connection.Rows("""
            select e::text from audit_entry e union all select a::text from act a
            union all select u::text from app_user u union all select s::text from sign_in s
            """, r => r.GetString(0), Stop));
        string[] secrets = [.. hashes, .. new[] { "甲", "乙", "丙", "管家" }.Select(LiveCounty.PasswordOf)];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, seen));
        using var list = JsonDocument.Parse(await county.As(null, "user", "list", "--json"));
        Assert.All(list.RootElement.GetProperty("users").EnumerateArray(),
            user => Assert.Equal("set", user.GetProperty("password").GetString()));
        await using var owner = Database.Source(session.OwnerConnection);
        await using var owning = await owner.OpenConnectionAsync(Stop);
        foreach (var table in new[] { "app_user", "user_password", "sign_in", "delegation", "delegation_end" })
        {
            foreach (var statement in new[] { $"delete from {table}", $"update {table} set {Column(table)}" })
            {
                Assert.Equal("42501", (await Refusal(connection, statement)).SqlState);
                Assert.Contains("never changed", (await Refusal(owning, statement)).Message);
            }
        }
    }

    [Fact]
    public async Task A_password_file_that_others_can_read_is_not_taken()
    {
        await using var county = new LiveCounty();
        await county.Open();
        Posix.SetMode(county.Secret("甲"), 0x1A0);
        await county.Refuses("别人也能读", "甲", "settings", "first-month", "2026-01", "--user", "甲");
    }

    private static string Right => LiveCounty.PasswordOf("乙");

    private static string Column(string table) => table switch
    {
        "app_user" => "roles = '{审批}'", "user_password" => "hash = repeat('x', 50)", "sign_in" => "outcome = 'good'",
        "delegation" => "to_day = '2099-01-01'", _ => "ended_on = '2099-01-01'",
    };

    private static Task<PostgresException> Refusal(NpgsqlConnection connection, string statement) =>
        Assert.ThrowsAsync<PostgresException>(() => connection.Execute(statement, Stop));

    private static Task Wrong(SignInJob job, TimeProvider clock, string why) => Refused(job, clock, "not the one", why);

    private static async Task Refused(SignInJob job, TimeProvider clock, string password, string why) =>
        Assert.Contains(why, (await Assert.ThrowsAsync<Refused>(() => Prove(job, clock, "乙", password))).Message);

    private static Task<Performer> Prove(SignInJob job, TimeProvider clock, string name, string password) => job.Prove(
        name, password, changesPassword: false, new Performer(null, "tester", new DateOnly(2026, 1, 8), clock), Stop);

    private sealed class MovableClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
