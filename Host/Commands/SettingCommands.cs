using System.CommandLine;
using Disbursement.Jobs.Administration;

namespace Disbursement.Host.Commands;

/// <summary>settings, user.</summary>
internal static class SettingCommands
{
    public static IEnumerable<Command> All(CommandShell shell) => [Settings(shell), User(shell)];

    private static Command Settings(CommandShell shell)
    {
        var key = new Argument<string?>("KEY") { Description = "哪一项；不写就全部列出", Arity = ArgumentArity.ZeroOrOne };
        var value = new Argument<string?>("VALUE") { Description = "改成什么；不写就只看", Arity = ArgumentArity.ZeroOrOne };
        var document = new Option<string?>("--document") { Description = "文号" };
        var command = new Command("settings", "看或改设置") { key, value, document };
        command.SetAction((parsed, stop) => Session.Use(
            shell, parsed, changes: parsed.GetValue(value) is not null, stop, async (session, performer) =>
        {
            if (parsed.GetValue(key) is { } name && parsed.GetValue(value) is { } wanted)
            {
                var changed = await SettingsJob.Set(
                    session.Source, name, wanted, parsed.GetValue(document), performer, stop);
                shell.Answer(parsed, changed, changed ? $"{name} = {wanted}" : $"{name} 已经是 {wanted}，没有再做任何事。",
                    ("key", name), ("value", wanted));
                return CommandLine.Done;
            }

            var all = (await SettingsJob.All(session.Source, stop))
                .Where(s => parsed.GetValue(key) is not { } one || s.Key == one).ToArray();
            if (all.Length == 0) throw new Jobs.Running.Refused($"没有“{parsed.GetValue(key)}”这项设置。");
            shell.Answer(parsed, false,
                string.Join('\n', all.Select(s => $"{s.Key} = {s.Value ?? "（没有设置）"}    {s.Meaning}")),
                ("settings", all.ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal)));
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command User(CommandShell shell)
    {
        var name = new Argument<string>("NAME") { Description = "姓名" };
        var roles = new Option<string>("--roles") { Description = "经办,复核,审批,财务,审计,管理", Required = true };
        roles.Reads(text => Split(text).FirstOrDefault(r => !Roles.All.Contains(r)) is { } unknown
            ? $"没有“{unknown}”这个角色；可以是：{string.Join('、', Roles.All)}"
            : null);
        var add = new Command("add", "登记用户和角色") { name, roles };
        add.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            var user = parsed.GetValue(name)!;
            var wanted = Split(parsed.GetValue(roles)!);
            var changed = await UserStore.Add(session.Source, user, wanted, performer, stop);
            shell.Answer(parsed, changed, changed
                ? $"{user}：{string.Join('、', wanted)}"
                : $"{user}已经登记，没有再做任何事。", ("user", user));
            return CommandLine.Done;
        }));
        return new Command("user", "用户") { add, List(shell) };
    }

    private static Command List(CommandShell shell)
    {
        var list = new Command("list", "用户和角色");
        list.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, _) =>
        {
            await using var connection = await session.Source.OpenConnectionAsync(stop);
            var users = await UserStore.All(connection, stop);
            shell.Answer(parsed, false, users.Count == 0
                    ? "还没有用户。请用 ./disburse user add 姓名 --roles 角色 登记。"
                    : string.Join('\n', users.Select(u => $"{u.Name}：{string.Join('、', u.Roles)}")),
                ("users", users.Select(u => new { name = u.Name, roles = u.Roles })));
            return CommandLine.Done;
        }));
        return list;
    }

    private static string[] Split(string roles) => roles.Split(
        [',', '，', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
