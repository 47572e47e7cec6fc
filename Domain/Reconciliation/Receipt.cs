namespace Disbursement.Domain.Reconciliation;

/// <summary>缴费凭证: what one payer paid for a span of months.</summary>
/// <param name="Fen">More than nothing.</param>
public sealed record Receipt(string Number, PayMonth From, PayMonth To, Payer Payer, long Fen, DateOnly PaidOn)
{
    /// <summary>认领: which month has how much of it, where two people said the same; empty: as it divides.</summary>
    public IReadOnlyList<(PayMonth Month, long Fen)> Claimed { get; init; } = [];

    /// <summary>The act that made it known: what was asked for later, it has not paid.</summary>
    public long Act { get; init; }

    public bool Covers(PayMonth month) => month >= From && month <= To;
}

/// <summary>退费: money of a receipt that went back.</summary>
/// <param name="Payer">To whom.</param>
public sealed record Refund(
    string ReceiptNumber, PayMonth From, PayMonth To, Payer Payer, long Fen, DateOnly RefundedOn);
