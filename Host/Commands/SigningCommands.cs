using System.CommandLine;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Export;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;

namespace Disbursement.Host.Commands;

/// <summary>payout submit, check, approve, reject, cancel.</summary>
internal static class SigningCommands
{
    private delegate Task<Signature> Deed(
        SigningJob job, string run, Remark remark, Performer performer, BlindEntry entered, CancellationToken stop);

    private const string AdvanceName = "--advance";

    public static IEnumerable<Command> All(CommandShell shell) =>
    [
        Signing(shell, "submit", "提交", (job, run, remark, by, entered, stop) =>
            job.Submit(run, remark, by, stop, entered)),
        Signing(shell, "check", "复核", (job, run, remark, by, entered, stop) =>
            job.Check(run, remark, by, stop, entered)),
        Signing(shell, "approve", "审批", (job, run, remark, by, entered, stop) =>
            job.Approve(run, remark, by, stop, entered), Advance()),
        Command(shell, "reject", "退回经办", [], (job, run, remark, by, _, stop) =>
            job.Reject(run, remark, by, stop)),
        Cancel(shell),
    ];

    /// <summary>A signature: the totals may be entered once more, and must then be right.</summary>
    private static Command Signing(
        CommandShell shell, string verb, string description, Deed deed, params Option[] more)
    {
        var count = new Option<long?>("--count") { Description = "笔数：看着本批的数再输一遍，不符就拒绝" };
        var sum = new Option<decimal?>("--sum") { Description = "金额（元），如 5087036.00；也再输一遍，不符就拒绝" };
        return Command(shell, verb, description, [count, sum, .. more], deed, parsed =>
            new BlindEntry(parsed.GetValue(count), parsed.GetValue(sum)));
    }

    private static Option<string?> Advance() => new(AdvanceName)
    {
        Description = "资金不足时：财政局同意县级垫付的书面意见文号",
    };

    private static Command Command(
        CommandShell shell, string verb, string description, Option[] more, Deed deed,
        Func<ParseResult, BlindEntry>? entry = null)
    {
        var name = PayoutCommands.RunName();
        var note = new Option<string?>("--note") { Description = "说明，记在批次和审计记录里" };
        var document = new Option<string?>("--document") { Description = "文号，记在审计记录里" };
        var command = new Command(verb, description) { name };
        foreach (var option in more) command.Options.Add(option);
        command.Options.Add(note);
        command.Options.Add(document);
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            var run = parsed.GetValue(name)!;
            var remark = new Remark(parsed.GetValue(note), parsed.GetValue(document))
            {
                Advance = command.Options.Any(o => o.Name == AdvanceName)
                    && parsed.GetValue<string?>(AdvanceName) is { } consent && !string.IsNullOrWhiteSpace(consent)
                        ? consent.Trim()
                        : null,
            };
            var signature = await deed(
                new SigningJob(session.Source, session.Home.IsLive), run, remark, performer,
                entry?.Invoke(parsed) ?? default, stop);
            var cases = await CaseCount.Of(session, signature.Run, stop);
            var reviewed = await SettingsJob.FinanceReviews(session.Source, stop);
            shell.Answer(parsed, signature.Changed,
                $"{signature.Said}\n{cases.Said()}{signature.Run.State.NextStep(reviewed)}", ("run", run),
                ("state", signature.Run.State.Code()), ("count", signature.Run.RowCount),
                ("sum_fen", signature.Run.SumFen), ("content_root", signature.Run.ContentRoot),
                ("warning", signature.Run.Warning), ("block", cases.Block), ("warn", cases.Warn),
                ("rejected", cases.Rejected));
            return CommandLine.Done;
        }));
        return command;
    }

    /// <summary>The files of a cancelled run leave their place too; said again, what was left undone is done.</summary>
    private static Command Cancel(CommandShell shell)
    {
        var name = PayoutCommands.RunName();
        var note = new Option<string?>("--note") { Description = "说明，记在批次和审计记录里" };
        var document = new Option<string?>("--document") { Description = "文号，记在审计记录里" };
        var withdraw = new Option<bool>("--withdraw") { Description = "撤回还没有第二个人确认的取消" };
        var directory = new Option<string?>("--out") { Description = "代发文件当时导出到哪个目录（没有记录时才用）" };
        var command = new Command("cancel", "取消") { name, withdraw, directory, note, document };
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            var run = parsed.GetValue(name)!;
            var signing = new SigningJob(session.Source);
            var remark = new Remark(parsed.GetValue(note), parsed.GetValue(document));
            var signature = parsed.GetValue(withdraw)
                ? await signing.WithdrawCancel(run, remark, performer, stop)
                : await signing.Cancel(run, remark, performer, stop);
            var files = signature.Run.State == RunState.Cancelled
                ? await new CancelledFiles(session.Source).SetAside(
                    run, parsed.GetValue(directory) ?? session.Home.Outbox, performer, stop)
                : null;
            shell.Answer(parsed, signature.Changed || files is not null,
                files is null ? signature.Said : $"{signature.Said}\n{files}",
                ("run", run), ("state", signature.Run.State.Code()), ("files", files));
            return CommandLine.Done;
        }));
        return command;
    }
}
