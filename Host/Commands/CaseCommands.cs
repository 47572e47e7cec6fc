using System.CommandLine;
using System.Globalization;
using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Jobs.Cases;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Papers;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Running;

namespace Disbursement.Host.Commands;

/// <summary>exceptions: the list, and what people decide about its cases.</summary>
internal static class CaseCommands
{
    /// <summary>Folder of a run's lists to work from, beside its papers.</summary>
    private const string FolderName = "exceptions";

    public static Command All(CommandShell shell, Command rounding)
    {
        var exceptions = new Command("exceptions", "异常")
        {
            List(shell), Export(shell), Release(shell), Close(shell), Assign(shell), Comment(shell),
        };
        exceptions.Add(rounding);
        return exceptions;
    }

    private static Command List(CommandShell shell)
    {
        var run = RunName();
        var code = new Option<string?>("--code") { Description = "只看一种" };
        code.Reads(UnknownCode);
        var file = ReportCommands.Out();
        var list = new Command("list", "异常名单") { run, code, file };
        list.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, performer) =>
        {
            await Audit.Record(session.Source, performer, "exceptions-list", new
            {
                run = parsed.GetValue(run), code = parsed.GetValue(code), file = parsed.GetValue(file),
            }, stop);
            IReadOnlyList<ExceptionRow> rows =
            [
                .. await new ExceptionReport(session.Source).Rows(parsed.GetValue(run), parsed.GetValue(code), stop),
                .. await new DeadlineReport(session.Source).Cases(
                    parsed.GetValue(run), parsed.GetValue(code), performer.Today, stop),
                .. await new OutsideReport(session.Source).Cases(
                    parsed.GetValue(run), parsed.GetValue(code), performer.Today, stop),
            ];
            await ReportCommands.Written(shell, parsed, parsed.GetValue(file), output =>
            {
                ExceptionReport.Write(rows, output);
                return Task.FromResult<long>(rows.Count);
            });
            return CommandLine.Done;
        }));
        return list;
    }

    private static Command Export(CommandShell shell)
    {
        var run = RunName();
        var by = new Option<string?>("--by") { Description = "township：每个乡镇另有自己的一份，只有本乡镇的人，带电话" };
        by.AcceptOnlyFromAmong("township");
        var directory = new Option<string?>("--out")
        {
            Description = "写到哪个目录（默认：数据目录下的 out/批次/exceptions）",
        };
        var export = new Command("export", "没办完的异常，写成表格和可打印的网页") { run, by, directory };
        export.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, performer) =>
        {
            var (name, folder, files, cases) = await new CaseListsJob(session.Source, !session.Home.IsLive).Make(
                parsed.GetValue(run),
                of => parsed.GetValue(directory) ?? Path.Combine(session.Home.Outbox, of, FolderName),
                parsed.GetValue(by) is not null, performer, stop);
            shell.Answer(parsed, true, $"{name}没办完的异常{cases}件，{files.Count}个文件，在 {folder}",
                ("run", name), ("cases", cases), ("folder", folder), ("files", files));
            return CommandLine.Done;
        }));
        return export;
    }

    private static Command Release(CommandShell shell)
    {
        var id = Id();
        var reason = new Option<string>("--reason") { Description = "为什么可以发", Required = true };
        var document = new Option<string>("--document") { Description = "凭什么文号", Required = true };
        var until = new Option<string?>("--until") { Description = "放行到哪个月为止（含），如 2026-12；不写不限" };
        until.Reads(Typed.Month);
        var withdraw = new Option<bool>("--withdraw") { Description = "撤回放行，恢复拦付" };
        var command = new Command("release", "放行一件拦付（列入放行清单，复核、审批签过才算数）")
        {
            id, reason, document, until, withdraw,
        };
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            var job = new CaseJob(session.Source);
            var (name, why, paper) = (parsed.GetValue(id)!, parsed.GetValue(reason)!, parsed.GetValue(document)!);
            var (changed, said) = parsed.GetValue(withdraw)
                ? await job.Withdraw(name, why, paper, performer, stop)
                : await job.Release(name, why, paper, parsed.GetValue(until) is { } month
                    ? PayMonth.Parse(month)
                    : null, performer, stop);
            shell.Answer(parsed, changed, said, ("id", name));
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Close(CommandShell shell)
    {
        var id = Id();
        var reason = new Option<string>("--reason") { Description = "看过的结论；退回的行：为什么不再导入", Required = true };
        var close = new Command("close", "关闭一件提示，或一条不再导入的退回行（写明原因）") { id, reason };
        close.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            var (name, why) = (parsed.GetValue(id)!, parsed.GetValue(reason)!);
            var (changed, said) = RejectionJob.TryRead(name, out var number)
                ? await new RejectionJob(session.Source).Close(number, why, performer, stop)
                : await new CaseJob(session.Source).Close(name, why, performer, stop);
            shell.Answer(parsed, changed, said, ("id", name));
            return CommandLine.Done;
        }));
        return close;
    }

    private static Command Assign(CommandShell shell)
    {
        var id = Id();
        var owner = new Option<string>("--to") { Description = "交给谁办", Required = true };
        var due = new Option<DateOnly?>("--due")
        {
            Description = "哪天以前办完，如 2026-03-20",
            CustomParser = given => DateOnly.TryParseExact(
                given.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? day
                : Wrong(given, $"日期要写成 2026-03-20，不是“{given.Tokens[0].Value}”"),
        };
        var command = new Command("assign", "把一件异常交给人办") { id, owner, due };
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            var (changed, said) = await new CaseJob(session.Source).Assign(
                parsed.GetValue(id)!, parsed.GetValue(owner)!, parsed.GetValue(due), performer, stop);
            shell.Answer(parsed, changed, said, ("id", parsed.GetValue(id)));
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Comment(CommandShell shell)
    {
        var id = Id();
        var text = new Argument<string>("TEXT") { Description = "办到哪里了" };
        var command = new Command("comment", "给一件异常加备注") { id, text };
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            var (changed, said) = await new CaseJob(session.Source).Comment(
                parsed.GetValue(id)!, parsed.GetValue(text)!, performer, stop);
            shell.Answer(parsed, changed, said, ("id", parsed.GetValue(id)));
            return CommandLine.Done;
        }));
        return command;
    }

    private static DateOnly? Wrong(System.CommandLine.Parsing.ArgumentResult given, string sentence)
    {
        given.AddError(sentence);
        return null;
    }

    private static Argument<string?> RunName() =>
        new("RUN") { Description = "批次名，如 2026-03", Arity = ArgumentArity.ZeroOrOne };

    private static Argument<string> Id() => new Argument<string>("ID")
    {
        Description = "异常名单 id 列的编号，如 P12:luhn-failed",
    }
        .Reads(text => RejectionJob.TryRead(text, out _) || CaseKey.Find(text) is not null
            ? null
            : $"编号要照异常名单最后的 id 列抄，如 R12、P12:luhn-failed，不是“{text}”");

    private static string? UnknownCode(string code)
    {
        if (ExceptionCode.Find(code) is not null) return null;
        var nearest = ExceptionCode.All.MinBy(c => Spelling.Distance(code, c.Code))!;
        return $"没有“{code}”这个异常代码；您要写的可能是：{nearest.Code}";
    }
}
