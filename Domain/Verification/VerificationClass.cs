namespace Disbursement.Domain.Verification;

/// <summary>
/// 归类: where a person of the population stands, one and only one (rules §7, close). The numbers are stored; in their
/// order the report lists them.
/// </summary>
public enum VerificationClass : short
{
    /// <summary>确认通过, in time.</summary>
    Confirmed = 1,

    /// <summary>信息有变: confirmed in time, something is to be corrected.</summary>
    ConfirmedWithChanges = 2,

    /// <summary>逾期确认: after the deadline.</summary>
    ConfirmedLate = 3,

    /// <summary>免确认: first paid inside the window.</summary>
    Exempt = 4,

    /// <summary>减员—死亡</summary>
    Dead = 5,

    /// <summary>减员—服刑、通缉等: suspended or ended by decision.</summary>
    Ended = 6,

    /// <summary>迁移: moved out during the year.</summary>
    MovedOut = 7,

    /// <summary>停发: not confirmed, decided by 审批.</summary>
    Stopped = 8,

    /// <summary>身份不符</summary>
    OtherPerson = 9,

    /// <summary>不再符合: found alive, to be decided.</summary>
    NoLongerEligible = 10,

    /// <summary>待重核: the station's sample failed.</summary>
    Questioned = 11,

    /// <summary>拟停发: 60 days are over, 审批 decides.</summary>
    StopProposed = 12,

    /// <summary>通知中: within the 60 days.</summary>
    Notified = 13,

    /// <summary>暂缓发放</summary>
    Held = 14,

    /// <summary>死亡待核: reported, not recorded.</summary>
    DeathReported = 15,

    /// <summary>失联</summary>
    Unreachable = 16,

    /// <summary>境外, without proof.</summary>
    Abroad = 17,

    /// <summary>未通知: after the deadline, and nobody told the person.</summary>
    NotNotified = 18,

    /// <summary>待确认: the deadline is not over.</summary>
    Pending = 19,
}

/// <summary>How classes are written and what they add up to.</summary>
public static class VerificationClasses
{
    private static readonly string[] Labels =
    [
        "", "确认通过", "信息有变", "逾期确认", "免确认", "减员—死亡", "减员—中止停发", "迁移", "停发（未确认）", "身份不符", "不再符合",
        "待重核", "拟停发", "通知中", "暂缓发放", "死亡待核", "失联", "境外", "未通知", "待确认",
    ];

    public static IReadOnlyList<VerificationClass> All { get; } = Enum.GetValues<VerificationClass>();

    public static string Label(this VerificationClass of) => Labels[(int)of];

    /// <summary>Seen or proven alive, in time or late.</summary>
    public static bool IsConfirmed(this VerificationClass of) => of is VerificationClass.Confirmed
        or VerificationClass.ConfirmedWithChanges or VerificationClass.ConfirmedLate;

    /// <summary>有着落: something was done about the person; only who waits unasked is not accounted for.</summary>
    public static bool IsAccountedFor(this VerificationClass of) =>
        of is not (VerificationClass.Pending or VerificationClass.NotNotified or VerificationClass.Questioned);

    /// <summary>Somebody has to get hold of the person still.</summary>
    public static bool IsOutstanding(this VerificationClass of) => of is VerificationClass.Pending
        or VerificationClass.NotNotified or VerificationClass.Questioned or VerificationClass.Notified
        or VerificationClass.StopProposed or VerificationClass.Held or VerificationClass.Unreachable
        or VerificationClass.Abroad or VerificationClass.DeathReported;
}
