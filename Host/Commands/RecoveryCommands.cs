using System.CommandLine;
using System.Globalization;
using Disbursement.Domain;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Recoveries;
using Disbursement.Jobs.Running;

namespace Disbursement.Host.Commands;

/// <summary>recovery list, decide, receive, remit: what was paid too much, and how it comes back.</summary>
internal static class RecoveryCommands
{
    public static Command Recovery(CommandShell shell) => new Command("recovery", "追缴：多发的款怎样收回")
    {
        List(shell), Decide(shell), Receive(shell), Remit(shell),
    };

    private static Command List(CommandShell shell)
    {
        var file = ReportCommands.Out();
        var command = new Command("list", "未了结的多发，逐人逐月：多发、已决定、已收回、已核销、还剩、挂了几天") { file };
        command.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, performer) =>
        {
            await Audit.Record(
                session.Source, performer, "recovery-list", new { file = parsed.GetValue(file) }, stop);
            await ReportCommands.Written(shell, parsed, parsed.GetValue(file),
                output => new RecoveryReport(session.Source).Write(output, performer.Today, stop));
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Decide(CommandShell shell)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "XLSX 或 CSV（空表：./disburse template recovery）：身份证号、待遇月份、处理方式（退款 银行追回 丧葬抵扣 分月抵扣 "
                + "核销）、金额（空着是全部）、依据（丧葬抵扣：家属同意；分月抵扣：本人同意或决定送达）、文号、撤销",
        };
        var command = new Command("decide", "登记处理决定，整份收或整份退；核销由审批办理，另列一份") { file };
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            var outcome = await new RecoveryJob(session.Source).Decide(parsed.GetValue(file)!, performer, stop);
            var name = Path.GetFileName(outcome.File);
            shell.Answer(parsed, outcome.Accepted > 0, outcome.AlreadyImported is { } already
                    ? $"{name}：{already}"
                    : string.Join('\n', outcome.Notices.Select(n => $"  提示：{n}")
                        .Prepend($"{name}：登记{outcome.Accepted}项，已知{outcome.Known}项。")),
                ("accepted", outcome.Accepted), ("known", outcome.Known));
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Receive(CommandShell shell)
    {
        var number = new Argument<string>("ID_NUMBER") { Description = "身份证号" };
        var months = new Option<string[]>("--month") { Description = "收回的是哪几个月（可以写几次；不写：从最早的起）" };
        months.Reads(Typed.Month);
        var amount = new Option<decimal?>("--amount") { Description = "金额（元）" };
        var date = Day("--date", "收款日期 YYYY-MM-DD", required: false);
        var document = new Option<string?>("--document") { Description = "收据或银行回单号（不写：就是缴款书号）" };
        var voucher = new Option<string?>("--voucher") { Description = "缴款书号（已经缴国库的）" };
        var bank = new Option<bool>("--by-bank") { Description = "银行追回的（不写：本人或家属退回的）" };
        var withdraw = new Option<string?>("--withdraw") { Description = "登记错了，撤销这一笔：依据文号" };
        var command = new Command("receive", "登记收回的多发款")
            { number, months, amount, date, document, voucher, bank, withdraw };
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            var of = Said(parsed.GetValue(document)) ?? Said(parsed.GetValue(voucher))
                ?? throw new Refused("要写收据或银行回单号（--document），已经缴国库的写缴款书号（--voucher）。");
            var job = new RecoveryJob(session.Source);
            var (changed, said) = Said(parsed.GetValue(withdraw)) is { } why
                ? await job.Withdraw(parsed.GetValue(number)!, of, why, performer, stop)
                : await job.Receive(
                    new MoneyBackOrder(
                        parsed.GetValue(number)!, [.. (parsed.GetValue(months) ?? []).Select(PayMonth.Parse)],
                        Fen(parsed.GetValue(amount)), Date(parsed.GetValue(date)) ?? performer.Today, of,
                        Said(parsed.GetValue(voucher)), parsed.GetValue(bank)),
                    performer, stop);
            shell.Answer(parsed, changed, said);
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Remit(CommandShell shell)
    {
        var voucher = new Option<string>("--voucher") { Description = "缴款书号", Required = true };
        var date = Day("--date", "缴库日期 YYYY-MM-DD", required: true);
        var documents = new Option<string[]>("--document") { Description = "哪几笔收款（不写：还没缴库的全部）" };
        var command = new Command("remit", "登记收回的多发款缴国库") { voucher, date, documents };
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            var (changed, said) = await new RecoveryJob(session.Source).Remit(
                parsed.GetValue(voucher)!.Trim(), Date(parsed.GetValue(date))!.Value,
                parsed.GetValue(documents) ?? [], performer, stop);
            shell.Answer(parsed, changed, said);
            return CommandLine.Done;
        }));
        return command;
    }

    private static Option<string?> Day(string name, string description, bool required)
    {
        var option = new Option<string?>(name) { Description = description, Required = required };
        option.Reads(text => Date(text) is null ? $"{name} 要写成 2026-03-05 这样的日期，不是“{text}”" : null);
        return option;
    }

    private static DateOnly? Date(string? text) => DateOnly.TryParseExact(
        text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static long Fen(decimal? yuan) => yuan is { } amount && Money.TryFen(amount, out var fen) && fen > 0
        ? fen
        : throw new Refused("--amount 要写收回的金额（元），大于0，最多两位小数。");
}
