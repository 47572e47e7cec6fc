using System.CommandLine;
using System.Globalization;
using Disbursement.Domain;
using Disbursement.Domain.Funds;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Closing;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Running;

namespace Disbursement.Host.Commands;

/// <summary>payout close; bank-statement list, allot.</summary>
internal static class ClosingCommands
{
    public static Command Close(CommandShell shell)
    {
        var name = PayoutCommands.RunName();
        var carryTo = new Option<string?>("--carry-to") { Description = "还没有负责人的异常，都交给谁接着办" };
        var command = new Command("close", "结账：没有结果不明，与银行对账单相符，异常各有负责人") { name, carryTo };
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            var done = await new CloseJob(session.Source).Close(
                parsed.GetValue(name)!, parsed.GetValue(carryTo), performer, stop);
            shell.Answer(parsed, done.Changed, done.Said, ("run", done.Run.Name), ("state", done.Run.State.Code()));
            return CommandLine.Done;
        }));
        return command;
    }

    public static IEnumerable<Command> All(CommandShell shell) =>
        [new Command("bank-statement", "银行对账单（导入用 import bank-statement）") { List(shell), Allot(shell) }];

    private static Option<string?> Bank() => new("--bank") { Description = "哪家代发银行（只有一家的不用写）" };

    private static Command List(CommandShell shell)
    {
        var bank = Bank();
        var open = new Option<bool>("--open") { Description = "只看还没有归属的" };
        var file = new Option<string?>("--out") { Description = "写到文件" };
        var command = new Command("list", "列出对账单的行和各自的归属") { bank, open, file };
        command.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, performer) =>
        {
            await Audit.Record(
                session.Source, performer, "bank-statement-list", new { file = parsed.GetValue(file) }, stop);
            var lines = await new StatementJob(session.Source).Lines(
                parsed.GetValue(bank), parsed.GetValue(open), stop);
            await ReportCommands.Written(shell, parsed, parsed.GetValue(file), async output =>
            {
                await output.WriteLineAsync("bank,date,side,amount_yuan,serial,counterparty,summary,belongs_to");
                foreach (var line in lines) await output.WriteLineAsync(Row(line));
                return lines.Count;
            });
            return CommandLine.Done;
        }));
        return command;
    }

    private static string Row(StatementLine line) => string.Join(',',
        CsvText.Quoted(line.Bank), $"{line.Day:yyyy-MM-dd}", line.IsDebit ? "借" : "贷", Money.Yuan(line.Fen),
        CsvText.Quoted(line.Serial), CsvText.Quoted(line.CounterpartyName), CsvText.Quoted(line.Summary),
        line.Run ?? line.Purpose?.Label() ?? "");

    private static Command Allot(CommandShell shell)
    {
        var serial = new Argument<string>("SERIAL") { Description = "流水号" };
        var bank = Bank();
        var day = new Option<string?>("--day") { Description = "日期 YYYY-MM-DD（同一流水号有几天的才要写）" };
        day.Reads(text => IsDay(text, out _) ? null : $"--day 要写成 2026-03-05 这样的日期，不是“{text}”");
        var run = new Option<string?>("--run") { Description = "归到哪一批" };
        var purpose = new Option<string?>("--as") { Description = $"不属于哪一批的，是什么：{StatementPurposes.Choice}" };
        purpose.Reads(text => StatementPurposes.Find(text) is null
            ? $"没有“{text}”这一种；可以是：{StatementPurposes.Choice}"
            : null);
        var document = new Option<string>("--document") { Description = "文号：凭什么这样归", Required = true };
        var command = new Command("allot", "由人说出一行归到哪一批，或是什么") { serial, bank, day, run, purpose, document };
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            DateOnly? on = parsed.GetValue(day) is { } text && IsDay(text, out var given) ? given : null;
            var (changed, said) = await new StatementJob(session.Source).Allot(
                parsed.GetValue(serial)!, parsed.GetValue(bank), on, parsed.GetValue(run),
                parsed.GetValue(purpose) is { } of ? StatementPurposes.Find(of) : null,
                parsed.GetValue(document)!, performer, stop);
            shell.Answer(parsed, changed, said);
            return CommandLine.Done;
        }));
        return command;
    }

    private static bool IsDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
