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

    /// <summary>Marks the months that are paid.</summary>
    /// <returns>In the order in which they were looked at.</returns>
    public static List<AllocatedReceipt> Of(IReadOnlyList<MonthSides> months, IEnumerable<Receipt> receipts)
    {
        var found = new List<AllocatedReceipt>();
        foreach (var receipt in receipts.OrderBy(r => r.PaidOn).ThenBy(r => r.Number, StringComparer.Ordinal)
            .ThenBy(r => r.From).ThenBy(r => r.To).ThenBy(r => r.Payer).ThenBy(r => r.Fen))
        {
            found.Add(Of(months, receipt, found.Count + 1));
        }

        return found;
    }

    private static AllocatedReceipt Of(IReadOnlyList<MonthSides> months, Receipt receipt, int number)
    {
        var covered = Covered(months, receipt);
        if (receipt.Claimed.Count > 0) return AsClaimed(covered, receipt, number);
        var choices = ChoicesOf(receipt.Payer);
        foreach (var slots in choices)
        {
            var open = Open(covered, slots, receipt.Payer);
            var sum = open.Sum(o => o.Month.Fen(o.Slot));
            if (open.Count == 0) continue;
            var charge = open.Select(o => o.Month).Distinct().Sum(m => m.Charge);
            if (receipt.Fen == sum || (charge > 0 && receipt.Fen == sum + charge))
                return Allocated(receipt, open, number) with { ChargeFen = receipt.Fen - sum };
        }

        foreach (var slots in choices)
        {
            var open = Open(covered, slots, receipt.Payer);
            var rounding = receipt.Fen - open.Sum(o => o.Month.Fen(o.Slot));
            // By the month each amount is rounded by half a fen at most.
            if (open.Count > 0 && Math.Abs(rounding) <= open.Count)
                return Allocated(receipt, open, number) with { CentsFen = rounding };
        }

        return AllPaidBefore(covered, receipt, choices)
            ? new AllocatedReceipt(receipt, true) { DuplicateFen = receipt.Fen }
            : new AllocatedReceipt(receipt, false)
            {
                Difference = receipt.Fen
                    - Open(covered, choices[0], receipt.Payer).Sum(o => o.Month.Fen(o.Slot)),
            };
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
    private static AllocatedReceipt AsClaimed(List<MonthSides> covered, Receipt receipt, int number)
    {
        var taken = new List<(MonthSides Month, Slot Slot)>();
        foreach (var (month, fen) in receipt.Claimed)
        {
            var of = covered.Find(m => m.Month == month);
            var slots = of is null
                ? null
                : Array.Find(ChoicesOf(receipt.Payer), c => Open([of], c, receipt.Payer) is { Count: > 0 } open
                    && Math.Abs(open.Sum(o => o.Month.Fen(o.Slot)) - fen) <= 1);
            if (slots is null)
                return new AllocatedReceipt(receipt, false)
                {
                    Difference = receipt.Fen - Open(covered, ChoicesOf(receipt.Payer)[0], receipt.Payer)
                        .Sum(o => o.Month.Fen(o.Slot)),
                };
            taken.AddRange(Open([of!], slots, receipt.Payer));
        }

        return Allocated(receipt, taken, number) with
        {
            CentsFen = receipt.Fen - taken.Sum(o => o.Month.Fen(o.Slot)),
        };
    }

    private static AllocatedReceipt Allocated(
        Receipt receipt, List<(MonthSides Month, Slot Slot)> open, int number)
    {
        foreach (var (month, slot) in open) month.Pay(slot, number);
        return new AllocatedReceipt(receipt, true);
    }

    /// <summary>Its months were paid by others, to the fen.</summary>
    private static bool AllPaidBefore(List<MonthSides> covered, Receipt receipt, Slot[][] choices) =>
        Array.Exists(choices, slots =>
        {
            var all = covered.SelectMany(m => slots.Where(s => m.PayerOf(s) == receipt.Payer && m.Fen(s) > 0)
                .Select(s => (Month: m, Slot: s))).ToList();
            return all.Count > 0 && all.TrueForAll(o => o.Month.IsPaid(o.Slot))
                && Math.Abs(receipt.Fen - all.Sum(o => o.Month.Fen(o.Slot))) <= all.Count;
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
