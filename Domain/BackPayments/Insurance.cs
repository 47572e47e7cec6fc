namespace Disbursement.Domain.BackPayments;

/// <summary>险种</summary>
public enum Insurance : short
{
    /// <summary>养老: basic pension insurance of employees.</summary>
    Pension = 1,

    /// <summary>医保: basic medical insurance of employees.</summary>
    Medical = 2,
}

/// <summary>类型 of a segment: why its months are to be paid in.</summary>
public enum SegmentKind : short
{
    /// <summary>断缴: insured once, then not.</summary>
    Interrupted = 1,

    /// <summary>未参保: never insured.</summary>
    NeverInsured = 2,

    /// <summary>延缴: past retirement age, on to the shortest term.</summary>
    Extended = 3,

    /// <summary>趸缴: the rest of the shortest term, at once.</summary>
    LumpSum = 4,

    /// <summary>医保补年限: years of medical insurance still short at retirement.</summary>
    MedicalYears = 5,

    /// <summary>待安排期: between discharge and placement.</summary>
    AwaitingPlacement = 6,
}

/// <summary>困难: whose personal part the local government helps with.</summary>
public enum Hardship : short
{
    None = 0,

    /// <summary>低保</summary>
    MinimumLiving = 1,

    /// <summary>特困</summary>
    ExtremePoverty = 2,
}

/// <summary>The words of a case's rows.</summary>
public static class BackPaymentWords
{
    public static string Label(this Insurance insurance) => insurance switch
    {
        Insurance.Pension => "养老",
        Insurance.Medical => "医保",
        _ => throw new ArgumentOutOfRangeException(nameof(insurance), insurance, null),
    };

    public static string Label(this SegmentKind kind) => kind switch
    {
        SegmentKind.Interrupted => "断缴",
        SegmentKind.NeverInsured => "未参保",
        SegmentKind.Extended => "延缴",
        SegmentKind.LumpSum => "趸缴",
        SegmentKind.MedicalYears => "医保补年限",
        SegmentKind.AwaitingPlacement => "待安排期",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Label(this Hardship hardship) => hardship switch
    {
        Hardship.None => "",
        Hardship.MinimumLiving => "低保",
        Hardship.ExtremePoverty => "特困",
        _ => throw new ArgumentOutOfRangeException(nameof(hardship), hardship, null),
    };

    /// <summary>Why a month is not paid in; empty: it is.</summary>
    public static string Label(this MonthReason reason) => reason switch
    {
        MonthReason.None => "",
        MonthReason.SegmentsOverlap => "两个时段重叠，先查清归谁",
        MonthReason.NoSegment => "案件里没有这个时段",
        MonthReason.OtherCase => "本人的另一案件已有",
        MonthReason.InService => "在服役期内，视同缴费",
        MonthReason.Covered => "已有正常缴费",
        MonthReason.OverLimit => "超过可补的月数",
        MonthReason.PublicOverLimit => "超过财政可以承担的月数（各案件合计）",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };
}
