using System.Globalization;

namespace Disbursement.Domain;

/// <summary>Money is whole fen (分) in a <see cref="long"/>; this is how it is read, written and divided.</summary>
public static class Money
{
    /// <summary>1,005.01 yuan as "1005.01": always two decimals, no separators, as files carry it.</summary>
    public static string Yuan(long fen)
    {
        var whole = Math.Abs(fen);
        return string.Create(CultureInfo.InvariantCulture, $"{(fen < 0 ? "-" : "")}{whole / 100}.{whole % 100:00}");
    }

    /// <summary>"1,005.01元": as sentences carry it.</summary>
    public static string Spoken(long fen) => Figures(fen) + "元";

    /// <summary>"1,005.01": as tables and sums carry it.</summary>
    public static string Figures(long fen)
    {
        var whole = Math.Abs(fen);
        return string.Create(CultureInfo.InvariantCulture,
            $"{(fen < 0 ? "-" : "")}{whole / 100:#,0}.{whole % 100:00}");
    }

    /// <summary>Fen of an amount in yuan; false when it is not a whole number of fen or out of range.</summary>
    public static bool TryFen(decimal yuan, out long fen)
    {
        fen = 0;
        if (Math.Abs(yuan) > 1_000_000_000_000m || !decimal.IsInteger(yuan * 100)) return false;
        fen = (long)(yuan * 100);
        return true;
    }

    /// <summary>A ÷ B half-up to a whole number; A and B not negative.</summary>
    public static long DivideHalfUp(long dividend, long divisor) => ((2 * dividend) + divisor) / (2 * divisor);

    /// <summary>A ÷ B up to a whole number; A and B not negative.</summary>
    public static long DivideUp(long dividend, long divisor) => (dividend + divisor - 1) / divisor;
}
