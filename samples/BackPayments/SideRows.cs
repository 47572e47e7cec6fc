using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Reconciliation;

namespace Disbursement.Samples.BackPayments;

/// <summary>A row of cases: one segment.</summary>
internal sealed record SegmentRow(
    Insurance Insurance, SegmentKind Kind, PayMonth From, PayMonth To, Payer UnitPayer, Employer? Employer)
{
    public IEnumerable<PayMonth> Months => Enumerable.Range(0, To - From + 1).Select(i => From + i);

    public bool Has(PayMonth month) => month >= From && month <= To;

    public bool IsRegular =>
        Kind is SegmentKind.Interrupted or SegmentKind.NeverInsured or SegmentKind.AwaitingPlacement;
}

/// <summary>A row of decisions.</summary>
internal sealed record DecisionRow(
    CaseStep Step, DateOnly On, string Document, string? Reason = null, Insurance? Insurance = null,
    PayMonth? From = null, PayMonth? To = null);

/// <summary>A month's amount in its parts: the unit's, the person's own, and what is helped with.</summary>
internal readonly record struct MonthParts(long Unit, long Own, long Help)
{
    public long Sum => Unit + Own + Help;
}

/// <summary>A row of billing; amounts are sums of the span.</summary>
internal sealed record BillRow(PayMonth From, PayMonth To, long MonthBase, long Unit, long Personal)
{
    public long Charge { get; init; }

    public string? ChargeKind { get; init; }

    public required string IdNumber { get; init; }

    public required string Name { get; init; }

    /// <summary>Where it names a case that nobody knows.</summary>
    public string? StrayCase { get; init; }

    public int Count => To - From + 1;

    public bool Has(PayMonth month) => month >= From && month <= To;

    /// <summary>Month j of n of a sum T: ⌊T·j/n⌋ − ⌊T·(j−1)/n⌋.</summary>
    public long Share(long sum, PayMonth month)
    {
        var place = month - From + 1;
        return (sum * place / Count) - (sum * (place - 1) / Count);
    }
}

/// <summary>A row of receipts.</summary>
internal sealed record ReceiptRow(string Number, PayMonth From, PayMonth To, Payer Payer, DateOnly PaidOn)
{
    /// <summary>What of it was meant for which month.</summary>
    public required IReadOnlyList<(PayMonth Month, long Fen)> Meant { get; init; }

    /// <summary>What it is more than that.</summary>
    public long Beside { get; init; }

    public string? StrayCase { get; init; }

    public long Fen => Meant.Sum(m => m.Fen) + Beside;

    public IEnumerable<PayMonth> Months => Enumerable.Range(0, To - From + 1).Select(i => From + i);
}

/// <summary>A row of refunds.</summary>
internal sealed record RefundRow(ReceiptRow Of, Payer Payer, PayMonth From, PayMonth To, long Fen, string Reason)
{
    public string? StrayCase { get; init; }
}

/// <summary>A row of postings, or two where the agency posts the parts one by one.</summary>
internal sealed record PostingRow(PayMonth Month, long MonthBase, long Unit, long Personal)
{
    public required string IdNumber { get; init; }

    public required string Name { get; init; }

    public bool InTwoRows { get; init; }
}
