using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Reconciliation;

namespace Disbursement.Samples.BackPayments;

/// <summary>One way in which a case is not as it should be, or looks so. Each step comes after those before.</summary>
/// <param name="Name">What people would call it.</param>
internal sealed record Plant(string Name)
{
    /// <summary>The codes that it makes; none: it must not be found.</summary>
    public IReadOnlyList<string> Codes { get; init; } = [];

    /// <summary>Only of this insurance; null: of either.</summary>
    public Insurance? Insurance { get; init; }

    /// <summary>Before the person and the case are made.</summary>
    public Action<CaseWish, int>? Wish { get; init; }

    /// <summary>What is asked for and decided.</summary>
    public Action<Planting>? Ask { get; init; }

    /// <summary>Which months are billed, paid and posted.</summary>
    public Action<Planting>? Plan { get; init; }

    /// <summary>Bills are there.</summary>
    public Action<Planting>? Bill { get; init; }

    /// <summary>Receipts are there.</summary>
    public Action<Planting>? Pay { get; init; }

    /// <summary>Everything is there: what is to be found is written down.</summary>
    public Action<Planting>? Find { get; init; }
}

/// <summary>A plant in a case.</summary>
/// <param name="Ordinal">Which of its kind: the ways of a plant take turns.</param>
internal sealed record Planting(Plant Plant, CaseSheet Sheet, Insurance Insurance, int Ordinal)
{
    public Lane Lane => Sheet.Of(Insurance);

    public Payer UnitPayer => Sheet.UnitPayer;

    /// <summary>The way is one of so many.</summary>
    public int Way(int ways) => Ordinal / (Plant.Insurance is null ? 2 : 1) % ways;

    /// <summary>The last approved months: three to six, or all of them each third time.</summary>
    public List<PayMonth> SomeMonths
    {
        get
        {
            var approved = Lane.Approved;
            return Ordinal % 3 == 2 ? [.. approved] : approved[^(3 + (Ordinal % 4))..];
        }
    }

    /// <summary>A few months in the middle.</summary>
    public List<PayMonth> MiddleMonths => Lane.Approved.GetRange(Lane.Approved.Count / 2, 1 + (Ordinal % 3));

    public void Expect(string code, IEnumerable<PayMonth> months, long? fen = null, Payer? payer = null) =>
        Sheet.Expect(code, Lane, months, fen, payer);

    /// <summary>Months set aside: their sums, and what was paid of them and is due back.</summary>
    /// <param name="isDue">To whom it is due at all.</param>
    public void ExpectSetAside(string code, List<PayMonth> months, Func<Payer, bool> isDue)
    {
        var billed = Lane.BilledFen(months);
        Expect(code, months, billed > 0 ? billed : Lane.ApprovedFen(months.Count));
        foreach (var payer in Lane.Payers.Distinct().Where(isDue))
        {
            var due = Lane.PaidFen(payer, months);
            if (due > 0) ExpectRefund(payer, months, due);
        }
    }

    public void ExpectRefund(Payer payer, IEnumerable<PayMonth> months, long fen) =>
        Expect("bp-refund-due", months, fen, payer);

    /// <summary>What every payer paid of these months goes back to him.</summary>
    public void RefundWhole(List<PayMonth> months)
    {
        foreach (var receipt in Lane.Receipts)
        {
            var fen = receipt.Meant.Where(m => months.Contains(m.Month)).Sum(m => m.Fen);
            if (fen > 0)
                Lane.Refunds.Add(new RefundRow(receipt, receipt.Payer, months[0], months[^1], fen, "不应补缴的月份"));
        }
    }
}
