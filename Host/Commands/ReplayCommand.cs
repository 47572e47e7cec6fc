using System.CommandLine;
using Disbursement.Jobs.Payout;

namespace Disbursement.Host.Commands;

/// <summary>payout replay: a run of the past worked out again from what it knew.</summary>
internal static class ReplayCommand
{
    public static Command Replay(CommandShell shell)
    {
        var name = PayoutCommands.RunName();
        var command = new Command("replay", "按当时知道的把一批再算一遍，与存的逐条核对") { name };
        command.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, _) =>
        {
            var replay = await TerminalProgress.Of(shell, parsed, progress =>
                new ReplayJob(session.Source).Run(parsed.GetValue(name)!, progress, stop));
            shell.Answer(parsed, false, replay.Said, ("run", replay.Run.Name), ("same", replay.IsSame),
                ("differences", replay.Differences), ("content_root", replay.Run.ContentRoot),
                ("content_root_again", replay.Again.ContentRoot));
            return replay.IsSame ? CommandLine.Done : CommandLine.RefusedCode;
        }));
        return command;
    }
}
