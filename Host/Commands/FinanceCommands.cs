using System.CommandLine;
using System.Globalization;
using Disbursement.Domain;
using Disbursement.Domain.Funds;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Finance;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;

namespace Disbursement.Host.Commands;

/// <summary>payout finance send, pass, return, funded.</summary>
internal static class FinanceCommands
{
    private delegate Task<Signature> Deed(
        FinanceJob job, string run, string document, string? note, Performer performer, CancellationToken stop);

    public static Command Finance(CommandShell shell) => new Command("finance", "财政审核和资金到账")
    {
        Step(shell, "send", "送财政", (job, run, document, note, by, stop) => job.Send(run, document, note, by, stop)),
        Step(shell, "pass", "财政审核通过", (job, run, document, note, by, stop) => job.Pass(run, document, note, by, stop)),
        Step(shell, "return", "财政退回，原批准作废", (job, run, document, note, by, stop) =>
            job.Return(run, document, note, by, stop)),
        Funded(shell),
    };

    private static Command Step(CommandShell shell, string verb, string description, Deed deed)
    {
        var name = PayoutCommands.RunName();
        var document = new Option<string>("--document") { Description = "文号", Required = true };
        var note = new Option<string?>("--note") { Description = "财政的意见" };
        var command = new Command(verb, description) { name, document, note };
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) => Answer(
            shell, parsed, await deed(
                new FinanceJob(session.Source), parsed.GetValue(name)!, parsed.GetValue(document)!,
                parsed.GetValue(note), performer, stop))));
        return command;
    }

    private static Command Funded(CommandShell shell)
    {
        var name = PayoutCommands.RunName();
        var from = new Option<string>("--source") { Description = "来源：中央 省 市 县", Required = true };
        from.Reads(text => Sources.Find(text) is null ? $"没有“{text}”这个来源；可以是：中央 省 市 县" : null);
        var purpose = new Option<string>("--purpose") { Description = "用途，如 伤残抚恤；一次性批次写批次名", Required = true };
        var amount = new Option<decimal>("--amount") { Description = "金额（元）", Required = true };
        var voucher = new Option<string>("--voucher") { Description = "拨款凭证号", Required = true };
        var date = new Option<string>("--date") { Description = "到账日期 YYYY-MM-DD", Required = true };
        date.Reads(text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture,
            DateTimeStyles.None, out _) ? null : $"--date 要写成 2026-03-05 这样的日期，不是“{text}”");
        var command = new Command("funded", "登记资金到账") { name, from, purpose, amount, voucher, date };
        command.Validators.Add(given =>
        {
            var text = given.GetValue(purpose) ?? "";
            if (Purposes.Find(text) is null && !PayoutCommands.IsOfBatch(given.GetValue(name), text))
                given.AddError($"没有“{text}”这个用途；可以是："
                    + string.Join(' ', Enum.GetValues<Purpose>().Select(p => p.Label())));
        });
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            if (!Money.TryFen(parsed.GetValue(amount), out var fen) || fen == 0)
                throw new Refused("--amount 要写金额（元），最多两位小数，不能是0。");
            var run = await new RunList(session.Source).Find(parsed.GetValue(name)!, stop)
                ?? throw Refused.NoRun(parsed.GetValue(name)!);
            var receipt = new TreasuryReceipt(
                Sources.Find(parsed.GetValue(from)!)!.Value,
                Purposes.Find(parsed.GetValue(purpose)!) ?? (Purpose)run.Batch!, fen,
                parsed.GetValue(voucher)!.Trim(),
                DateOnly.ParseExact(parsed.GetValue(date)!, "yyyy-MM-dd", CultureInfo.InvariantCulture));
            return Answer(shell, parsed, await new FinanceJob(session.Source).Funded(
                parsed.GetValue(name)!, receipt, performer, stop));
        }));
        return command;
    }

    private static int Answer(CommandShell shell, ParseResult parsed, Signature done)
    {
        shell.Answer(parsed, done.Changed, $"{done.Said}\n{done.Run.State.NextStep(reviewed: true)}",
            ("run", done.Run.Name), ("state", done.Run.State.Code()));
        return CommandLine.Done;
    }
}
