using Disbursement.Domain.Policy;
using Disbursement.Domain.Recoveries;

namespace Disbursement.Domain.Payouts;

/// <content>追缴: months paid too much, and what the run takes of them by decisions (rules §4, Recovery).</content>
public sealed partial class Assessment
{
    private long sendableFen;

    /// <summary>每月抵扣上限, in percent of a month.</summary>
    public int RecoveryCapPercent { get; init; } = 20;

    /// <summary>Months paid too much as the run finds them, before anything is waived or taken.</summary>
    public List<Claim> Overpayments { get; } = [];

    /// <summary>The positions of those months that are overpaid, in order.</summary>
    public List<Overpaid> OverpaidPositions { get; } = [];

    /// <summary>What this run takes, decision by decision; the lines of it are among <see cref="Lines"/>.</summary>
    public List<RecoveryTaken> Taken { get; } = [];

    /// <summary>What the pay month itself comes to of identities that may be paid: the cap is a part of it.</summary>
    private void NoteSendable()
    {
        foreach (var component in owed.Components)
        {
            if (component.Component == Component.Funeral) continue;
            if (DeltaAt(component.Category, component.Component).Reason == Block.None) sendableFen += component.Fen;
        }
    }

    private void NoteOverpaid(PayMonth month)
    {
        foreach (var delta in deltas)
        {
            if (delta.Fen >= 0) continue;
            OverpaidPositions.Add(new Overpaid(
                delta.Category, delta.Component, month, -delta.Fen, delta.StandardId, delta.Ordinal,
                delta.LastCameBack));
        }
    }

    /// <summary>Books what the decisions take on the overpaid positions; what is left of a claim stays open.</summary>
    private void Recover(RecoveryKnown known)
    {
        OverpaidPositions.Sort();
        Taken.AddRange(Deduction.Of(
            Overpayments, known, Deduction.CapFen(sendableFen, RecoveryCapPercent, known.TakenThisMonthFen), Lines));
        foreach (var claim in Overpayments)
        {
            var taken = 0L;
            foreach (var one in Taken) taken += one.Month == claim.Month ? one.Fen : 0;
            foreach (var part in Deduction.Spread(OverpaidPositions, claim.Month, taken))
            {
                Lines.Add(new PaymentLine(
                    part.Category, part.Component, part.Month, -part.Fen, part.StandardId,
                    part.LastCameBack ? LineKind.Reissue : LineKind.Recovery, part.Ordinal));
            }

            var open = claim.Fen - taken - known.WaivedFen(claim.Month);
            if (open > 0) Claims.Add(claim with { Fen = open });
        }
    }
}
