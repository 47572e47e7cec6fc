using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Recoveries;

/// <summary>What was decided about a month that was paid too much, and not taken back since.</summary>
/// <param name="Place">Of several of a month the one known first is carried out first.</param>
/// <param name="Fen">Decided, positive.</param>
/// <param name="TakenFen">What counts of the lines that earlier runs booked for it.</param>
public readonly record struct RecoveryDecision(
    Place Place, PayMonth Month, RecoveryMethod Method, long Fen, long TakenFen)
{
    /// <summary>What is left of it to be deducted.</summary>
    public long RestFen => Math.Max(0, Fen - TakenFen);
}

/// <summary>
/// Money paid back by the person or taken back by the bank: minus on the overpaid position (rules §4, paid); fen,
/// positive.
/// </summary>
public readonly record struct MoneyBack(short Category, short Component, PayMonth Month, long Fen);

/// <summary>All that is known of a person's recoveries when a run is worked out.</summary>
/// <param name="Decisions">In order of knowledge.</param>
/// <param name="Back">What came back, without what was entered by mistake.</param>
/// <param name="TakenThisMonthFen">分月抵扣 that counts, in earlier runs of the same pay month: the cap is one of the
/// month, not of the run.</param>
public sealed record RecoveryKnown(
    IReadOnlyList<RecoveryDecision> Decisions, IReadOnlyList<MoneyBack> Back, long TakenThisMonthFen)
{
    public static readonly RecoveryKnown Nothing = new([], [], 0);

    /// <summary>Of a month, waivers apart: decided, and of that or without it taken or come back.</summary>
    public (long DecidedFen, long RecoveredFen) Of(PayMonth month)
    {
        long decided = 0, recovered = 0;
        foreach (var decision in Decisions)
        {
            if (decision.Month != month || decision.Method == RecoveryMethod.Waiver) continue;
            decided += decision.Fen;
            recovered += decision.TakenFen;
        }

        foreach (var back in Back)
            recovered += back.Month == month && back.Category != Category.OneOff.Number ? back.Fen : 0;
        return (decided, recovered);
    }

    /// <summary>What of an open claim nobody decided anything about, in fen.</summary>
    /// <param name="takenFen">What the run at hand takes of it.</param>
    public long UndecidedFen(Claim claim, long takenFen = 0)
    {
        var (decided, recovered) = Of(claim.Month);
        return Math.Max(0, claim.Fen - Math.Max(0, decided - recovered - takenFen));
    }

    /// <summary>核销 of a month, in fen: no money, only a smaller claim.</summary>
    public long WaivedFen(PayMonth month)
    {
        var sum = 0L;
        foreach (var decision in Decisions)
            if (decision.Month == month && decision.Method == RecoveryMethod.Waiver) sum += decision.Fen;
        return sum;
    }
}
