using System.CommandLine;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Papers;

namespace Disbursement.Host.Commands;

/// <summary>payout papers.</summary>
internal static class PapersCommand
{
    public static Command Papers(CommandShell shell)
    {
        var name = PayoutCommands.RunName();
        var directory = new Option<string?>("--out") { Description = "写到哪个目录（默认：数据目录下的 out/批次/papers）" };
        var command = new Command("papers", "要签字、归档的表：审批前送审稿，审批后定稿（XLSX 和可打印的网页）") { name, directory };
        command.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, performer) =>
        {
            var run = parsed.GetValue(name)!;
            var made = await new PapersJob(session.Source, rehearsal: !session.Home.IsLive).Make(
                run, parsed.GetValue(directory) ?? FolderOf(session, run), performer, stop);
            var said = made.Changed
                ? $"{run}的{made.Stage}共{made.Files.Count}个文件，在 {made.Folder}"
                : $"{run}的{made.Stage}共{made.Files.Count}个文件早已在 {made.Folder}，内容一字未变，没有再做任何事。";
            shell.Answer(
                parsed, made.Changed, $"{said}\n内容根 {made.Run.ContentRoot}", ("run", run),
                ("attempt", made.Run.Attempt), ("state", made.Run.State.Code()), ("stage", made.Stage),
                ("folder", made.Folder), ("count", made.Run.RowCount), ("sum_fen", made.Run.SumFen),
                ("content_root", made.Run.ContentRoot), ("files", made.Files));
            return CommandLine.Done;
        }));
        return command;
    }

    public static string FolderOf(Session session, string run) =>
        Path.Combine(session.Home.Outbox, run, PapersJob.FolderName);
}
