using System.Globalization;
using Disbursement.Domain;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>A date or a month, in the forms officers and Excel write it.</summary>
public static class DateCell
{
    private const int FirstYear = 1900;
    private const int LastYear = 2100;

    /// <summary>
    /// Day 0 of Excel's calendar. It counts a 29 February 1900 that never was: no date of ours is that old.
    /// </summary>
    private static readonly DateOnly ExcelZero = new(1899, 12, 30);

    /// <summary>
    /// Reads 2026-03-05, 2026/3/5, 2026.3.5, 20260305, 2026年3月5日 or an Excel serial (46086); years 1900–2100. A time of
    /// day behind it is passed over when it is midnight, which is how database tools write a date.
    /// </summary>
    /// <returns>Null, or the reason why it is not a date.</returns>
    public static string? Read(string text, out DateOnly date)
    {
        date = default;
        var digits = WithoutMidnight(Characters.Trim(Characters.HalfWidth(text)));
        if (digits.Length == 5 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var serial))
        {
            date = ExcelZero.AddDays(serial);
            return date.Year is >= FirstYear and <= LastYear ? null : RejectionReason.DateUnreadable(text);
        }

        if (!TryParts(digits, out var year, out var month, out var day) || year is < FirstYear or > LastYear)
            return RejectionReason.DateUnreadable(text);
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return RejectionReason.DateImpossible(text);
        date = new DateOnly(year, month, day);
        return null;
    }

    /// <summary>
    /// Reads 2026-03, 2026/3, 2026.3, 202603, 2026年3月; and the first day of a month, as Excel makes one of what was
    /// typed as a month.
    /// </summary>
    /// <returns>Null, or the reason why it is not a month.</returns>
    public static string? ReadMonth(string text, out PayMonth month)
    {
        month = default;
        var digits = Characters.Compact(text);
        if (TryMonth(digits, out var year, out var number))
        {
            if (year is < FirstYear or > LastYear || number is < 1 or > 12)
                return RejectionReason.MonthUnreadable(text);
            month = new PayMonth(year, number);

            // 2026.10 in a cell of numbers is shown, and exported, as 2026.1: nine months of money lie between the two.
            var isAmbiguous = digits.Length == 6 && digits.EndsWith(".1", StringComparison.Ordinal);
            return isAmbiguous ? RejectionReason.MonthAmbiguous(text, month) : null;
        }

        if (Read(text, out var date) is not null || date.Day != 1) return RejectionReason.MonthUnreadable(text);
        month = PayMonth.Of(date);
        return null;
    }

    private static bool TryParts(ReadOnlySpan<char> text, out int year, out int month, out int day)
    {
        month = day = 0;
        if (text.Length == 8 && TakeNumber(ref text, 8, 8, out year))
        {
            (year, month, day) = (year / 10000, year / 100 % 100, year % 100);
            return true;
        }

        if (!TakeNumber(ref text, 4, 4, out year) || !TakeSeparator(ref text, out var separator)) return false;
        if (!TakeNumber(ref text, 1, 2, out month)) return false;
        if (text.IsEmpty || text[0] != (separator == '年' ? '月' : separator)) return false;
        text = text[1..].TrimStart(' ');
        return TakeNumber(ref text, 1, 2, out day) && (separator == '年' ? text is "日" or "号" or "" : text.IsEmpty);
    }

    private static bool TryMonth(ReadOnlySpan<char> text, out int year, out int month)
    {
        month = 0;
        if (text.Length == 6 && TakeNumber(ref text, 6, 6, out year))
        {
            (year, month) = (year / 100, year % 100);
            return true;
        }

        return TakeNumber(ref text, 4, 4, out year)
            && TakeSeparator(ref text, out var separator)
            && TakeNumber(ref text, 1, 2, out month)
            && (separator == '年' ? text is "月" or "月份" : text.IsEmpty);
    }

    /// <summary>
    /// Takes a run of digits of a length within bounds, and the spaces around it; takes nothing when it is not.
    /// </summary>
    private static bool TakeNumber(ref ReadOnlySpan<char> text, int least, int most, out int number)
    {
        number = 0;
        var length = text.IndexOfAnyExceptInRange('0', '9');
        if (length < 0) length = text.Length;
        if (length < least || length > most) return false;
        foreach (var digit in text[..length]) number = (number * 10) + (digit - '0');
        text = text[length..].TrimStart(' ');
        return true;
    }

    private static bool TakeSeparator(ref ReadOnlySpan<char> text, out char separator)
    {
        separator = text.IsEmpty ? '\0' : text[0];
        if (separator is not ('-' or '/' or '.' or '年')) return false;
        text = text[1..].TrimStart(' ');
        return true;
    }

    private static ReadOnlySpan<char> WithoutMidnight(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf(':');
        if (at < 0) return text;
        var space = text[..at].LastIndexOfAny(' ', 'T');
        return space > 0 && text[(space + 1)..].IndexOfAnyExcept("0:.") < 0 ? text[..space] : text;
    }
}
