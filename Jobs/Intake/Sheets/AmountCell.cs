namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>Yuan as officers write them, read as whole fen.</summary>
public static class AmountCell
{
    /// <summary>Twelve digits of yuan: more than any county ever pays, and far inside a long.</summary>
    private const int MostDigits = 12;

    /// <summary>Reads 1234.5, 1,234.56, ￥1234, 1234.56元, full-width as well; negative only with a minus sign.</summary>
    /// <param name="fen">The amount in fen.</param>
    /// <returns>Null, or the reason why it is not an amount.</returns>
    public static string? Read(string text, out long fen)
    {
        fen = 0;
        ReadOnlySpan<char> digits = Characters.Compact(text);
        if (Characters.IsScientific(digits)) return RejectionReason.Scientific(text);
        var isNegative = TakeSign(ref digits);
        digits = digits.TrimStart("￥¥").TrimEnd('元');
        isNegative |= TakeSign(ref digits);
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? [] : digits[(point + 1)..];
        var isPointBare = point >= 0 && fraction.IsEmpty;
        if (!TryWhole(whole, out var yuan) || isPointBare || fraction.IndexOfAnyExceptInRange('0', '9') >= 0)
            return RejectionReason.AmountUnreadable(text);
        if (fraction.Length > 2) return RejectionReason.AmountTooFine(text);
        fen = yuan * 100;
        if (fraction.Length > 0) fen += (fraction[0] - '0') * 10;
        if (fraction.Length > 1) fen += fraction[1] - '0';
        if (isNegative) fen = -fen;
        return null;
    }

    /// <summary>Digits, or digits in threes behind separators: 1,23 may be a decimal comma and is refused.</summary>
    private static bool TryWhole(ReadOnlySpan<char> text, out long yuan)
    {
        yuan = 0;
        var count = 0;
        var first = text.IndexOf(',');
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == ',')
            {
                if (first is 0 or > 3 || (i - first) % 4 != 0 || text.Length - i < 4) return false;
                continue;
            }

            if (!char.IsAsciiDigit(text[i]) || ++count > MostDigits) return false;
            if (first >= 0 && i > first && (i - first) % 4 == 0) return false;
            yuan = (yuan * 10) + (text[i] - '0');
        }

        return count > 0 && (first < 0 || (text.Length - first) % 4 == 0);
    }

    private static bool TakeSign(ref ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] != '-') return false;
        text = text[1..];
        return true;
    }
}
