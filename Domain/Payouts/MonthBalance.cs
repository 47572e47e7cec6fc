namespace Disbursement.Domain.Payouts;

/// <summary>
/// The conservation of money for one person and benefit month, or for many together; fen. What is owed was paid, waits,
/// or was paid too much (architecture, Money).
/// </summary>
/// <param name="Owed">Worked out in full from the facts alone.</param>
/// <param name="Paid">Sent and not come back, and imported history; recovery lines count with their sign.</param>
public readonly record struct MonthBalance(long Owed, long Paid)
{
    /// <summary>暂缓: owed and not sent, signed.</summary>
    public long Held { get; init; }

    /// <summary>追缴, open: paid too much.</summary>
    public long Claimed { get; init; }

    /// <summary>核销: paid too much, and let be.</summary>
    public long Waived { get; init; }

    /// <summary>尾差: owed less history, neither sent nor claimed; signed.</summary>
    public long Rounding { get; init; }

    /// <summary>What has been accounted for: equal to <see cref="Owed"/>, or something is wrong.</summary>
    public long Accounted => Paid + Held + Rounding - (Claimed + Waived);

    public bool Holds => Owed == Accounted;

    public static MonthBalance operator +(MonthBalance a, MonthBalance b) => new(a.Owed + b.Owed, a.Paid + b.Paid)
    {
        Held = a.Held + b.Held, Claimed = a.Claimed + b.Claimed, Waived = a.Waived + b.Waived,
        Rounding = a.Rounding + b.Rounding,
    };
}
