using Disbursement.Domain.OneOffs;
using Disbursement.Domain.Policy;
using Disbursement.Domain.Recoveries;

namespace Disbursement.Domain.Payouts;

/// <content>The same subtraction for a one-off batch: its rows are owed, its one position was paid.</content>
public sealed partial class Assessment
{
    private void Settle(PersonFile file, OneOffOwed batch)
    {
        var paid = file.Paid.Find(p => p.Category == Category.OneOff.Number && p.Component == batch.Batch);
        var (left, free, held) = (paid.Fen - BackOf(file, batch.Batch), 0L, 0L);
        OneOffRow? first = null, firstHeld = null;
        var reason = Block.None;
        foreach (var (row, itsReason, _) in batch.Amounts)
        {
            var covered = Math.Min(left, row.Fen);
            left -= covered;
            if (covered == row.Fen) continue;
            var why = itsReason != Block.None ? itsReason : ReasonOfPerson(file);
            if (why == Block.None)
            {
                free += row.Fen - covered;
                first ??= row;
            }
            else
            {
                held += row.Fen - covered;
                firstHeld ??= row;
                if (reason == Block.None) reason = why;
            }
        }

        // Taken back after it was paid: more was paid than is owed. It is paid back; nothing is deducted for it.
        if (left > 0)
        {
            Claims.Add(new Claim(payMonth, left));
            Overpayments.Add(new Claim(payMonth, left));
            OverpaidPositions.Add(new Overpaid(
                Category.OneOff.Number, batch.Batch, payMonth, left, 0, paid.Lines, paid.LastCameBack));
        }

        var kind = paid.LastCameBack ? LineKind.Reissue : LineKind.OneOff;
        var category = Category.OneOff.Number;
        if (free > 0)
            Lines.Add(new PaymentLine(category, batch.Batch, payMonth, free, first!.StandardId, kind, paid.Lines));
        if (held > 0)
            Held.Add(new HeldAmount(category, batch.Batch, payMonth, held, firstHeld!.StandardId, kind, reason));
    }

    private static long BackOf(PersonFile file, short batch)
    {
        var sum = 0L;
        foreach (var back in file.Recovery.Back)
            if (back.Category == Category.OneOff.Number && back.Component == batch) sum += back.Fen;
        return sum;
    }

    /// <summary>
    /// What holds all money of a person holds this too (rules §4). What holds one identity does not: this is of none.
    /// </summary>
    private Block ReasonOfPerson(PersonFile file)
    {
        if (file.Person.Hold is not null) return Block.OnHold;
        if (file.Receiver != Block.None) return file.Receiver;
        foreach (var bar in file.Bars)
            if (bar.Category is null && bar.Covers(Category.OneOff.Number, payMonth)) return bar.Reason;
        return Block.None;
    }
}
