using System.CommandLine;
using Disbursement.Domain.Duties;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Closing;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Monthly;
using Disbursement.Jobs.Results;
using Disbursement.Jobs.Running;

namespace Disbursement.Host.Commands;

/// <summary>import.</summary>
internal static class IntakeCommands
{
    public static IEnumerable<Command> All(CommandShell shell) => [Import(shell)];

    private static Command Import(CommandShell shell)
    {
        string[] kinds = [.. ImportJob.Kinds, MonthlyJob.Kind, ResultJob.Kind, StatementJob.Kind];
        var kind = new Argument<string>("KIND")
        {
            Description = $"哪一种：{ImportJob.KindsSpoken}、{MonthlyJob.Kind} 增减变动月报、{ResultJob.Kind} 银行回盘、"
                + $"{StatementJob.Kind} 银行对账单",
        }.Reads(text => kinds.Contains(text, StringComparer.Ordinal)
            ? null
            : $"没有“{text}”这一种文件；可以是：{string.Join(' ', kinds)}");
        var files = new Argument<string[]>("FILE")
        {
            Description = "XLSX 或 CSV 文件，可以几个", Arity = ArgumentArity.OneOrMore,
        };
        var bank = new Option<string?>("--bank") { Description = "回盘、对账单是哪家代发银行的" };
        var command = new Command("import", "导入文件") { kind, files, bank };
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            if (parsed.GetValue(kind) == ResultJob.Kind)
            {
                return await Results(
                    shell, parsed, session, parsed.GetValue(files)!, parsed.GetValue(bank), performer, stop);
            }

            if (parsed.GetValue(kind) != StatementJob.Kind)
            {
                await using var connection = await session.Source.OpenConnectionAsync(stop);
                performer = await UserStore.Require(
                    connection, performer,
                    parsed.GetValue(kind) is "shares" or "funds" ? Deed.ImportFunds : Deed.Import, stop);
            }

            var outcomes = new List<ImportOutcome>();
            foreach (var file in parsed.GetValue(files)!)
                outcomes.AddRange(await Import(
                    session, parsed.GetValue(kind)!, file, parsed.GetValue(bank), outcomes, performer, stop));
            shell.Answer(parsed, outcomes.Exists(o => o.Accepted > 0),
                string.Join('\n', outcomes.SelectMany(Sentences)),
                ("accepted", outcomes.Sum(o => o.Accepted)), ("known", outcomes.Sum(o => o.Known)),
                ("rejected", outcomes.Sum(o => o.Rejected)),
                ("rejected_files", outcomes.Select(o => o.RejectedFile).OfType<string>()),
                ("notices", outcomes.SelectMany(o => o.Notices)));
            foreach (var outcome in outcomes.Where(o => o.Rejected > 0))
                await shell.Error.WriteLineAsync(
                    $"{Path.GetFileName(outcome.File)}：{outcome.Rejected}行没有导入，原因见 {outcome.RejectedFile}");
            return outcomes.Exists(o => o.Rejected > 0) ? CommandLine.SomeRejected : CommandLine.Done;
        }, guarded: parsed.GetValue(kind) != ResultJob.Kind));
        return command;
    }

    /// <summary>Files of a bank's results belong together: all of them or none.</summary>
    private static async Task<int> Results(
        CommandShell shell, ParseResult parsed, Session session, string[] files, string? bank, Performer performer,
        CancellationToken stop)
    {
        if (bank is null) throw new Refused("导入回盘要写是哪家代发银行的：--bank 银行名。");
        var outcome = await new ResultJob(session.Source).Import(files, bank, performer, stop);
        shell.Answer(parsed, outcome.Changed, outcome.Said, ("paid", outcome.Paid), ("came_back", outcome.CameBack),
            ("unknown", outcome.Unknown), ("missing", outcome.Missing), ("known", outcome.Known));
        return CommandLine.Done;
    }

    /// <summary>Of several files each stands alone: when one is refused, it is said which ones are in.</summary>
    private static async Task<IReadOnlyList<ImportOutcome>> Import(
        Session session, string kind, string file, string? bank, List<ImportOutcome> before, Performer performer,
        CancellationToken stop)
    {
        try
        {
            return kind switch
            {
                MonthlyJob.Kind => await new MonthlyJob(session.Source).Import(file, performer, stop),
                StatementJob.Kind => [await new StatementJob(session.Source).Import(file, bank, performer, stop)],
                _ => [await new ImportJob(session.Source).Import(kind, file, performer, stop)],
            };
        }
        catch (Refused refused) when (before.Count > 0)
        {
            throw new Refused($"{refused.Message}\n这以前的文件已经办完：\n{string.Join('\n', before.SelectMany(Sentences))}");
        }
    }

    private static IEnumerable<string> Sentences(ImportOutcome outcome)
    {
        var file = Path.GetFileName(outcome.File)
            + (outcome.Worksheet is null ? "" : $"工作表“{outcome.Worksheet}”");
        if (outcome.AlreadyImported is { } already) return [$"{file}：{already}"];
        return
        [
            $"{file}：新增{outcome.Accepted}行，已知{outcome.Known}行，退回{outcome.Rejected}行。",
            .. outcome.Notices.Select(n => $"  提示：{n}"),
        ];
    }
}
