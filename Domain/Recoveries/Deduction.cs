using Disbursement.Domain.People;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Recoveries;

/// <summary>What a run takes for one decision, in fen, positive.</summary>
public readonly record struct RecoveryTaken(PayMonth Month, Place Decision, RecoveryMethod Method, long Fen);

/// <summary>A position on which more was paid than is owed, of a month that is a claim; fen, positive.</summary>
public readonly record struct Overpaid(
    short Category, short Component, PayMonth Month, long Fen, int StandardId, short Ordinal, bool LastCameBack)
    : IComparable<Overpaid>
{
    /// <summary>In the order in which they are made good: month, category, component.</summary>
    public int CompareTo(Overpaid other) =>
        (Month, Category, Component).CompareTo((other.Month, other.Category, other.Component));
}

/// <summary>
/// Recovery (rules §4): min(decided rest, cap, claim as worked out now, the person's lines of the run), oldest month
/// first.
/// </summary>
public static class Deduction
{
    /// <summary>The cap of the pay month that is left: at most so many percent of a month, rounded down.</summary>
    /// <param name="monthFen">What the person is owed for the pay month and may be sent.</param>
    public static long CapFen(long monthFen, int percent, long takenFen) =>
        Math.Max(0, (monthFen * percent / 100) - takenFen);

    /// <param name="claims">As worked out now, in order of month; what is waived is in them.</param>
    /// <param name="capFen">Of 分月抵扣: what is left of the pay month's cap.</param>
    /// <param name="lines">The run's lines so far. What is taken never exceeds what they come to.</param>
    public static List<RecoveryTaken> Of(
        IReadOnlyList<Claim> claims, RecoveryKnown known, long capFen, IReadOnlyList<PaymentLine> lines)
    {
        List<RecoveryTaken> taken = [];
        long row = 0, funeral = 0;
        foreach (var line in lines)
        {
            row += line.Fen;
            if (line.Component == Component.Funeral) funeral += line.Fen;
        }

        foreach (var claim in claims)
        {
            var left = claim.Fen - known.WaivedFen(claim.Month);
            foreach (var decision in known.Decisions)
            {
                if (decision.Month != claim.Month || !decision.Method.IsDeducted()) continue;
                ref var limit = ref capFen;
                if (decision.Method == RecoveryMethod.FuneralOffset) limit = ref funeral;
                var fen = Math.Min(Math.Min(decision.RestFen, left), Math.Min(limit, row));
                if (fen <= 0) continue;
                taken.Add(new RecoveryTaken(claim.Month, decision.Place, decision.Method, fen));
                left -= fen;
                limit -= fen;
                row -= fen;
            }
        }

        return taken;
    }

    /// <summary>Spreads what is to be made good of one month over its overpaid positions, in their order.</summary>
    /// <param name="overpaid">In order; of other months too.</param>
    /// <param name="fen">What is left over when all of them are made good is not spread.</param>
    public static IEnumerable<Overpaid> Spread(IReadOnlyList<Overpaid> overpaid, PayMonth month, long fen)
    {
        foreach (var position in overpaid)
        {
            if (position.Month != month || fen <= 0) continue;
            var part = Math.Min(position.Fen, fen);
            fen -= part;
            yield return position with { Fen = part };
        }
    }
}
