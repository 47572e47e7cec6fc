using Disbursement.Domain;
using Disbursement.Domain.Reconciliation;
using Disbursement.Samples.Counties;

namespace Disbursement.Samples.BackPayments;

/// <summary>What the agency bills, the payers pay and the agency posts when nobody makes a mistake.</summary>
internal static class Sides
{
    private static readonly DateOnly FirstPaid = new(2026, 3, 2);

    public static void Bill(Lane lane)
    {
        foreach (var (from, to) in Runs(lane.Billed, lane.Sheet.Wish.BillsByYear))
        {
            var months = to - from + 1;
            lane.Bills.Add(new BillRow(
                from, to, lane.Tariff.MonthBase, months * lane.Tariff.Unit, months * lane.Tariff.Personal)
            {
                IdNumber = lane.Sheet.Person.IdNumber, Name = lane.Sheet.Person.Name,
            });
        }
    }

    /// <summary>The person first, then whoever bears the unit part, then the help.</summary>
    public static void Pay(Lane lane, ref Dice dice)
    {
        var (sheet, early) = (lane.Sheet, dice.Below(10));
        Pay(lane, Payer.Person, FirstPaid.AddDays(early), m => lane.PartsOf(m).Own);
        if (sheet.UnitPayer != Payer.Treasury)
        {
            Pay(lane, sheet.UnitPayer, FirstPaid.AddDays(early + 2), m => lane.PartsOf(m).Unit);
            Pay(lane, Payer.Treasury, FirstPaid.AddDays(early + 15), m => lane.PartsOf(m).Help);
        }
        else if (sheet.Wish.HelpApart)
        {
            Pay(lane, Payer.Treasury, FirstPaid.AddDays(early + 14), m => lane.PartsOf(m).Unit);
            Pay(lane, Payer.Treasury, FirstPaid.AddDays(early + 15), m => lane.PartsOf(m).Help);
        }
        else Pay(lane, Payer.Treasury, FirstPaid.AddDays(early + 15), m => lane.PartOf(Payer.Treasury, m));
    }

    public static void Post(Lane lane)
    {
        var paid = lane.PaidWhole();
        foreach (var month in lane.Billed)
        {
            if (lane.NotPosted.Contains(month)) continue;
            if (!lane.PostedBeside.Contains(month) && !paid.Contains(month)) continue;
            var bill = lane.Bills.Find(b => b.Has(month))!;
            Post(lane, month, bill.MonthBase, bill.Share(bill.Unit, month), bill.Share(bill.Personal, month));
        }
    }

    public static void Post(Lane lane, PayMonth month, long monthBase, long unit, long personal) =>
        lane.Postings.Add(new PostingRow(month, monthBase, unit, personal)
        {
            IdNumber = lane.Sheet.Person.IdNumber, Name = lane.Sheet.Person.Name,
            InTwoRows = lane.Sheet.Wish.PostingsInTwo,
        });

    private static void Pay(Lane lane, Payer payer, DateOnly on, Func<PayMonth, long> part)
    {
        foreach (var months in PaidTogether(lane, payer))
        {
            if (months.Sum(part) == 0) continue;
            lane.Receipts.Add(new ReceiptRow(lane.Sheet.NextReceipt(), months[0], months[^1], payer, lane.PaidOn ?? on)
            {
                Meant = [.. months.Select(m => (m, part(m)))],
                Beside = lane.ChargePayer != payer ? 0
                    : months.Sum(m => lane.Bills.Where(b => b.Has(m)).Sum(b => b.Share(b.Charge, m))),
            });
        }
    }

    /// <summary>A receipt may span months that are not billed, but none that this payer has not paid.</summary>
    private static List<List<PayMonth>> PaidTogether(Lane lane, Payer payer)
    {
        var (spans, open) = (new List<List<PayMonth>>(), false);
        foreach (var month in lane.Billed)
        {
            if (lane.Unpaid(payer).Contains(month))
            {
                open = false;
                continue;
            }

            if (!open) spans.Add([]);
            spans[^1].Add(month);
            open = true;
        }

        if (!lane.Sheet.Wish.ReceiptsInTwo) return spans;
        return
        [
            .. spans.SelectMany(s => s.Count < 6 ? [s] : new[] { s[..(s.Count / 2)], s[(s.Count / 2)..] }),
        ];
    }

    private static IEnumerable<(PayMonth From, PayMonth To)> Runs(IEnumerable<PayMonth> months, bool byYear)
    {
        (PayMonth From, PayMonth To)? run = null;
        foreach (var month in months)
        {
            if (run is { } open && open.To + 1 == month && !(byYear && month.Number == 1))
            {
                run = (open.From, month);
                continue;
            }

            if (run is { } done) yield return done;
            run = (month, month);
        }

        if (run is { } last) yield return last;
    }
}
