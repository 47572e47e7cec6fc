using System.CommandLine;
using System.Globalization;
using Disbursement.Domain.Duties;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Running;

namespace Disbursement.Host.Commands;

/// <summary>user add, roles, disable, enable, password, delegate, undelegate, account, list.</summary>
internal static class UserCommands
{
    public static Command User(CommandShell shell) => new Command("user", "用户、角色、代理")
    {
        Add(shell), ChangeRoles(shell), Disable(shell), Enable(shell), Password(shell), Delegate(shell),
        Undelegate(shell), Account(shell), UserList.List(shell),
    };

    private static Command Add(CommandShell shell)
    {
        var (name, roles, file) = (Name(), RoleChoice(), PasswordFile("初始密码（正式库）"));
        var add = new Command("add", "登记用户和角色") { name, roles, file };
        add.SetAction((parsed, stop) => Session.Use(shell, parsed, Proof.UnlessFirstUsers, stop, async (session, by) =>
        {
            var user = parsed.GetValue(name)!.Trim();
            var wanted = Split(parsed.GetValue(roles)!);
            if (RoleWords.Fault(wanted) is { } fault) throw new Refused(fault);
            var password = session.Home.IsLive && !await IsKnown(session, user, stop)
                ? PasswordEntry.New(user, parsed.GetValue(file), mayBeOwn: by.User is null)
                : null;
            var changed = await Job(session).Add(user, wanted, password, by, stop);
            var next = session.Home.IsLive && by.User is not null
                ? $"\n请{user}先换成自己的密码：./disburse user password --user {user}。"
                : "";
            shell.Answer(parsed, changed,
                changed ? $"{user}：{wanted.Spoken()}{next}" : $"{user}已经登记，没有再做任何事。", ("user", user));
            return CommandLine.Done;
        }));
        return add;
    }

    private static Command ChangeRoles(CommandShell shell)
    {
        var (name, roles, document) = (Name(), RoleChoice(), Document());
        var change = new Command("roles", "改用户的角色（写全部角色）") { name, roles, document };
        change.SetAction((parsed, stop) => Changing(shell, parsed, stop, async (session, by) =>
        {
            var wanted = Split(parsed.GetValue(roles)!);
            return (await Job(session).ChangeRoles(
                parsed.GetValue(name)!, wanted, parsed.GetValue(document), by, stop), $"现在是{wanted.Spoken()}");
        }, name));
        return change;
    }

    private static Command Disable(CommandShell shell)
    {
        var (name, document) = (Name(), Document());
        var disable = new Command("disable", "停用一个用户（办过的事照样留着）") { name, document };
        disable.SetAction((parsed, stop) => Changing(shell, parsed, stop, async (session, by) => (await Job(session)
            .Disable(parsed.GetValue(name)!, parsed.GetValue(document), by, stop), "已停用"), name));
        return disable;
    }

    private static Command Enable(CommandShell shell)
    {
        var (name, document) = (Name(), Document());
        var enable = new Command("enable", "恢复一个停用的用户") { name, document };
        enable.SetAction((parsed, stop) => Changing(shell, parsed, stop, async (session, by) => (await Job(session)
            .Enable(parsed.GetValue(name)!, parsed.GetValue(document), by, stop), "已恢复"), name));
        return enable;
    }

    /// <summary>One's own, after the one before was proved; or by 管理 an initial one for somebody else.</summary>
    private static Command Password(CommandShell shell)
    {
        var name = new Argument<string?>("NAME")
        {
            Description = "重设谁的密码（管理人员）；不写就是自己的", Arity = ArgumentArity.ZeroOrOne,
        };
        var file = PasswordFile("新密码");
        var password = new Command("password", "设密码（正式库）") { name, file };
        password.SetAction((parsed, stop) => Session.Use(
            shell, parsed, Proof.ForNewPassword, stop, async (session, by) =>
        {
            if (!session.Home.IsLive) throw new Refused("演练库不用密码：--user 说是谁就是谁。");
            var user = parsed.GetValue(name)?.Trim() ?? by.User!;
            var signIn = new SignInJob(session.Source);
            if (user != by.User) await signIn.RequireAdministrator(by, stop);
            await signIn.SetPassword(
                user, PasswordEntry.New(user, parsed.GetValue(file), mayBeOwn: false), by, stop);
            shell.Answer(parsed, true, user == by.User
                ? $"{user}的密码已换。"
                : $"{user}的密码已重设；请{user}先换成自己的：./disburse user password --user {user}。", ("user", user));
            return CommandLine.Done;
        }));
        return password;
    }

    private static Command Delegate(CommandShell shell)
    {
        var (from, to, role) = (Someone("FROM", "谁请人代理"), Someone("TO", "由谁代理"), OneRole());
        var (first, last) = (Day("--from", "从哪天起"), Day("--to", "到哪天止（当天还算）"));
        var document = new Option<string>("--document") { Description = "授权文号", Required = true };
        var command = new Command("delegate", "登记代理授权：这些天里由TO代FROM的一个角色")
            { from, to, role, first, last, document };
        command.SetAction((parsed, stop) => Session.Use(shell, parsed, Proof.Needed, stop, async (session, by) =>
        {
            var order = new DelegationOrder(
                parsed.GetValue(from)!, parsed.GetValue(to)!, RoleWords.Parse(parsed.GetValue(role)!),
                Read(parsed.GetValue(first)!), Read(parsed.GetValue(last)!), parsed.GetValue(document)!);
            var changed = await Job(session).Delegate(order, by, stop);
            shell.Answer(parsed, changed, changed
                ? $"{order.FirstDay:yyyy-MM-dd}至{order.LastDay:yyyy-MM-dd}，{order.To}可以代{order.From}"
                    + $"{order.Role.Label()}（{order.Document}）。他代办的，算两个人都办过：同一批里互相回避的手续，两个人都不能再办。"
                : "这项代理已经登记，没有再做任何事。", ("from", order.From), ("to", order.To));
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Undelegate(CommandShell shell)
    {
        var (from, to, role) = (Someone("FROM", "谁请人代理"), Someone("TO", "由谁代理"), OneRole());
        var document = Document();
        var command = new Command("undelegate", "提前结束代理授权") { from, to, role, document };
        command.SetAction((parsed, stop) => Session.Use(shell, parsed, Proof.Needed, stop, async (session, by) =>
        {
            var ended = await Job(session).EndDelegation(
                parsed.GetValue(from)!, parsed.GetValue(to)!, RoleWords.Parse(parsed.GetValue(role)!),
                parsed.GetValue(document), by, stop);
            shell.Answer(parsed, ended > 0, ended > 0
                ? $"{parsed.GetValue(to)}代{parsed.GetValue(from)}{parsed.GetValue(role)}的授权已结束；已经办的照样算。"
                : "没有这项还没到期的代理，没有再做任何事。");
            return CommandLine.Done;
        }));
        return command;
    }

    /// <summary>Of anybody who works here, whether he uses this program or not.</summary>
    private static Command Account(CommandShell shell)
    {
        var name = new Argument<string>("NAME") { Description = "工作人员姓名（不用是用户）" };
        var account = new Argument<string>("ACCOUNT") { Description = "他的银行账号" };
        var end = new Option<bool>("--end") { Description = "已调离，或账户不再是他的" };
        var document = Document();
        var command = new Command("account", "登记本局（站）工作人员的账户：一次性批次的钱汇到这里会列入疑点")
            { name, account, end, document };
        command.SetAction((parsed, stop) => Session.Use(shell, parsed, Proof.Needed, stop, async (session, by) =>
        {
            var (who, ends) = (parsed.GetValue(name)!.Trim(), parsed.GetValue(end));
            var changed = await new StaffAccountJob(session.Source).Register(
                who, parsed.GetValue(account)!, ends, parsed.GetValue(document), by, stop);
            shell.Answer(parsed, changed, (changed, ends) switch
            {
                (true, false) => $"{who}的账户已登记。",
                (true, true) => $"{who}的账户不再算工作人员账户。",
                (false, false) => $"{who}的这个账户已经登记，没有再做任何事。",
                _ => $"没有登记过{who}的这个账户，没有再做任何事。",
            }, ("name", who));
            return CommandLine.Done;
        }));
        return command;
    }

    private static Task<int> Changing(
        CommandShell shell, ParseResult parsed, CancellationToken stop,
        Func<Session, Performer, Task<(bool Changed, string Said)>> change, Argument<string> name) =>
        Session.Use(shell, parsed, Proof.Needed, stop, async (session, by) =>
        {
            var (changed, said) = await change(session, by);
            var user = parsed.GetValue(name)!;
            shell.Answer(parsed, changed, changed ? $"{user}{said}。" : $"{user}早已如此，没有再做任何事。", ("user", user));
            return CommandLine.Done;
        });

    private static async Task<bool> IsKnown(Session session, string name, CancellationToken stop)
    {
        await using var connection = await session.Source.OpenConnectionAsync(stop);
        return (await UserStore.All(connection, stop)).Exists(u => u.Name == name);
    }

    private static UserJob Job(Session session) => new(session.Source, session.Home.IsLive);

    private static Argument<string> Name() => Someone("NAME", "姓名");

    private static Argument<string> Someone(string name, string meaning) => new(name) { Description = meaning };

    private static Option<string?> Document() => new("--document") { Description = "文号" };

    private static Option<string?> PasswordFile(string what) => new("--password-file")
    {
        Description = $"{what}从只有自己能读的文件里取；不写就在终端输入",
    };

    private static Option<string> RoleChoice()
    {
        var roles = new Option<string>("--roles") { Description = RoleWords.All.Spoken(','), Required = true };
        roles.Reads(text => Words(text).FirstOrDefault(r => RoleWords.Find(r) is null) is { } unknown
            ? $"没有“{unknown}”这个角色；可以是：{RoleWords.Choice}"
            : null);
        return roles;
    }

    private static Option<string> OneRole()
    {
        var role = new Option<string>("--role") { Description = "代理哪个角色", Required = true };
        role.Reads(text => RoleWords.Find(text) is null ? $"没有“{text}”这个角色；可以是：{RoleWords.Choice}" : null);
        return role;
    }

    private static Option<string> Day(string name, string meaning)
    {
        var day = new Option<string>(name) { Description = meaning, Required = true };
        day.Reads(text => TryRead(text, out _) ? null : $"{name} 要写成 2026-03-05 这样的日期，不是“{text}”");
        return day;
    }

    private static bool TryRead(string text, out DateOnly day) => DateOnly.TryParseExact(
        text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static DateOnly Read(string day) => TryRead(day, out var read) ? read : default;

    private static Role[] Split(string roles) => [.. Words(roles).Select(RoleWords.Parse)];

    private static string[] Words(string roles) => roles.Split(
        [',', '，', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
