using System.CommandLine;
using Disbursement.Domain.Payouts;
using Disbursement.Host.Homes;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Payout;

namespace Disbursement.Host.Commands;

/// <summary>init, status, migrate.</summary>
internal static class HomeCommands
{
    public static IEnumerable<Command> All(CommandShell shell) => [Init(shell), Status(shell), Migrate(shell)];

    private static Command Init(CommandShell shell)
    {
        var live = new Option<bool>("--live") { Description = "正式库（不加就是演练）" };
        var command = new Command("init", "建立数据目录") { live };
        command.SetAction(async (parsed, stop) =>
        {
            var home = HomeFolder.Create(HomePlace.Path, parsed.GetValue(live));
            await using var session = await Session.Open(home, stop);
            var kind = home.IsLive ? "正式" : "演练";
            shell.Answer(parsed, session.Migrated.Count > 0, session.Migrated.Count > 0
                ? $"已建立{kind}数据目录 {home.Path}"
                : $"{kind}数据目录 {home.Path} 早已建立，没有再做任何事。", ("home", home.Path), ("live", home.IsLive));
            return CommandLine.Done;
        });
        return command;
    }

    private static Command Migrate(CommandShell shell)
    {
        var command = new Command("migrate", "把数据库升到本程序的版本");
        command.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, (session, _) =>
        {
            shell.Answer(parsed, session.Migrated.Count > 0, session.Migrated.Count > 0
                ? $"已升级：{string.Join('、', session.Migrated)}"
                : "数据库已是本程序的版本，没有再做任何事。");
            return Task.FromResult(CommandLine.Done);
        }));
        return command;
    }

    private static Command Status(CommandShell shell)
    {
        var command = new Command("status", "现在到哪一步，下一步做什么");
        command.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, _) =>
        {
            var runs = await new RunList(session.Source).All(stop);
            var reviewed = await SettingsJob.FinanceReviews(session.Source, stop);
            var last = runs.LastOrDefault(r => r.State != RunState.Cancelled);
            var sentence = last is null
                ? "还没有任何批次。先设置 first-month、导入名册和标准，再执行 ./disburse payout run YYYY-MM。"
                : $"{last.Name}：{last.State.Label()}。{last.State.NextStep(reviewed)}";
            shell.Answer(parsed, false, $"{(session.Home.IsLive ? "正式" : "演练")}  {session.Home.Path}\n{sentence}",
                ("run", last?.Name), ("state", last?.State.Code()));
            return CommandLine.Done;
        }));
        return command;
    }
}
