namespace Disbursement.Domain.Reconciliation;

/// <summary>缴费凭证: what one payer paid for a span of months.</summary>
/// <param name="Fen">More than nothing.</param>
public sealed record Receipt(string Number, PayMonth From, PayMonth To, Payer Payer, long Fen, DateOnly PaidOn)
{
    /// <summary>认领: which month has how much of it, where two people said the same; empty: as it divides.</summary>
    public IReadOnlyList<(PayMonth Month, long Fen)> Claimed { get; init; } = [];

    public bool Covers(PayMonth month) => month >= From && month <= To;
}

/// <summary>退费: money of a receipt that went back.</summary>
/// <param name="Payer">To whom.</param>
public sealed record Refund(
    string ReceiptNumber, PayMonth From, PayMonth To, Payer Payer, long Fen, DateOnly RefundedOn);

/// <summary>What became of a receipt.</summary>
/// <param name="Difference">Of one that could not be allocated: its amount less what is billed of its months.</param>
/// <param name="DuplicateFen">All of it, where its months were paid before.</param>
/// <param name="ChargeFen">What of it paid a charge that the bill should not have.</param>
/// <param name="CentsFen">Its amount less the sum of its months, where that is rounding only.</param>
public sealed record AllocatedReceipt(Receipt Receipt, bool IsAllocated)
{
    public long Difference { get; init; }

    public long DuplicateFen { get; init; }

    public long ChargeFen { get; init; }

    public long CentsFen { get; init; }
}
