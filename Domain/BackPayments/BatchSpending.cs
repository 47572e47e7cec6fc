using Disbursement.Domain.Reconciliation;

namespace Disbursement.Domain.BackPayments;

/// <summary>
/// Which batches the public money of an account was paid for: what is spent of each, what each still asks for, and what
/// was paid that none asked for. What went back to the treasury stays spent (rules §5).
/// </summary>
public sealed class BatchSpending
{
    private readonly CaseFile file;
    private readonly Insurance insurance;
    private readonly Dictionary<int, long> spent = [];
    private readonly Dictionary<(int, PayMonth, Slot), long> settled = [];
    private readonly Dictionary<AllocatedReceipt, long> outside = [];
    private readonly HashSet<(int, PayMonth)> kept = [];
    private readonly HashSet<(int, PayMonth)> wentBack = [];

    /// <summary>What receipts so far used of what a batch asked for, and what that comes to.</summary>
    private readonly Dictionary<int, (long UsedFen, long AskedFen)> pools = [];

    public BatchSpending(
        CaseFile file, Insurance insurance, IReadOnlyList<MonthSides> months, IReadOnlyList<AllocatedReceipt> receipts)
    {
        (this.file, this.insurance) = (file, insurance);
        foreach (var batch in file.Funded.Where(f => f.Key.Insurance == insurance).GroupBy(f => f.Value.Batch.Id))
        {
            var asked = batch.Select(a => a.Key.Month).ToHashSet();
            pools[batch.Key] = (0, Math.Min(batch.Sum(a => a.Value.SumFen), months.Where(m => asked.Contains(m.Month))
                .Sum(m => Slots.All.Where(s => m.PayerOf(s) == Payer.Treasury).Sum(m.Fen))));
        }

        foreach (var receipt in receipts.Where(r => r.Receipt.Payer == Payer.Treasury)) Take(receipt);
    }

    /// <summary>All that receipts say of it, by batch.</summary>
    public IReadOnlyDictionary<int, long> Spent => spent;

    /// <summary>What is still asked for, by batch: of months that stand in one that stands.</summary>
    public IEnumerable<(int Batch, long Fen)> Open => file.Funded
        .Where(f => f.Key.Insurance == insurance)
        .GroupBy(f => f.Value.Batch.Id, f => RoomFen(f.Key.Month))
        .Select(g => (g.Key, g.Sum()));

    /// <summary>Months that stay in a batch: finance paid something of them that did not all go back.</summary>
    public IEnumerable<(int Batch, PayMonth Month)> Kept => kept;

    /// <summary>
    /// What a receipt paid that no approved batch asked for, or beyond what was; fen. What went back of months that
    /// were asked for, went back of what was beyond first. Of one that nobody can allocate all of it, where none of
    /// its months is asked for.
    /// </summary>
    public long OutsideFen(AllocatedReceipt receipt) =>
        Math.Min(receipt.LeftFen, outside.GetValueOrDefault(receipt));

    /// <summary>
    /// Finance paid something of the month for the batch in which it stands, whatever went back, or something that
    /// nobody can allocate may be of it.
    /// </summary>
    public bool IsPaid(PayMonth month) => Standing(month) is { } ask && (kept.Contains((ask.Batch.Id, month))
        || Slots.All.Any(s => settled.GetValueOrDefault((ask.Batch.Id, month, s)) > 0));

    /// <summary>Some of that went back; whether all of it did.</summary>
    public (bool AtAll, bool Whole) WentBack(PayMonth month) => Standing(month) is { } ask
        ? (wentBack.Contains((ask.Batch.Id, month)), !kept.Contains((ask.Batch.Id, month)))
        : default;

    /// <summary>What the batch in which a month stands still asks for, if it was not taken back; fen.</summary>
    public long RoomFen(PayMonth month) => Standing(month) is { Batch.IsWithdrawn: false } ask
        ? Slots.All.Sum(s => RoomFen(ask, month, s))
        : 0;

    private long RoomFen(AskedMonth ask, PayMonth month, Slot slot) =>
        Math.Max(0, ask.Fen(slot) - settled.GetValueOrDefault((ask.Batch.Id, month, slot)));

    private AskedMonth? Standing(PayMonth month) =>
        file.Funded.TryGetValue((insurance, month), out var ask) ? ask : null;

    /// <summary>Who asked for it, the last of them; null: nobody.</summary>
    private AskedMonth? AskOf(Receipt receipt, PayMonth month, Slot? slot)
    {
        if (Standing(month) is { } standing && standing.IsPaidBy(receipt, slot)) return standing;
        AskedMonth? last = null;
        foreach (var ask in file.AskedBefore[(insurance, month)])
        {
            if (ask.IsPaidBy(receipt, slot) && !(ask.Batch.Act < last?.Batch.Act)) last = ask;
        }

        return last;
    }

    private void Take(AllocatedReceipt receipt)
    {
        if (receipt.Parts.Count == 0) TakeWhole(receipt);
        else TakeMonths(receipt);
    }

    /// <summary>A receipt is paid whole: what of it is for no month of a batch goes with the rest of it.</summary>
    private void TakeMonths(AllocatedReceipt receipt)
    {
        var (of, unasked, beyond, placed, first) = (receipt.Receipt, 0L, 0L, 0L, (int?)null);
        foreach (var ((month, slot, fen, isWhole), part) in receipt.Paid.Zip(receipt.Parts))
        {
            var ask = AskOf(of, month, slot);
            // Paid before that was approved: nothing of what was approved is used by it.
            if (ask is null || of.PaidOn < ask.Value.Batch.ApprovedOn) unasked += part.Fen;
            if (ask is not { Batch.Id: var batch } asked) continue;
            if (of.PaidOn >= asked.Batch.ApprovedOn) beyond += Beyond(asked, month, slot, fen) - (fen - part.Fen);

            // What is paid whole settles all that was asked for, though the bill came to less.
            Add(settled, (batch, month, slot), isWhole ? Math.Max(fen, asked.Fen(slot)) : fen);
            Add(spent, batch, fen);
            first ??= batch;
            placed += fen;
            if (part.Fen > 0 && asked.LeftAct is null) kept.Add((batch, month));
            if (part.Fen < fen) wentBack.Add((batch, month));
        }

        if (first is { } with) Add(spent, with, of.Fen - placed);
        outside[receipt] = unasked + Math.Max(0, beyond);
    }

    /// <summary>More than what was asked for, with all that was paid before; fen. Before it settles anything.</summary>
    private long Beyond(AskedMonth ask, PayMonth month, Slot slot, long fen)
    {
        var (used, most) = pools.GetValueOrDefault(ask.Batch.Id);
        // Of a month that left only what was paid of it until then was asked for.
        if (ask.LeftAct is not null) most += Math.Min(fen, RoomFen(ask, month, slot));
        pools[ask.Batch.Id] = (used + fen, most);
        return Math.Clamp(used + fen - most, 0, fen);
    }

    /// <summary>
    /// Nobody knows the months, or they were paid before: it is of those of its months that were asked for.
    /// </summary>
    private void TakeWhole(AllocatedReceipt receipt)
    {
        var of = receipt.Receipt;
        var (first, rest, isAsked) = ((int?)null, of.Fen, false);
        for (var month = of.From; month <= of.To; month += 1)
        {
            if (AskOf(of, month, null) is not { } ask) continue;
            first ??= ask.Batch.Id;
            isAsked |= of.PaidOn >= ask.Batch.ApprovedOn;
            if (receipt.LeftFen > 0 && ask.LeftAct is null) kept.Add((ask.Batch.Id, month));
            if (receipt.IsAllocated) continue;
            if (receipt.LeftFen < of.Fen) wentBack.Add((ask.Batch.Id, month));
            foreach (var slot in Slots.All)
            {
                // It is named as it is; what comes after it finds so much less.
                var taken = Math.Min(rest, RoomFen(ask, month, slot));
                if (of.PaidOn >= ask.Batch.ApprovedOn) Beyond(ask, month, slot, taken);
                Add(settled, (ask.Batch.Id, month, slot), taken);
                Add(spent, ask.Batch.Id, taken);
                rest -= taken;
            }
        }

        if (first is { } with) Add(spent, with, rest);
        if (!isAsked) outside[receipt] = of.Fen;
    }

    private static void Add<T>(Dictionary<T, long> sums, T of, long fen) where T : notnull =>
        sums[of] = sums.GetValueOrDefault(of) + fen;
}
