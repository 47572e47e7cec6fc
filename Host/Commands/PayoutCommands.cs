using System.CommandLine;
using Disbursement.Domain;
using Disbursement.Domain.Duties;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Export;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Running;

namespace Disbursement.Host.Commands;

/// <summary>payout run, show.</summary>
internal static class PayoutCommands
{
    private static readonly int Workers = Math.Clamp(Environment.ProcessorCount, 1, 8);

    public static Command Payout(CommandShell shell)
    {
        var payout = new Command("payout", "发放批次");
        payout.Subcommands.Add(Run(shell));
        foreach (var signature in SigningCommands.All(shell)) payout.Subcommands.Add(signature);
        payout.Subcommands.Add(PapersCommand.Papers(shell));
        payout.Subcommands.Add(FinanceCommands.Finance(shell));
        payout.Subcommands.Add(ExportCommands.Export(shell));
        foreach (var step in HandOverCommands.All(shell)) payout.Subcommands.Add(step);
        foreach (var word in BankWordCommands.All(shell)) payout.Subcommands.Add(word);
        payout.Subcommands.Add(ClosingCommands.Close(shell));
        payout.Subcommands.Add(Show(shell));
        payout.Subcommands.Add(ReplayCommand.Replay(shell));
        payout.Subcommands.Add(CompareCommand.Compare(shell));
        return payout;
    }

    internal static Argument<string> RunName() => new("RUN") { Description = "批次名，如 2026-03、2026-03-S1 或 O-批次名" };

    /// <summary>Whether a run is of the one-off batch of a name.</summary>
    internal static bool IsOfBatch(string? run, string batch) =>
        run is not null && (run == PayoutRun.OneOffPrefix + batch
            || run.StartsWith($"{PayoutRun.OneOffPrefix}{batch}-S", StringComparison.Ordinal));

    private static Command Run(CommandShell shell)
    {
        var month = new Argument<string>("MONTH") { Description = "所属期，如 2026-03；一次性批次写 O-批次名" }
            .Reads(Typed.MonthOrBatch);
        var supplementary = new Option<bool>("--supplementary") { Description = "补发批" };
        var full = new Option<bool>("--full") { Description = "全部月份都重算一遍（结果应相同）" };
        var only = new Option<string?>("--only")
        {
            Description = "补发批只算这些人：returned（退回的）、released（解除暂缓的），或名单文件（身份证号一列）",
        };
        var rehearse = new Option<bool>("--rehearse") { Description = "试算：只看结果，什么都不留下" };
        var directory = new Option<string?>("--out") { Description = "试算的明细和异常名单写到哪个目录" };
        var document = new Option<string?>("--document") { Description = "文号（提前发放的通知，一次性批次的方案）" };
        var command = new Command("run", "测算一个月")
            { month, supplementary, only, rehearse, full, directory, document };
        command.Validators.Add(given =>
        {
            if (given.GetValue(only) is not null && !given.GetValue(supplementary))
                given.AddError("--only 只用于补发批：一般的批次算所有人。请加 --supplementary。");
            if (given.GetValue(directory) is not null && !given.GetValue(rehearse))
                given.AddError("--out 只用于试算（--rehearse）；正式批次的明细用 ./disburse lines 批次 --out 文件。");
        });
        command.SetAction((parsed, stop) => Session.Use(
            shell, parsed, changes: !parsed.GetValue(rehearse), stop, async (session, performer) =>
        {
            var batch = parsed.GetValue(month)!.StartsWith(PayoutRun.OneOffPrefix, StringComparison.Ordinal)
                ? parsed.GetValue(month)![PayoutRun.OneOffPrefix.Length..]
                : null;
            var order = new PayoutOrder(
                batch is null ? PayMonth.Parse(parsed.GetValue(month)!) : default, parsed.GetValue(supplementary),
                parsed.GetValue(full), parsed.GetValue(document), parsed.GetValue(only), batch);
            return parsed.GetValue(rehearse)
                ? await RehearsalCommand.Rehearse(shell, parsed, session, performer, order, parsed.GetValue(directory),
                    stop)
                : await WorkOut(shell, parsed, session, performer, order, stop);
        }));
        return command;
    }

    private static async Task<int> WorkOut(
        CommandShell shell, ParseResult parsed, Session session, Performer performer, PayoutOrder order,
        CancellationToken stop)
    {
        await using (var connection = await session.Source.OpenConnectionAsync(stop))
            performer = await UserStore.Require(connection, performer, Deed.WorkOut, stop);
        var run = await TerminalProgress.Of(shell, parsed, progress =>
            new PayoutJob(session.Source).Run(order, performer, Workers, progress, stop));
        var reviewed = await SettingsJob.FinanceReviews(session.Source, stop);
        var cases = await CaseCount.Of(session, run, stop);
        if (run.State is RunState.Opened or RunState.Assessed)
            Answer(shell, parsed, run, cases, run.State.NextStep(reviewed), changed: true);
        else
        {
            Answer(shell, parsed, run, cases, run.State.NextStep(reviewed), changed: false,
                $"这些人已在{run.Name}里算过（{run.ApprovedOn:yyyy年M月d日}由{run.ApprovedAs}批准），此后没有新的情况，没有再做任何事。\n");
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
                ?? throw Refused.NoRun(parsed.GetValue(name)!);
            var bridge = await new RunList(session.Source).Bridge(run, stop);
            var (differences, fen) = await new RoundingReport(session.Source).Total(run, stop);
            var more = BridgeWords.Said(bridge)
                + (differences == 0
                    ? ""
                    : $"\n尾差{differences}项，{Money.Spoken(fen)}，不补不追（exceptions rounding {run.Name}）。")
                + (StatusCommand.Proposal(run) is { } open ? $"\n{open}" : "")
                + await new RunList(session.Source).News(run, stop);
            var next = await new RunList(session.Source).IsOvertaken(run, stop)
                ? ""
                : run.State.NextStep(await SettingsJob.FinanceReviews(session.Source, stop));
            Answer(
                shell, parsed, run, await CaseCount.Of(session, run, stop), next, changed: false, "", more,
                ("bridge", BridgeWords.Json(bridge)),
                ("rounding_differences", differences), ("rounding_fen", fen),
                ("cancel_proposed_by", run.CancelProposedBy));
            return CommandLine.Done;
        }));
        return command;
    }

    private static void Answer(
        CommandShell shell, ParseResult parsed, PayoutRun run, CaseCount cases, string next, bool changed,
        string said = "", string more = "", params (string Name, object? Value)[] further) =>
        shell.Answer(parsed, changed,
            $"{said}{run.Name}{(run is { IsPartial: true, Batch: null } ? "（只算部分人）" : "")}：{run.State.Label()}，"
            + $"{run.RowCount ?? 0}笔，{Money.Spoken(run.SumFen ?? 0)}；"
            + $"暂缓{Money.Spoken(run.HeldFen ?? 0)}。{(run.Note is null ? "" : $"\n说明：{run.Note}")}"
            + $"\n内容根 {run.ContentRoot}{Warning(run)}{more}\n{cases.Said()}{next}",
            [("run", run.Name), ("attempt", run.Attempt), ("state", run.State.Code()), ("count", run.RowCount),
            ("sum_fen", run.SumFen), ("held_fen", run.HeldFen), ("lines", run.LineCount),
            ("content_root", run.ContentRoot), ("partial", run.IsPartial), ("warning", run.Warning),
            ("note", run.Note), ("block", cases.Block), ("warn", cases.Warn),
            ("rejected", cases.Rejected), .. further]);

    internal static string Warning(PayoutRun run) => run.Warning is null ? "" : "\n" + run.Warning;
}
