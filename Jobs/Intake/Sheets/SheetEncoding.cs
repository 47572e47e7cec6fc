using System.Text;
using System.Text.Unicode;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>In which encoding a file is written: UTF-8 with or without a mark, else GB18030, both strictly.</summary>
internal static class SheetEncoding
{
    /// <summary>
    /// So many characters of more than one byte do not come about by chance in a GB18030 file (about one pair of bytes
    /// in six is also UTF-8), so a file that has them and then fails is damaged UTF-8, and must not be read as wrong
    /// names.
    /// </summary>
    private const int SurelyUtf8 = 16;

    /// <summary>
    /// The last four-byte code of the BMP (84 31 A4 39), and the first and last beyond it (90 30 81 30, E3 32 9A 35).
    /// </summary>
    private const int LastOfBmp = 39_419;
    private const int FirstBeyond = 189_000;
    private const int LastBeyond = 1_237_575;

    private delegate int ValidPrefix(ReadOnlySpan<byte> bytes, bool isLast, out bool isBad);

    /// <summary>
    /// UTF-8: null, as readers take it without decoding. Otherwise GB18030, which throws on what it cannot read.
    /// </summary>
    /// <exception cref="SheetRefusedException">Neither: names the line, and the byte in it.</exception>
    public static Encoding? Of(Stream file)
    {
        if (FirstBadByte(file, Utf8Prefix) is not { } utf8) return null;
        if (utf8.WideCharacters >= SurelyUtf8 || StartsWithMark(file)) throw Refused(utf8);
        if (FirstBadByte(file, Gb18030Prefix) is not { } gb18030)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(
                "GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }

        throw Refused(gb18030.Offset > utf8.Offset ? gb18030 : utf8);
    }

    private static SheetRefusedException Refused(BadByte bad) =>
        new(RejectionReason.EncodingWrong(bad.Line, bad.InLine));

    private static bool StartsWithMark(Stream file)
    {
        file.Position = 0;
        Span<byte> mark = stackalloc byte[3];
        return file.ReadAtLeast(mark, 3, throwOnEndOfStream: false) == 3 && mark.SequenceEqual(Encoding.UTF8.Preamble);
    }

    /// <summary>
    /// Reads the whole stream in pieces, a character cut by the end of a piece going over to the next.
    /// </summary>
    private static BadByte? FirstBadByte(Stream file, ValidPrefix validPrefix)
    {
        file.Position = 0;
        var buffer = new byte[1 << 16];
        var at = new BadByte(0, 1, 1, 0);
        var carried = 0;
        while (true)
        {
            var read = file.Read(buffer.AsSpan(carried));
            var bytes = buffer.AsSpan(0, carried + read);
            var valid = validPrefix(bytes, read == 0, out var isBad);
            at = at.After(bytes[..valid]);
            if (isBad) return at;
            if (read == 0) return null;
            bytes[valid..].CopyTo(buffer);
            carried = bytes.Length - valid;
        }
    }

    private static int Utf8Prefix(ReadOnlySpan<byte> bytes, bool isLast, out bool isBad)
    {
        var whole = isLast ? bytes : bytes[..^CutTail(bytes)];
        isBad = !Utf8.IsValid(whole);
        if (!isBad) return whole.Length;
        var at = 0;
        while (true)
        {
            at += whole[at..].IndexOfAnyInRange<byte>(0x80, 0xFF);
            if (Rune.DecodeFromUtf8(whole[at..], out _, out var used) != System.Buffers.OperationStatus.Done) return at;
            at += used;
        }
    }

    /// <summary>How many bytes at the end begin a UTF-8 character that goes on beyond it.</summary>
    private static int CutTail(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var lead = bytes[^back];
            if (lead < 0x80) return 0;
            if (lead < 0xC0) continue;
            var length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
            return length > back ? back : 0;
        }

        return 0;
    }

    private static int Gb18030Prefix(ReadOnlySpan<byte> bytes, bool isLast, out bool isBad)
    {
        var at = 0;
        isBad = false;
        while (true)
        {
            var wide = bytes[at..].IndexOfAnyInRange<byte>(0x80, 0xFF);
            if (wide < 0) return bytes.Length;
            at += wide;
            var length = Gb18030Length(bytes[at..]);
            isBad = length == 0 || (length < 0 && isLast);
            if (length <= 0) return at;
            at += length;
        }
    }

    /// <summary>
    /// Bytes of the character at the start; 0 when it is none; negative when more bytes are needed to tell.
    /// </summary>
    private static int Gb18030Length(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] is 0x80 or 0xFF) return 0;
        if (bytes.Length < 2) return -1;
        if (bytes[1] is (>= 0x40 and <= 0x7E) or (>= 0x80 and <= 0xFE)) return 2;
        if (bytes[1] is < 0x30 or > 0x39) return 0;
        if (bytes.Length < 4) return -1;
        if (bytes[2] is < 0x81 or > 0xFE || bytes[3] is < 0x30 or > 0x39) return 0;
        var code = ((((((bytes[0] - 0x81) * 10) + bytes[1] - 0x30) * 126) + bytes[2] - 0x81) * 10) + bytes[3] - 0x30;
        return code is <= LastOfBmp or (>= FirstBeyond and <= LastBeyond) ? 4 : 0;
    }

    /// <summary>Where reading stopped.</summary>
    /// <param name="Offset">Bytes from the start of the file.</param>
    /// <param name="Line">From 1.</param>
    /// <param name="InLine">Byte in the line, from 1.</param>
    /// <param name="WideCharacters">Characters of more than one byte before it, if it was read as UTF-8.</param>
    private readonly record struct BadByte(long Offset, long Line, long InLine, long WideCharacters)
    {
        public BadByte After(ReadOnlySpan<byte> bytes)
        {
            var lines = bytes.Count((byte)'\n');
            var inLine = lines == 0 ? InLine + bytes.Length : bytes.Length - bytes.LastIndexOf((byte)'\n');
            return new BadByte(Offset + bytes.Length, Line + lines, inLine, WideCharacters + Wide(bytes));
        }

        /// <summary>Counts until it is sure, no further: the rest of a large file need not be counted.</summary>
        private long Wide(ReadOnlySpan<byte> bytes)
        {
            if (WideCharacters >= SurelyUtf8) return 0;
            var count = 0;
            foreach (var b in bytes)
                if (b >= 0xC0) count++;
            return count;
        }
    }
}
