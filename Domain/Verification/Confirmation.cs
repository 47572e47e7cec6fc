using Disbursement.Domain.People;

namespace Disbursement.Domain.Verification;

/// <summary>方式 of a confirmation (rules §7). The numbers are stored.</summary>
public enum ConfirmationMethod : short
{
    /// <summary>现场: the person came to the station.</summary>
    AtTheStation = 1,

    /// <summary>入户: staff went to the person, two of them.</summary>
    HouseCall = 2,

    /// <summary>视频</summary>
    Video = 3,

    /// <summary>人脸识别</summary>
    FaceRecognition = 4,

    /// <summary>异地协查: the bureau of another county saw the person.</summary>
    OtherCounty = 5,

    /// <summary>境外证明: a consulate or a notary abroad.</summary>
    ProofFromAbroad = 6,
}

/// <summary>结果 of a confirmation (rules §7). The numbers are stored.</summary>
public enum ConfirmationResult : short
{
    /// <summary>通过</summary>
    Passed = 1,

    /// <summary>信息有变: alive and entitled, something recorded is not right any more.</summary>
    DetailsChanged = 2,

    /// <summary>不再符合: alive, a condition of the benefit is gone.</summary>
    NoLongerEligible = 3,

    /// <summary>死亡</summary>
    Dead = 4,

    /// <summary>服刑</summary>
    Serving = 5,

    /// <summary>失联: nobody could reach the person. It is not a death.</summary>
    Unreachable = 6,

    /// <summary>境外</summary>
    Abroad = 7,

    /// <summary>身份不符: somebody else than on file.</summary>
    OtherPerson = 8,
}

/// <summary>One attempt to confirm a person, for all of the person's identities.</summary>
/// <param name="Station">经办站: whose confirmations are sampled together; null where the row does not say.</param>
/// <param name="Second">见证人: the second of two who went.</param>
/// <param name="Proof">证明: what there is to show for it.</param>
public sealed record Confirmation(
    Place Place, DateOnly On, ConfirmationMethod Method, ConfirmationResult Result, string? Station, string By,
    string? Second, string? Proof)
{
    /// <summary>The person was found alive, whatever else was found.</summary>
    public bool FoundAlive => Result is ConfirmationResult.Passed or ConfirmationResult.DetailsChanged
        or ConfirmationResult.NoLongerEligible || IsProvenAbroad;

    /// <summary>It settles the year: alive, the right person, still entitled.</summary>
    public bool Confirms => Result is ConfirmationResult.Passed or ConfirmationResult.DetailsChanged || IsProvenAbroad;

    /// <summary>入户 by two staff, whether or not the person was met.</summary>
    public bool IsHouseCall => Method == ConfirmationMethod.HouseCall && Second is not null;

    /// <summary>见到本人 by two: what ends a wrong death, and a hold for a reported one (rules §7).</summary>
    public bool IsSeenByTwo => FoundAlive && Second is not null
        && Method is ConfirmationMethod.AtTheStation or ConfirmationMethod.HouseCall;

    /// <summary>Nobody of ours sat opposite: sampled twice as often.</summary>
    public bool IsRemote => Method is not (ConfirmationMethod.AtTheStation or ConfirmationMethod.HouseCall);

    private bool IsProvenAbroad => Result == ConfirmationResult.Abroad && Proof is not null;
}

/// <summary>How methods and results are written.</summary>
public static class ConfirmationWords
{
    private static readonly string[] Methods = ["", "现场", "入户", "视频", "人脸识别", "异地协查", "境外证明"];

    private static readonly string[] Results =
        ["", "通过", "信息有变", "不再符合", "死亡", "服刑", "失联", "境外", "身份不符"];

    public static IEnumerable<string> AllMethods => Methods.Skip(1);

    public static IEnumerable<string> AllResults => Results.Skip(1);

    public static string Label(this ConfirmationMethod method) => Methods[(int)method];

    public static string Label(this ConfirmationResult result) => Results[(int)result];

    /// <summary>What a row may not say (rules §7). Null: it may stand.</summary>
    public static string? Fault(Confirmation row) => row switch
    {
        { Method: ConfirmationMethod.HouseCall, Second: null } => "入户要两名工作人员，请填见证人",
        { Second: { } second } when Payouts.PersonName.Same(second, row.By) =>
            "见证人和经办人是同一个人，要两个人",
        { Method: ConfirmationMethod.ProofFromAbroad or ConfirmationMethod.OtherCounty, Proof: null } =>
            $"“{row.Method.Label()}”要填证明（协查复函、在世证明的文号）",
        _ => null,
    };
}
