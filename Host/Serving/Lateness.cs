using Disbursement.Domain;
using Disbursement.Domain.Calendar;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Payout;

namespace Disbursement.Host.Serving;

/// <summary>What is late in a month, by its deadlines (rules §6). Says it and changes nothing.</summary>
internal static class Lateness
{
    /// <param name="run">The month's regular run that is not cancelled; null where there is none.</param>
    /// <param name="reviewed">Whether finance reviews a run before its money comes.</param>
    /// <returns>A sentence with the next step; null when all is in time.</returns>
    public static string? Of(PayMonth month, PayoutRun? run, PayDeadlines deadlines, DateOnly today, bool reviewed)
    {
        if (run is { State: >= RunState.Exported }) return null;
        var (what, day) = reviewed && run is not { State: >= RunState.AtFinance } && today >= deadlines.AtFinance
            ? ("送财政日", deadlines.AtFinance)
            : ("交盘日", deadlines.AtBank);
        // Once the bank's day is over, finance's day is no news any more.
        if (today >= deadlines.AtBank) (what, day) = ("交盘日", deadlines.AtBank);
        if (today < day) return null;
        var when = today == day ? $"今天是{what}" : $"{what} {day:yyyy-MM-dd} 已过";
        var now = run is null ? "还没有测算" : $"还停在“{run.State.Label()}”";
        var next = run is null ? $"请执行 ./disburse payout run {month}。" : run.State.NextStep(reviewed);
        return $"{month}{when}，{now}；到账日是 {deadlines.Target:yyyy-MM-dd}。{next}";
    }
}
