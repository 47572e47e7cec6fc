using Disbursement.Domain.Reconciliation;

namespace Disbursement.Domain.BackPayments;

/// <summary>Why a month is not to be paid in. Of several the first in this order counts.</summary>
public enum MonthReason
{
    None,

    /// <summary>Two segments of one insurance have it.</summary>
    SegmentsOverlap,

    /// <summary>Approved, and no segment of the case has it any more.</summary>
    NoSegment,

    /// <summary>Another case of the person has it: one that money was asked for, or the first.</summary>
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
    /// <param name="rank">
    /// What counts first towards limits, the smaller first; null: what public money was asked for, then what is
    /// approved, then the rest. Of equals the first case and the oldest month.
    /// </param>
    public static MonthReasons Of(
        PersonLedger person, BackPaymentTerms terms, Func<CaseFile, Insurance, IEnumerable<PayMonth>> monthsOf,
        Func<CaseFile, Insurance, PayMonth, int>? rank = null)
    {
        var reasons = new MonthReasons();
        foreach (var insurance in Insurances.All)
        {
            var looked = new List<(CaseFile Of, PayMonth Month)>();
            foreach (var file in person.Cases)
                looked.AddRange(monthsOf(file, insurance)
                    // Of a case that was ended counts what stands in the account, or what public money paid.
                    .Where(m => file.Counts || person.IsPosted(insurance, m) || file.HasPublicMoney(insurance, m))
                    .Select(m => (file, m)));
            // What is put in order keeps its order within a rank.
            var ranked = looked.ConvertAll(l => (rank ?? RankOf)(l.Of, insurance, l.Month));
            if (ranked.Zip(ranked.Skip(1)).Any(r => r.First > r.Second))
                looked = [.. looked.Zip(ranked).OrderBy(l => l.Second).Select(l => l.First)];
            reasons.Count(person, insurance, looked, terms);
        }

        return reasons;
    }

    private static int RankOf(CaseFile of, Insurance insurance, PayMonth month) =>
        of.Funded.ContainsKey((insurance, month)) ? 0 : of.ApprovalOf(insurance, month) is not null ? 1 : 2;

    private void Count(
        PersonLedger person, Insurance insurance, List<(CaseFile Of, PayMonth Month)> looked, BackPaymentTerms terms)
    {
        var paidByPublic = 0;
        // A person has served once: where cases say it differently, the least.
        var limit = looked.Count == 0 ? 0 : looked.Min(l => l.Of.Case.MonthsServed);
        var counted = new Dictionary<(int Case, SegmentKind), int>();
        foreach (var (file, month) in looked)
        {
            var reason = Plain(person, file, insurance, month);
            if (reason == MonthReason.None && IsOverLimit(file, insurance, month, terms, counted))
                reason = MonthReason.OverLimit;
            if (reason == MonthReason.None && IsPublic(file, insurance, month, terms) && ++paidByPublic > limit)
                reason = MonthReason.PublicOverLimit;
            if (reason != MonthReason.None) found[(file.Case.Id, insurance, month)] = reason;
        }

        publicMonths[insurance] = paidByPublic;
    }

    private static MonthReason Plain(PersonLedger person, CaseFile file, Insurance insurance, PayMonth month) =>
        HasTwoSegments(file.Case, insurance, month) ? MonthReason.SegmentsOverlap
        : file.Case.SegmentOf(insurance, month) is null && file.ApprovalOf(insurance, month) is not null
            ? MonthReason.NoSegment
        : IsOfAnother(person, file, insurance, month) ? MonthReason.OtherCase
        : file.Case.IsInService(month) ? MonthReason.InService
        : person.Covered.Contains((insurance, month)) ? MonthReason.Covered
        : MonthReason.None;

    /// <summary>Another case has it: the one that money was asked for, else the first.</summary>
    public static bool IsOfAnother(PersonLedger person, CaseFile file, Insurance insurance, PayMonth month) =>
        person.Cases.Length > 1 && person.Cases.Any(o => o != file
            && (o.Funded.ContainsKey((insurance, month)), file.Funded.ContainsKey((insurance, month))) switch
            {
                (true, false) => true,
                (false, true) => false,
                // Both, because nobody knew that they are one person; or neither.
                (var both, _) => o.Case.IsBefore(file.Case) && (both || (o.Counts && o.HasMonth(insurance, month))),
            });

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
        Dictionary<(int Case, SegmentKind), int> counted)
    {
        var kind = file.Case.SegmentOf(insurance, month)?.Kind ?? SegmentKind.Interrupted;
        // What is limited by service is counted together in each case; limits of their own are of the person.
        var key = Segment.IsLimitedByService(kind) ? (file.Case.Id, SegmentKind.Interrupted) : (0, kind);
        counted[key] = counted.GetValueOrDefault(key) + 1;
        return counted[key] > (terms.LimitOf(kind) ?? file.Case.MonthsServed);
    }

    /// <summary>Public money bears the unit part, or helps with the personal part.</summary>
    private static bool IsPublic(CaseFile file, Insurance insurance, PayMonth month, BackPaymentTerms terms)
    {
        var segment = file.Case.SegmentOf(insurance, month);
        if (segment is not null && !Segment.IsLimitedByService(segment.Kind)) return false;
        var approval = file.ApprovalOf(insurance, month);
        return (approval?.UnitPayer ?? segment?.UnitPayer) == Payer.Treasury
            || (approval?.HelpPercent ?? (file.Case.Hardship == Hardship.None ? 0 : terms.HelpPercent ?? 0)) > 0;
    }
}

/// <summary>Both insurances, in the order of lists.</summary>
public static class Insurances
{
    public static IReadOnlyList<Insurance> All { get; } = Enum.GetValues<Insurance>();
}
