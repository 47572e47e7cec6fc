using System.CommandLine;
using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;

namespace Disbursement.Host.Commands;

/// <summary>payout run, submit, check, approve, reject, cancel, show.</summary>
internal static class PayoutCommands
{
    private static readonly int Workers = Math.Clamp(Environment.ProcessorCount, 1, 8);

    public static Command Payout(CommandShell shell)
    {
        var payout = new Command("payout", "发放批次");
        payout.Subcommands.Add(Run(shell));
        payout.Subcommands.Add(Sign(shell, "submit", "提交", (job, name, by, stop) => job.Submit(name, by, stop)));
        payout.Subcommands.Add(Sign(shell, "check", "复核", (job, name, by, stop) => job.Check(name, by, stop)));
        payout.Subcommands.Add(Sign(shell, "approve", "审批", (job, name, by, stop) => job.Approve(name, by, stop)));
        payout.Subcommands.Add(Reject(shell));
        payout.Subcommands.Add(Cancel(shell));
        payout.Subcommands.Add(ExportCommands.Export(shell));
        payout.Subcommands.Add(Show(shell));
        return payout;
    }

    private static Argument<string> RunName() => new("RUN") { Description = "批次名，如 2026-03 或 2026-03-S1" };

    private static Option<string?> Note() => new("--note") { Description = "说明" };

    private static Option<string?> Document() => new("--document") { Description = "文号" };

    private static Command Run(CommandShell shell)
    {
        var month = new Argument<string>("MONTH") { Description = "所属期，如 2026-03" };
        var supplementary = new Option<bool>("--supplementary") { Description = "补发批" };
        var full = new Option<bool>("--full") { Description = "全部月份都重算一遍（结果应相同）" };
        var only = new Option<string?>("--only")
        {
            Description = "补发批只算这些人：returned（退回的）、released（解除暂缓的），或名单文件（身份证号一列）",
        };
        var rehearse = new Option<bool>("--rehearse") { Description = "试算：只看结果，什么都不留下" };
        var directory = new Option<string?>("--out") { Description = "试算的明细和异常名单写到哪个目录" };
        var document = Document();
        var command = new Command("run", "测算一个月")
            { month, supplementary, only, rehearse, full, directory, document };
        command.Validators.Add(given =>
        {
            if (given.GetValue(only) is not null && !given.GetValue(supplementary))
                given.AddError("--only 只用于补发批：一般的批次算所有人。请加 --supplementary。");
            if (given.GetValue(directory) is not null && !given.GetValue(rehearse))
                given.AddError("--out 只用于试算（--rehearse）；正式批次的明细用 disburse lines 批次 --out 文件。");
        });
        command.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, performer) =>
        {
            var order = new PayoutOrder(
                Month(parsed.GetValue(month)), parsed.GetValue(supplementary), parsed.GetValue(full),
                parsed.GetValue(document), parsed.GetValue(only));
            return parsed.GetValue(rehearse)
                ? await RehearsalCommand.Rehearse(shell, parsed, session, performer, order, parsed.GetValue(directory),
                    stop)
                : await WorkOut(shell, parsed, session, performer, order, stop);
        }));
        return command;
    }

    private static PayMonth Month(string? text) => PayMonth.TryParse(text, out var month)
        ? month
        : throw new Refused($"月份要写成 2026-03，不是“{text}”");

    private static async Task<int> WorkOut(
        CommandShell shell, ParseResult parsed, Session session, Performer performer, PayoutOrder order,
        CancellationToken stop)
    {
        await using (var connection = await session.Source.OpenConnectionAsync(stop))
            await UserStore.RequireMaker(connection, performer, "测算", stop);
        var run = await TerminalProgress.Of(shell, parsed, progress =>
            new PayoutJob(session.Source).Run(order, performer, Workers, progress, stop));
        var cases = await CaseCount.Of(session, run, stop);
        if (run.State is RunState.Opened or RunState.Assessed) Answer(shell, parsed, run, cases, changed: true);
        else
        {
            Answer(shell, parsed, run, cases, changed: false,
                $"这些人已在{run.Name}里算过（{run.ApprovedOn:yyyy年M月d日}由{run.ApprovedBy}批准），此后没有新的情况，没有再做任何事。\n");
        }

        return CommandLine.Done;
    }

    private static Command Show(CommandShell shell)
    {
        var name = RunName();
        var command = new Command("show", "看一个批次") { name };
        command.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, _) =>
        {
            var run = await new RunList(session.Source).Find(parsed.GetValue(name)!, stop)
                ?? throw new Refused($"没有批次{parsed.GetValue(name)}。");
            Answer(shell, parsed, run, await CaseCount.Of(session, run, stop), changed: false);
            return CommandLine.Done;
        }));
        return command;
    }

    private static void Answer(
        CommandShell shell, ParseResult parsed, PayoutRun run, CaseCount cases, bool changed, string said = "") =>
        shell.Answer(parsed, changed,
            $"{said}{run.Name}{(run.IsPartial ? "（只算部分人）" : "")}：{run.State.Label()}，"
            + $"{run.RowCount ?? 0}笔，{Money.Spoken(run.SumFen ?? 0)}；"
            + $"暂缓{Money.Spoken(run.HeldFen ?? 0)}。\n内容根 {run.ContentRoot}\n{cases.Said()}{run.State.NextStep()}",
            ("run", run.Name), ("attempt", run.Attempt), ("state", run.State.Code()), ("count", run.RowCount),
            ("sum_fen", run.SumFen), ("held_fen", run.HeldFen), ("lines", run.LineCount),
            ("content_root", run.ContentRoot), ("partial", run.IsPartial), ("block", cases.Block),
            ("warn", cases.Warn));

    private static Command Sign(
        CommandShell shell, string verb, string description,
        Func<SigningJob, string, Performer, CancellationToken, Task<Signature>> sign)
    {
        var name = RunName();
        var count = new Option<long?>("--count") { Description = "笔数（看着审批单输入）" };
        var sum = new Option<decimal?>("--sum") { Description = "金额，元（看着审批单输入）" };
        var command = new Command(verb, description) { name, count, sum, Note(), Document() };
        command.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, performer) =>
        {
            var run = parsed.GetValue(name)!;
            await RequireTotals(session, run, parsed.GetValue(count), parsed.GetValue(sum), stop);
            var signature = await sign(new SigningJob(session.Source), run, performer, stop);
            var cases = await CaseCount.Of(session, signature.Run, stop);
            shell.Answer(parsed, signature.Changed,
                $"{signature.Said}\n{cases.Said()}{signature.Run.State.NextStep()}", ("run", run),
                ("state", signature.Run.State.Code()), ("count", signature.Run.RowCount),
                ("sum_fen", signature.Run.SumFen), ("content_root", signature.Run.ContentRoot),
                ("block", cases.Block), ("warn", cases.Warn));
            return CommandLine.Done;
        }));
        return command;
    }

    /// <summary>Blind entry: the right numbers are not shown.</summary>
    private static async Task RequireTotals(
        Session session, string name, long? count, decimal? sum, CancellationToken stop)
    {
        if (count is null && sum is null) return;
        var run = await new RunList(session.Source).Find(name, stop) ?? throw new Refused($"没有批次{name}。");
        if ((count is null || count == run.RowCount) && (sum is null || sum * 100 == run.SumFen)) return;
        throw new Refused($"您输入的{count}笔{sum}元，与本批不符。请看清审批单上的数再输一次。");
    }

    private static Command Reject(CommandShell shell)
    {
        var name = RunName();
        var note = Note();
        var command = new Command("reject", "退回经办") { name, note, Document() };
        command.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, performer) =>
        {
            var signature = await new SigningJob(session.Source).Reject(
                parsed.GetValue(name)!, parsed.GetValue(note), performer, stop);
            shell.Answer(parsed, signature.Changed, signature.Said, ("state", signature.Run.State.Code()));
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Cancel(CommandShell shell)
    {
        var name = RunName();
        var document = Document();
        var command = new Command("cancel", "取消") { name, Note(), document };
        command.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, performer) =>
        {
            var signature = await new SigningJob(session.Source).Cancel(
                parsed.GetValue(name)!, parsed.GetValue(document), performer, stop);
            shell.Answer(parsed, signature.Changed, signature.Said, ("state", signature.Run.State.Code()));
            return CommandLine.Done;
        }));
        return command;
    }
}
