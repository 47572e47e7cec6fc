using System.CommandLine;
using Disbursement.Domain;
using Disbursement.Jobs.BackPayments;

namespace Disbursement.Host.Commands;

/// <summary>backpay batch create, check, approve, drop, withdraw, show, list.</summary>
internal static class FundingBatchCommands
{
    public static Command Command(CommandShell shell) => new Command("batch", "拨款批次：向财政申请单位部分和困难补助，一个月只在一个批次里")
    {
        Step(shell, "create", "提出：现在可以申请的月份都进这一批", false, (job, name, _, performer, stop) =>
            job.Create(name, performer, stop)),
        Step(shell, "check", "复核：由另一个人", false, (job, name, _, performer, stop) => job.Check(name, performer, stop)),
        Step(shell, "approve", "批准：写财政的文号，同时预留资金", true, (job, name, document, performer, stop) =>
            job.Approve(name, document!, performer, stop)),
        Drop(shell),
        Step(shell, "withdraw", "撤销：财政没有缴出的月份可以进别的批次，缴出的保留", true, (job, name, document, performer, stop) =>
            job.Withdraw(name, document!, performer, stop)),
        Show(shell), List(shell),
    };

    private delegate Task<(bool Changed, string Said)> Doing(
        BatchJob job, string name, string? document, Jobs.Running.Performer performer, CancellationToken stop);

    private static Command Step(CommandShell shell, string verb, string description, bool hasDocument, Doing doing)
    {
        var name = new Argument<string>("NAME") { Description = "批次名，如 2026年第1批" };
        var document = new Option<string?>("--document") { Description = "文号", Required = hasDocument };
        var command = new Command(verb, description) { name };
        if (hasDocument) command.Add(document);
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            var (changed, said) = await doing(
                new BatchJob(session.Source), parsed.GetValue(name)!,
                hasDocument ? parsed.GetValue(document) : null, performer, stop);
            shell.Answer(parsed, changed, said);
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Drop(CommandShell shell)
    {
        var (name, number) = (new Argument<string>("NAME") { Description = "批次名" },
            new Argument<string>("CASE") { Description = "案件号" });
        var document = new Option<string>("--document") { Description = "文号", Required = true };
        var command = new Command("drop", "一件案件退出批次：财政没有缴出的月份；其余照办") { name, number, document };
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            var (changed, said) = await new BatchJob(session.Source).Drop(
                parsed.GetValue(name)!, parsed.GetValue(number)!, parsed.GetValue(document)!, performer, stop);
            shell.Answer(parsed, changed, said);
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Show(CommandShell shell)
    {
        var name = new Argument<string>("NAME") { Description = "批次名" };
        var directory = new Option<string?>("--out") { Description = "给财政的《拨款申请表》（表格、网页、CSV）写到哪个目录" };
        var command = new Command("show", "一个批次：到哪一步、谁办的、多少案件和月份、各险种多少钱；加 --out 写《拨款申请表》")
            { name, directory };
        command.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, performer) =>
        {
            var job = new BatchPaperJob(session.Source, !session.Home.IsLive);
            if (parsed.GetValue(directory) is { } folder)
            {
                var (of, placed, files) = await job.Make(parsed.GetValue(name)!, folder, performer, stop);
                shell.Answer(parsed, false, string.Join('\n', of.Said.Append(
                    $"《拨款申请表》{files.Count}个文件，在 {placed}")), ("batch", of), ("folder", placed), ("files", files));
                return CommandLine.Done;
            }

            var account = await job.Show(parsed.GetValue(name)!, stop);
            shell.Answer(parsed, false, string.Join('\n', account.Said), ("batch", account));
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command List(CommandShell shell)
    {
        var command = new Command("list", "各批次现在到哪一步");
        command.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, _) =>
        {
            var batches = await new BatchJob(session.Source).List(stop);
            shell.Answer(parsed, false, batches.Count == 0
                ? "还没有拨款批次。"
                : string.Join('\n', batches.Select(b => $"{b.Name}：{b.State}，{b.People}人、{b.Months}个月，"
                    + Money.Spoken(b.Fen) + (b.Document is { } document ? $"，{document}" : ""))), ("batches", batches));
            return CommandLine.Done;
        }));
        return command;
    }
}
