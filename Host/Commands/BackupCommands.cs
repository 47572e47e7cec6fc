using System.CommandLine;
using Disbursement.Host.Backups;
using Disbursement.Host.Homes;
using Disbursement.Jobs.HandOver;
using Disbursement.Jobs.Running;

namespace Disbursement.Host.Commands;

/// <summary>backup, restore.</summary>
internal static class BackupCommands
{
    public static IEnumerable<Command> All(CommandShell shell) => [Backup(shell), Restore(shell)];

    private static Argument<string> FileArgument() => new("FILE") { Description = "备份文件" };

    private static Command Backup(CommandShell shell)
    {
        var file = FileArgument();
        var command = new Command("backup", "备份：数据库、材料、交盘记录，写成一个文件") { file };
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            var target = Path.GetFullPath(parsed.GetValue(file)!);
            var contents = await new HomeBackup(session).Write(target, performer, stop);
            shell.Answer(parsed, true, $"已备份到 {target}：{contents.Files.Length}个文件，"
                + $"{contents.Files.Sum(f => f.Bytes):#,0}字节，截至第{contents.Knowledge}号。请拷到别的机器上保存。",
                ("file", target), ("files", contents.Files.Length), ("knowledge", contents.Knowledge));
            return CommandLine.Done;
        }, guarded: false));
        return command;
    }

    private static Command Restore(CommandShell shell)
    {
        var file = FileArgument();
        var replace = new Option<bool>("--replace") { Description = "取代数据目录里现有的数据（先自动备份现有的）" };
        var command = new Command("restore", "从备份恢复：到新的数据目录；交盘记录只合并，不覆盖") { file, replace };
        command.SetAction(async (parsed, stop) =>
        {
            var path = Path.GetFullPath(parsed.GetValue(file)!);
            if (!File.Exists(path)) throw new Refused($"没有这个文件：{path}");
            var folder = HomeBackup.PrivateFolder();
            try
            {
                var contents = await BackupArchive.Unpack(path, folder, stop);
                var home = HomeFolder.Create(HomePlace.Path, contents.IsLive);
                var before = await new HomeRestore(home, path).Restore(
                    contents, folder, session => Prove(shell, parsed, session, stop), parsed.GetValue(replace), stop);
                return await Answer(shell, parsed, home, contents, before, stop);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        });
        return command;
    }

    private static async Task<Performer> Prove(
        CommandShell shell, ParseResult parsed, Session session, CancellationToken stop)
    {
        var performer = shell.Performer(parsed, session.Home);
        return session.Home.IsLive
            ? await CommandSignIn.Prove(shell, parsed, session, performer, Proof.UnlessFirstUsers, stop)
            : performer;
    }

    private static async Task<int> Answer(
        CommandShell shell, ParseResult parsed, HomeFolder home, BackupContents contents, string? before,
        CancellationToken stop)
    {
        await using var session = await Session.Open(home, stop);
        var said = $"已恢复到 {home.Path}：{contents.MadeAt}的备份，截至第{contents.Knowledge}号。"
            + (before is null
                ? $"\n备份以后还交过盘的：先把原来的 out 目录（交盘记录、账页）拷到 {home.Outbox}，再执行 ./disburse status；"
                    + "缺了它，程序不知道哪些已经交过银行。"
                : $"\n原来的数据已备份到 {before}");
        try
        {
            await new JournalGuard(session.Source, session.Journal).Require(stop);
        }
        catch (Refused refused)
        {
            said += $"\n注意：{refused.Message}";
        }

        shell.Answer(parsed, true, said, ("home", home.Path), ("knowledge", contents.Knowledge), ("before", before));
        return CommandLine.Done;
    }
}
