namespace Disbursement.Domain.Reconciliation;

/// <summary>What is looked at of an account at all.</summary>
/// <param name="IsLive">False: refused or ended; only money that is to go back is looked for.</param>
/// <param name="IsWaiting">挂起: nobody is asked to bill or to pay.</param>
/// <param name="IsPersonFirst">⚙ Public money waits for the personal part.</param>
public readonly record struct AccountTerms(bool IsLive, bool IsWaiting, bool IsPersonFirst);

/// <summary>
/// 四方对账 of one account: approved – billed – paid – posted, month by month. Of a month the first break is named, so
/// that one matter is one case.
/// </summary>
public static class FourWay
{
    /// <param name="months">In order; receipts are not yet allocated.</param>
    /// <param name="goesBack">Of a month set aside: whether what this payer paid goes back.</param>
    public static List<Break> Compare(
        IReadOnlyList<MonthSides> months, IEnumerable<Receipt> receipts, IReadOnlyList<Refund> refunds,
        AccountTerms terms, Func<MonthSides, Payer, bool> goesBack)
    {
        var found = new List<Break>();
        var allocated = Allocation.Of(months, receipts);
        TakeBack(months, allocated, refunds);
        if (terms.IsLive)
        {
            foreach (var month in months.Where(m => !m.IsSetAside)) Month(month, allocated, terms, found);
            found.AddRange(allocated.Where(r => !r.IsAllocated && !IsReturned(r, refunds)).Select(r =>
                new Break(BreakKind.Unallocated, r.Receipt.From, r.Receipt.Fen, r.Receipt.Payer, r)));
            found.AddRange(allocated.Where(r => r.CentsFen != 0).Select(r =>
                new Break(BreakKind.Cents, r.Receipt.From, r.CentsFen, r.Receipt.Payer, r)));
        }

        foreach (var (receipt, index) in allocated.Select((r, i) => (r, i + 1)))
            Refunds(months, receipt, index, refunds, terms, goesBack, found);
        return found;
    }

    /// <summary>What went back of a month that is in order is not paid any more.</summary>
    private static void TakeBack(
        IReadOnlyList<MonthSides> months, List<AllocatedReceipt> allocated, IReadOnlyList<Refund> refunds)
    {
        if (refunds.Count == 0) return;
        for (var i = 0; i < allocated.Count; i++)
        {
            var receipt = allocated[i];
            if (receipt.DuplicateFen > 0) continue;
            var rest = refunds.Where(r => IsOf(r, receipt.Receipt)).Sum(r => r.Fen) - receipt.ChargeFen
                - months.Where(m => m.IsSetAside).Sum(m => PaidFen(m, i + 1));
            foreach (var month in months)
            {
                foreach (var slot in Slots.All)
                {
                    if (rest <= 0) break;
                    if (month.IsSetAside || month.PaidBy(slot) != i + 1
                        || !refunds.Any(r => IsOf(r, receipt.Receipt) && r.From <= month.Month && r.To >= month.Month))
                        continue;
                    rest -= month.Fen(slot);
                    month.Pay(slot, 0);
                }
            }
        }
    }

    private static long PaidFen(MonthSides month, int receipt) =>
        Slots.All.Where(s => month.PaidBy(s) == receipt).Sum(month.Fen);

    private static void Month(
        MonthSides month, List<AllocatedReceipt> allocated, AccountTerms terms, List<Break> found)
    {
        if (month.Bills > 1) found.Add(new Break(BreakKind.BilledTwice, month.Month, month.Billed.Sum));
        else if (month.IsPosted && !(month.IsBilled && month.IsPaidWhole))
        {
            if (!IsExplained(month, allocated))
                found.Add(new Break(BreakKind.PostedNotPaid, month.Month, month.Posted.Sum));
        }
        else if (!month.IsBilled)
        {
            if (month.IsApproved && !terms.IsWaiting)
                found.Add(new Break(BreakKind.NotBilled, month.Month, month.Approved.Sum));
        }
        else if (!month.IsApproved) found.Add(new Break(BreakKind.NotApproved, month.Month, month.Billed.Sum));
        else if (!month.IsPaidWhole)
        {
            if (!terms.IsWaiting) Unpaid(month, allocated, terms, found);
        }
        else if (!month.IsPosted) found.Add(new Break(BreakKind.NotPosted, month.Month, month.Billed.Sum));
        else if (month.Posted != month.Billed)
        {
            var (unit, personal) = month.Posted - month.Billed;
            var isRounding = Math.Abs(unit) <= 1 && Math.Abs(personal) <= 1;
            found.Add(isRounding
                ? new Break(BreakKind.Cents, month.Month, Math.Abs(unit) + Math.Abs(personal))
                : new Break(BreakKind.PostedDiffers, month.Month, month.Billed.Sum) { PostedFen = month.Posted.Sum });
        }
    }

    private static void Unpaid(
        MonthSides month, List<AllocatedReceipt> allocated, AccountTerms terms, List<Break> found)
    {
        var waitsForPerson = terms.IsPersonFirst && !month.IsPaid(Slot.Own);
        foreach (var payer in PayerWords.All)
        {
            var fen = Slots.All.Where(s => month.PayerOf(s) == payer && !month.IsPaid(s)).Sum(month.Fen);
            if (fen == 0 || (payer == Payer.Treasury && waitsForPerson)
                || allocated.Exists(r => Explains(r, month, payer)))
                continue;
            found.Add(new Break(BreakKind.NotPaid, month.Month, fen, payer));
        }
    }

    /// <summary>There is a receipt for it, which nobody could allocate.</summary>
    private static bool Explains(AllocatedReceipt of, MonthSides month, Payer payer) =>
        !of.IsAllocated && of.Receipt.Payer == payer && of.Receipt.Covers(month.Month);

    private static bool IsExplained(MonthSides month, List<AllocatedReceipt> allocated) => month.IsBilled
        && Slots.All.All(s => month.IsPaid(s) || allocated.Exists(r => Explains(r, month, month.PayerOf(s))));

    /// <summary>A receipt that fits nothing and went back whole is done with.</summary>
    private static bool IsReturned(AllocatedReceipt of, IReadOnlyList<Refund> refunds) =>
        refunds.Where(r => IsOf(r, of.Receipt)).Sum(r => r.Fen) >= of.Receipt.Fen;

    /// <summary>Back to whoever paid; what went to somebody else has not come back.</summary>
    private static bool IsOf(Refund refund, Receipt receipt) =>
        refund.ReceiptNumber == receipt.Number && refund.Payer == receipt.Payer
        && refund.From <= receipt.To && refund.To >= receipt.From;

    private static void Refunds(
        IReadOnlyList<MonthSides> months, AllocatedReceipt receipt, int index, IReadOnlyList<Refund> refunds,
        AccountTerms terms, Func<MonthSides, Payer, bool> goesBack, List<Break> found)
    {
        var due = receipt.DuplicateFen + receipt.ChargeFen;
        PayMonth? first = due > 0 ? receipt.Receipt.From : null;
        foreach (var month in months)
        {
            var isWrong = month.IsSetAside || (!terms.IsLive && !month.IsPosted);
            if (!isWrong || !goesBack(month, receipt.Receipt.Payer)) continue;
            var fen = PaidFen(month, index);
            if (fen > 0) first ??= month.Month;
            due += fen;
        }

        // Of one that could not be allocated nobody knows which months it paid; ended, all of it goes back.
        if (!terms.IsLive && !receipt.IsAllocated)
        {
            due += receipt.Receipt.Fen;
            first ??= receipt.Receipt.From;
        }

        due -= refunds.Where(r => IsOf(r, receipt.Receipt)).Sum(r => r.Fen);
        if (due > 0 && first is { } month0)
            found.Add(new Break(BreakKind.RefundDue, month0, due, receipt.Receipt.Payer, receipt));
    }
}
