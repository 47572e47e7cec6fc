using CsCheck;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Tests.Properties;

/// <summary>Owed − paid: the same knowledge never pays twice, and no money is lost between the columns.</summary>
public sealed class AssessmentProperties
{
    private const int Cases = 1_000;

    private static readonly PayMonth PayMonth = new(2026, 6);

    [Fact]
    public void Worked_out_again_with_its_lines_paid_a_run_gives_nothing() => AnyHistory.OfAnybody.Sample(history =>
    {
        var run = WorkedOut(history, []);
        var again = WorkedOut(history, Paid(run.Lines));
        Assert.Empty(again.Lines);
        Assert.Empty(again.Claims);
        Assert.Equal(run.Held, again.Held);
        Assert.Equal(run.Undecided, again.Undecided);
    }, iter: Cases);

    [Fact]
    public void Old_knowledge_paid_and_new_knowledge_owed_come_to_what_is_owed_now() => Gen
        .Select(AnyHistory.OfAnybody, Gen.Long[1, 12]).Sample((history, act) =>
        {
            var before = WorkedOut(history.AsKnownAt(act), []);
            var now = WorkedOut(history, Paid(before.Lines));
            foreach (var month in SomeStandards.Months.Where(m => m <= PayMonth))
            {
                var sum = Of(before.Lines, month) + Of(now.Lines, month)
                    + now.Held.Where(h => h.Month == month).Sum(h => h.Fen)
                    - now.Claims.Where(c => c.Month == month).Sum(c => c.Fen);
                if (now.Undecided.Exists(u => u.Month == month)) Assert.Equal(0, Of(now.Lines, month));
                else Assert.Equal((month, Owed(history, month)), (month, sum));
            }
        }, iter: Cases);

    private static Assessment WorkedOut(PersonHistory history, List<PaidPosition> paid)
    {
        var assessment = new Assessment(
            SomeStandards.Table(), Parameters.Default, PayMonth, SomeStandards.First, roundingLimit: 100);
        var person = Folding.Fold(history);
        var receiver = Blocks.OfReceiver(person);
        assessment.WorkOut(new PersonFile(person, receiver, paid, []), SomeStandards.First);
        return assessment;
    }

    private static List<PaidPosition> Paid(List<PaymentLine> lines) =>
        [.. lines.Select(l => new PaidPosition(l.Category, l.Component, l.Month, l.Fen, 1, 1, LastCameBack: false))];

    private static long Of(List<PaymentLine> lines, PayMonth month) =>
        lines.Where(l => l.Month == month).Sum(l => l.Fen);

    private static long Owed(PersonHistory history, PayMonth month)
    {
        var owed = new Owed(SomeStandards.Table(), Parameters.Default);
        owed.WorkOut(Folding.Fold(history), month);
        return owed.Components.Sum(c => c.Fen);
    }
}
