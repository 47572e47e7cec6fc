namespace Disbursement.Domain.People;

/// <summary>变动类型 (contracts, Files in). The numbers are stored.</summary>
public enum ChangeType : short
{
    /// <summary>死亡</summary>
    Death = 1,

    /// <summary>账户变更</summary>
    AccountChange = 2,

    /// <summary>收款人变更</summary>
    PayeeChange = 3,

    /// <summary>信息变更</summary>
    InformationChange = 4,

    /// <summary>停发</summary>
    Ending = 5,

    /// <summary>等级调整</summary>
    Regrade = 6,

    /// <summary>更正</summary>
    Correction = 7,

    /// <summary>护理变更</summary>
    NursingChange = 8,

    /// <summary>中止</summary>
    Suspension = 9,

    /// <summary>恢复</summary>
    Resumption = 10,

    /// <summary>迁出</summary>
    TransferOut = 11,

    /// <summary>暂缓</summary>
    Hold = 12,

    /// <summary>解除暂缓</summary>
    HoldRelease = 13,

    /// <summary>撤销</summary>
    Withdrawal = 14,

    /// <summary>丧葬申请</summary>
    FuneralApplication = 15,
}

/// <summary>Labels of the change types, and what each is a change of.</summary>
public static class ChangeTypes
{
    private static readonly string[] Labels =
    [
        "", "死亡", "账户变更", "收款人变更", "信息变更", "停发", "等级调整", "更正", "护理变更",
        "中止", "恢复", "迁出", "暂缓", "解除暂缓", "撤销", "丧葬申请",
    ];

    public static string Label(this ChangeType type) => Labels[(int)type];

    public static ChangeType? Find(string label)
    {
        var index = Array.IndexOf(Labels, label, 1);
        return index < 0 ? null : (ChangeType)index;
    }

    /// <summary>Of the person: a category beside it means nothing.</summary>
    public static bool IsOfPerson(this ChangeType type) => type is ChangeType.Death or ChangeType.AccountChange
        or ChangeType.PayeeChange or ChangeType.InformationChange or ChangeType.FuneralApplication;

    /// <summary>Of one identity: the category is needed if the person has several.</summary>
    public static bool IsOfOneIdentity(this ChangeType type) => type is ChangeType.Ending or ChangeType.Regrade
        or ChangeType.Correction or ChangeType.NursingChange;

    /// <summary>
    /// More is paid for it, or somebody else receives. Where the county asks for papers, that waits for them
    /// (attachment-missing); what stops money never waits: the dead would be paid on.
    /// </summary>
    public static bool BringsMoney(this ChangeType type) => type is ChangeType.AccountChange or ChangeType.PayeeChange
        or ChangeType.Regrade or ChangeType.Correction or ChangeType.NursingChange or ChangeType.Resumption
        or ChangeType.HoldRelease or ChangeType.Withdrawal;

    /// <summary>死因 beside it means something.</summary>
    public static bool SaysCause(this ChangeType type) => type is ChangeType.Death or ChangeType.FuneralApplication;

    /// <summary>A document is obligatory (contracts, changes).</summary>
    public static bool NeedsDocument(this ChangeType type) =>
        type is not (ChangeType.InformationChange or ChangeType.Hold or ChangeType.HoldRelease);
}
