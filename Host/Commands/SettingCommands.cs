using System.CommandLine;
using Disbursement.Jobs.Administration;

namespace Disbursement.Host.Commands;

/// <summary>settings; the commands on users stand beside.</summary>
internal static class SettingCommands
{
    public static IEnumerable<Command> All(CommandShell shell) => [Settings(shell), UserCommands.User(shell)];

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
                    session.Source, name, wanted, parsed.GetValue(document), performer, stop, session.Home.IsLive);
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
}
