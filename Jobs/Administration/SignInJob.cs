using System.Text.Json;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Administration;

/// <summary>How a user stands with his password, for lists.</summary>
/// <param name="LockedUntil">Null: not locked.</param>
public sealed record PasswordState(bool IsSet, bool IsInitial, DateTimeOffset? LockedUntil);

/// <summary>登录: a user of a live home proves who he is. Every attempt is kept, every failure is in the audit.</summary>
public sealed class SignInJob(NpgsqlDataSource source)
{
    private static readonly TimeSpan ChinaTime = TimeSpan.FromHours(8);

    /// <param name="performer">Without a user: nobody is believed before this.</param>
    /// <param name="changesPassword">The one thing that an initial password is good for.</param>
    /// <returns>The performer, now known to be that user.</returns>
    /// <exception cref="Refused">Wrong, locked, disabled, or still the initial password.</exception>
    public async Task<Performer> Prove(
        string name, string password, bool changesPassword, Performer performer, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        if (!await UserStore.HasAdministrator(connection, stop))
            throw new Refused("正式库还没有登记管理人员，先登记：./disburse user add 姓名 --roles 管理；再由管理人员登记其他人。");
        var (refusal, known) = await Try(connection, name, password, performer, stop);
        if (refusal is not null) throw new Refused(refusal);
        if (known!.IsInitial && !changesPassword)
            throw new Refused($"{name}的密码还是登记时给的，先换成自己的：./disburse user password --user {name}。");
        return performer with { User = name };
    }

    /// <summary>A new password: one's own, or by 管理 an initial one for somebody else, which also ends a lock.</summary>
    public async Task SetPassword(string name, string password, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        if ((await UserStore.All(act.Connection, stop)).Find(u => u.Name == name) is null)
            throw new Refused($"没有“{name}”这个用户。名单见 ./disburse user list。");
        var own = performer.User == name;
        if (!own) await UserStore.RequireAdministrator(act, stop);
        if (PasswordStore.Matches(await PasswordStore.Of(act.Connection, name, stop), name, password))
            throw new Refused("新密码和现在的一样，请换一个。");
        await PasswordStore.Set(act, name, password, initial: !own, stop);
        await act.Commit("password", name, default, null, new { initial = !own }, stop);
    }

    /// <summary>Asked before a password is typed that could not be set.</summary>
    public async Task RequireAdministrator(Performer performer, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await UserStore.Require(connection, performer, Domain.Duties.Deed.ManageUsers, stop);
    }

    /// <summary>Of every user who has one.</summary>
    public async Task<IReadOnlyDictionary<string, PasswordState>> States(Performer performer, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var limit = await Limit(connection, stop);
        var states = new Dictionary<string, PasswordState>(StringComparer.Ordinal);
        foreach (var user in await UserStore.All(connection, stop))
        {
            if (await PasswordStore.Of(connection, user.Name, stop) is not { } known) continue;
            var until = limit.After(await PasswordStore.Attempts(connection, user.Name, known, stop));
            states.Add(user.Name, new PasswordState(true, known.IsInitial, until > performer.Now ? until : null));
        }

        return states;
    }

    /// <summary>One attempt at a time for a name; committed, whatever comes of it.</summary>
    private static async Task<(string? Refusal, KnownPassword? Known)> Try(
        NpgsqlConnection connection, string name, string password, Performer performer, CancellationToken stop)
    {
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await connection.Execute("select pg_advisory_xact_lock(hashtextextended('sign-in ' || $1, 0))", stop, name);
        var user = (await UserStore.All(connection, stop)).Find(u => u.Name == name);
        var known = user is null ? null : await PasswordStore.Of(connection, name, stop);
        var limit = await Limit(connection, stop);
        var attempts = known is null ? [] : await PasswordStore.Attempts(connection, name, known, stop);
        var locked = limit.After(attempts) is { } until && until > performer.Now;
        var right = PasswordStore.Matches(known, name, password);
        var outcome = locked ? "locked" : right ? "good" : "wrong";
        if (known is not null) await PasswordStore.Note(connection, name, known, outcome, performer, stop);
        attempts.Add(new Attempt(performer.Now, outcome == "wrong"));
        var refusal = outcome == "good"
            ? user!.IsDisabled ? $"{name}已停用，不能登录。要恢复的请管理人员用 ./disburse user enable {name}。" : null
            : Told(name, limit, limit.After(attempts), performer.Now);
        if (refusal is not null)
        {
            // What was typed for an unknown name may be a password in the wrong place: it is kept nowhere.
            await Audit.Append(connection, Audit.DayChain(performer.Today), performer, "sign-in-failed",
                JsonSerializer.SerializeToElement(new
                {
                    user = user?.Name, why = user is null ? "unknown" : known is null ? "no-password"
                        : outcome == "good" ? "disabled" : outcome,
                }), stop);
        }

        await transaction.CommitAsync(stop);
        return (refusal, known);
    }

    /// <summary>The same words for an unknown name, a wrong password and no password.</summary>
    private static string Told(string name, LockOut limit, DateTimeOffset? until, DateTimeOffset now) =>
        until > now
            ? $"密码连续错了{limit.Failures}次，{name}锁定到{until.Value.ToOffset(ChinaTime):HH:mm}，在那以前密码对了也不能登录。"
                + $"急用的请管理人员重设密码（./disburse user password {name}）。"
            : "姓名或密码不对。正式库不能用 --user 代替别人，请用自己的账号登录；"
                + $"连续错{limit.Failures}次，锁定{limit.Minutes}分钟。";

    private static async Task<LockOut> Limit(NpgsqlConnection connection, CancellationToken stop) => new(
        await SettingsJob.Number(connection, "sign-in-failures", stop),
        await SettingsJob.Number(connection, "sign-in-lock-minutes", stop));
}
