namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>Characters as keyboards and Excel leave them in cells: full-width forms, spaces, invisible marks.</summary>
internal static class Characters
{
    /// <summary>Distance of U+FF01–FF5E from ASCII.</summary>
    private const int FullWidthOffset = 0xFEE0;

    /// <summary>Takes no room on the screen: no officer can see it, so no officer can have meant it.</summary>
    public static bool IsInvisible(char c) =>
        c is '\u00AD' or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E')
            or (>= '\u2060' and <= '\u2064') or '\uFEFF';

    /// <summary>Space of any width, line break, tab, or invisible.</summary>
    public static bool IsBlank(char c) => c == ' ' || char.IsWhiteSpace(c) || IsInvisible(c);

    public static bool IsBlank(string text)
    {
        foreach (var c in text)
            if (!IsBlank(c)) return false;
        return true;
    }

    /// <summary>Without blanks at both ends.</summary>
    public static string Trim(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && IsBlank(text[start])) start++;
        while (end > start && IsBlank(text[end - 1])) end--;
        return text[start..end];
    }

    /// <summary>Without the blanks at both ends that can be seen: an invisible character in a name is told.</summary>
    public static string TrimSpaces(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && IsBlank(text[start]) && !IsInvisible(text[start])) start++;
        while (end > start && IsBlank(text[end - 1]) && !IsInvisible(text[end - 1])) end--;
        return text[start..end];
    }

    /// <summary>Every full-width form as its ASCII character: for numbers, dates and headers.</summary>
    public static string HalfWidth(string text) => text.AsSpan().IndexOfAnyInRange('\u3000', '\uFF5E') < 0
        ? text
        : string.Create(text.Length, text, (to, from) =>
        {
            for (var i = 0; i < from.Length; i++) to[i] = HalfWidth(from[i]);
        });

    /// <summary>
    /// Full-width digits and letters only; the punctuation of a document number stays (〔２０２６〕 → 〔2026〕).
    /// </summary>
    public static string HalfWidthAlphanumerics(string text) =>
        text.AsSpan().IndexOfAnyInRange('\uFF10', '\uFF5A') < 0
            ? text
            : string.Create(text.Length, text, (to, from) =>
            {
                for (var i = 0; i < from.Length; i++)
                    to[i] = char.IsAsciiLetterOrDigit(HalfWidth(from[i])) ? HalfWidth(from[i]) : from[i];
            });

    /// <summary>Half-width, without any blank inside: as numbers are compared.</summary>
    public static string Compact(string text)
    {
        var half = HalfWidth(text);
        var blanks = 0;
        foreach (var c in half)
            if (IsBlank(c)) blanks++;
        if (blanks == 0) return half;
        return string.Create(half.Length - blanks, half, (to, from) =>
        {
            var at = 0;
            foreach (var c in from)
                if (!IsBlank(c)) to[at++] = c;
        });
    }

    /// <summary>Line breaks, tabs and other controls made spaces: no database text and no list can hold them.</summary>
    public static string WithoutControls(string text)
    {
        foreach (var c in text)
            if (char.IsControl(c)) return string.Concat(text.Select(each => char.IsControl(each) ? ' ' : each));
        return text;
    }

    /// <summary>6.22E+18: Excel has thrown the last digits of a long number away.</summary>
    public static bool IsScientific(ReadOnlySpan<char> text)
    {
        var e = text.IndexOfAny('E', 'e');
        return e > 0
            && text[..e].ContainsAnyInRange('0', '9')
            && text[..e].IndexOfAnyExcept("0123456789.-+") < 0
            && text[(e + 1)..].ContainsAnyInRange('0', '9')
            && text[(e + 1)..].IndexOfAnyExcept("0123456789-+") < 0;
    }

    private static char HalfWidth(char c) => c switch
    {
        '\u3000' => ' ',
        >= '\uFF01' and <= '\uFF5E' => (char)(c - FullWidthOffset),
        _ => c,
    };
}
