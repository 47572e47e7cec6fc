namespace Disbursement.Domain.BackPayments;

/// <summary>状态 of a case. The numbers are stored.</summary>
public enum CaseState : short
{
    /// <summary>受理</summary>
    Accepted = 1,

    /// <summary>核定</summary>
    Approved = 2,

    /// <summary>已开单: every approved month is billed.</summary>
    Billed = 3,

    /// <summary>已缴: every approved month is paid whole.</summary>
    Paid = 4,

    /// <summary>已记账: every approved month is posted.</summary>
    Posted = 5,

    /// <summary>结案</summary>
    Closed = 6,

    /// <summary>不予受理</summary>
    Refused = 7,

    /// <summary>挂起</summary>
    Suspended = 8,

    /// <summary>终止</summary>
    Terminated = 9,

    /// <summary>退费中: money is to go back and has not.</summary>
    Refunding = 10,
}

/// <summary>Words of the states, and which step a person may take in which.</summary>
public static class CaseStates
{
    private static readonly string[] Labels =
        ["", "受理", "核定", "已开单", "已缴", "已记账", "结案", "不予受理", "挂起", "终止", "退费中"];

    public static IReadOnlyList<CaseState> All { get; } = Enum.GetValues<CaseState>();

    public static string Label(this CaseState state) => Labels[(int)state];

    /// <summary>It goes on: months of it count, and what is missing of it is looked for.</summary>
    public static bool IsLive(this CaseState state) =>
        state is not (CaseState.Closed or CaseState.Refused or CaseState.Terminated);

    /// <summary>What a person's decisions alone make of it; null: they leave it to the files.</summary>
    /// <param name="decisions">In order of knowledge.</param>
    public static CaseState? Decided(IEnumerable<CaseDecision> decisions)
    {
        CaseState? state = null;
        foreach (var decision in decisions)
        {
            state = decision.Step switch
            {
                CaseStep.Refuse => CaseState.Refused,
                CaseStep.Suspend => CaseState.Suspended,
                CaseStep.Terminate => CaseState.Terminated,
                CaseStep.Close => CaseState.Closed,
                CaseStep.Resume => null,
                _ => state,
            };
        }

        return state;
    }

    /// <summary>Null: the step may be taken; else why not.</summary>
    public static string? Refusal(CaseState state, CaseStep step)
    {
        var may = step switch
        {
            CaseStep.Approve or CaseStep.Suspend => state.IsLive() && state != CaseState.Suspended,
            CaseStep.Revoke or CaseStep.AcceptCents or CaseStep.EmployerCannotPay => state.IsLive(),
            CaseStep.Refuse => state == CaseState.Accepted,
            CaseStep.RefusalDelivered => state == CaseState.Refused,
            CaseStep.Resume => state is CaseState.Suspended or CaseState.Refused or CaseState.Closed
                or CaseState.Terminated,
            CaseStep.Terminate => state.IsLive(),
            CaseStep.Close => state == CaseState.Posted,
            CaseStep.PensionRecomputed => state != CaseState.Refused,
            _ => throw new ArgumentOutOfRangeException(nameof(step), step, null),
        };
        return may ? null : $"案件现在是“{state.Label()}”，不能{step.Label()}";
    }

    /// <summary>
    /// Null: the day is in order; else why not. Nothing is decided before the application, nor before what was decided
    /// last; a notice is not delivered before the refusal.
    /// </summary>
    public static string? TooEarly(CaseFile file, CaseStep step, DateOnly on)
    {
        if (on < file.Case.AppliedOn) return $"日期早于受理日期{file.Case.AppliedOn:yyyy-MM-dd}";
        var last = file.Decisions.LastOrDefault(d =>
            step == CaseStep.RefusalDelivered ? d.Step == CaseStep.Refuse : !step.IsTold() && !d.Step.IsTold());
        return last is null || on >= last.On ? null : $"日期早于上一道手续（{last.On:yyyy-MM-dd}{last.Step.Label()}）";
    }
}
