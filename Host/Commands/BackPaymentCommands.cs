using System.CommandLine;
using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Jobs.BackPayments;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Sheets;

namespace Disbursement.Host.Commands;

/// <summary>backpay plan, decide, allot, batch, reconcile, report.</summary>
internal static class BackPaymentCommands
{
    /// <summary>Folder of the lists, in the outbox.</summary>
    private const string FolderName = "backpay";

    public static Command Command(CommandShell shell) => new Command("backpay", "社保补缴：测算、决定、拨款批次、四方对账、报表")
    {
        Plan(shell), Decide(shell), Allot(shell), FundingBatchCommands.Command(shell), Reconcile(shell), Report(shell),
    };

    /// <summary>Where the lists lie unless told otherwise.</summary>
    public static string Folder(Session session) => Path.Combine(session.Home.Outbox, FolderName);

    private static Command Plan(CommandShell shell)
    {
        var number = new Argument<string?>("CASE")
        {
            Description = "案件号：逐段算给人看；不写：还没有核定的案件", Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("plan", "测算：哪些月可以补，多少钱，谁出，不能补的为什么") { number };
        command.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, performer) =>
        {
            var job = new PlanJob(session.Source);
            if (parsed.GetValue(number) is { } of)
            {
                var said = await job.Explain(of, performer.Today, stop);
                shell.Answer(parsed, false, string.Join('\n', said), ("lines", said));
                return CommandLine.Done;
            }

            var cases = await job.Waiting(performer.Today, stop);
            shell.Answer(parsed, false, cases.Count == 0
                    ? "没有等核定的案件。"
                    : string.Join('\n', cases.Select(Said).Append(
                        $"共{cases.Count}件。核定由审批办：./disburse backpay decide 文件（空表："
                        + "./disburse template backpay-decisions）。")),
                ("cases", cases));
            return CommandLine.Done;
        }));
        return command;
    }

    private static string Said(PlannedCase of) => of.Missing is { } missing
        ? $"{of.Number} {of.Name}：算不出，还缺{missing}"
        : $"{of.Number} {of.Name}：养老{of.PensionMonths}个月，医保{of.MedicalMonths}个月，单位部分{Money.Spoken(of.UnitFen)}，"
            + $"个人部分{Money.Spoken(of.PersonalFen)}"
            + (of.HelpFen > 0 ? $"（其中困难补助{Money.Spoken(of.HelpFen)}）" : "")
            + (of.NotPayable > 0 ? $"；{of.NotPayable}个月不能补" : "");

    private static Command Decide(CommandShell shell)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "补缴决定（空表：./disburse template backpay-decisions），或一个案件号",
        };
        var step = new Option<string?>("--step")
        {
            Description = "一个案件的：" + string.Join('、', CaseStepWords.All.Select(s => s.Label())),
        };
        var on = new Option<string?>("--date") { Description = "一个案件的：日期（不写：今天）" };
        var document = new Option<string?>("--document") { Description = "一个案件的：文号" };
        var reason = new Option<string?>("--reason") { Description = "一个案件的：原因" };
        var command = new Command("decide", "登记对案件的决定：核定、不予受理、挂起、终止、结案等；整份收或整份退")
            { file, step, on, document, reason };
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            SheetSource from = parsed.GetValue(file)!;
            if (parsed.GetValue(step) is { } said)
                from = SheetSource.AtTheCounter([
                    ("案件号", parsed.GetValue(file)!), ("决定", said),
                    ("日期", parsed.GetValue(on) ?? $"{performer.Today:yyyy-MM-dd}"),
                    ("文号", parsed.GetValue(document) ?? ""), ("原因", parsed.GetValue(reason) ?? ""),
                ]);
            return Told(shell, parsed, await new DecisionJob(session.Source).Decide(from, performer, stop));
        }));
        return command;
    }

    private static Command Allot(CommandShell shell)
    {
        var file = new Argument<string>("FILE") { Description = "凭证认领（空表：./disburse template backpay-allotments）" };
        var command = new Command("allot", "认领分不到月份的凭证：经办登记，复核用同一份再确认") { file };
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
            Told(shell, parsed, await new AllotmentJob(session.Source).State(
                parsed.GetValue(file)!, performer, stop))));
        return command;
    }

    private static int Told(CommandShell shell, ParseResult parsed, ImportOutcome outcome)
    {
        shell.Answer(parsed, outcome.Accepted > 0, outcome.AlreadyImported is { } already
                ? $"{Path.GetFileName(outcome.File)}：{already}"
                : string.Join('\n', outcome.Notices.Select(n => $"  提示：{n}")
                    .Prepend($"登记{outcome.Accepted}项，已知{outcome.Known}项。")),
            ("accepted", outcome.Accepted), ("known", outcome.Known));
        return CommandLine.Done;
    }

    private static Command Reconcile(CommandShell shell)
    {
        var command = new Command("reconcile", "四方对账：核定、开单、缴费、记账逐月对；每月自动做，重复做不起作用");
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            var outcome = await TerminalProgress.Of(shell, parsed, progress =>
                new ReconcileJob(session.Source).Reconcile(performer, scheduled: false, progress, stop));
            shell.Answer(parsed, outcome.Changed, outcome.Said, ("people", outcome.People), ("cases", outcome.Cases),
                ("open", outcome.Open), ("found", outcome.Found), ("gone", outcome.Gone));
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Report(CommandShell shell)
    {
        var directory = new Option<string?>("--out") { Description = "写到哪个目录（不写：数据目录的 out/backpay）" };
        var command = new Command("report", "对账报表和给各方的清单（表格、网页、CSV），应受理尽受理、应补缴尽补缴的统计") { directory };
        command.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, performer) =>
        {
            var made = await new BackPaymentReportJob(session.Source, !session.Home.IsLive).Make(
                parsed.GetValue(directory) ?? Folder(session), performer, stop);
            shell.Answer(parsed, false, string.Join('\n', made.Said.Append($"{made.Files.Count}个文件，在 {made.Folder}")),
                ("folder", made.Folder), ("files", made.Files), ("open", made.Open), ("open_fen", made.OpenFen));
            return CommandLine.Done;
        }));
        return command;
    }
}
