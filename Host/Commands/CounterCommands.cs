using System.CommandLine;
using System.CommandLine.Parsing;
using Disbursement.Domain;
using Disbursement.Domain.Duties;
using Disbursement.Domain.People;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Attachments;
using Disbursement.Jobs.BackPayments;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Intake.Templates;
using Disbursement.Jobs.Verification;

namespace Disbursement.Host.Commands;

/// <summary>change, attach, template: one person at the counter, the papers, and the empty sheets.</summary>
internal static class CounterCommands
{
    public static IEnumerable<Command> All(CommandShell shell) => [Change(shell), Attach(shell), Template(shell)];

    private static Command Change(CommandShell shell)
    {
        var type = new Argument<string>("TYPE")
        {
            Description = "变动类型：" + string.Join(' ', Enum.GetValues<ChangeType>().Select(t => t.Label())),
        };
        var number = new Argument<string>("ID_NUMBER") { Description = "身份证号" };
        var command = new Command("change", "柜台办理一条变动（与变动表一行相同）") { type, number };
        var columns = SheetKind.Changes.Columns.Where(c => c is not (Column.ChangeType or Column.IdNumber))
            .Select(column => (Name: ColumnNames.Of(column).Chinese, Option: OptionOf(column))).ToArray();
        foreach (var (_, option) in columns) command.Options.Add(option);
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            await using (var connection = await session.Source.OpenConnectionAsync(stop))
                performer = await UserStore.Require(connection, performer, Deed.Record, stop);
            var typed = parsed.GetValue(type)!;
            var cells = columns.Where(c => parsed.GetResult(c.Option) is not null)
                .Select(c => (c.Name, parsed.GetValue(c.Option) ?? ""));
            var outcome = await new ImportJob(session.Source).Change(
                [("变动类型", typed), ("身份证号", parsed.GetValue(number)!), .. cells], performer, stop);
            var said = outcome.Accepted > 0
                ? $"已登记“{typed}”。"
                : $"这条“{typed}”早已登记，没有再做任何事。";
            shell.Answer(parsed, outcome.Accepted > 0,
                string.Join('\n', [said, .. outcome.Notices.Select(n => $"  提示：{n}")]),
                ("act", outcome.Act), ("known", outcome.Known), ("notices", outcome.Notices));
            return CommandLine.Done;
        }));
        return command;
    }

    /// <summary>--生效日期, --effective_on and, as it is easier to type, --effective-on.</summary>
    private static Option<string?> OptionOf(Column column)
    {
        var names = ColumnNames.Of(column);
        var english = names.Others[0];
        var option = new Option<string?>("--" + names.Chinese) { Description = names.Chinese };
        option.Aliases.Add("--" + english);
        if (english.Contains('_', StringComparison.Ordinal))
            option.Aliases.Add("--" + english.Replace('_', '-'));
        return option;
    }

    private static Command Attach(CommandShell shell)
    {
        var reference = new Argument<string>("REFERENCE") { Description = "文号或身份证号" };
        var files = new Argument<string[]>("FILE") { Description = "扫描件，可以几个", Arity = ArgumentArity.OneOrMore };
        var command = new Command("attach", "挂附件（材料扫描件），按指纹存放，不能替换") { reference, files };
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            var job = new AttachmentJob(session.Source, Path.Combine(session.Home.Path, "attachments"));
            var (changed, said, kept) = await job.Attach(
                parsed.GetValue(reference)!, parsed.GetValue(files)!, performer, stop);
            shell.Answer(parsed, changed, said,
                ("files", kept.Select(k => new { name = k.Name, sha256 = k.Sha256, bytes = k.Bytes })));
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Template(CommandShell shell)
    {
        var kind = new Argument<string>("KIND") { Description = $"哪一种：{TemplateJob.KindsSpoken}" }
            .Reads(text => TemplateJob.Kinds.Contains(text, StringComparer.Ordinal)
                ? null
                : $"没有“{text}”这一种表样；可以是：{string.Join(' ', TemplateJob.Kinds)}");
        var township = new Option<string?>("--township") { Description = "给哪个乡镇：9位行政区划代码" };
        township.Reads(text => TemplateJob.IsTownship(text) ? null : $"--township 要写9位行政区划代码，不是“{text}”");
        var month = new Option<string?>("--month") { Description = "月报的月份（不写就是本月）" };
        month.Reads(text => PayMonth.TryParse(text, out _) ? null : $"--month 要写成 2026-03 这样的月份，不是“{text}”");
        var output = new Option<string?>("--out") { Description = "写成哪个文件（不写就在当前文件夹）" };
        var command = new Command("template", "空白表样（XLSX，带下拉选项）") { kind, township, month, output };
        command.SetAction(parsed =>
        {
            var wanted = parsed.GetValue(kind)!;
            var code = parsed.GetValue(township);
            var of = PayMonth.TryParse(parsed.GetValue(month), out var given)
                ? given
                : PayMonth.Of(shell.Today(parsed));
            var path = parsed.GetValue(output) ?? TemplateJob.FileName(wanted, code, of);
            TemplateJob.Write(wanted, code, of, path);
            var how = wanted switch
            {
                StopDecisionJob.Kind => $"verification decide 年度 {path}",
                SampleJob.Kind => $"verification sample 年度 {path}",
                DecisionJob.Kind => $"backpay decide {path}",
                AllotmentJob.Kind => $"backpay allot {path}",
                _ => $"import {wanted} {path}",
            };
            shell.Answer(parsed, true, $"已写出 {path}。填好后用 ./disburse {how} 导入。", ("file", path));
            return CommandLine.Done;
        });
        return command;
    }
}
