using System.CommandLine;
using System.Globalization;
using Disbursement.Domain;
using Disbursement.Domain.Calendar;
using Disbursement.Domain.Payouts;
using Disbursement.Host.Serving;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Calendar;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Reports;

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
            if (last is not null) said.Add($"{last.Name}：{last.State.Label()}。{last.State.NextStep()}");
            else if (runs.Count > 0) said.Add($"没有在办的批次：{runs.Count}批都已取消。");
            else said.Add("还没有任何批次。");
            said.AddRange(runs.Select(Proposal).OfType<string>());
            var missing = await Missing(session, stop);
            var late = missing is null ? await Late(session, runs, performer.Today, stop) : [];
            if (missing is not null) said.Add(missing);
            said.AddRange(late);
            shell.Answer(parsed, false, string.Join('\n', said), ("run", last?.Name), ("state", last?.State.Code()),
                ("late", late), ("missing", missing));
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

    /// <summary>Runs that wait past their day; then the months without a run, up to today's.</summary>
    private static async Task<List<string>> Late(
        Session session, IReadOnlyList<PayoutRun> runs, DateOnly today, CancellationToken stop)
    {
        var settings = (await SettingsJob.All(session.Source, stop))
            .ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal);
        var calendar = (await CalendarStore.Read(session.Source, stop)).Provisional;
        var reviewed = settings["finance-review"] == "required";
        var regular = runs.Where(r => r.Kind == PayoutRun.Regular && r.State != RunState.Cancelled).ToList();
        List<string> late = [];
        foreach (var run in regular)
            if (Lateness.Of(run.Month, run, Deadlines(run.Month), today, reviewed) is { } waits) late.Add(waits);
        var next = regular.Count == 0 ? PayMonth.Parse(settings["first-month"]!) : regular.Max(r => r.Month) + 1;
        var current = PayMonth.Of(today);
        if (next > current) return late;
        var due = Lateness.Of(current, null, Deadlines(current), today, reviewed);
        if (next < current)
        {
            late.Add($"{next}到{current}没有发放（{next}的到账日 {Deadlines(next).Target:yyyy-MM-dd} "
                + (Deadlines(next).Target < today ? "已过" : "将到")
                + $"）。请执行 ./disburse payout run {current}，以前月份应发的会在这一批一并补发。");
        }
        else
        {
            late.Add(due ?? $"{current}还没有测算，交盘日是 {Deadlines(current).AtBank:yyyy-MM-dd}。"
                + $"请执行 ./disburse payout run {current}。");
        }

        return late;

        PayDeadlines Deadlines(PayMonth month) => PayDeadlines.Planned(
            month, calendar, Whole("pay-before-day"), Whole("bank-lead-days"), Whole("finance-lead-days"));

        int Whole(string key) => int.Parse(settings[key]!, NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
