using System.Globalization;

namespace Disbursement.Jobs.Intake.Sheets.Workbooks;

/// <summary>A number of a cell as the text an officer would have written.</summary>
internal static class NumberText
{
    /// <summary>Excel keeps fifteen digits: a longer number has lost its end.</summary>
    private const double FirstWithLostDigits = 1e15;

    /// <summary>Finer than any amount, coarser than what sums of binary fractions leave (1234.5600000000001).</summary>
    private const int Decimals = 6;

    /// <summary>30 December 1899, so that 1 March 1900 and every day after it comes out right.</summary>
    private static readonly DateTime Zero = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified);

    private const double LastSerial = 2_958_465;

    /// <param name="raw">As it stands in the file.</param>
    /// <returns>
    /// A date as 2026-03-05, with a time where it is shown; a number without exponent, but one that has lost digits
    /// with it (3.7010219400307E+17), so that no reader takes it for whole.
    /// </returns>
    public static string Of(string raw, Showing showing, bool countsFrom1904)
    {
        if (!double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return raw;
        if (showing != Showing.Number && number is >= 1 and <= LastSerial)
            return Date(number + (countsFrom1904 ? Worksheet.DaysFrom1900To1904 : 0), showing);
        if (Math.Abs(number) >= FirstWithLostDigits)
            return number.ToString("0.##############E+0", CultureInfo.InvariantCulture);
        return Math.Round((decimal)number, Decimals, MidpointRounding.AwayFromZero)
            .ToString("0.######", CultureInfo.InvariantCulture);
    }

    private static string Date(double serial, Showing showing)
    {
        if (showing == Showing.Day)
            return Zero.AddDays(Math.Floor(serial)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var at = Zero.AddSeconds(Math.Round(serial * 86_400));
        return at.ToString(at.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss",
            CultureInfo.InvariantCulture);
    }
}
