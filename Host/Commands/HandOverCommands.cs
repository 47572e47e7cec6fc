using System.CommandLine;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.HandOver;
using Disbursement.Jobs.Payout;

namespace Disbursement.Host.Commands;

/// <summary>payout handover, acknowledge, doubt, strike.</summary>
internal static class HandOverCommands
{
    public static IEnumerable<Command> All(CommandShell shell) =>
        [HandOver(shell), Acknowledge(shell), Doubt(shell), Strike(shell), Adopt(shell)];

    private static Option<string?> FileOption(string without = "不写就是全部") =>
        new("--file") { Description = $"只办这一个文件（{without}）" };

    private static Command HandOver(CommandShell shell)
    {
        var name = PayoutCommands.RunName();
        var file = FileOption();
        var decision = new Option<string?>("--as-approved")
        {
            Description = "批准以后有人少发的情况，审批书面决定照原来的发：文号",
        };
        var command = new Command("handover", "交盘：登记并把代发文件交给银行，每个文件只交一次") { name, file, decision };
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            var done = await new HandOverJob(session.Source, session.Journal, session.Keys).HandOver(
                parsed.GetValue(name)!, parsed.GetValue(file), performer, stop, parsed.GetValue(decision));
            _ = Answer(shell, parsed, done);
            // What is in doubt is not done, and somebody has to be told.
            return done.Changed && done.Files.Any(f => f.State == FileState.InDoubt)
                ? CommandLine.RefusedCode
                : CommandLine.Done;
        }));
        return command;
    }

    private static Command Acknowledge(CommandShell shell)
    {
        var name = PayoutCommands.RunName();
        var file = FileOption();
        var count = new Option<long>("--count") { Description = "银行签收的笔数", Required = true };
        var sum = new Option<decimal>("--sum") { Description = "银行签收的金额（元）", Required = true };
        var receipt = new Option<string>("--receipt") { Description = "签收单号", Required = true };
        var command = new Command("acknowledge", "登记银行签收") { name, count, sum, receipt, file };
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            var entered = new BlindEntry(parsed.GetValue(count), parsed.GetValue(sum));
            var done = await new BankAnswerJob(session.Source).Acknowledge(
                parsed.GetValue(name)!, parsed.GetValue(file), entered, parsed.GetValue(receipt)!, performer, stop);
            return Answer(shell, parsed, done);
        }));
        return command;
    }

    private static Command Doubt(CommandShell shell)
    {
        var name = PayoutCommands.RunName();
        var file = FileOption("只有一个文件的可以不写");
        var outcome = new Option<string>("--outcome")
        {
            Description = "银行书面答复：received 已收、not-received 未收、rejected 整批退回", Required = true,
        };
        outcome.Reads(text => FileWords.OutcomeOf(text) is null
            ? $"--outcome 只能是：{string.Join(' ', FileWords.OutcomeCodes)}"
            : null);
        var document = new Option<string>("--document") { Description = "银行书面答复的文号", Required = true };
        var command = new Command("doubt", "待核实的文件、整批退回：由两人凭银行书面答复登记") { name, outcome, document, file };
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            var done = await new BankAnswerJob(session.Source).EndDoubt(
                parsed.GetValue(name)!, parsed.GetValue(file), FileWords.OutcomeOf(parsed.GetValue(outcome))!.Value,
                parsed.GetValue(document)!, performer, stop);
            return Answer(shell, parsed, done);
        }));
        return command;
    }

    private static Command Strike(CommandShell shell)
    {
        var name = PayoutCommands.RunName();
        var numbers = new Argument<string[]>("ID_NUMBER")
        {
            Description = "身份证号，可以几个", Arity = ArgumentArity.OneOrMore,
        };
        var reason = new Option<string>("--reason") { Description = "为什么撤下", Required = true };
        var document = new Option<string>("--document") { Description = "文号", Required = true };
        var command = new Command("strike", "撤下：批准以后、交盘以前，拿掉几个人的款项") { name, numbers, reason, document };
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            var done = await new StrikeJob(session.Source).Strike(
                parsed.GetValue(name)!, parsed.GetValue(numbers)!, parsed.GetValue(reason)!,
                parsed.GetValue(document)!, performer, stop);
            return Answer(shell, parsed, done);
        }));
        return command;
    }

    private static Command Adopt(CommandShell shell)
    {
        var journal = new Option<bool>("--journal") { Description = "从交盘记录 handover.journal", Required = true };
        var command = new Command("adopt", "恢复旧备份以后：把交盘记录里已经交过银行的登记回来，不会再发一次") { journal };
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            var done = await new AdoptJob(session.Source, session.Journal).Adopt(performer, stop);
            shell.Answer(parsed, done.Changed, done.Said, ("files", done.Files), ("rows", done.Rows),
                ("sum_fen", done.SumFen));
            return CommandLine.Done;
        }, guarded: false));
        return command;
    }

    private static int Answer(CommandShell shell, ParseResult parsed, HandedOver done)
    {
        shell.Answer(parsed, done.Changed, done.Said, ("run", done.Run.Name), ("state", done.Run.State.Code()),
            ("files", done.Files.Select(f => new
            {
                name = f.Name, bank = f.Bank, state = f.State.Code(), count = f.Count, sum_fen = f.SumFen,
                receipt = f.Receipt,
            })));
        return CommandLine.Done;
    }
}
