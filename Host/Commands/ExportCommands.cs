using System.CommandLine;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Export;

namespace Disbursement.Host.Commands;

/// <summary>payout export.</summary>
internal static class ExportCommands
{
    public static Command Export(CommandShell shell)
    {
        var name = new Argument<string>("RUN") { Description = "批次名，如 2026-03 或 2026-03-S1" };
        var directory = new Option<string?>("--out") { Description = "写到哪个目录（默认：数据目录下的 out）" };
        var command = new Command("export", "导出代发文件、控制单和异常名单") { name, directory };
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            var exported = await new ExportJob(session.Source, rehearsal: !session.Home.IsLive).Export(
                parsed.GetValue(name)!, parsed.GetValue(directory) ?? session.Home.Outbox, performer, stop);
            shell.Answer(parsed, exported.Changed, exported.Said, ("run", exported.Run.Name),
                ("attempt", exported.Run.Attempt), ("state", exported.Run.State.Code()), ("folder", exported.Folder),
                ("count", exported.Manifest.Count), ("sum_fen", exported.Manifest.SumFen),
                ("content_root", exported.Manifest.ContentRoot),
                ("files", exported.Manifest.Files.Select(f => f.Name)));
            return CommandLine.Done;
        }));
        return command;
    }
}
