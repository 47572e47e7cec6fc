using System.Buffers;
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
    private readonly byte[] widths = new byte[char.MaxValue + 1];

    // What the encoding writes for each, the first byte highest: the framework's own GB18030 is many times slower.
    private readonly uint[] codes = new uint[char.MaxValue + 1];
    private readonly Encoding encoding;
    private readonly bool supplementary;

    static BankCharacters() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="encoding">Name of the encoding, as the profile says it.</param>
    /// <param name="gbkOnly">GB18030 limited to what GBK can hold.</param>
    /// <param name="delimiter">A character that no field may contain, if any.</param>
    public BankCharacters(string encoding, bool gbkOnly, char? delimiter)
    {
        supplementary = !gbkOnly;
        this.encoding = Strict(encoding);
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
            widths[c] = (byte)length;
            foreach (var code in one[..length]) codes[c] = (codes[c] << 8) | code;
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
            var width = widths[text[badAt]];
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

    /// <summary>Writes a text that was measured before: what is not taken is refused, never replaced.</summary>
    /// <param name="into">Room for four bytes a character.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="EncoderFallbackException">A character that the encoding does not have.</exception>
    public int Write(ReadOnlySpan<char> text, Span<byte> into)
    {
        if (Ascii.FromUtf16(text, into, out var written) == OperationStatus.Done) return written;
        written = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var width = widths[text[i]];
            if (width == 0)
            {
                // Rare: of a higher plane, or nothing that a name may hold.
                var length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
                written += encoding.GetBytes(text.Slice(i, length), into[written..]);
                i += length - 1;
                continue;
            }

            for (var shift = 8 * (width - 1); shift >= 0; shift -= 8)
                into[written++] = (byte)((codes[text[i]] >> shift) & 0xFF);
        }

        return written;
    }

    private static bool IsText(UnicodeCategory category) => category is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);

    private static Encoding Silent(string encoding) =>
        Encoding.GetEncoding(encoding, new EncoderReplacementFallback(""), DecoderFallback.ExceptionFallback);
}
