using System.Collections.Immutable;
using Disbursement.Domain.People;

namespace Disbursement.Domain.Entitlements;

/// <summary>
/// One identity, month by month (rules §2). Each rule is a question about a single month; the spans are what the
/// questions answer between the months where an answer can change.
/// </summary>
internal sealed class IdentityTimeline
{
    /// <summary>From here on a first payment and a rise count from the month itself (令788 art. 27).</summary>
    private static readonly DateOnly FromTheMonthItself = new(2024, 10, 1);

    private readonly PayMonth? start;
    private readonly PayMonth last;
    private readonly Grade enrolled;
    private readonly Nursing enrolledNursing;
    private readonly ImmutableArray<Change> regrades;
    private readonly ImmutableArray<Change> nursings;
    private readonly List<(PayMonth Stopped, PayMonth Resumed)> stops;

    /// <param name="changes">Standing changes of this identity or of all, in order of date, then of knowledge.</param>
    public IdentityTimeline(Enrolment enrolment, ImmutableArray<Change> changes, DateOnly? diedOn)
    {
        var corrections = changes.Where(c => c.Type == ChangeType.Correction).ToArray();
        enrolled = corrections.Aggregate(enrolment.Grade, (grade, c) => grade.With(c.Grade));
        enrolledNursing = corrections.LastOrDefault(c => c.Nursing != Nursing.Unsaid)?.Nursing ?? enrolment.Nursing;
        start = corrections.LastOrDefault(c => c.Start is not null)?.Start
            ?? enrolment.Start ?? FirstMonth(enrolment.ApprovedOn);
        regrades = [.. changes.Where(c => c.Type == ChangeType.Regrade)];
        nursings = [.. changes.Where(c => c.Type == ChangeType.NursingChange)];
        stops = Stops(changes);
        last = changes.Where(c => c.Type == ChangeType.TransferOut)
            .Select(c => new PayMonth(c.On.Year, 12))
            .Append(diedOn is null ? PayMonth.Max : PayMonth.Of(diedOn.Value))
            .Min();
    }

    /// <summary>A death, a transfer or an open stop explains why nothing is owed any more.</summary>
    public bool HasEnded => last < PayMonth.Max || stops.Exists(s => s.Resumed == PayMonth.Max);

    public Span[] Spans()
    {
        var spans = new List<Span>();
        var edges = Edges();
        for (var i = 0; i < edges.Length; i++)
        {
            var from = edges[i];
            if (!IsEntitled(from)) continue;
            var to = i + 1 < edges.Length ? edges[i + 1] - 1 : PayMonth.Max;
            var span = new Span(from, to, GradeIn(from), NursingIn(from));
            if (spans.Count > 0 && spans[^1] is var left && left.To + 1 == from
                && left.Grade == span.Grade && left.Nursing == span.Nursing)
                spans[^1] = left with { To = to };
            else
                spans.Add(span);
        }

        return [.. spans];
    }

    private bool IsEntitled(PayMonth month) =>
        month >= start && month <= last && !stops.Exists(s => s.Stopped < month && month <= s.Resumed);

    /// <summary>The regrades begun by the month, applied in order on the enrolled and corrected values.</summary>
    private Grade GradeIn(PayMonth month)
    {
        var grade = enrolled;
        foreach (var regrade in regrades)
        {
            var decided = PayMonth.Of(regrade.On);
            if (decided > month) break;
            var begun = decided < month
                || (regrade.On >= FromTheMonthItself && !grade.FallsTo(regrade.Grade));
            if (begun) grade = grade.With(regrade.Grade);
        }

        return grade;
    }

    /// <summary>
    /// On: from the month of the change. Off, or into an institution: the month itself is still owed.
    /// </summary>
    private Nursing NursingIn(PayMonth month)
    {
        var nursing = enrolledNursing;
        foreach (var change in nursings)
        {
            var decided = PayMonth.Of(change.On);
            if (decided > month) break;
            if (decided < month || change.Nursing is Nursing.Yes or Nursing.Mental) nursing = change.Nursing;
        }

        return nursing;
    }

    private PayMonth[] Edges()
    {
        if (start is null) return [];
        var edges = new SortedSet<PayMonth> { start.Value };
        foreach (var change in regrades.Concat(nursings))
        {
            edges.Add(PayMonth.Of(change.On));
            edges.Add(PayMonth.Of(change.On) + 1);
        }

        foreach (var (stopped, resumed) in stops)
        {
            edges.Add(stopped + 1);
            if (resumed < PayMonth.Max) edges.Add(resumed + 1);
        }

        if (last < PayMonth.Max) edges.Add(last + 1);
        return [.. edges.Where(e => e >= start)];
    }

    /// <summary>
    /// A resumption closes the latest stop still open at its place in the order, one only (rules §2).
    /// </summary>
    private static List<(PayMonth Stopped, PayMonth Resumed)> Stops(ImmutableArray<Change> changes)
    {
        var found = new List<(PayMonth Stopped, PayMonth Resumed)>();
        foreach (var change in changes)
        {
            var month = PayMonth.Of(change.On);
            if (change.Type is ChangeType.Ending or ChangeType.Suspension) found.Add((month, PayMonth.Max));
            if (change.Type != ChangeType.Resumption) continue;
            var open = found.FindLastIndex(s => s.Resumed == PayMonth.Max);
            if (open >= 0) found[open] = (found[open].Stopped, month);
        }

        return found;
    }

    private static PayMonth? FirstMonth(DateOnly? approvedOn) => approvedOn is not { } day
        ? null
        : day >= FromTheMonthItself ? PayMonth.Of(day) : PayMonth.Of(day) + 1;
}

/// <summary>Per-person component amounts: of several rows for a month the latest known counts.</summary>
internal static class AssessedTimeline
{
    public static AssessedSpan[] Spans(ImmutableArray<AssessedAmount> amounts)
    {
        if (amounts.IsEmpty) return [];
        var spans = new List<AssessedSpan>();
        foreach (var rows in amounts.GroupBy(a => a.Component).OrderBy(g => g.Key))
        {
            var known = rows.OrderBy(a => a.Place).ToArray();
            PayMonth[] edges = [.. known.Select(a => a.From)
                .Concat(known.Where(a => a.To is not null).Select(a => a.To!.Value + 1)).Distinct().Order()];
            for (var i = 0; i < edges.Length; i++)
            {
                var row = known.LastOrDefault(a => a.From <= edges[i] && (a.To is null || edges[i] <= a.To));
                if (row is null) continue;
                var to = i + 1 < edges.Length ? edges[i + 1] - 1 : PayMonth.Max;
                spans.Add(new AssessedSpan(rows.Key, edges[i], to, row.Fen, row.StandardId));
            }
        }

        return [.. spans];
    }
}
