using System.Collections.Immutable;

namespace Disbursement.Domain.BackPayments;

/// <summary>What stands of a case's approvals: a later row of a month takes the place of an earlier one.</summary>
public static class ApprovedMonths
{
    /// <param name="rows">In order of knowledge; revoked: nothing stands of its months.</param>
    public static ImmutableArray<ApprovedSpan> Standing(IEnumerable<(ApprovedSpan Span, bool IsRevoked)> rows) =>
        Last(rows, isRevoked: false);

    /// <summary>What was approved, revoked, and not approved again.</summary>
    /// <param name="rows">In order of knowledge.</param>
    public static ImmutableArray<ApprovedSpan> Revoked(IEnumerable<(ApprovedSpan Span, bool IsRevoked)> rows) =>
        Last(rows, isRevoked: true);

    private static ImmutableArray<ApprovedSpan> Last(
        IEnumerable<(ApprovedSpan Span, bool IsRevoked)> rows, bool isRevoked)
    {
        var last = new List<ApprovedSpan>();
        foreach (var (span, revokes) in rows)
        {
            if (last.Exists(s => Overlap(s, span))) last = [.. last.SelectMany(s => Without(s, span))];
            if (revokes == isRevoked) last.Add(span);
        }

        return [.. last.OrderBy(s => s.Insurance).ThenBy(s => s.From)];
    }

    private static bool Overlap(ApprovedSpan a, ApprovedSpan b) =>
        a.Insurance == b.Insurance && a.From <= b.To && b.From <= a.To;

    private static IEnumerable<ApprovedSpan> Without(ApprovedSpan span, ApprovedSpan cut)
    {
        if (!Overlap(span, cut))
        {
            yield return span;
            yield break;
        }

        if (span.From < cut.From) yield return span with { To = cut.From - 1 };
        if (span.To > cut.To) yield return span with { From = cut.To + 1 };
    }
}
