namespace Disbursement.Domain.Reconciliation;

/// <summary>An amount of a month in its two parts; fen.</summary>
/// <param name="Unit">单位部分</param>
/// <param name="Personal">个人部分</param>
public readonly record struct TwoParts(long Unit, long Personal)
{
    public long Sum => Unit + Personal;

    public static TwoParts operator +(TwoParts a, TwoParts b) => new(a.Unit + b.Unit, a.Personal + b.Personal);

    public static TwoParts operator -(TwoParts a, TwoParts b) => new(a.Unit - b.Unit, a.Personal - b.Personal);
}

/// <summary>A part of a month's amount that one payer pays.</summary>
public enum Slot
{
    /// <summary>单位部分</summary>
    Unit = 0,

    /// <summary>个人部分, without what is helped with.</summary>
    Own = 1,

    /// <summary>个人部分 that public money bears.</summary>
    Help = 2,
}

/// <summary>One month of an account, as four parties have it: approved, billed, paid, posted.</summary>
public sealed class MonthSides(PayMonth month)
{
    // Millions of months are looked at: no array each.
    private (int Unit, int Own, int Help) paidBy;
    private (long Unit, long Own, long Help) fen;

    public PayMonth Month { get; } = month;

    /// <summary>Approved, and nothing was taken back of it.</summary>
    public bool IsApproved { get; set; }

    /// <summary>What it cost when it was approved.</summary>
    public TwoParts Approved { get; set; }

    /// <summary>How many bills ask for it; more than one cannot be reconciled.</summary>
    public int Bills { get; set; }

    public bool IsBilled => Bills > 0;

    /// <summary>What the bill says.</summary>
    public TwoParts Billed { get; set; }

    /// <summary>What else the bill asks for: a late fee, interest.</summary>
    public long Charge { get; set; }

    /// <summary>Who bears the unit part.</summary>
    public Payer UnitPayer { get; set; } = Payer.Employer;

    public bool IsPosted { get; set; }

    public TwoParts Posted { get; set; }

    /// <summary>
    /// Something is wrong with the month itself: what is missing of it is not looked for, what was paid comes back.
    /// </summary>
    public bool IsSetAside { get; set; }

    /// <summary>Of this slot; fen.</summary>
    public long Fen(Slot slot) => slot switch { Slot.Unit => fen.Unit, Slot.Own => fen.Own, _ => fen.Help };

    /// <summary>What each pays of the bill: the unit part, the person's own, and what is helped with.</summary>
    public void Divide(long help) => fen = (Billed.Unit, Billed.Personal - help, help);

    public Payer PayerOf(Slot slot) => slot switch
    {
        Slot.Unit => UnitPayer,
        Slot.Own => Payer.Person,
        _ => Payer.Treasury,
    };

    /// <summary>Which receipt paid it, counted from 1; 0: none.</summary>
    public int PaidBy(Slot slot) => slot switch
    {
        Slot.Unit => paidBy.Unit, Slot.Own => paidBy.Own, _ => paidBy.Help,
    };

    public void Pay(Slot slot, int receipt) => paidBy = slot switch
    {
        Slot.Unit => paidBy with { Unit = receipt },
        Slot.Own => paidBy with { Own = receipt },
        _ => paidBy with { Help = receipt },
    };

    public bool IsPaid(Slot slot) => Fen(slot) == 0 || PaidBy(slot) > 0;

    public bool IsPaidWhole => IsPaid(Slot.Unit) && IsPaid(Slot.Own) && IsPaid(Slot.Help);

}

/// <summary>The slots, and which of them a payer can have.</summary>
public static class Slots
{
    public static IReadOnlyList<Slot> All { get; } = [Slot.Unit, Slot.Own, Slot.Help];
}
