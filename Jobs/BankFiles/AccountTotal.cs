using System.Globalization;

namespace Disbursement.Jobs.BankFiles;

/// <summary>
/// account_hash of the manifest: a control total over who is paid, as sums are over how much. The digits of each
/// account, of these the last ten as a number, added up; of the total the last ten digits.
/// </summary>
/// <remarks>
/// The entry hash of the US ACH file control, because a bank can work it out in a worksheet, in any order of rows. It
/// finds a row exchanged, lost or added; that no byte was changed is what SHA-256 and SM3 are for.
/// </remarks>
public struct AccountTotal
{
    private const int Digits = 10;
    private const long Limit = 10_000_000_000;
    private long total;

    /// <summary>Adds one account; what is not a digit is passed over.</summary>
    public void Add(ReadOnlySpan<char> account)
    {
        var value = 0L;
        var place = 1L;
        var left = Digits;
        for (var i = account.Length - 1; i >= 0 && left > 0; i--)
        {
            if (!char.IsAsciiDigit(account[i])) continue;
            value += (account[i] - '0') * place;
            place *= 10;
            left--;
        }

        total = (total + value) % Limit;
    }

    /// <summary>Ten digits.</summary>
    public override readonly string ToString() => total.ToString("0000000000", CultureInfo.InvariantCulture);
}
