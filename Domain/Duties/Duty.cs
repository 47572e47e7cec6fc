using System.Collections.Immutable;
using static Disbursement.Domain.Duties.Role;

namespace Disbursement.Domain.Duties;

/// <summary>A row of the table of duties: who may do a deed, and who not because of what he did before.</summary>
/// <param name="Deed">What is done.</param>
/// <param name="Words">As sentences say it: "导出", "批准".</param>
/// <param name="Who">Any of these roles.</param>
/// <param name="Not">Nobody who had a hand in one of these on the same run.</param>
public sealed record Duty(Deed Deed, string Words, ImmutableArray<Role> Who, ImmutableArray<Deed> Not)
{
    private static readonly ImmutableArray<Role> Everybody = [.. RoleWords.All];
    private static readonly ImmutableArray<Role> Officers = [Maker, Checker, Approver, Treasurer];

    private static readonly ImmutableArray<Duty> Table =
    [
        Makers(Deed.Import, "导入"), Makers(Deed.Record, "登记"), Makers(Deed.WorkOut, "测算"),
        Makers(Deed.CancelDraft, "取消草稿"), Makers(Deed.Set, "改设置"),
        new(Deed.Submit, "提交", [Maker], []),
        new(Deed.Check, "复核", [Checker], [Deed.Submit]),
        new(Deed.Approve, "批准", [Approver], [Deed.Submit, Deed.Check]) { Step = "审批" },
        new(Deed.Reject, "退回", [Checker, Approver], []),
        Approvers(Deed.StrikeOut, "撤下"), Approvers(Deed.Waive, "核销"), Approvers(Deed.DecideStop, "决定停发"),
        Approvers(Deed.Override, "破例（暂缓延期等）"),
        new(Deed.Release, "放行", [Maker, Checker], []),
        new(Deed.CloseCase, "关闭异常", [Maker, Checker], []),
        new(Deed.CloseCheck, "关闭要复核看的异常", [Checker], []),
        new(Deed.Export, "导出", [Checker, Treasurer], [Deed.Submit, Deed.StrikeOut]),
        new(Deed.HandOver, "交盘", [Checker, Treasurer], [Deed.Submit]),
        new(Deed.Acknowledge, "登记签收", [Maker, Checker, Treasurer], []),
        new(Deed.ReceiveFunds, "登记资金", [Checker, Treasurer], [Deed.Submit]),
        new(Deed.ImportFunds, "导入分担、拨款", [Maker, Checker, Treasurer], []) { MayBeUnnamed = true },
        new(Deed.ImportResult, "导入回盘", [Maker], [Deed.HandOver]),
        Two(Deed.EndDoubt, "了结待核实的文件"), Two(Deed.EndUnknown, "了结结果不明的款项"), Two(Deed.ConfirmAccount, "确认账户"),
        new(Deed.CancelApproved, "取消已批准的批次", [Approver, Checker], [Deed.Submit])
        {
            Step = "取消",
        },
        new(Deed.CancelExported, "取消已导出的批次", [Approver, Checker, Maker], [])
        {
            Step = "取消", OneOfTwo = [Approver, Checker], OneOfTwoNot = [Deed.Submit],
        },
        new(Deed.WithdrawCancel, "撤回取消", [Approver, Checker, Maker], []),
        new(Deed.ImportStatement, "导入对账单", [Maker, Treasurer], []),
        new(Deed.AllotStatement, "归属对账单", [Checker, Treasurer], []),
        new(Deed.CloseRun, "结账", [Checker, Treasurer], [Deed.Submit]),
        Makers(Deed.OpenCampaign, "开始年度确认"), Makers(Deed.Sweep, "巡查"),
        new(Deed.DrawSample, "抽取抽查名单", [Checker], []), new(Deed.AdoptEvidence, "采用比对名单", [Checker], []),
        new(Deed.CloseCampaign, "结束年度确认", [Checker], []),
        Makers(Deed.Reconcile, "社保补缴对账"), new(Deed.RecordBackPayment, "登记补缴事项", [Maker], []),
        new(Deed.CheckBackPayment, "复核补缴", [Checker], [Deed.RecordBackPayment]),
        new(Deed.DecideBackPayment, "决定补缴案件", [Approver], [Deed.RecordBackPayment, Deed.CheckBackPayment]),
        new(Deed.ManageUsers, "登记用户", [Administrator], []),
        new(Deed.BackUp, "备份", [Administrator], []),
        new(Deed.Read, "查看", Everybody, []),
    ];

    /// <summary>The whole table, in the order of <see cref="Deed"/>.</summary>
    public static ImmutableArray<Duty> All { get; } = [.. Table.OrderBy(d => d.Deed)];

    /// <summary>The step of the run as people call it: "审批" where the deed is "批准".</summary>
    public string Step { get => field ?? Words; private init; }

    /// <summary>Where two different people do it: one of them in one of these roles. Empty: one person does.</summary>
    public ImmutableArray<Role> OneOfTwo { get; private init; } = [];

    /// <summary>And that one of the two had no hand in these.</summary>
    public ImmutableArray<Deed> OneOfTwoNot { get; private init; } = [];

    /// <summary>In a rehearsal it may be done without saying who one is.</summary>
    public bool MayBeUnnamed { get; private init; }

    public static Duty Of(Deed deed) => All[(int)deed];

    private static Duty Makers(Deed deed, string words) => new(deed, words, [Maker], []) { MayBeUnnamed = true };

    private static Duty Approvers(Deed deed, string words) => new(deed, words, [Approver], [Deed.Submit, Deed.Check]);

    private static Duty Two(Deed deed, string words) => new(deed, words, Officers, []) { OneOfTwo = [Checker] };
}
