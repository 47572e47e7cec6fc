namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>A bank account number: digits as text, never a number.</summary>
public static class AccountCell
{
    /// <summary>
    /// Reads digits; blanks and hyphens between them are left out. Its length is the bank profile's affair.
    /// </summary>
    /// <returns>Null, or the reason why it is no account number.</returns>
    public static string? Read(string text, out string account)
    {
        account = Characters.Compact(text).TrimStart('\'', '’', '‘');
        if (Characters.IsScientific(account)) return RejectionReason.Scientific(text);
        account = account.Replace("-", "", StringComparison.Ordinal);
        var strange = account.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return strange < 0 ? null : RejectionReason.AccountCharacter(account[strange]);
    }
}
