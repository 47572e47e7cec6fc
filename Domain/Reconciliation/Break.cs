namespace Disbursement.Domain.Reconciliation;

/// <summary>Where the four lists of a month part.</summary>
public enum BreakKind
{
    /// <summary>Approved, and no bill.</summary>
    NotBilled,

    /// <summary>A bill, and nobody approved it.</summary>
    NotApproved,

    /// <summary>More than one bill.</summary>
    BilledTwice,

    /// <summary>A bill, and one of its payers has no receipt.</summary>
    NotPaid,

    /// <summary>Paid whole, and not posted.</summary>
    NotPosted,

    /// <summary>Posted, and not paid whole, or not billed at all.</summary>
    PostedNotPaid,

    /// <summary>Paid and posted, but not what was billed.</summary>
    PostedDiffers,

    /// <summary>The sides differ by what rounding explains.</summary>
    Cents,

    /// <summary>A receipt that fits no months.</summary>
    Unallocated,

    /// <summary>What was paid is to go back, and has not.</summary>
    RefundDue,

    /// <summary>A refund of a receipt that is not there, or has not that much left.</summary>
    RefundUnmatched,
}

/// <summary>A break of one month; of a receipt its first month.</summary>
/// <param name="Fen">At stake; of cents the differences of both parts together.</param>
/// <param name="Payer">Who has not paid, or to whom it goes back.</param>
/// <param name="Receipt">Of breaks of receipts.</param>
public readonly record struct Break(
    BreakKind Kind, PayMonth Month, long Fen, Payer? Payer = null, AllocatedReceipt? Receipt = null)
{
    /// <summary>What was billed and what was posted, where that differs.</summary>
    public (TwoParts Billed, TwoParts Posted) Parts { get; init; }

    /// <summary>Of a refund that fits no receipt.</summary>
    public Refund? Refund { get; init; }
}
