namespace Disbursement.Domain.Reconciliation;

/// <summary>
/// Receipts beside bills: a receipt for a span is allocated to the billed months when the sums agree (rules §8), else
/// to none of them. In the order of payment, so it does not matter in which order the files came.
/// </summary>
public static class Allocation
{
    private static readonly Slot[][] OfUnit = [[Slot.Unit]];
    private static readonly Slot[][] OfPerson = [[Slot.Own]];
    private static readonly Slot[][] OfTreasury = [[Slot.Unit, Slot.Help], [Slot.Unit], [Slot.Help]];

    /// <summary>Marks the months that are paid, and takes back what was given back, in the order of days.</summary>
    /// <param name="goesBack">Of a month, whether what this payer paid should not have been paid.</param>
    /// <returns>
    /// Receipts in the order in which they were looked at; and refunds for which there was no money of theirs, with how
    /// much.
    /// </returns>
    public static (List<AllocatedReceipt> Receipts, List<(Refund Refund, long Fen)> Unmatched) Of(
        IReadOnlyList<MonthSides> months, IEnumerable<Receipt> receipts, IReadOnlyList<Refund> refunds,
        Func<MonthSides, Payer, bool> goesBack)
    {
        var (found, unmatched) = (new List<AllocatedReceipt>(), new List<(Refund, long)>());
        var waiting = new Queue<Refund>(refunds.OrderBy(r => r.RefundedOn)
            .ThenBy(r => r.ReceiptNumber, StringComparer.Ordinal).ThenBy(r => r.From).ThenBy(r => r.To)
            .ThenBy(r => r.Payer).ThenBy(r => r.Fen));
        foreach (var receipt in receipts.OrderBy(r => r.PaidOn).ThenBy(r => r.Number, StringComparer.Ordinal)
            .ThenBy(r => r.From).ThenBy(r => r.To).ThenBy(r => r.Payer).ThenBy(r => r.Fen))
        {
            while (waiting.TryPeek(out var next) && next.RefundedOn < receipt.PaidOn) GiveBack(waiting.Dequeue());
            var of = new AllocatedReceipt(receipt);
            Allocate(months, of);
            found.Add(of);
        }

        while (waiting.TryDequeue(out var last)) GiveBack(last);
        AllocateTogether(months, found);
        return (found, unmatched);

        void GiveBack(Refund refund)
        {
            // What had been paid together by then was paid.
            AllocateTogether(months, found);
            var rest = refund.Fen;
            // Of several lines of a receipt those first that owe something.
            foreach (var of in found.Where(r => IsOf(refund, r.Receipt))
                .OrderBy(r => r.DueBack(m => goesBack(m, r.Receipt.Payer)) == 0))
            {
                rest = of.GiveBack(rest, refund, m => goesBack(m, refund.Payer));
                // What is left of it may be just what is billed.
                if (!of.IsAllocated && of.FreeFen > 0) Allocate(months, of);
            }

            // Of two payments the other one was given back: what is left is no second any more.
            foreach (var of in found.Where(r => r.DuplicateFen > 0))
            {
                of.Reconsider();
                Allocate(months, of);
                if (!of.IsAllocated) of.PayAgain();
            }

            if (rest > 0) unmatched.Add((refund, rest));
        }
    }

    /// <summary>A month has just this open of what a payer pays, but for a fen.</summary>
    public static bool Takes(MonthSides month, Payer payer, long fen) => Array.Exists(ChoicesOf(payer), c =>
        Open([month], c, payer) is { Count: > 0 } open && Math.Abs(open.Sum(o => o.Month.Open(o.Slot)) - fen) <= 1);

    /// <summary>Back to whoever paid; what went to somebody else has not come back.</summary>
    private static bool IsOf(Refund refund, Receipt receipt) =>
        refund.ReceiptNumber == receipt.Number && refund.Payer == receipt.Payer
        && refund.From <= receipt.To && refund.To >= receipt.From;

    private static void Allocate(IReadOnlyList<MonthSides> months, AllocatedReceipt of)
    {
        var receipt = of.Receipt;
        var covered = Covered(months, receipt);
        // A claim is of one line: of another sum under the same number nobody said anything.
        if (receipt.Claimed.Count > 0 && receipt.Claimed.Sum(c => c.Fen) == of.FreeFen)
        {
            AsClaimed(covered, of);
            return;
        }

        var choices = ChoicesOf(receipt.Payer);
        foreach (var slots in choices)
        {
            var open = Open(covered, slots, receipt.Payer);
            if (open.Count == 0) continue;
            var sum = open.Sum(o => o.Month.Open(o.Slot));
            var charge = open.Select(o => o.Month).Distinct().Sum(m => m.Charge);
            if (of.FreeFen != sum && (charge == 0 || of.FreeFen != sum + charge)) continue;
            of.Pay(open, of.FreeFen - sum);
            return;
        }

        foreach (var slots in choices)
        {
            var open = Open(covered, slots, receipt.Payer);
            // By the month each amount is rounded by half a fen at most.
            if (open.Count == 0 || Math.Abs(of.FreeFen - open.Sum(o => o.Month.Open(o.Slot))) > open.Count) continue;
            of.Pay(open, 0);
            return;
        }

        if (AllPaidBefore(covered, of, choices)) of.PayAgain();
        else of.Difference = of.FreeFen - Open(covered, choices[0], receipt.Payer).Sum(o => o.Month.Open(o.Slot));
    }

    /// <summary>
    /// Instalments, or what was added after a bill was corrected: receipts of one payer for the same months, whose sums
    /// agree together.
    /// </summary>
    private static void AllocateTogether(IReadOnlyList<MonthSides> months, List<AllocatedReceipt> found)
    {
        foreach (var together in found.Where(r => r is { IsAllocated: false, FreeFen: > 0, Receipt.Claimed.Count: 0 })
            .GroupBy(r => (r.Receipt.Payer, r.Receipt.From, r.Receipt.To)).Where(g => g.Count() > 1))
        {
            var payer = together.Key.Payer;
            var covered = Covered(months, together.First().Receipt);
            var fen = together.Sum(r => r.FreeFen);
            if (Array.Find(ChoicesOf(payer), c =>
                    Open(covered, c, payer).Sum(o => o.Month.Open(o.Slot)) == fen) is not { } slots) continue;
            var open = Open(covered, slots, payer);
            foreach (var receipt in together) receipt.PayNext(open);
        }
    }

    /// <summary>Billed months of its span: the months are in order, and most receipts are for a few of them.</summary>
    private static List<MonthSides> Covered(IReadOnlyList<MonthSides> months, Receipt receipt)
    {
        var (low, high) = (0, months.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (months[middle].Month < receipt.From) low = middle + 1;
            else high = middle;
        }

        var covered = new List<MonthSides>();
        for (; low < months.Count && months[low].Month <= receipt.To; low++)
        {
            if (months[low].IsBilled) covered.Add(months[low]);
        }

        return covered;
    }

    /// <summary>As people said, if every month of it is billed with just that.</summary>
    private static void AsClaimed(List<MonthSides> covered, AllocatedReceipt of)
    {
        var payer = of.Receipt.Payer;
        var taken = new List<(MonthSides Month, Slot Slot)>();
        foreach (var (month, fen) in of.Receipt.Claimed)
        {
            var billed = covered.Find(m => m.Month == month);
            var slots = billed is null
                ? null
                : Array.Find(ChoicesOf(payer), c => Open([billed], c, payer) is { Count: > 0 } open
                    && Math.Abs(open.Sum(o => o.Month.Open(o.Slot)) - fen) <= 1);
            if (slots is null)
            {
                of.Difference = of.FreeFen
                    - Open(covered, ChoicesOf(payer)[0], payer).Sum(o => o.Month.Open(o.Slot));
                return;
            }

            taken.AddRange(Open([billed!], slots, payer));
        }

        of.Pay(taken, 0);
    }

    /// <summary>Its months were paid by others, to the fen.</summary>
    private static bool AllPaidBefore(List<MonthSides> covered, AllocatedReceipt of, Slot[][] choices) =>
        Array.Exists(choices, slots =>
        {
            var all = covered.SelectMany(m => slots.Where(s => m.PayerOf(s) == of.Receipt.Payer && m.Fen(s) > 0)
                .Select(s => (Month: m, Slot: s))).ToList();
            return all.Count > 0 && all.TrueForAll(o => o.Month.IsPaid(o.Slot))
                && Math.Abs(of.FreeFen - all.Sum(o => o.Month.Fen(o.Slot))) <= all.Count;
        });

    private static List<(MonthSides Month, Slot Slot)> Open(
        List<MonthSides> covered, Slot[] slots, Payer payer)
    {
        var open = new List<(MonthSides, Slot)>(covered.Count);
        foreach (var month in covered)
        {
            foreach (var slot in slots)
            {
                if (month.PayerOf(slot) == payer && !month.IsPaid(slot)) open.Add((month, slot));
            }
        }

        return open;
    }

    private static Slot[][] ChoicesOf(Payer payer) => payer switch
    {
        Payer.Treasury => OfTreasury,
        Payer.Person => OfPerson,
        _ => OfUnit,
    };
}
