using Disbursement.Domain.People;

namespace Disbursement.Domain.Tests.Properties;

/// <summary>
/// Rules §2 read for one identity and one month, walking the changes each time, without spans or edges. Slow and plain,
/// to be held against the folding.
/// </summary>
static class NaiveReading
{
    private static readonly DateOnly Ordinance = new(2024, 10, 1);

    /// <summary>The grade and nursing of the month; null when the identity is not entitled in it.</summary>
    public static (Grade Grade, Nursing Nursing)? Of(PersonHistory history, Enrolment enrolment, PayMonth month)
    {
        var changes = history.Standing()
            .Where(c => c.Category is null || c.Category == enrolment.Category)
            .OrderBy(c => c.On).ThenBy(c => c.Place).ToArray();
        return IsOwed(enrolment, changes, month)
            ? (GradeIn(enrolment, changes, month), NursingIn(enrolment, changes, month))
            : null;
    }

    private static bool IsOwed(Enrolment enrolment, Change[] changes, PayMonth month)
    {
        var start = enrolment.Start!.Value;
        var open = new Stack<PayMonth>();
        var lost = false;
        foreach (var change in changes)
        {
            var of = PayMonth.Of(change.On);
            if (change.Type == ChangeType.Correction) start = change.Start ?? start;
            if (change.Type == ChangeType.Death && month > of) return false;
            if (change.Type == ChangeType.TransferOut && month.Year > change.On.Year) return false;
            if (change.Type is ChangeType.Ending or ChangeType.Suspension) open.Push(of);
            if (change.Type == ChangeType.Resumption && open.TryPop(out var stopped))
                lost |= stopped < month && month <= of;
        }

        return month >= start && !lost && !open.Any(stopped => stopped < month);
    }

    private static Grade GradeIn(Enrolment enrolment, Change[] changes, PayMonth month)
    {
        var grade = enrolment.Grade;
        foreach (var correction in changes.Where(c => c.Type == ChangeType.Correction))
            grade = grade.With(correction.Grade);
        foreach (var regrade in changes.Where(c => c.Type == ChangeType.Regrade))
        {
            var down = grade.FallsTo(regrade.Grade);
            var first = PayMonth.Of(regrade.On) + (down || regrade.On < Ordinance ? 1 : 0);
            if (first <= month) grade = grade.With(regrade.Grade);
        }

        return grade;
    }

    private static Nursing NursingIn(Enrolment enrolment, Change[] changes, PayMonth month)
    {
        var nursing = enrolment.Nursing;
        foreach (var change in changes.Where(c => c.Type == ChangeType.NursingChange))
        {
            var on = change.Nursing is Nursing.Yes or Nursing.Mental;
            if (PayMonth.Of(change.On) + (on ? 0 : 1) <= month) nursing = change.Nursing;
        }

        return nursing;
    }
}
