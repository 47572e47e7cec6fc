using System.CommandLine;
using System.Text;
using Disbursement.Domain;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Running;

namespace Disbursement.Host.Commands;

/// <summary>lines, exceptions.</summary>
internal static class ReportCommands
{
    public static IEnumerable<Command> All(CommandShell shell) => [Lines(shell), Exceptions(shell)];

    private static Command Lines(CommandShell shell)
    {
        var run = new Argument<string?>("RUN") { Description = "批次名，如 2026-03", Arity = ArgumentArity.ZeroOrOne };
        var from = new Option<string?>("--from") { Description = "从哪个月的批次" };
        var to = new Option<string?>("--to") { Description = "到哪个月的批次" };
        var file = Out();
        var command = new Command("lines", "明细（CSV）") { run, from, to, file };
        command.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, _) =>
        {
            var report = new LineReport(session.Source);
            await Written(shell, parsed, parsed.GetValue(file), async output => parsed.GetValue(run) is { } name
                ? await report.OfRun(name, output, stop)
                : await report.Between(Month(parsed.GetValue(from)), Month(parsed.GetValue(to)), output, stop));
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Exceptions(CommandShell shell)
    {
        var run = new Argument<string?>("RUN") { Description = "批次名，如 2026-03", Arity = ArgumentArity.ZeroOrOne };
        var code = new Option<string?>("--code") { Description = "只看一种" };
        var file = Out();
        var list = new Command("list", "异常名单") { run, code, file };
        list.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, _) =>
        {
            var rows = await new ExceptionReport(session.Source).Rows(
                parsed.GetValue(run), parsed.GetValue(code), stop);
            await Written(shell, parsed, parsed.GetValue(file), output =>
            {
                ExceptionReport.Write(rows, output);
                return Task.FromResult<long>(rows.Count);
            });
            return CommandLine.Done;
        }));
        return new Command("exceptions", "异常") { list };
    }

    private static Option<string?> Out() => new("--out") { Description = "写到文件" };

    private static PayMonth Month(string? text) => PayMonth.TryParse(text, out var month)
        ? month
        : throw new Refused("要写批次名，或者 --from 和 --to（如 2025-08）。");

    /// <summary>To a file with a mark that Excel knows, or to the terminal as it is.</summary>
    private static async Task Written(
        CommandShell shell, ParseResult parsed, string? path, Func<TextWriter, Task<long>> write)
    {
        if (path is null)
        {
            await write(shell.Output);
            return;
        }

        long count;
        await using (var file = new StreamWriter(path, append: false,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: true))
            { NewLine = "\n" })
            count = await write(file);
        shell.Answer(parsed, true, $"已写到 {path}，{count}行。", ("path", path), ("rows", count));
    }
}
