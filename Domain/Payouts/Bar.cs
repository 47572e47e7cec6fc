namespace Disbursement.Domain.Payouts;

/// <summary>
/// Months of an identity, or of the whole person, that may not be sent until the facts change or a release is signed.
/// </summary>
/// <param name="Category">Null: all identities.</param>
/// <param name="From">First month, included.</param>
/// <param name="To">Last month, included.</param>
public readonly record struct Bar(short? Category, PayMonth From, PayMonth To, Block Reason)
{
    public bool Covers(short category, PayMonth month) =>
        (Category is not { } only || only == category) && From <= month && month <= To;
}
