using System.CommandLine;
using Disbursement.Domain;
using Disbursement.Domain.Calendar;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.BackPayments;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.HandOver;
using Disbursement.Jobs.Results;
using Disbursement.Jobs.Verification;

namespace Disbursement.Host.Commands;

/// <summary>status: how the last run stands, what is late, what to do next.</summary>
internal static class StatusCommand
{
    public static Command Status(CommandShell shell)
    {
        var command = new Command("status", "现在到哪一步，下一步做什么");
        command.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, performer) =>
        {
            var runs = await new RunList(session.Source).All(stop);
            var last = runs.LastOrDefault(r => r.State != RunState.Cancelled);
            List<string> said = [$"{(session.Home.IsLive ? "正式" : "演练")}  {session.Home.Path}"];
            var lost = await new JournalGuard(session.Source, session.Journal).Warning(stop);
            if (lost is not null) said.Add(lost);
            else if (last is not null)
            {
                var list = new RunList(session.Source);
                said.Add($"{last.Name}：{last.State.Label()}。"
                    + (await list.IsOvertaken(last, stop) ? "" : last.State.NextStep()) + await list.News(last, stop));
            }
            else if (runs.Count > 0) said.Add($"没有在办的批次：{runs.Count}批都已取消。");
            else said.Add("还没有任何批次。");
            said.AddRange(runs.Where(r => r.Id != last?.Id && r.State < RunState.Approved)
                .Select(r => $"{r.Name}：{r.State.Label()}。{r.State.NextStep()}"));
            said.AddRange(runs.Select(Proposal).OfType<string>());
            var missing = await Missing(session, stop);
            var (late, proof) = missing is null ? await Deadlines(session, performer.Today, stop) : ([], null);
            if (missing is not null) said.Add(missing);
            if (session.Home.IsLive) said.AddRange(await Unnamed(session, stop));
            late.AddRange(InboxJob.PutAsideIn(session.Inbox).Select(r =>
                $"回盘{Path.GetFileName(r.File)}没有导入：{r.Why}全文和文件在 {Path.GetDirectoryName(r.File)}。"));
            if (await BackPaymentOverview.InShort(session.Source, stop) is { } backPayment) late.Add(backPayment);
            said.AddRange(late);
            if (proof is not null) said.Add(proof);
            shell.Answer(parsed, false, string.Join('\n', said), ("run", last?.Name), ("state", last?.State.Code()),
                ("late", late), ("last", proof), ("missing", missing));
            return CommandLine.Done;
        }));
        return command;
    }

    /// <summary>Who asked for an exported run to be cancelled, and what others can do about it.</summary>
    public static string? Proposal(PayoutRun run) => run is { State: RunState.Exported, CancelProposedAs: { } by }
        ? $"{by}提出取消{run.Name}，还没有第二个人确认：另一名审批、复核或经办人员确认用 ./disburse payout cancel {run.Name}，"
            + $"撤回用 ./disburse payout cancel {run.Name} --withdraw；确认以前不要交盘。"
        : null;

    /// <summary>What a first run still needs.</summary>
    private static async Task<string?> Missing(Session session, CancellationToken stop)
    {
        var settings = await SettingsJob.All(session.Source, stop);
        var (people, standards) = await new MonthReport(session.Source).Ready(stop);
        List<string> needed = [];
        if (settings.First(s => s.Key == "first-month").Value is null)
            needed.Add("设置从哪个月开始（./disburse settings first-month YYYY-MM）");
        if (!standards) needed.Add("导入标准（./disburse import rates 文件）");
        if (!people) needed.Add("导入名册（./disburse import roster 文件）");
        return needed.Count == 0 ? null : $"还要先办：{string.Join('；', needed)}。";
    }

    /// <summary>Who pays, on papers and in bank files: without it a live run is not submitted.</summary>
    private static async Task<IEnumerable<string>> Unnamed(Session session, CancellationToken stop)
    {
        var unset = (await SettingsJob.All(session.Source, stop)).Where(s => s.Value is null)
            .Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        return new[] { ("authority-name", "单位名称"), ("authority-code", "单位行政区划代码") }
            .Where(s => unset.Contains(s.Item1))
            .Select(s => $"还没有设置{s.Item2}，提交以前要设：./disburse settings {s.Item1} …");
    }

    /// <summary>
    /// Months at risk; what waits at finance or the bank; months without a run, up to today's; how the last one went.
    /// </summary>
    private static async Task<(List<string> Late, string? Proof)> Deadlines(
        Session session, DateOnly today, CancellationToken stop)
    {
        var months = await new DeadlineReport(session.Source).Months(null, null, today, stop);
        var reviewed = await SettingsJob.FinanceReviews(session.Source, stop);
        var late = months.Where(m => m is { Run: not null, Risk: not null })
            .Select(m => $"{m.Month}：{m.Sentence(names: true)}{m.Run!.State.NextStep(reviewed)}").ToList();
        late.AddRange(months.Where(m => m is { Run: { State: < RunState.Exported }, Risk: null })
            .Select(m => $"{m.Month}：{Days(m.Deadlines)}。"));
        late.AddRange(months.Where(m => m is { Run: { State: < RunState.Approved }, Deadlines.Provisional: true })
            .Select(m => $"{m.Month}的到账日要等放假安排：没有导入以前不能签字（./disburse import calendar 文件）。"));
        late.AddRange((await new OutsideReport(session.Source).Cases(null, null, today, stop)).Select(c =>
            ExceptionSentence.Render(c.Code, c.Arguments) + ExceptionSentence.RenderNextStep(c.Code, c.Arguments)));
        if (await VerificationOverview.InShort(session.Source, today, stop) is { } verification) late.Add(verification);
        var waiting = months.Where(m => m.Run is null && !m.Covered && m.Month <= PayMonth.Of(today)).ToList();
        if (waiting is [var next, .., var current])
        {
            late.Add($"{next.Month}到{current.Month}没有发放（{next.Month}的到账日 {next.Deadlines.Target:yyyy-MM-dd} "
                + (next.Deadlines.Target < today ? "已过" : "将到")
                + $"）。请执行 ./disburse payout run {current.Month}，以前月份应发的会在这一批一并补发。");
        }
        else if (waiting is [var only])
        {
            late.Add(only.Risk is null
                ? $"{only.Month}还没有测算：{Days(only.Deadlines)}。请执行 ./disburse payout run {only.Month}。"
                : $"{only.Month}：{only.Sentence(names: true)}请执行 ./disburse payout run {only.Month}。");
        }

        return (late, months.LastOrDefault(m => m.Signed.Exported is not null) is { } last
            ? $"{last.Month}：交盘日 {last.Deadlines.AtBank:yyyy-MM-dd}，{DeadlineReport.Said(last)}。"
            : null);
    }

    /// <summary>"到账日 …，交盘日 …，最晚 … 开始测算", with finance's day where it reviews; guessed days are marked.</summary>
    private static string Days(PayDeadlines days) =>
        $"到账日 {days.Target:yyyy-MM-dd}，交盘日 {days.AtBank:yyyy-MM-dd}，"
        + (days.AtFinance is { } finance ? $"送财政日 {finance:yyyy-MM-dd}，" : "")
        + $"最晚 {days.SafeStart:yyyy-MM-dd} 开始"
        + (days.Provisional ? $"（{PlannedDay.Mark}）" : "");
}
