namespace Disbursement.Jobs.BankFiles;

/// <summary>代发明细: what one person gets from one run, as it goes to the bank.</summary>
/// <param name="PersonId">The person's serial; the row id is worked out from it.</param>
/// <param name="IdNumber">The recipient's own identity number; rows come in its order.</param>
/// <param name="Name">The recipient's name.</param>
/// <param name="Bank">开户行 of the account; it decides the paying bank.</param>
/// <param name="Account">Account number.</param>
/// <param name="AccountName">户名, resolved: the payee's or the recipient's name.</param>
/// <param name="NameAtBank">银行户名 where the bank's own system holds the name otherwise, approved; else null.</param>
/// <param name="RegionCode">行政区划代码.</param>
/// <param name="Fen">More than 0.</param>
public readonly record struct BankRow(
    int PersonId, string IdNumber, string Name, string? Bank, string Account, string AccountName, string? NameAtBank,
    string RegionCode, long Fen)
{
    /// <summary>The name the bank is told.</summary>
    public string NameWritten => NameAtBank ?? AccountName;
}
