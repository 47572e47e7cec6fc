using System.Globalization;
using System.Text;

namespace Disbursement.Jobs.BankFiles;

/// <summary>Which characters a bank's system takes, and how many bytes each has there.</summary>
/// <remarks>
/// One byte per UTF-16 unit, looked up for every name of every month; a million names cost no allocation. Control,
/// formatting and private use characters are never taken: banks print them differently or not at all.
/// </remarks>
public sealed class BankCharacters
{
    private const int FirstPrivatePlane = 15;
    private readonly byte[] bytes = new byte[char.MaxValue + 1];
    private readonly bool supplementary;

    static BankCharacters() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="encoding">Name of the encoding, as the profile says it.</param>
    /// <param name="gbkOnly">GB18030 limited to what GBK can hold.</param>
    /// <param name="delimiter">A character that no field may contain, if any.</param>
    public BankCharacters(string encoding, bool gbkOnly, char? delimiter)
    {
        supplementary = !gbkOnly;
        var whole = Silent(encoding);
        var gbk = gbkOnly ? Silent("gbk") : null;
        Span<byte> one = stackalloc byte[4];
        Span<byte> other = stackalloc byte[4];
        for (var c = 0; c <= char.MaxValue; c++)
        {
            var text = (char)c;
            if (text == delimiter || !IsText(char.GetUnicodeCategory(text))) continue;
            var length = whole.GetBytes([text], one);
            // Both must give the same bytes: 䶮 is FE9F in GB18030, yet a GBK bank reads FE9F as a private character.
            if (gbk is not null && !one[..length].SequenceEqual(other[..gbk.GetBytes([text], other)])) continue;
            bytes[c] = (byte)length;
        }
    }

    /// <summary>The named encoding that throws where it cannot write or read: never a silent "?" to a bank.</summary>
    public static Encoding Strict(string encoding) => encoding == "UTF-8"
        ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)
        : Encoding.GetEncoding(encoding, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    /// <summary>Bytes of the text; −1 when a character is not taken, <paramref name="badAt"/> then says
    /// where.</summary>
    public int Measure(string text, out int badAt)
    {
        var total = 0;
        for (badAt = 0; badAt < text.Length; badAt++)
        {
            var width = bytes[text[badAt]];
            if (width > 0)
            {
                total += width;
                continue;
            }

            if (!supplementary || !Rune.TryGetRuneAt(text, badAt, out var rune)) return -1;
            if (rune.IsBmp || rune.Plane >= FirstPrivatePlane) return -1;
            total += 4;
            badAt++;
        }

        return total;
    }

    private static bool IsText(UnicodeCategory category) => category is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);

    private static Encoding Silent(string encoding) =>
        Encoding.GetEncoding(encoding, new EncoderReplacementFallback(""), DecoderFallback.ExceptionFallback);
}
