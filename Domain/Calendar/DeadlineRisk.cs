using Disbursement.Domain.Duties;
using Disbursement.Domain.Payouts;

namespace Disbursement.Domain.Calendar;

/// <summary>A month that may not be in time: where it is stuck (deadline-at-risk).</summary>
/// <param name="Step">环节, as the office calls it.</param>
/// <param name="Deed">What has to be done; whoever may do it is the one to ask.</param>
/// <param name="Due">The last day for it.</param>
/// <param name="Left">Working days from today to the target; negative once it is past.</param>
public readonly record struct DeadlineRisk(string Step, Deed Deed, DateOnly Due, int Left)
{
    /// <param name="state">Of the month's run; null where there is none that is not cancelled.</param>
    /// <returns>Null as long as all is in time, and once the files are made.</returns>
    public static DeadlineRisk? Of(
        RunState? state, PayDeadlines deadlines, DateOnly today, ProvisionalCalendar calendar)
    {
        if (state is >= RunState.Exported) return null;
        var reviews = deadlines.AtFinance is not null;
        var (step, deed, due) = state switch
        {
            null => ("测算", Deed.WorkOut, deadlines.SafeStart),
            RunState.Opened => ("测算", Deed.WorkOut, deadlines.Signed),
            RunState.Assessed => ("提交", Deed.Submit, deadlines.Signed),
            RunState.Submitted => ("复核", Deed.Check, deadlines.Signed),
            RunState.Checked => ("审批", Deed.Approve, deadlines.Signed),
            RunState.Approved when reviews => ("送财政审核", Deed.ReceiveFunds, deadlines.Signed),
            RunState.AtFinance => ("财政审核", Deed.ReceiveFunds, deadlines.AtBank),
            _ => ("导出", Deed.Export, deadlines.AtBank),
        };
        return today < due
            ? null
            : new(step, deed, due, calendar.WorkingDaysBetween(today, deadlines.Target));
    }
}
