using Disbursement.Domain.People;

namespace Disbursement.Domain.Verification;

/// <summary>种类 of a notice. The numbers are stored.</summary>
public enum NoticeKind : short
{
    /// <summary>催告: the year's confirmation is missing.</summary>
    Reminder = 1,

    /// <summary>暂缓</summary>
    Hold = 2,

    /// <summary>停发</summary>
    Stop = 3,

    /// <summary>恢复</summary>
    Resumption = 4,
}

/// <summary>方式 of a notice. The numbers are stored.</summary>
public enum NoticeMethod : short
{
    /// <summary>书面, handed over or left with a witness.</summary>
    Written = 1,

    /// <summary>邮寄</summary>
    Post = 2,

    /// <summary>公告</summary>
    Public = 3,

    /// <summary>电话</summary>
    Telephone = 4,

    /// <summary>短信</summary>
    ShortMessage = 5,
}

/// <summary>A notice of a person's own, as it was recorded.</summary>
/// <param name="DeliveredOn">送达; null while nobody knows that it arrived.</param>
/// <param name="By">经办人</param>
/// <param name="Attachment">附件: the receipt, the photograph, the page of the paper.</param>
public sealed record Notice(
    Place Place, DateOnly On, NoticeKind Kind, NoticeMethod Method, DateOnly? DeliveredOn, string By,
    string? Attachment)
{
    /// <summary>That the confirmation is missing is what such a notice says; 恢复 says something else.</summary>
    public bool AsksToConfirm => Kind != NoticeKind.Resumption;

    /// <summary>Begins the 60 days of 办法 art. 25: written or public, and delivered.</summary>
    public DateOnly? ClockFrom => AsksToConfirm && DeliveredOn is { } day
        && Method is NoticeMethod.Written or NoticeMethod.Post or NoticeMethod.Public
            ? day
            : null;
}

/// <summary>How kinds and methods are written.</summary>
public static class NoticeWords
{
    private static readonly string[] Kinds = ["", "催告", "暂缓", "停发", "恢复"];
    private static readonly string[] Methods = ["", "书面", "邮寄", "公告", "电话", "短信"];

    public static IEnumerable<string> AllKinds => Kinds.Skip(1);

    public static IEnumerable<string> AllMethods => Methods.Skip(1);

    public static string Label(this NoticeKind kind) => Kinds[(int)kind];

    public static string Label(this NoticeMethod method) => Methods[(int)method];
}
