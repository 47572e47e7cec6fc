using Disbursement.Domain.Duties;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Administration;

/// <summary>A delegation as it is asked for.</summary>
public sealed record DelegationOrder(
    string From, string To, Role Role, DateOnly FirstDay, DateOnly LastDay, string Document);

/// <summary>
/// 用户: registered, given other roles, disabled, stood in for. Each is an act by 管理; nothing is ever taken out.
/// </summary>
/// <param name="isLive">In a live home a user is registered with a password.</param>
public sealed class UserJob(NpgsqlDataSource source, bool isLive)
{
    /// <param name="password">The first password; in a live home obligatory, in a rehearsal without use.</param>
    /// <returns>False when he is registered with these roles already.</returns>
    /// <exception cref="Refused">Roles that do not go together, another role of his, not by 管理.</exception>
    public async Task<bool> Add(
        string name, IReadOnlyCollection<Role> roles, string? password, Performer performer, CancellationToken stop)
    {
        name = name.Trim();
        if (name.Length == 0 || name.Any(char.IsControl)) throw new Refused("用户名不能空，也不能有看不见的字符。");
        if (RoleWords.Fault(roles) is { } fault) throw new Refused(fault);
        await using var act = await Act.Begin(source, performer, stop);
        var users = await UserStore.All(act.Connection, stop);
        if (users.Find(u => u.Name == name) is { } now)
        {
            if (now.Roles.SequenceEqual(roles.Distinct().Order()) && !now.IsDisabled) return false;
            throw new Refused(now.IsDisabled
                ? $"{name}已停用。恢复用 ./disburse user enable {name}。"
                : $"{name}已经登记（{now.Roles.Spoken()}）。改角色用 ./disburse user roles {name} --roles 角色。");
        }

        await UserStore.RequireAdministrator(act, stop);
        await Write(act, new User(name, [.. roles], IsDisabled: false), null, stop);
        if (isLive)
        {
            // The first administrator registers himself, so the password is his own already.
            var own = roles.Contains(Role.Administrator) && act.Performer.User is null;
            await PasswordStore.Set(
                act, name, password ?? throw new Refused(PasswordStore.Missing(name)), initial: !own, stop);
        }

        await act.Commit("user", name, default, null, new { roles = roles.Spoken() }, stop);
        return true;
    }

    /// <returns>False when he has exactly these roles.</returns>
    public async Task<bool> ChangeRoles(
        string name, IReadOnlyCollection<Role> roles, string? document, Performer performer, CancellationToken stop)
    {
        if (RoleWords.Fault(roles) is { } fault) throw new Refused(fault);
        return await Change(name, "user-roles", document, performer, stop, user =>
            user with { Roles = [.. roles.Distinct().Order()] });
    }

    /// <summary>From now on he can do nothing; what he did stays.</summary>
    public Task<bool> Disable(string name, string? document, Performer performer, CancellationToken stop) =>
        Change(name, "user-disable", document, performer, stop, user => user with { IsDisabled = true });

    public Task<bool> Enable(string name, string? document, Performer performer, CancellationToken stop) =>
        Change(name, "user-enable", document, performer, stop, user => user with { IsDisabled = false });

    /// <summary>TO gets a role of FROM for some days, both included.</summary>
    /// <returns>False when this delegation stands already.</returns>
    public async Task<bool> Delegate(DelegationOrder order, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        if (await Standing(act, order.From, order.To, order.Role, stop) is { } same
            && (same.FirstDay, same.LastDay, same.Document) == (order.FirstDay, order.LastDay, order.Document))
            return false;
        await UserStore.RequireAdministrator(act, stop);
        if (Fault(order, await UserStore.All(act.Connection, stop), performer.Today) is { } fault)
            throw new Refused(fault);
        await act.Connection.Execute("""
            insert into delegation (act, from_name, to_name, role, from_day, to_day, document)
            values ($1, $2, $3, $4, $5, $6, $7)
            """, stop, act.Number, order.From, order.To, order.Role.Label(), order.FirstDay, order.LastDay,
            order.Document);
        await act.Commit("delegate", order.To, default, order.Document, new
        {
            from = order.From, role = order.Role.Label(), first = order.FirstDay, last = order.LastDay,
        }, stop);
        return true;
    }

    /// <summary>Ends the delegations of a role from one to another that have not run out.</summary>
    /// <returns>How many; 0: there was none.</returns>
    public async Task<int> EndDelegation(
        string from, string to, Role role, string? document, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        var standing = (await UserStore.Delegations(act.Connection, stop)).Where(d =>
            (d.From, d.To, d.Role, d.EndedOn) == (from, to, role, null) && d.LastDay >= performer.Today).ToList();
        if (standing.Count == 0) return 0;
        await UserStore.RequireAdministrator(act, stop);
        foreach (var delegation in standing)
            await act.Connection.Execute(
                "insert into delegation_end (delegation, act, ended_on, document) values ($1, $2, $3, $4)", stop,
                delegation.Number, act.Number, performer.Today, document);
        await act.Commit("end-delegation", to, default, document, new { from, role = role.Label() }, stop);
        return standing.Count;
    }

    private static async Task<Delegation?> Standing(
        Act act, string from, string to, Role role, CancellationToken stop) =>
        (await UserStore.Delegations(act.Connection, stop)).FindLast(d =>
            (d.From, d.To, d.Role, d.EndedOn) == (from, to, role, null));

    private static string? Fault(DelegationOrder order, List<User> users, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(order.Document)) return "代理授权要有文号（--document）。";
        if (!order.Role.CanBeDelegated()) return $"“{order.Role.Label()}”不能由别人代理。";
        if (order.From == order.To) return "自己不能代理自己。";
        if (order.LastDay < order.FirstDay) return $"代理的止日{order.LastDay:yyyy-MM-dd}早于起日{order.FirstDay:yyyy-MM-dd}。";
        if (order.LastDay < today) return $"代理的止日{order.LastDay:yyyy-MM-dd}已经过了。";
        foreach (var name in new[] { order.From, order.To })
        {
            if (users.Find(u => u.Name == name) is not { } user) return $"没有“{name}”这个用户。";
            if (user.IsDisabled) return $"{name}已停用。";
        }

        var (from, to) = (users.Find(u => u.Name == order.From)!, users.Find(u => u.Name == order.To)!);
        if (!from.Roles.Contains(order.Role))
            return $"{order.From}是{from.Roles.Spoken()}，没有“{order.Role.Label()}”可以交给别人代理。";
        if (to.Roles.Contains(order.Role)) return $"{order.To}自己就是{order.Role.Label()}，不用代理。";
        return RoleWords.Fault([.. to.Roles, order.Role]) is { } alone ? $"{order.To}不能代理：{alone}" : null;
    }

    private async Task<bool> Change(
        string name, string kind, string? document, Performer performer, CancellationToken stop,
        Func<User, User> change)
    {
        await using var act = await Act.Begin(source, performer, stop);
        var users = await UserStore.All(act.Connection, stop);
        var now = users.Find(u => u.Name == name) ?? throw new Refused($"没有“{name}”这个用户。名单见 ./disburse user list。");
        var then = change(now);
        if (then.IsDisabled == now.IsDisabled && then.Roles.SequenceEqual(now.Roles)) return false;
        await UserStore.RequireAdministrator(act, stop);
        if (act.Performer.User == name) throw new Refused("自己的角色和停用，要由另一名管理人员办理。");
        if (!Manages(then) && Manages(now) && users.Count(Manages) == 1)
            throw new Refused($"{name}是唯一的管理人员，停用或改角色以后就没有人能登记用户了。请先登记另一名管理人员。");
        if (!then.IsDisabled && (await UserStore.Delegations(act.Connection, stop)).Find(d => d.To == name
            && d.EndedOn is null && d.LastDay >= performer.Today
            && RoleWords.Fault([.. then.Roles, d.Role]) is not null) is { } stands)
            throw new Refused($"{name}还代{stands.From}行使{stands.Role.Label()}（到{stands.LastDay:yyyy-MM-dd}），"
                + $"{RoleWords.Fault([.. then.Roles, stands.Role])}请先结束代理："
                + $"./disburse user undelegate {stands.From} {name} --role {stands.Role.Label()}。");
        await Write(act, then, document, stop);
        await act.Commit(
            kind, name, default, document, new { roles = then.Roles.Spoken(), disabled = then.IsDisabled }, stop);
        return true;
    }

    private static bool Manages(User user) => !user.IsDisabled && user.Roles.Contains(Role.Administrator);

    private static Task<int> Write(Act act, User user, string? document, CancellationToken stop) =>
        act.Connection.Execute("""
            insert into app_user (name, roles, is_disabled, document, act) values ($1, $2, $3, $4, $5)
            """, stop, user.Name, user.Roles.Distinct().Order().Select(r => r.Label()).ToArray(), user.IsDisabled,
            document, act.Number);
}
