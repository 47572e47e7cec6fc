using System.Globalization;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>Whole numbers and years of service.</summary>
public static class NumberCell
{
    /// <summary>Reads a whole number of at most nine digits.</summary>
    /// <returns>Null, or the reason why it is none.</returns>
    public static string? ReadWhole(string text, out int number)
    {
        var digits = Characters.Compact(text);
        number = 0;
        if (Characters.IsScientific(digits)) return RejectionReason.Scientific(text);
        return digits.Length <= 9 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number)
            ? null
            : RejectionReason.NumberUnreadable(text);
    }

    /// <summary>Reads 服役年限, 1 to 60 with at most two decimals; a 年 behind it is passed over.</summary>
    /// <returns>Null, or the reason why it is none.</returns>
    public static string? ReadServiceYears(string text, out decimal years)
    {
        ReadOnlySpan<char> digits = Characters.Compact(text);
        digits = digits.TrimEnd('年');
        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture, out years))
            return RejectionReason.NumberUnreadable(text);
        if (years is < 1 or > RejectionReason.MostServiceYears) return RejectionReason.ServiceYears(digits.ToString());
        return decimal.IsInteger(years * 100) ? null : RejectionReason.ServiceYearsTooFine(digits.ToString());
    }
}
