namespace Disbursement.Domain.Funds;

/// <summary>
/// A run at one bank, our books beside the bank's own account; fen. A bank may debit the whole file and put back what
/// failed, or debit only what went through: either way what stays out of the account is what people have.
/// </summary>
/// <param name="Debit">支出 by the statement.</param>
/// <param name="Credit">退回 by the statement.</param>
/// <param name="Sent">送盘</param>
/// <param name="CameBack">Failed, returned, or the rest of what was credited in part.</param>
public readonly record struct StatementTie(string Bank, long Debit, long Credit, long Sent, long CameBack)
{
    /// <summary>到账 by the results.</summary>
    public long Credited => Sent - CameBack;

    /// <summary>What the account lost more than people got; 0: it ties.</summary>
    public long Difference => Debit - Credit - Credited;
}
