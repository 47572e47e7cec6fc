using System.CommandLine;
using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Jobs.Comparison;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Running;

namespace Disbursement.Host.Commands;

/// <summary>payout compare: the bridge from the run before, or person by person against an old list or a run.</summary>
internal static class CompareCommand
{
    /// <summary>More than these are not read on a screen; --out has them all.</summary>
    private const int MostShown = 20;

    private const string Header = "run,difference,id_number,name,category,list_yuan,run_yuan,difference_yuan,"
        + "list_account_tail,run_account_tail,reasons";

    private static readonly ListDifference[] Kinds =
    [
        ListDifference.OnlyInList, ListDifference.OnlyInRun, ListDifference.Amount, ListDifference.AmountAndAccount,
        ListDifference.Account, ListDifference.Name,
    ];

    public static Command Compare(CommandShell shell)
    {
        var name = PayoutCommands.RunName();
        var other = new Argument<string?>("OTHER")
        {
            Description = "另一个批次，逐人对照", Arity = ArgumentArity.ZeroOrOne,
        };
        var list = new Option<string?>("--list") { Description = "旧名单：身份证号、金额（可有姓名、优抚类别、银行账号）" };
        var file = new Option<string?>("--out") { Description = "把有差别的人写到文件（CSV）" };
        var command = new Command("compare", "对照：与上月，与另一批，或与旧名单逐人对照") { name, other, list, file };
        command.Validators.Add(given =>
        {
            if (given.GetValue(other) is not null && given.GetValue(list) is not null)
                given.AddError("另一个批次和 --list 只能写一个：先和旧名单对照，再和那个批次对照。");
            if (given.GetValue(file) is not null && given.GetValue(other) is null && given.GetValue(list) is null)
                given.AddError("--out 要和 --list 旧名单（或另一个批次）一起用；与上月的对照在屏幕上看。");
        });
        command.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, performer) =>
        {
            var run = parsed.GetValue(name)!;
            var (with, old) = (parsed.GetValue(other), parsed.GetValue(list));
            if (with is null && old is null) return await Bridge(shell, parsed, session, run, stop);
            await Audit.Record(session.Source, performer, "payout-compare", new
            {
                run, with, list = Path.GetFileName(old), file = parsed.GetValue(file),
            }, stop);
            var job = new CompareJob(session.Source);
            var found = old is null
                ? await job.WithRun(run, with!, stop)
                : await job.WithList(run, old, performer.Today, stop);
            return await Answer(shell, parsed, found, parsed.GetValue(file));
        }));
        return command;
    }

    private static async Task<int> Bridge(
        CommandShell shell, ParseResult parsed, Session session, string name, CancellationToken stop)
    {
        var runs = new RunList(session.Source);
        var run = await runs.Find(name, stop) ?? throw Refused.NoRun(name);
        var bridge = await runs.Bridge(run, stop);
        shell.Answer(parsed, false, run.Name + (bridge is null
            ? "没有可以对照的上一批（补发批，或还没有测算）。"
            : "与上月对照：" + BridgeWords.Said(bridge)), ("run", run.Name), ("bridge", BridgeWords.Json(bridge)));
        return CommandLine.Done;
    }

    private static async Task<int> Answer(
        CommandShell shell, ParseResult parsed, RunComparison found, string? path)
    {
        if (path is not null) await ReportCommands.IntoFile(path, output => Write(found, output));
        var shown = path is not null ? 0 : shell.WantsJson(parsed) ? found.Rows.Count : MostShown;
        shell.Answer(parsed, path is not null, Said(found, path), [
            ("run", found.Run.Name), ("against", found.Against),
            ("by_category", found.ByCategory),
            ("list_count", found.Tally.List.Count), ("list_fen", found.Tally.List.Fen),
            ("run_count", found.Tally.Run.Count), ("run_fen", found.Tally.Run.Fen),
            ("same_count", found.Tally.Of(ListDifference.None).Count),
            ("differences", Kinds.ToDictionary(
                k => k.Code(), k => new { count = found.Tally.Of(k).Count, fen = found.Tally.Of(k).Fen })),
            ("unread", found.Unread.Select(u => new { line = u.LineNumber, column = u.Column, reason = u.Reason })),
            ("notices", found.Notices), ("path", path), ("rows", found.Rows.Take(shown).Select(Json)),
        ]);
        return found.Unread.Count > 0 ? CommandLine.SomeRejected : CommandLine.Done;
    }

    private static string Said(RunComparison found, string? path)
    {
        var tally = found.Tally;
        var unit = found.ByCategory ? "项" : "人";
        var text = $"{found.Run.Name} 与 {found.Against} 对照：{found.Word} {tally.List.Count}{unit}，"
            + $"{Money.Spoken(tally.List.Fen)}；本批{tally.Run.Count}{unit}，{Money.Spoken(tally.Run.Fen)}；"
            + $"相同{tally.Of(ListDifference.None).Count}{unit}，有差别{found.Rows.Count}{unit}。";
        foreach (var kind in Kinds.Where(k => tally.Of(k).Count > 0))
            text += $"\n  {Label(kind, found.Word)} {tally.Of(kind).Count}{unit}，{Signed(tally.Of(kind).Fen)}";
        text += $"\n  {Money.Spoken(tally.List.Fen)}"
            + string.Concat(Kinds.Where(k => tally.Of(k).Fen != 0).Select(k => $" {Step(tally.Of(k).Fen)}"))
            + $" = {Money.Spoken(tally.Run.Fen)}";
        foreach (var notice in found.Notices) text += $"\n提示：{notice}";
        foreach (var row in found.Unread.Take(MostShown))
            text += $"\n名单第{row.LineNumber}行读不出，不在合计里：{row.Column}，{row.Reason}";
        if (found.Unread.Count > MostShown) text += $"\n名单还有{found.Unread.Count - MostShown}行读不出";
        if (path is not null) return $"{text}\n有差别的已写到 {path}，{found.Rows.Count}行。";
        foreach (var row in found.Rows.Take(MostShown)) text += "\n" + Sentence(row, found.Word);
        return found.Rows.Count > MostShown
            ? $"{text}\n……还有{found.Rows.Count - MostShown}{unit}，加 --out 文件 写出全部。"
            : text;
    }

    private static string Label(ListDifference difference, string word) =>
        difference == ListDifference.OnlyInList ? $"只在{word}" : difference.Label();

    private static string Sentence(DifferenceRow row, string word) =>
        $"{Label(row.Difference, word)} {row.Name}（尾号{IdentityNumber.Tail(row.IdNumber)}"
        + $"{(row.Category is null ? "" : "，" + row.Category)}）：{word} {Money.Figures(row.ListFen)}，"
        + $"本批{Money.Figures(row.RunFen)}，差{Signed(row.DifferenceFen)}。{string.Join('；', row.Reasons)}";

    private static string Signed(long fen) => (fen > 0 ? "+" : "") + Money.Spoken(fen);

    private static string Step(long fen) => (fen > 0 ? "+ " : "− ") + Money.Spoken(Math.Abs(fen));

    private static async Task<long> Write(RunComparison found, TextWriter output)
    {
        await output.WriteLineAsync(Header);
        foreach (var row in found.Rows)
        {
            await output.WriteLineAsync(string.Join(',',
                found.Run.Name, row.Difference.Code(), row.IdNumber, CsvText.Quoted(row.Name), row.Category,
                Money.Yuan(row.ListFen), Money.Yuan(row.RunFen), Money.Yuan(row.DifferenceFen),
                row.ListAccountTail, row.RunAccountTail, CsvText.Quoted(string.Join('；', row.Reasons))));
        }

        return found.Rows.Count;
    }

    private static object Json(DifferenceRow row) => new
    {
        difference = row.Difference.Code(), id_number = row.IdNumber, name = row.Name, category = row.Category,
        list_fen = row.ListFen, run_fen = row.RunFen, difference_fen = row.DifferenceFen,
        list_account_tail = row.ListAccountTail, run_account_tail = row.RunAccountTail, reasons = row.Reasons,
    };
}
