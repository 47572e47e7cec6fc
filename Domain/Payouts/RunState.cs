using System.Collections.Frozen;

namespace Disbursement.Domain.Payouts;

/// <summary>Where a run stands, from opening to closing, in the order of the work.</summary>
public enum RunState
{
    Opened,
    Assessed,
    Submitted,
    Checked,
    Approved,
    AtFinance,
    Funded,
    Exported,

    /// <summary>Committed before the first byte leaves for the bank.</summary>
    Sending,

    Sent,

    /// <summary>Nobody knows whether the bank has the file; never sent again by the program.</summary>
    InDoubt,

    Settled,
    Closed,
    Cancelled,
}

/// <summary>A run was to be moved where its state does not lead.</summary>
public sealed class IllegalMove : Exception
{
    public IllegalMove(RunState from, RunState to)
        : base($"这一批现在是“{from.Label()}”，不能变成“{to.Label()}”，没有做任何事。{from.NextStep()}")
    {
        From = from;
        To = to;
    }

    public RunState From { get; }

    public RunState To { get; }
}

/// <summary>How a state is stored, printed, and what people do in it.</summary>
public static class RunStateWords
{
    private static readonly (string Code, string Label, string NextStep)[] Words =
    [
        ("opened", "测算中", "请等测算完成；停在这里不动的，重新执行 ./disburse payout run。"),
        ("assessed", "已测算",
            "请经办看明细和异常名单，再提交（./disburse payout submit）；有改动的，先重新测算（./disburse payout run）。"),
        ("submitted", "待复核",
            "请提交人以外的复核人员核对明细和异常名单，复核（./disburse payout check）或退回（./disburse payout reject）。"),
        ("checked", "待审批",
            "请提交人、复核人以外的审批人员审批（./disburse payout approve）或退回（./disburse payout reject）。"),
        ("approved", "已批准", "请导出代发文件和控制单（./disburse payout export）。"),
        ("at-finance", "财政审核中", "请等财政意见（./disburse payout finance pass 或 return）和资金到账（finance funded）。"),
        ("funded", "资金已到", "请导出代发文件和控制单（./disburse payout export）。"),
        ("exported", "已导出", "请核对控制单，交盘（./disburse payout handover），把 bank/ 下的文件连同控制单交银行。"),
        ("sending", "交盘中", "请等交盘结束；中断的会转为“待核实”，不要自行重传。"),
        ("sent", "已交盘", "请等银行签收（./disburse payout acknowledge）和回盘（./disburse import bank-result）。"),
        ("in-doubt", "待核实", "请打电话问银行收到没有，取得银行书面答复，由两人登记（./disburse payout doubt）；查清前不得重传。"),
        ("settled", "已回盘", "请导入银行对账单（./disburse import bank-statement），对平后结账（./disburse payout close）。"),
        ("closed", "已结账", "这一批已经办完；以后的退回和更正在新的批次里办。"),
        ("cancelled", "已取消", "取消的批次不能再用；同一月份可以重新测算（./disburse payout run）。"),
    ];

    private const string ToFinance = "请送财政审核（./disburse payout finance send）。";

    private static readonly FrozenDictionary<string, RunState> ByCode =
        Enum.GetValues<RunState>().ToFrozenDictionary(s => s.Code(), StringComparer.Ordinal);

    /// <summary>As the database and lists store it: "opened" … "in-doubt".</summary>
    public static string Code(this RunState state) => Words[(int)state].Code;

    /// <summary>As screens and papers print it.</summary>
    public static string Label(this RunState state) => Words[(int)state].Label;

    /// <summary>Who does what next, with the command where there is one.</summary>
    /// <param name="reviewed">Whether finance reviews a run before its money comes (finance-review).</param>
    public static string NextStep(this RunState state, bool reviewed = false) =>
        reviewed && state == RunState.Approved ? ToFinance : Words[(int)state].NextStep;

    /// <summary>From the stored code. It comes from our own tables, so an unknown one is a broken invariant.</summary>
    public static RunState Parse(string code) => ByCode[code];
}
