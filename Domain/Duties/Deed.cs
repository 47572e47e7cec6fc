namespace Disbursement.Domain.Duties;

/// <summary>What somebody does that not everybody may do (rules §9).</summary>
public enum Deed
{
    /// <summary>导入</summary>
    Import,

    /// <summary>登记 what came over the counter: changes, attachments.</summary>
    Record,

    /// <summary>测算</summary>
    WorkOut,

    /// <summary>取消草稿</summary>
    CancelDraft,

    /// <summary>改设置 and parameters.</summary>
    Set,

    /// <summary>提交</summary>
    Submit,

    /// <summary>复核</summary>
    Check,

    /// <summary>批准</summary>
    Approve,

    /// <summary>退回经办, of what is submitted or checked.</summary>
    Reject,

    /// <summary>撤下 a bank row after approval.</summary>
    StrikeOut,

    /// <summary>核销 a claim.</summary>
    Waive,

    /// <summary>决定停发 for want of confirmation.</summary>
    DecideStop,

    /// <summary>破例: what the rules leave to the approver's own decision.</summary>
    Override,

    /// <summary>放行 a block, with reason and document.</summary>
    Release,

    /// <summary>关闭 a case of the exception list.</summary>
    CloseCase,

    /// <summary>关闭 a case that the checker is to look at.</summary>
    CloseCheck,

    /// <summary>导出</summary>
    Export,

    /// <summary>交盘</summary>
    HandOver,

    /// <summary>登记签收 of what was handed over.</summary>
    Acknowledge,

    /// <summary>登记资金: funds in, treasury.</summary>
    ReceiveFunds,

    /// <summary>导入分担表、拨款表: what finance's documents say, brought by whoever holds them.</summary>
    ImportFunds,

    /// <summary>导入回盘</summary>
    ImportResult,

    /// <summary>了结待核实的文件</summary>
    EndDoubt,

    /// <summary>了结结果不明的款项</summary>
    EndUnknown,

    /// <summary>确认账户 after a return.</summary>
    ConfirmAccount,

    /// <summary>取消 an approved run that was not exported.</summary>
    CancelApproved,

    /// <summary>取消 an exported run.</summary>
    CancelExported,

    /// <summary>撤回 an open proposal to cancel.</summary>
    WithdrawCancel,

    /// <summary>导入银行对账单</summary>
    ImportStatement,

    /// <summary>归属: says what a line of a bank statement belongs to.</summary>
    AllotStatement,

    /// <summary>结账</summary>
    CloseRun,

    /// <summary>开始年度确认</summary>
    OpenCampaign,

    /// <summary>巡查 by hand, beside the daily one.</summary>
    Sweep,

    /// <summary>抽取抽查名单</summary>
    DrawSample,

    /// <summary>采用、不采用 of what other people's lists say.</summary>
    AdoptEvidence,

    /// <summary>结束年度确认</summary>
    CloseCampaign,

    /// <summary>社保补缴对账 by hand, beside the monthly one.</summary>
    Reconcile,

    /// <summary>登记补缴事项: what is told of a case, and a batch of public money.</summary>
    RecordBackPayment,

    /// <summary>复核补缴: a batch, 分差, months of a receipt.</summary>
    CheckBackPayment,

    /// <summary>决定补缴案件: 核定, 不予受理, 终止, 结案; approves a batch.</summary>
    DecideBackPayment,

    /// <summary>登记用户, their roles, passwords and delegations.</summary>
    ManageUsers,

    /// <summary>备份和恢复</summary>
    BackUp,

    /// <summary>查看</summary>
    Read,
}
