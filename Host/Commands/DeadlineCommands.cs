using System.CommandLine;
using Disbursement.Domain;
using Disbursement.Jobs.Reports;

namespace Disbursement.Host.Commands;

/// <summary>report deadlines: when each month has to be where, and whether it was.</summary>
internal static class DeadlineCommands
{
    public static Command Report(CommandShell shell) => new Command("report", "报表") { Deadlines(shell) };

    private static Command Deadlines(CommandShell shell)
    {
        var from = new Option<string?>("--from") { Description = "从哪个月（默认：first-month）" };
        var to = new Option<string?>("--to") { Description = "到哪个月（默认：本月；以后的月份是计划）" };
        from.Reads(Typed.Month);
        to.Reads(Typed.Month);
        var file = ReportCommands.Out();
        var command = new Command("deadlines", "时限表：各月的到账日、交盘日、最晚开始，按期还是迟了几个工作日（CSV）") { from, to, file };
        command.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, performer) =>
        {
            var months = await new DeadlineReport(session.Source).Months(
                Month(parsed.GetValue(from)), Month(parsed.GetValue(to)), performer.Today, stop);
            await ReportCommands.Written(shell, parsed, parsed.GetValue(file),
                output => Task.FromResult(DeadlineReport.Write(months, output)));
            return CommandLine.Done;
        }));
        return command;
    }

    private static PayMonth? Month(string? text) => text is null ? null : PayMonth.Parse(text);
}
