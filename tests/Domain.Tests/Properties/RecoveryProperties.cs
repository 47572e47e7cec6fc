using CsCheck;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Domain.Recoveries;

namespace Disbursement.Domain.Tests.Properties;

/// <summary>Recovery: never more than is owed back, never twice, and nothing goes to and fro.</summary>
public sealed class RecoveryProperties
{
    private const int Cases = 1_000;

    private static readonly PayMonth PayMonth = new(2026, 6);

    /// <summary>What was paid when less was known, and decisions about some months, claims or not.</summary>
    private static readonly Gen<(PersonHistory History, PersonHistory Before, RecoveryKnown Known)> Anything =
        from history in AnyHistory.OfAnybody
        from act in Gen.Long[1, 12]
        from decisions in Gen.Select(
            Gen.Int[0, 17], Gen.Int[1, 5], Gen.Long[1, 500_000], (month, method, fen) =>
                (PayMonth + -month, (RecoveryMethod)method, fen)).List[0, 6]
        from taken in Gen.Long[0, 20_000]
        select (history, history.AsKnownAt(act), new RecoveryKnown(
            [.. decisions.Select((d, i) => new RecoveryDecision(new Place(50, i + 1), d.Item1, d.Item2, d.fen, 0))], [],
            taken));

    /// <summary>
    /// But for a month that was made good as a whole though its identities were not: those are set right among
    /// themselves, which sends nobody anything.
    /// </summary>
    [Fact]
    public void Worked_out_again_with_its_lines_paid_a_run_gives_nothing() => Anything.Sample(c =>
    {
        var paid = Paid(WorkedOut(c.Before, [], RecoveryKnown.Nothing).Lines);
        var run = WorkedOut(c.History, paid, c.Known);
        var again = WorkedOut(c.History, Together(paid, run.Lines), After(c.Known, run));
        Assert.Equal(0, again.RowFen);
        Assert.Empty(again.Taken);
        Assert.DoesNotContain(again.Lines, l => !run.Taken.Exists(t => t.Month == l.Month));
        Assert.Equal(run.Claims, again.Claims);
        var third = WorkedOut(c.History, Together(Together(paid, run.Lines), again.Lines), After(c.Known, run));
        Assert.Empty(third.Lines);
        Assert.Equal(again.Held, third.Held);
    }, iter: Cases);

    [Fact]
    public void Never_more_is_taken_than_the_claim_the_decision_the_cap_or_the_row() => Anything.Sample(c =>
    {
        var paid = Paid(WorkedOut(c.Before, [], RecoveryKnown.Nothing).Lines);
        var without = WorkedOut(c.History, paid, RecoveryKnown.Nothing);
        var run = WorkedOut(c.History, paid, c.Known);
        Assert.Equal(without.Claims, run.Overpayments);
        Assert.True(run.RowFen >= 0);
        foreach (var claim in run.Overpayments)
        {
            var taken = run.Taken.Where(t => t.Month == claim.Month).Sum(t => t.Fen);
            Assert.InRange(taken, 0, Math.Max(0, claim.Fen - c.Known.WaivedFen(claim.Month)));
            Assert.Equal(-taken, run.Lines.Where(l => l.Month == claim.Month).Sum(l => l.Fen));
        }

        foreach (var decision in c.Known.Decisions)
            Assert.InRange(run.Taken.Where(t => t.Decision == decision.Place).Sum(t => t.Fen), 0, decision.Fen);
        Assert.All(run.Taken, t => Assert.Equal(RecoveryMethod.Instalments, t.Method));
        Assert.InRange(
            run.Taken.Sum(t => t.Fen), 0, Math.Max(0, (run.PayMonthFen / 5) - c.Known.TakenThisMonthFen));
    }, iter: Cases);

    /// <summary>The facts go back to what they were: all that was taken is paid, once.</summary>
    [Fact]
    public void When_the_claim_goes_what_was_taken_comes_back_once() => Anything.Sample(c =>
    {
        var first = WorkedOut(c.Before, [], RecoveryKnown.Nothing);
        var paid = Paid(first.Lines);
        var run = WorkedOut(c.History, paid, c.Known);
        var after = After(c.Known, run);
        var all = Together(paid, run.Lines);
        var back = WorkedOut(c.Before, all, after);
        var settled = Together(all, back.Lines);
        var still = WorkedOut(c.Before, settled, After(after, back));
        Assert.Equal(0, still.RowFen);
        Assert.Empty(still.Taken);
        foreach (var month in run.Taken.Select(t => t.Month).Distinct())
        {
            if (back.Undecided.Exists(u => u.Month == month) || back.Held.Exists(h => h.Month == month)) continue;
            if (back.Overpayments.Exists(o => o.Month == month)) continue;
            Assert.Equal(first.Lines.Where(l => l.Month == month).Sum(l => l.Fen),
                settled.Where(p => p.Month == month).Sum(p => p.Fen));
        }
    }, iter: Cases);

    private static Assessment WorkedOut(PersonHistory history, List<PaidPosition> paid, RecoveryKnown known)
    {
        var assessment = new Assessment(
            SomeStandards.Table(), Parameters.Default, PayMonth, SomeStandards.First, roundingLimit: 100);
        var person = Folding.Fold(history);
        assessment.WorkOut(
            new PersonFile(person, Blocks.OfReceiver(person), paid, []) { Recovery = known }, SomeStandards.First);
        return assessment;
    }

    /// <summary>What is known of recoveries once a run's lines count.</summary>
    private static RecoveryKnown After(RecoveryKnown known, Assessment run) => known with
    {
        Decisions =
        [
            .. known.Decisions.Select(d => d with
            {
                TakenFen = d.TakenFen + run.Taken.Where(t => t.Decision == d.Place).Sum(t => t.Fen),
            }),
        ],
        TakenThisMonthFen = known.TakenThisMonthFen
            + run.Taken.Where(t => t.Method == RecoveryMethod.Instalments).Sum(t => t.Fen),
    };

    private static List<PaidPosition> Paid(List<PaymentLine> lines) => Together([], lines);

    private static List<PaidPosition> Together(List<PaidPosition> paid, List<PaymentLine> lines) =>
    [
        .. paid.Concat(lines.Select(l =>
                new PaidPosition(l.Category, l.Component, l.Month, l.Fen, 1, 1, LastCameBack: false)))
            .GroupBy(p => (p.Category, p.Component, p.Month)).Select(g => new PaidPosition(
                g.Key.Category, g.Key.Component, g.Key.Month, g.Sum(p => p.Fen), (short)g.Count(), (short)g.Count(),
                LastCameBack: false)),
    ];
}
