using System.CommandLine;
using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Results;

namespace Disbursement.Host.Commands;

/// <summary>payout outcome, confirm-account: what two people say on the strength of a bank's paper.</summary>
internal static class BankWordCommands
{
    private static readonly Outcome[] Ends = [Outcome.Paid, Outcome.Failed, Outcome.Partly];

    public static IEnumerable<Command> All(CommandShell shell) => [OutcomeOf(shell), ConfirmAccount(shell)];

    private static Argument<string> IdNumber() => new("ID_NUMBER") { Description = "身份证号" };

    private static Option<string> Document() => new("--document") { Description = "银行书面材料的文号", Required = true };

    private static Command OutcomeOf(CommandShell shell)
    {
        var (name, number, document) = (PayoutCommands.RunName(), IdNumber(), Document());
        var outcome = new Option<string>("--outcome")
        {
            Description = "paid 到账、failed 没有到账、partly 部分到账", Required = true,
        };
        outcome.Reads(text => Array.Exists(Ends, o => o.Code() == text)
            ? null
            : $"--outcome 只能是：{string.Join(' ', Ends.Select(o => o.Code()))}");
        var sum = new Option<decimal?>("--sum") { Description = "部分到账的，入账多少（元）" };
        var reason = new Option<string?>("--reason") { Description = "没有到账的，银行说的原因" };
        var command = new Command("outcome", "结果不明的一笔：由两人凭银行书面材料登记")
            { name, number, outcome, sum, reason, document };
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            long? fen = parsed.GetValue(sum) is { } yuan && Money.TryFen(yuan, out var whole) ? whole : null;
            var word = new RowWord(
                Ends.First(o => o.Code() == parsed.GetValue(outcome)), fen, parsed.GetValue(reason));
            var (changed, said) = await new BankWordJob(session.Source).EndUnknown(
                parsed.GetValue(name)!, parsed.GetValue(number)!, word, parsed.GetValue(document)!, performer, stop);
            shell.Answer(parsed, changed, said, ("run", parsed.GetValue(name)));
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command ConfirmAccount(CommandShell shell)
    {
        var (number, document) = (IdNumber(), Document());
        var command = new Command("confirm-account", "退回过的账户：由两人凭银行书面材料确认原账户无误") { number, document };
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            var (changed, said) = await new BankWordJob(session.Source).ConfirmAccount(
                parsed.GetValue(number)!, parsed.GetValue(document)!, performer, stop);
            shell.Answer(parsed, changed, said);
            return CommandLine.Done;
        }));
        return command;
    }
}
