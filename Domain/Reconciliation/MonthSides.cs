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
    private (long Unit, long Own, long Help) paid;
    private (long Unit, long Own, long Help) fen;

    public PayMonth Month { get; } = month;

    /// <summary>Approved, and nothing was taken back of it.</summary>
    public bool IsApproved { get; set; }

    /// <summary>撤销核定: it was approved, and that was taken back.</summary>
    public bool IsRevoked { get; set; }

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

    /// <summary>Something stands in the account; what was posted and reversed does not.</summary>
    public bool IsPosted => Posted != default;

    /// <summary>All postings of it together.</summary>
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

    /// <summary>What receipts have paid of it and nobody gave back; fen.</summary>
    public long Paid(Slot slot) => slot switch { Slot.Unit => paid.Unit, Slot.Own => paid.Own, _ => paid.Help };

    /// <summary>What of it nobody has paid; fen.</summary>
    public long Open(Slot slot) => Fen(slot) - Paid(slot);

    /// <param name="fen">Below zero: it went back.</param>
    public void Pay(Slot slot, long fen) => paid = slot switch
    {
        Slot.Unit => paid with { Unit = paid.Unit + fen },
        Slot.Own => paid with { Own = paid.Own + fen },
        _ => paid with { Help = paid.Help + fen },
    };

    public bool IsPaid(Slot slot) => Open(slot) == 0;

    /// <summary>Some of it is paid, by whomever.</summary>
    public bool IsPaidAtAll => paid != default;

    public bool IsPaidWhole => IsPaid(Slot.Unit) && IsPaid(Slot.Own) && IsPaid(Slot.Help);
}

/// <summary>The slots, and which of them a payer can have.</summary>
public static class Slots
{
    public static IReadOnlyList<Slot> All { get; } = [Slot.Unit, Slot.Own, Slot.Help];
}
