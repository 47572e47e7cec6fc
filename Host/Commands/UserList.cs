using System.CommandLine;
using Disbursement.Domain.Duties;
using Disbursement.Jobs.Administration;

namespace Disbursement.Host.Commands;

/// <summary>user list: who is who, how they stand with their passwords, who stands in for whom.</summary>
internal static class UserList
{
    public static Command List(CommandShell shell)
    {
        var list = new Command("list", "用户、角色、代理");
        list.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, by) =>
        {
            await using var connection = await session.Source.OpenConnectionAsync(stop);
            var users = await UserStore.All(connection, stop);
            var delegations = await UserStore.Delegations(connection, stop);
            var passwords = await new SignInJob(session.Source).States(by, stop);
            var said = users.Select(u => $"{u.Name}：{u.Roles.Spoken()}"
                    + Notes(u, session.Home.IsLive, passwords.GetValueOrDefault(u.Name)))
                .Concat(delegations.Select(d => Told(d, by.Today)));
            shell.Answer(parsed, false, users.Count == 0
                    ? "还没有用户。请用 ./disburse user add 姓名 --roles 角色 登记。"
                    : string.Join('\n', said),
                ("users", users.Select(u => new
                {
                    name = u.Name, roles = u.Roles.Select(r => r.Label()), disabled = u.IsDisabled,
                    password = Code(passwords.GetValueOrDefault(u.Name)),
                    locked_until = passwords.GetValueOrDefault(u.Name)?.LockedUntil,
                })),
                ("delegations", delegations.Select(d => new
                {
                    from = d.From, to = d.To, role = d.Role.Label(), first_day = d.FirstDay, last_day = d.LastDay,
                    document = d.Document, ended_on = d.EndedOn, in_force = d.InForce(by.Today),
                })));
            return CommandLine.Done;
        }));
        return list;
    }

    private static string Notes(User user, bool live, PasswordState? password)
    {
        List<string> notes = [];
        if (user.IsDisabled) notes.Add("已停用");
        if (live && password is null) notes.Add("还没有密码");
        if (live && password is { IsInitial: true }) notes.Add("初始密码还没换");
        if (password?.LockedUntil is { } until) notes.Add($"锁定到{until.ToOffset(TimeSpan.FromHours(8)):HH:mm}");
        return notes.Count == 0 ? "" : $"（{string.Join('，', notes)}）";
    }

    private static string Told(Delegation delegation, DateOnly today) =>
        $"代理：{delegation.To}代{delegation.From}{delegation.Role.Label()}，"
        + $"{delegation.FirstDay:yyyy-MM-dd}至{delegation.LastDay:yyyy-MM-dd}，{delegation.Document}"
        + (delegation.EndedOn is { } ended ? $"（{ended:yyyy-MM-dd}提前结束）"
            : delegation.InForce(today) ? "（现在有效）"
            : delegation.LastDay < today ? "（已到期）" : "（还没开始）");

    private static string Code(PasswordState? password) => password switch
    {
        null => "none", { IsInitial: true } => "initial", _ => "set",
    };
}
