namespace Disbursement.Model.Tests.Reference;

/// <summary>What the office decided about a month that was paid too much.</summary>
sealed class KnownDecision(KnownPerson person, DateOnly month, string method, long fen, string document)
{
    public KnownPerson Person { get; } = person;

    public DateOnly Month { get; } = month;

    public string Method { get; } = method;

    public long Fen { get; } = fen;

    public string Document { get; } = document;

    /// <summary>False once it was taken back.</summary>
    public bool Stands { get; set; } = true;
}

/// <summary>A receipt: on which overpaid positions it counts.</summary>
sealed class KnownReceipt(KnownPerson person, string document, IReadOnlyList<RunLine> parts)
{
    public KnownPerson Person { get; } = person;

    public string Document { get; } = document;

    public IReadOnlyList<RunLine> Parts { get; } = parts;

    public bool Stands { get; set; } = true;
}

/// <summary>What a run takes for a decision.</summary>
sealed record Taken(KnownDecision Decision, long Fen);

/// <summary>A month paid too much, as it is worked out: what of it is waived, and on what it was overpaid.</summary>
sealed record Overpayment(DateOnly Month, long Fen, IReadOnlyList<RunLine> Positions);

/// <summary>Rules §4, Recovery, for one person and run.</summary>
static class Recoveries
{
    /// <summary>"at most 20 % of a month"</summary>
    private const int CapPercent = 20;

    /// <summary>
    /// "amount = min(decided rest, cap, claim as worked out now, the person's positive lines of the run), oldest month
    /// first". The funeral grant is the only money for 丧葬抵扣, and the cap is not for it.
    /// </summary>
    /// <param name="monthFen">What may be sent of the pay month: the cap is a part of it.</param>
    /// <param name="takenThisMonth">The cap is one of a month, whatever runs it has.</param>
    public static IEnumerable<Taken> Of(
        IEnumerable<Overpayment> overpayments, IReadOnlyList<KnownDecision> decisions,
        Func<KnownDecision, long> takenBefore, long monthFen, long takenThisMonth, long funeralFen, long rowFen)
    {
        var cap = Math.Max(0, (monthFen * CapPercent / 100) - takenThisMonth);
        foreach (var claim in overpayments.OrderBy(o => o.Month))
        {
            var left = claim.Fen - Waived(decisions, claim.Month);
            foreach (var decision in decisions.Where(d => d.Month == claim.Month
                && d.Method is ("分月抵扣" or "丧葬抵扣")))
            {
                var ofFuneral = decision.Method == "丧葬抵扣";
                long[] limits = [decision.Fen - takenBefore(decision), left, ofFuneral ? funeralFen : cap, rowFen];
                var fen = limits.Min();
                if (fen <= 0) continue;
                yield return new Taken(decision, fen);
                left -= fen;
                if (ofFuneral) funeralFen -= fen;
                else cap -= fen;
                rowFen -= fen;
            }
        }
    }

    /// <summary>"waiver: 0: no money; it only makes the claim smaller".</summary>
    public static long Waived(IEnumerable<KnownDecision> decisions, DateOnly month) =>
        decisions.Where(d => d.Month == month && d.Method == "核销").Sum(d => d.Fen);

    /// <summary>"minus, on the overpaid position": one after the other until the amount is reached.</summary>
    public static IEnumerable<RunLine> OnPositions(Overpayment of, long fen)
    {
        foreach (var position in of.Positions.OrderBy(p => p.Category, StringComparer.Ordinal)
            .ThenBy(p => Components.Order(p.Component)))
        {
            var part = Math.Min(fen, -position.Fen);
            if (part <= 0) yield break;
            yield return position with { Fen = part };
            fen -= part;
        }
    }
}
