using System.Buffers;
using System.Text;

namespace Disbursement.Jobs.BankFiles;

/// <summary>Reads a bank file of fixed byte widths by its profile: cut by bytes, then each field decoded.</summary>
internal sealed class FixedReading
{
    private const int BufferSize = 64 * 1024;

    private readonly BankProfile profile;
    private readonly FileTally tally;
    private readonly Encoding encoding;
    private readonly byte[] lineEnd;
    private readonly byte[] row;
    private readonly Field[] columns;
    private readonly string[] fields;

    private FixedReading(BankProfile profile, FileTally tally)
    {
        this.profile = profile;
        this.tally = tally;
        encoding = BankCharacters.Strict(profile.Encoding);
        lineEnd = Encoding.ASCII.GetBytes(profile.LineEnd);
        row = new byte[profile.Widths.Sum() + lineEnd.Length];
        columns = [.. profile.Columns];
        fields = new string[columns.Length];
    }

    public static void Read(Stream stream, BankProfile profile, FileTally tally)
    {
        var reading = new FixedReading(profile, tally);
        // Not disposed of: the stream beneath still has its digests to give.
        var buffered = new BufferedStream(stream, BufferSize);
        while (reading.Next(buffered)) reading.Take();
    }

    private bool Next(BufferedStream stream)
    {
        var read = stream.ReadAtLeast(row, row.Length, throwOnEndOfStream: false);
        if (read > 0 && read < row.Length) throw tally.Refused(tally.Count + 1, "没有行尾，文件不完整（被截断）");
        return read > 0;
    }

    private void Take()
    {
        if (!row.AsSpan().EndsWith(lineEnd)) throw tally.Refused(tally.Count + 1, "行尾不在该在的字节上");
        var edge = 0;
        for (var i = 0; i < fields.Length; i++)
        {
            var field = row.AsSpan(edge, profile.Widths[i]).TrimEnd((byte)' ');
            if (field is [(byte)' ', ..]) throw tally.Refused(tally.Count + 1, "有一栏不是从左边写起的");
            fields[i] = Decoded(field);
            edge += profile.Widths[i];
        }

        tally.Add(Of(Field.RowId), Of(Field.Amount), Of(Field.Name), Of(Field.Account), profile.AmountUnit);
    }

    private string Of(Field column) => fields[Array.IndexOf(columns, column)];

    /// <summary>Nearly everything is ASCII, and the framework's GB18030 is many times slower.</summary>
    private string Decoded(ReadOnlySpan<byte> bytes)
    {
        Span<char> ascii = stackalloc char[128];
        return bytes.Length <= ascii.Length && Ascii.ToUtf16(bytes, ascii, out var length) == OperationStatus.Done
            ? new string(ascii[..length])
            : encoding.GetString(bytes);
    }
}
