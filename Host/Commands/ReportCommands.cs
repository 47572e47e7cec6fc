using System.CommandLine;
using System.Text;
using Disbursement.Domain;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Running;

namespace Disbursement.Host.Commands;

/// <summary>lines and 尾差; exceptions and report stand beside.</summary>
internal static class ReportCommands
{
    public static IEnumerable<Command> All(CommandShell shell) => 
        [Lines(shell), CaseCommands.All(shell, Rounding(shell)), DeadlineCommands.Report(shell)];

    private static Command Lines(CommandShell shell)
    {
        var run = new Argument<string?>("RUN") { Description = "批次名，如 2026-03", Arity = ArgumentArity.ZeroOrOne };
        var from = new Option<string?>("--from") { Description = "从哪个月的批次" };
        var to = new Option<string?>("--to") { Description = "到哪个月的批次" };
        from.Reads(Typed.Month);
        to.Reads(Typed.Month);
        var file = Out();
        var command = new Command("lines", "明细（CSV）") { run, from, to, file };
        command.Validators.Add(given =>
        {
            if (given.GetValue(run) is null && (given.GetValue(from) is null || given.GetValue(to) is null))
                given.AddError("要写批次名，或者 --from 和 --to（如 2025-08）。");
        });
        command.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, performer) =>
        {
            await Audit.Record(session.Source, performer, "lines", new
            {
                run = parsed.GetValue(run), from = parsed.GetValue(from), to = parsed.GetValue(to),
                file = parsed.GetValue(file),
            }, stop);
            var report = new LineReport(session.Source);
            await Written(shell, parsed, parsed.GetValue(file), async output => parsed.GetValue(run) is { } name
                ? await report.OfRun(name, output, stop)
                : await report.Between(
                    PayMonth.Parse(parsed.GetValue(from)!), PayMonth.Parse(parsed.GetValue(to)!), output, stop));
            return CommandLine.Done;
        }));
        return command;
    }

    /// <summary>尾差 are no exceptions: neither lines, held nor claims, but this list.</summary>
    private static Command Rounding(CommandShell shell)
    {
        var run = new Argument<string?>("RUN")
        {
            Description = "批次名，如 2026-03；不写：以前的已发记录是按哪种舍入发的", Arity = ArgumentArity.ZeroOrOne,
        };
        var file = Out();
        var command = new Command("rounding", "尾差清单：与以前系统的小额差别，不补不追") { run, file };
        command.Validators.Add(given =>
        {
            if (given.GetValue(file) is not null && given.GetValue(run) is null)
                given.AddError("--out 要和批次名一起用：尾差清单是一个批次的，如 2026-03。");
        });
        command.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, performer) =>
        {
            if (parsed.GetValue(run) is not { } name) return await Fit(shell, parsed, session, stop);
            await Audit.Record(
                session.Source, performer, "rounding-list", new { run = name, file = parsed.GetValue(file) }, stop);
            await Written(shell, parsed, parsed.GetValue(file),
                output => new RoundingReport(session.Source).Write(name, output, stop));
            return CommandLine.Done;
        }));
        return command;
    }

    private static async Task<int> Fit(
        CommandShell shell, ParseResult parsed, Session session, CancellationToken stop)
    {
        var fit = await new ImportJob(session.Source).RoundingFit(stop);
        shell.Answer(parsed, false, fit.Count == 0
            ? "还没有以前的已发记录（import paid-history），无从比较舍入方式。"
            : string.Join('\n', fit), ("fit", fit));
        return CommandLine.Done;
    }

    internal static Option<string?> Out() => new("--out") { Description = "写到文件" };

    /// <summary>To a file with a mark that Excel knows, or to the terminal as it is.</summary>
    internal static async Task Written(
        CommandShell shell, ParseResult parsed, string? path, Func<TextWriter, Task<long>> write)
    {
        if (path is not null)
        {
            var count = await IntoFile(path, write);
            shell.Answer(parsed, true, $"已写到 {path}，{count}行。", ("path", path), ("rows", count));
            return;
        }

        if (!shell.WantsJson(parsed))
        {
            await write(shell.Output);
            return;
        }

        await using var rows = new RowsAsJson(shell.Output);
        await write(rows);
        rows.Finish();
    }

    internal static async Task<long> IntoFile(string path, Func<TextWriter, Task<long>> write)
    {
        if (Directory.Exists(path)) throw new Refused($"--out {path} 是一个文件夹；请写明文件名，如 {Path.Combine(path, "名单.csv")}");
        try
        {
            await using var file = new StreamWriter(
                path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)) { NewLine = "\n" };
            return await write(file);
        }
        catch (DirectoryNotFoundException)
        {
            throw new Refused($"--out {path} 写不了：没有这个文件夹。请先建好文件夹，或写到别处。");
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new Refused($"--out {path} 写不了。请看文件夹的权限、磁盘空间，或关掉正打开这个文件的程序，再试一次。");
        }
    }
}
