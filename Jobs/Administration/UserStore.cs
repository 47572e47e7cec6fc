using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Administration;

/// <summary>Roles of rules §9, by the words of the office.</summary>
public static class Roles
{
    public const string Maker = "经办";
    public const string Checker = "复核";
    public const string Approver = "审批";
    public const string Treasurer = "财务";
    public const string Auditor = "审计";
    public const string Administrator = "管理";

    public static IReadOnlyList<string> All { get; } = [Maker, Checker, Approver, Treasurer, Auditor, Administrator];
}

/// <summary>Users and what they may do; the latest entry of a name counts.</summary>
public static class UserStore
{
    /// <exception cref="Refused">An unknown role, or one that goes with no other.</exception>
    public static async Task<bool> Add(
        NpgsqlDataSource source, string name, IReadOnlyList<string> roles, Performer performer, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(name)) throw new Refused("用户名不能空");
        foreach (var role in roles)
        {
            if (!Roles.All.Contains(role)) throw new Refused($"没有“{role}”这个角色；可以是：{string.Join('、', Roles.All)}");
        }

        if (roles.Count == 0) throw new Refused($"要写明角色（--roles）；可以是：{string.Join('、', Roles.All)}");
        if (roles.Contains(Roles.Administrator) && roles.Count > 1)
            throw new Refused("“管理”不能兼任别的角色：管用户和备份的人不经手发放。");
        if (roles.Contains(Roles.Auditor) && roles.Count > 1)
            throw new Refused("“审计”只看不改，不能兼任别的角色。");
        await using var act = await Act.Begin(source, performer, stop);
        var now = await RolesOf(act.Connection, name, stop);
        var sorted = roles.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (now is not null && now.Order(StringComparer.Ordinal).SequenceEqual(sorted)) return false;
        await RequireAdministrator(act.Connection, performer, stop);
        await act.Connection.Execute("insert into app_user (name, roles, act) values ($1, $2, $3)", stop, name, sorted,
            act.Number);
        await act.Commit("user", name, default, null, new { roles = sorted }, stop);
        return true;
    }

    public static async Task<string[]?> RolesOf(NpgsqlConnection connection, string name, CancellationToken stop)
    {
        var found = await connection.Rows("select roles from app_user where name = $1 order by act desc limit 1",
            r => r.GetFieldValue<string[]>(0), stop, name);
        return found.Count == 0 ? null : found[0];
    }

    public static Task<List<(string Name, string[] Roles)>> All(NpgsqlConnection connection, CancellationToken stop) =>
        connection.Rows("select distinct on (name) name, roles from app_user order by name, act desc",
            r => (r.GetString(0), r.GetFieldValue<string[]>(1)), stop);

    /// <summary>Who else has a role, as a sentence names them.</summary>
    public static async Task<string> With(
        NpgsqlConnection connection, string role, string except, CancellationToken stop)
    {
        var names = (await All(connection, stop)).Where(u => u.Roles.Contains(role) && u.Name != except)
            .Select(u => u.Name).ToArray();
        return names.Length == 0 ? "没有" : string.Join('、', names);
    }

    /// <summary>The performer has one of the roles.</summary>
    /// <exception cref="Refused">Nobody, an unknown name, or another role.</exception>
    public static async Task<string> Require(
        NpgsqlConnection connection, Performer performer, string deed, CancellationToken stop, params string[] roles)
    {
        if (performer.User is not { } user)
            throw new Refused($"{deed}要说明是谁（--user 姓名；{await Holders(connection, roles, stop)}）。");
        var has = await RolesOf(connection, user, stop)
            ?? throw new Refused($"没有“{user}”这个用户。{deed}要由{string.Join("或", roles)}办理"
                + $"（{await Holders(connection, roles, stop)}）；新来的请管理人员用 ./disburse user add 登记。");
        if (roles.Intersect(has, StringComparer.Ordinal).Any()) return user;
        throw new Refused($"{deed}要由{string.Join("或", roles)}办理，{user}是{string.Join('、', has)}"
            + $"（{await Holders(connection, roles, stop)}）。");
    }

    private static async Task<string> Holders(NpgsqlConnection connection, string[] roles, CancellationToken stop)
    {
        var who = (await All(connection, stop)).Where(u => roles.Intersect(u.Roles, StringComparer.Ordinal).Any())
            .Select(u => u.Name).ToArray();
        return who.Length == 0 ? "现在没有人有这个权限" : $"现在有权限的：{string.Join('、', who)}";
    }

    /// <summary>
    /// In a rehearsal a deed of the maker may be done without a name; with a name the role must be right.
    /// </summary>
    public static async Task RequireMaker(
        NpgsqlConnection connection, Performer performer, string deed, CancellationToken stop)
    {
        if (performer.User is not null) await Require(connection, performer, deed, stop, Roles.Maker);
    }

    /// <summary>
    /// The first users of an empty home need no user; later ones an administrator, where there is one.
    /// </summary>
    private static async Task RequireAdministrator(
        NpgsqlConnection connection, Performer performer, CancellationToken stop)
    {
        var users = await All(connection, stop);
        if (users.Exists(u => u.Roles.Contains(Roles.Administrator)) && performer.User is not null)
            await Require(connection, performer, "登记用户", stop, Roles.Administrator);
    }
}
