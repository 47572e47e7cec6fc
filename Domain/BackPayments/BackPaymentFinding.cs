using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Reconciliation;

namespace Disbursement.Domain.BackPayments;

/// <summary>A mismatch of a case, in the words of the exception list.</summary>
/// <param name="Fen">At stake; null: no money.</param>
/// <param name="Since">From when it counts: its age is from there.</param>
public sealed record BackPaymentFinding(
    ExceptionCode Code, BackPaymentCase Case, long? Fen, DateOnly Since, IReadOnlyDictionary<string, string> Blanks)
{
    /// <summary>Null: of the case as a whole.</summary>
    public Insurance? Insurance { get; init; }

    /// <summary>In order; empty: of no months.</summary>
    public IReadOnlyList<PayMonth> Months { get; init; } = [];

    /// <summary>Who has not paid, or to whom money goes back.</summary>
    public Payer? Payer { get; init; }

    public string? ReceiptNumber { get; init; }

    /// <summary>该谁动: whose list it stands on.</summary>
    public string Owner => ExceptionSentence.RenderOwner(Code, Blanks);

    /// <summary>What of the case it is about; with the code it names the matter once.</summary>
    public string Subject => string.Join('·', new[]
    {
        Insurance?.Label(), Payer?.Label(), ReceiptNumber,
    }.OfType<string>());

    /// <summary>A case may be closed with it: it is no difference between the lists.</summary>
    public bool MayBeClosed => Code == ExceptionCode.BpMonthsDiffer;

    /// <summary>A case may be closed with it once somebody looked at it and wrote down the ground.</summary>
    public bool MayBeExplained => Code == ExceptionCode.BpPublicOutsideBatch || FreesPublicMoney(Code);

    /// <summary>Such a ground also lets public money go: 复核 writes it.</summary>
    public static bool FreesPublicMoney(ExceptionCode code) => Explainable.Contains(code);

    /// <summary>It has to be settled before public money is asked for.</summary>
    public bool StopsPublicMoney => Stopping.Contains(Code);

    private static HashSet<ExceptionCode> Explainable { get; } =
    [
        ExceptionCode.BpIdentityDiffers, ExceptionCode.BpHardshipDiffers, ExceptionCode.BpBaseWrong,
        ExceptionCode.BpRateWrong,
    ];

    private static HashSet<ExceptionCode> Stopping { get; } =
    [
        .. Explainable, ExceptionCode.BpRateMissing, ExceptionCode.BpLateFee, ExceptionCode.BpOtherCharge,
        ExceptionCode.BpPublicWithEmployer, ExceptionCode.BpPersonChanged,
    ];

    /// <summary>It is about these months of the case, or about all of it.</summary>
    public bool IsAbout(Insurance insurance, PayMonth month) =>
        (Insurance is null || Insurance == insurance) && (Months.Count == 0 || Months.Contains(month));
}

/// <summary>账龄 of a mismatch: by days since it counts.</summary>
public static class Ageing
{
    private static readonly string[] Labels = ["30天以内", "31至60天", "61至90天", "90天以上"];

    public static IReadOnlyList<string> All => Labels;

    /// <summary>0–3, in the order of <see cref="All"/>.</summary>
    public static int Of(DateOnly since, DateOnly today) => (today.DayNumber - since.DayNumber) switch
    {
        <= 30 => 0,
        <= 60 => 1,
        <= 90 => 2,
        _ => 3,
    };
}
