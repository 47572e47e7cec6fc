using System.CommandLine;
using Disbursement.Jobs.Auditing;
using Disbursement.Jobs.HandOver;

namespace Disbursement.Host.Commands;

/// <summary>audit check, report.</summary>
internal static class AuditCommands
{
    public static Command Audit(CommandShell shell) => new Command("audit", "审计：核查账和记录")
    {
        Check(shell), Report(shell),
    };

    private static Command Check(CommandShell shell)
    {
        var command = new Command("check", "核查：应发与已发、明细、文件、回盘、审计链逐项重算，对不上的逐条指出");
        command.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, performer) =>
        {
            var result = await TerminalProgress.Of(shell, parsed, progress =>
                new AuditJob(session.Source, session.Journal).Check(performer, progress, stop));
            // After a restore of an older backup this comes first, and explains what does not hold.
            if (await new JournalGuard(session.Source, session.Journal).Warning(stop) is { } warning)
                await shell.Error.WriteLineAsync($"注意：{warning}");
            if (shell.WantsJson(parsed))
            {
                shell.Answer(parsed, false, result.Said, ("holds", result.Holds), ("break_count", result.BreakCount),
                    ("proved", result.Proved.Select(p => new
                    {
                        proof = p.Proof, count = p.Count, fen = p.Fen, note = p.Note,
                    })),
                    ("breaks", result.Breaks.Select(b => new
                    {
                        proof = b.Proof, where = b.Where, run = b.Run, person = b.Person, month = b.Month,
                        expected = b.Expected, found = b.Found,
                    })));
            }
            else
            {
                shell.Answer(parsed, false, result.Said);
            }

            return result.Holds ? CommandLine.Done : CommandLine.RefusedCode;
        }));
        return command;
    }

    private static Command Report(CommandShell shell)
    {
        var year = new Argument<int>("YEAR") { Description = "年份，如 2026" };
        var file = ReportCommands.Out();
        var command = new Command("report", "审计年报：谁办了什么、各批与内容根、交盘、撤下、放行、查看（CSV）") { year, file };
        command.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, performer) =>
        {
            await Jobs.Running.Audit.Record(
                session.Source, performer, "audit-report", new { year = parsed.GetValue(year) }, stop);
            await ReportCommands.Written(shell, parsed, parsed.GetValue(file),
                output => new YearReport(session.Source).Write(parsed.GetValue(year), output, stop));
            return CommandLine.Done;
        }));
        return command;
    }
}
