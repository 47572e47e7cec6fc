using Disbursement.Domain.Duties;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Administration;

/// <summary>A user as last said. Disabled, he keeps his roles and may use none.</summary>
public sealed record User(string Name, Role[] Roles, bool IsDisabled);

/// <summary>代理 as registered.</summary>
/// <param name="EndedOn">Taken back on this day; null: it runs to its last day.</param>
public sealed record Delegation(
    long Number, string From, string To, Role Role, DateOnly FirstDay, DateOnly LastDay, string Document,
    DateOnly? EndedOn)
{
    public bool InForce(DateOnly day) => EndedOn is null && FirstDay <= day && day <= LastDay;
}

/// <summary>Users, their roles and delegations; of a name the latest entry counts. And who may do what now.</summary>
public static class UserStore
{
    public static Task<List<User>> All(NpgsqlConnection connection, CancellationToken stop) => connection.Rows("""
        select distinct on (name) name, roles, is_disabled from app_user order by name, act desc
        """, r => new User(
            r.GetString(0), [.. r.GetFieldValue<string[]>(1).Select(RoleWords.Parse).Order()], r.GetBoolean(2)), stop);

    public static Task<List<Delegation>> Delegations(NpgsqlConnection connection, CancellationToken stop) =>
        connection.Rows("""
            select d.act, d.from_name, d.to_name, d.role, d.from_day, d.to_day, d.document, e.ended_on
            from delegation d left join delegation_end e on e.delegation = d.act
            order by d.from_day, d.act
            """, r => new Delegation(
                r.GetInt64(0), r.GetString(1), r.GetString(2), RoleWords.Parse(r.GetString(3)), r.Date(4), r.Date(5),
                r.GetString(6), r.DateOrNull(7)), stop);

    /// <summary>The performer may do the deed, by the table of duties and by what was done on the run.</summary>
    /// <param name="done">What was done on the run so far.</param>
    /// <returns>The performer in the capacity in which he may: in his own right, or for somebody else (代).</returns>
    /// <exception cref="Refused">Nobody, an unknown name, another role, or he had a hand in it before.</exception>
    public static async Task<Performer> Require(
        NpgsqlConnection connection, Performer performer, Deed deed, CancellationToken stop, params Signed[] done)
    {
        if (performer.User is null && Duty.Of(deed).MayBeUnnamed) return performer;
        var staff = await Staff.Read(connection, performer.Today, stop);
        var officer = staff.RequireOfficer(performer, deed);
        var ruling = Judgement.Of(deed, officer, done);
        return ruling.Allowed ? performer with { For = ruling.For } : throw staff.Refusal(deed, officer, ruling, done);
    }

    /// <summary>The same within an act, which then carries for whom it is done.</summary>
    public static async Task<Performer> Require(Act act, Deed deed, CancellationToken stop, params Signed[] done) =>
        act.DoneBy(await Require(act.Connection, act.Performer, deed, stop, done));

    /// <summary>The performer may be the second of the two people that the deed takes.</summary>
    public static async Task<Performer> RequireSecond(
        Act act, Deed deed, Signed first, CancellationToken stop, params Signed[] done)
    {
        var staff = await Staff.Read(act.Connection, act.Performer.Today, stop);
        var officer = staff.RequireOfficer(act.Performer, deed);
        var ruling = Judgement.OfSecond(deed, officer, (staff.OfficerOf(first.By), first), done);
        return ruling.Allowed
            ? act.DoneBy(act.Performer with { For = ruling.For })
            : throw staff.Refusal(deed, officer, ruling, done);
    }

    /// <summary>
    /// 管理, where there is one; the first users of an empty home need no user.
    /// </summary>
    public static async Task RequireAdministrator(Act act, CancellationToken stop)
    {
        if (await HasAdministrator(act.Connection, stop)) await Require(act, Deed.ManageUsers, stop);
    }

    public static async Task<bool> HasAdministrator(NpgsqlConnection connection, CancellationToken stop) =>
        (await All(connection, stop)).Exists(u => !u.IsDisabled && u.Roles.Contains(Role.Administrator));
}
