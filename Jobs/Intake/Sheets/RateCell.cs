using System.Globalization;
using Disbursement.Domain.BackPayments;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>费率: "16%", "16" and "0.16" are the same.</summary>
public static class RateCell
{
    private const int Most = Contribution.RateUnit / 2;

    /// <summary>Reads a rate per 100,000. Less than 1 without a sign of per cent is a ratio.</summary>
    /// <returns>Null, or the reason why it is none.</returns>
    public static string? Read(string text, out int rate)
    {
        rate = 0;
        var digits = Characters.Compact(text).Replace('％', '%');
        var isPercent = digits.EndsWith('%');
        if (!decimal.TryParse(isPercent ? digits[..^1] : digits, NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture, out var number))
            return RejectionReason.RateUnreadable(text);
        if (number > 100) return RejectionReason.RateStrange(text);
        var perUnit = number * Contribution.RateUnit / (isPercent || number >= 1 ? 100 : 1);
        if (perUnit is <= 0 or > Most) return RejectionReason.RateStrange(text);
        if (!decimal.IsInteger(perUnit)) return RejectionReason.RateTooFine(text);
        rate = (int)perUnit;
        return null;
    }
}
