using Disbursement.Domain.Reconciliation;

namespace Disbursement.Domain.BackPayments;

/// <summary>Why a month is not to be paid in. Of several the first in this order counts.</summary>
public enum MonthReason
{
    None,

    /// <summary>Two segments of one insurance have it.</summary>
    SegmentsOverlap,

    /// <summary>An earlier case of the person has it.</summary>
    OtherCase,

    /// <summary>服役期内: deemed to be paid.</summary>
    InService,

    /// <summary>已有正常缴费</summary>
    Covered,

    /// <summary>Beyond the months served, or beyond the limit of its kind.</summary>
    OverLimit,

    /// <summary>Beyond the months that public money pays for, over all cases of the person.</summary>
    PublicOverLimit,
}

/// <summary>Which months of a person's cases are not to be paid in, and why (rules §8, payable month).</summary>
public sealed class MonthReasons
{
    private readonly Dictionary<(int Case, Insurance Insurance, PayMonth Month), MonthReason> found = [];
    private readonly Dictionary<Insurance, int> publicMonths = [];

    /// <summary>0 where nothing is wrong with it.</summary>
    public MonthReason Of(int caseId, Insurance insurance, PayMonth month) =>
        found.GetValueOrDefault((caseId, insurance, month));

    /// <summary>Months of public money over all cases, within and beyond the limit.</summary>
    public int PublicMonths(Insurance insurance) => publicMonths.GetValueOrDefault(insurance);

    /// <param name="monthsOf">Which months of a case are looked at: those asked for, or approved and billed.</param>
    public static MonthReasons Of(
        PersonLedger person, BackPaymentTerms terms, Func<CaseFile, Insurance, IEnumerable<PayMonth>> monthsOf)
    {
        var reasons = new MonthReasons();
        foreach (var insurance in Insurances.All)
        {
            var (paidByPublic, limit) = (0, 0);
            foreach (var file in person.Cases.Where(f => f.Decided != CaseState.Refused))
            {
                var counted = new Dictionary<SegmentKind, int>();
                limit = Math.Max(limit, file.Case.MonthsServed);
                foreach (var month in monthsOf(file, insurance))
                {
                    // Of a case that was ended counts what stands in the account.
                    if (!file.Counts && !person.IsPosted(insurance, month)) continue;
                    var reason = Plain(person, file, insurance, month);
                    if (reason == MonthReason.None && IsOverLimit(file, insurance, month, terms, counted))
                        reason = MonthReason.OverLimit;
                    if (reason == MonthReason.None && IsPublic(file, insurance, month) && ++paidByPublic > limit)
                        reason = MonthReason.PublicOverLimit;
                    if (reason != MonthReason.None) reasons.found[(file.Case.Id, insurance, month)] = reason;
                }
            }

            reasons.publicMonths[insurance] = paidByPublic;
        }

        return reasons;
    }

    private static MonthReason Plain(PersonLedger person, CaseFile file, Insurance insurance, PayMonth month) =>
        HasTwoSegments(file.Case, insurance, month) ? MonthReason.SegmentsOverlap
        : person.Cases.Any(o => o.Counts && o.Case.IsBefore(file.Case)
            && o.Case.SegmentOf(insurance, month) is not null) ? MonthReason.OtherCase
        : file.Case.IsInService(month) ? MonthReason.InService
        : person.Covered.Contains((insurance, month)) ? MonthReason.Covered
        : MonthReason.None;

    public static bool HasTwoSegments(BackPaymentCase of, Insurance insurance, PayMonth month)
    {
        var count = 0;
        foreach (var segment in of.Segments)
        {
            if (segment.Insurance == insurance && segment.Covers(month)) count++;
        }

        return count > 1;
    }

    private static bool IsOverLimit(
        CaseFile file, Insurance insurance, PayMonth month, BackPaymentTerms terms,
        Dictionary<SegmentKind, int> counted)
    {
        var kind = file.Case.SegmentOf(insurance, month)?.Kind ?? SegmentKind.Interrupted;
        // What is limited by service is counted together.
        var key = Segment.IsLimitedByService(kind) ? SegmentKind.Interrupted : kind;
        counted[key] = counted.GetValueOrDefault(key) + 1;
        return counted[key] > (terms.LimitOf(kind) ?? file.Case.MonthsServed);
    }

    private static bool IsPublic(CaseFile file, Insurance insurance, PayMonth month)
    {
        var segment = file.Case.SegmentOf(insurance, month);
        return (segment is null || Segment.IsLimitedByService(segment.Kind))
            && (file.ApprovalOf(insurance, month)?.UnitPayer ?? segment?.UnitPayer) == Payer.Treasury;
    }
}

/// <summary>Both insurances, in the order of lists.</summary>
public static class Insurances
{
    public static IReadOnlyList<Insurance> All { get; } = Enum.GetValues<Insurance>();
}
