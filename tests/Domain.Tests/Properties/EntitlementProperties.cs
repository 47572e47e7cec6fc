using CsCheck;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Tests.Properties;

/// <summary>What holds for every history, not only for those somebody thought of.</summary>
public sealed class EntitlementProperties
{
    private const int Cases = 2_000;

    [Fact]
    public void Twelve_shares_make_the_year() =>
        Gen.Select(Gen.Long[0, 100_000_000_000], Gen.Int[2017, 2040]).Sample((fen, year) =>
            Enumerable.Range(1, 12).Sum(m => Rates.MonthOf(fen, new PayMonth(year, m), Rounding.Share)) == fen);

    [Fact]
    public void What_was_folded_is_read_back_as_it_was() => AnyHistory.OfAnybody.Sample(history =>
    {
        var person = Folding.Fold(history);
        var (diedOn, hold, identities, funeral) = FoldedBytes.Read(FoldedBytes.Write(person));
        Assert.Equal(person.DiedOn, diedOn);
        Assert.Equal(person.Hold, hold);
        Assert.Equal(person.Funeral, funeral);
        Assert.Equal(person.Identities.Length, identities.Length);
        foreach (var (was, read) in person.Identities.Zip(identities))
        {
            Assert.Equal(was.Spans, read.Spans);
            Assert.Equal(was.Assessed, read.Assessed);
            Assert.True(SameButForLists(was, read));
        }
    }, iter: Cases);

    [Fact]
    public void Spans_are_sorted_and_disjoint_and_none_could_be_longer() => AnyHistory.OfAnybody.Sample(history =>
    {
        foreach (var spans in Folding.Fold(history).Identities.Select(i => i.Spans))
        {
            Assert.All(spans, s => Assert.True(s.From <= s.To));
            foreach (var (left, right) in spans.Zip(spans.Skip(1)))
            {
                Assert.True(left.To < right.From);
                Assert.False(left.To + 1 == right.From && left.Grade == right.Grade && left.Nursing == right.Nursing);
            }
        }
    }, iter: Cases);

    [Fact]
    public void Spans_say_what_the_rules_say_month_by_month() => AnyHistory.OfAnybody.Sample(history =>
    {
        var person = Folding.Fold(history);
        foreach (var (identity, enrolment) in person.Identities.Zip(history.Enrolments))
        {
            foreach (var month in SomeStandards.Months)
            {
                var span = identity.At(month);
                var read = NaiveReading.Of(history, enrolment, month);
                Assert.Equal((month, read), (month, span is null ? null : (span.Value.Grade, span.Value.Nursing)));
            }
        }
    }, iter: Cases);

    /// <summary>Carry-over rests on it: a run looks at no month before it.</summary>
    [Fact]
    public void Nothing_owed_differs_before_the_first_difference() => Gen.Select(AnyHistory.OfAnybody, Gen.Long[1, 12])
        .Sample((history, act) =>
        {
            var (before, after) = (Folding.Fold(history.AsKnownAt(act)), Folding.Fold(history));
            var first = Folding.FirstDifference(before, after);
            Assert.Equal(first, Folding.FirstDifference(after, before));
            Assert.True(FirstOwedDifference(before, after) is not { } month || month >= first);
        }, iter: Cases);

    [Fact]
    public void What_is_owed_does_differ_in_the_first_difference() => Gen
        .Select(AnyHistory.OfOnePension, Gen.Long[1, 10]).Sample((history, act) =>
        {
            var (before, after) = (Folding.Fold(history.AsKnownAt(act)), Folding.Fold(history));
            var first = Folding.FirstDifference(before, after);
            var owed = FirstOwedDifference(before, after);
            if (first < SomeStandards.First || first > SomeStandards.Last) return;
            Assert.Equal(owed, first);
            Assert.Equal(owed, Folding.FirstDifference(after, before));
        }, iter: Cases);

    [Fact]
    public void Knowledge_late_or_in_time_comes_to_the_same() => AnyHistory.KnownInAnyOrder.Sample(pair =>
    {
        var (inTime, late) = (Folding.Fold(pair.InTime), Folding.Fold(pair.Late));
        Assert.Null(Folding.FirstDifference(inTime, late));
        Assert.Null(FirstOwedDifference(inTime, late));
    }, iter: Cases);

    private static PayMonth? FirstOwedDifference(FoldedPerson before, FoldedPerson after)
    {
        var owed = new Owed(SomeStandards.Table(), Parameters.Default);
        foreach (var month in SomeStandards.Months)
        {
            if (owed.Text(before, month) != owed.Text(after, month)) return month;
        }

        return null;
    }

    private static bool SameButForLists(FoldedIdentity a, FoldedIdentity b) =>
        a.Category == b.Category && a.Enrolled == b.Enrolled && a.IsDocumented == b.IsDocumented
        && a.Hold == b.Hold && a.Ended == b.Ended;
}
