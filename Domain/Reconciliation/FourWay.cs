namespace Disbursement.Domain.Reconciliation;

/// <summary>What is looked at of an account at all.</summary>
/// <param name="IsLive">False: refused or ended; what is to go back is looked for, or to be taken back.</param>
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
    /// <param name="goesBack">Of a month: whether what this payer paid of it goes back.</param>
    public static Comparison Compare(
        IReadOnlyList<MonthSides> months, IEnumerable<Receipt> receipts, IReadOnlyList<Refund> refunds,
        AccountTerms terms, Func<MonthSides, Payer, bool> goesBack)
    {
        var found = new List<Break>();
        var (allocated, unmatched) = Allocation.Of(months, receipts, refunds, goesBack);
        if (terms.IsLive)
        {
            foreach (var month in months.Where(m => !m.IsSetAside)) Month(month, allocated, terms, found);
            found.AddRange(allocated.Where(r => !r.IsAllocated && r.FreeFen > 0).Select(r =>
                new Break(BreakKind.Unallocated, r.Receipt.From, r.FreeFen, r.Receipt.Payer, r)));
            found.AddRange(allocated.Where(r => r.CentsFen != 0).Select(r =>
                new Break(BreakKind.Cents, r.Receipt.From, r.CentsFen, r.Receipt.Payer, r)));
        }

        else
        {
            // Ended or refused: what stands in the account all the same has to have been paid.
            found.AddRange(months.Where(m => m is { IsPosted: true, IsSetAside: false }
                && !(m.IsBilled && m.IsPaidWhole) && !IsExplained(m, allocated))
                .Select(m => new Break(BreakKind.PostedNotPaid, m.Month, m.Posted.Sum)));
            // A bill that nobody has paid can still be paid.
            found.AddRange(months.Where(m => m is { IsBilled: true, IsSetAside: false, IsPosted: false }
                && !allocated.Exists(r => r.IsAllocated ? r.Parts.Any(p => p.Month == m) : r.Receipt.Covers(m.Month)))
                .Select(m => new Break(BreakKind.NotApproved, m.Month, m.Billed.Sum)));
        }

        foreach (var receipt in allocated) DueBack(receipt, terms, goesBack, found);
        found.AddRange(unmatched.Select(u => new Break(BreakKind.RefundUnmatched, u.Refund.From, u.Fen, u.Refund.Payer)
        {
            Refund = u.Refund,
        }));
        return new Comparison(found, allocated);
    }

    private static void DueBack(
        AllocatedReceipt of, AccountTerms terms, Func<MonthSides, Payer, bool> goesBack, List<Break> found)
    {
        var payer = of.Receipt.Payer;
        // Of one that could not be allocated nobody knows which months it paid; ended, all of it goes back.
        var due = of.DueBack(m => goesBack(m, payer)) + (terms.IsLive ? 0 : of.FreeFen);
        if (due == 0) return;
        var months = of.Parts.Where(p => p.Fen > 0 && goesBack(p.Month, payer)).Select(p => p.Month.Month);
        found.Add(new Break(BreakKind.RefundDue, months.DefaultIfEmpty(of.Receipt.From).Min(), due, payer, of));
    }

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
        else if (!month.IsApproved)
        {
            // What was paid before the approval was taken back is due back; that is said of the receipt.
            if (!month.IsRevoked || !month.IsPaidAtAll)
                found.Add(new Break(BreakKind.NotApproved, month.Month, month.Billed.Sum));
        }
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
                : new Break(BreakKind.PostedDiffers, month.Month, Math.Abs(unit) + Math.Abs(personal))
                {
                    Parts = (month.Billed, month.Posted),
                });
        }
    }

    private static void Unpaid(
        MonthSides month, List<AllocatedReceipt> allocated, AccountTerms terms, List<Break> found)
    {
        var waitsForPerson = terms.IsPersonFirst && !month.IsPaid(Slot.Own);
        foreach (var payer in PayerWords.All)
        {
            var fen = Slots.All.Where(s => month.PayerOf(s) == payer).Sum(month.Open);
            if (fen == 0 || (payer == Payer.Treasury && waitsForPerson)
                || allocated.Exists(r => Explains(r, month, payer)))
                continue;
            found.Add(new Break(BreakKind.NotPaid, month.Month, fen, payer));
        }
    }

    /// <summary>There is a receipt for it, which nobody could allocate.</summary>
    private static bool Explains(AllocatedReceipt of, MonthSides month, Payer payer) =>
        !of.IsAllocated && of.FreeFen > 0 && of.Receipt.Payer == payer && of.Receipt.Covers(month.Month);

    private static bool IsExplained(MonthSides month, List<AllocatedReceipt> allocated) => month.IsBilled
        && Slots.All.All(s => month.IsPaid(s) || allocated.Exists(r => Explains(r, month, month.PayerOf(s))));
}

/// <summary>An account compared.</summary>
/// <param name="Receipts">In the order of payment.</param>
public sealed record Comparison(IReadOnlyList<Break> Breaks, IReadOnlyList<AllocatedReceipt> Receipts);
