namespace Disbursement.Domain.Reconciliation;

/// <summary>What of a receipt paid a slot of a month; fen, less what went back.</summary>
public record struct PaidPart(MonthSides Month, Slot Slot, long Fen);

/// <summary>
/// What became of a receipt: its amount is what it paid of months, a charge, cents, a payment that was one too many, or
/// money that nobody could allocate, each less what went back of it.
/// </summary>
public sealed class AllocatedReceipt(Receipt receipt)
{
    private PaidPart[] parts = [];
    private (long Fen, bool IsWhole)[] atFirst = [];

    public Receipt Receipt { get; } = receipt;

    public bool IsAllocated { get; private set; }

    public IReadOnlyList<PaidPart> Parts => parts;

    /// <summary>
    /// Of public money what it paid of each month, whatever went back since, and whether nothing was open then; fen. Of
    /// others nothing.
    /// </summary>
    public IReadOnlyList<(PayMonth Month, Slot Slot, long Fen, bool IsWhole)> Paid =>
        [.. atFirst.Select((first, i) => (parts[i].Month.Month, parts[i].Slot, first.Fen, first.IsWhole))];

    /// <summary>Of one that could not be allocated: what is left of it.</summary>
    public long FreeFen { get; private set; } = receipt.Fen;

    /// <summary>Of one that could not be allocated: its amount less what is billed of its months.</summary>
    public long Difference { get; set; }

    /// <summary>All of it, where its months were paid before.</summary>
    public long DuplicateFen { get; private set; }

    /// <summary>What of it paid a charge that the bill should not have.</summary>
    public long ChargeFen { get; private set; }

    /// <summary>Its amount less the sum of its months, where that is rounding only.</summary>
    public long CentsFen { get; private set; }

    /// <summary>What nobody gave back of it.</summary>
    public long LeftFen => DuplicateFen + ChargeFen + CentsFen + FreeFen + parts.Sum(p => p.Fen);

    /// <summary>The months take what is free of it.</summary>
    public void Pay(IReadOnlyList<(MonthSides Month, Slot Slot)> open, long charge)
    {
        parts = new PaidPart[open.Count];
        long sum = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            var (month, slot) = open[i];
            var fen = month.Open(slot);
            parts[i] = new PaidPart(month, slot, fen);
            month.Pay(slot, fen);
            sum += fen;
        }

        if (Receipt.Payer == Payer.Treasury) atFirst = Array.ConvertAll(parts, p => (p.Fen, p.Month.IsPaid(p.Slot)));
        (IsAllocated, ChargeFen, CentsFen, FreeFen) = (true, charge, FreeFen - charge - sum, 0);
    }

    /// <summary>Several receipts pay the months together: this one pays what is next, as far as it goes.</summary>
    public void PayNext(IReadOnlyList<(MonthSides Month, Slot Slot)> open)
    {
        var taken = new List<PaidPart>();
        foreach (var (month, slot) in open)
        {
            var fen = Math.Min(FreeFen, month.Open(slot));
            if (fen == 0) continue;
            month.Pay(slot, fen);
            taken.Add(new PaidPart(month, slot, fen));
            FreeFen -= fen;
        }

        parts = [.. taken];
        if (Receipt.Payer == Payer.Treasury) atFirst = Array.ConvertAll(parts, p => (p.Fen, p.Month.IsPaid(p.Slot)));
        IsAllocated = true;
    }

    /// <summary>Its months were paid before.</summary>
    public void PayAgain() => (IsAllocated, DuplicateFen, FreeFen) = (true, FreeFen, 0);

    /// <summary>Something of its months may be open again.</summary>
    public void Reconsider() => (IsAllocated, FreeFen, DuplicateFen) = (false, DuplicateFen, 0);

    /// <summary>What of it should not have been paid; fen.</summary>
    public long DueBack(Func<MonthSides, bool> goesBack)
    {
        var due = DuplicateFen + ChargeFen;
        foreach (var part in parts)
        {
            if (part.Fen > 0 && goesBack(part.Month)) due += part.Fen;
        }

        return due;
    }

    /// <summary>
    /// Money goes back: what should not have been paid first, then months that are in order, of the refund's span.
    /// </summary>
    /// <returns>What is left of the amount, because the receipt has no more.</returns>
    public long GiveBack(long fen, Refund refund, Func<MonthSides, bool> goesBack)
    {
        (fen, DuplicateFen) = Less(fen, DuplicateFen);
        (fen, ChargeFen) = Less(fen, ChargeFen);
        (fen, FreeFen) = Less(fen, FreeFen);
        if (CentsFen > 0) (fen, CentsFen) = Less(fen, CentsFen);
        fen = GiveBack(fen, p => goesBack(p.Month));
        return GiveBack(fen, p => p.Month.Month >= refund.From && p.Month.Month <= refund.To);
    }

    private long GiveBack(long fen, Func<PaidPart, bool> of)
    {
        for (var i = 0; i < parts.Length && fen > 0; i++)
        {
            if (parts[i].Fen == 0 || !of(parts[i])) continue;
            var back = Math.Min(fen, parts[i].Fen);
            parts[i].Month.Pay(parts[i].Slot, -back);
            parts[i] = parts[i] with { Fen = parts[i].Fen - back };
            fen -= back;
        }

        return fen;
    }

    private static (long Fen, long Left) Less(long fen, long of) => (fen - Math.Min(fen, of), of - Math.Min(fen, of));
}
