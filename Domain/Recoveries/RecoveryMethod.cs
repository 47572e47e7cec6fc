namespace Disbursement.Domain.Recoveries;

/// <summary>处理方式 of what was paid too much (rules §4, Recovery). The numbers are stored.</summary>
public enum RecoveryMethod : short
{
    /// <summary>退款: the person pays it back, to the treasury.</summary>
    Refund = 1,

    /// <summary>银行追回: the bank takes it back from the account.</summary>
    ByBank = 2,

    /// <summary>丧葬抵扣: out of the funeral grant, with the family's consent.</summary>
    FuneralOffset = 3,

    /// <summary>分月抵扣: out of later months, with consent or by a decision served.</summary>
    Instalments = 4,

    /// <summary>核销: no money; the claim is smaller. By 审批, with finance's or the county's document.</summary>
    Waiver = 5,
}

/// <summary>依据: on what a deduction rests. The numbers are stored.</summary>
public enum RecoveryBasis : short
{
    None = 0,

    /// <summary>本人同意, in writing.</summary>
    PersonConsents = 1,

    /// <summary>家属同意, in writing.</summary>
    FamilyConsents = 2,

    /// <summary>决定送达: the decision was served.</summary>
    DecisionServed = 3,
}

/// <summary>How methods and grounds are written, and which ground a method needs.</summary>
public static class RecoveryWords
{
    private static readonly string[] Methods = ["", "退款", "银行追回", "丧葬抵扣", "分月抵扣", "核销"];
    private static readonly string[] Grounds = ["", "本人同意", "家属同意", "决定送达"];

    public static IEnumerable<string> AllMethods => Methods.Skip(1);

    public static IEnumerable<string> AllGrounds => Grounds.Skip(1);

    public static string Label(this RecoveryMethod method) => Methods[(int)method];

    public static string Label(this RecoveryBasis basis) => Grounds[(int)basis];

    /// <summary>Null: there is none of that name.</summary>
    public static RecoveryMethod? FindMethod(string label) =>
        Array.IndexOf(Methods, label) is > 0 and var at ? (RecoveryMethod)at : null;

    /// <summary>Null: there is none of that name.</summary>
    public static RecoveryBasis? FindBasis(string label) =>
        Array.IndexOf(Grounds, label) is > 0 and var at ? (RecoveryBasis)at : null;

    /// <summary>Whether it is taken out of money that a run sends.</summary>
    public static bool IsDeducted(this RecoveryMethod method) =>
        method is RecoveryMethod.FuneralOffset or RecoveryMethod.Instalments;

    /// <summary>Nothing is deducted without consent or a decision served (rules §4). Null: it may stand.</summary>
    public static string? Fault(RecoveryMethod method, RecoveryBasis basis) => method switch
    {
        RecoveryMethod.FuneralOffset when basis != RecoveryBasis.FamilyConsents =>
            "丧葬抵扣要家属书面同意，依据填“家属同意”",
        RecoveryMethod.Instalments when basis is not (RecoveryBasis.PersonConsents or RecoveryBasis.DecisionServed) =>
            "分月抵扣要本人书面同意或处理决定已送达，依据填“本人同意”或“决定送达”",
        _ => null,
    };
}
