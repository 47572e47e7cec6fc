using System.Buffers.Binary;
using System.Text;
using Disbursement.Domain;
using Npgsql;

namespace Disbursement.Jobs.Storage;

/// <summary>
/// The rows of a long <c>copy (select …) to stdout (format binary)</c>, one at a time, where they lie in the buffer: a
/// million rows are read without an object each, and only the values that are asked for are made.
/// </summary>
/// <remarks>COPY takes no parameters: only numbers may be written into the statement, never text.</remarks>
internal sealed class CopyReader : IAsyncDisposable
{
    private const int DaysTo2000 = 730_119;

    private readonly Stream stream;
    private readonly (int Start, int Length)[] columns;
    private readonly CancellationToken stop;
    private byte[] buffer = new byte[128 * 1024];
    private int next;
    private int filled;

    private CopyReader(Stream stream, int columnCount, CancellationToken stop)
    {
        this.stream = stream;
        this.stop = stop;
        columns = new (int, int)[columnCount];
    }

    /// <param name="select">The statement inside the brackets.</param>
    /// <param name="columnCount">How many columns it has.</param>
    public static async Task<CopyReader> Open(
        NpgsqlConnection connection, string select, int columnCount, CancellationToken stop)
    {
        var stream = await connection.BeginRawBinaryCopyAsync($"copy ({select}) to stdout (format binary)", stop);
        var reader = new CopyReader(stream, columnCount, stop);
        reader.SkipHeader();
        return reader;
    }

    /// <summary>There is no row any more.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Goes to the next row; what was read as a span before is gone.</summary>
    public bool Next()
    {
        stop.ThrowIfCancellationRequested();
        if (IsAtEnd) return false;
        var count = BinaryPrimitives.ReadInt16BigEndian(Take(2));
        if (count < 0) return End();
        if (count != columns.Length)
            throw new InvalidOperationException($"The copy has {count} columns and not {columns.Length}.");
        // Places are counted from the row's beginning, for the row may move within the buffer while it comes in.
        var start = next;
        for (var i = 0; i < columns.Length; i++)
        {
            start = Hold(start, 4);
            var length = BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(next, 4));
            next += 4;
            columns[i] = (next - start, length);
            if (length <= 0) continue;
            start = Hold(start, length);
            next += length;
        }

        for (var i = 0; i < columns.Length; i++) columns[i].Start += start;
        return true;
    }

    public bool IsNull(int column) => columns[column].Length < 0;

    public short Short(int column) => BinaryPrimitives.ReadInt16BigEndian(Bytes(column));

    public int Int(int column) => BinaryPrimitives.ReadInt32BigEndian(Bytes(column));

    public long Long(int column) => BinaryPrimitives.ReadInt64BigEndian(Bytes(column));

    public PayMonth Month(int column) => MonthOf(Bytes(column));

    /// <summary>The month of a date as the server sends it.</summary>
    public static PayMonth MonthOf(ReadOnlySpan<byte> date) =>
        PayMonth.Of(DateOnly.FromDayNumber(BinaryPrimitives.ReadInt32BigEndian(date) + DaysTo2000));

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>The value as it came: UTF-8 of a text; empty for null.</summary>
    public ReadOnlySpan<byte> Bytes(int column) =>
        buffer.AsSpan(columns[column].Start, Math.Max(0, columns[column].Length));

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    /// <summary>Left before the server has said that it is done, the copy would be cancelled.</summary>
    private bool End()
    {
        IsAtEnd = true;
        if (stream.Read(buffer, 0, buffer.Length) > 0)
            throw new InvalidOperationException("The copy goes on behind its end.");
        return false;
    }

    private void SkipHeader()
    {
        const int SignatureAndFlags = 15;
        Take(SignatureAndFlags);
        Take(BinaryPrimitives.ReadInt32BigEndian(Take(4)));
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        Hold(next, length);
        next += length;
        return buffer.AsSpan(next - length, length);
    }

    /// <summary>Sees that so many more bytes are there, and that those since <paramref name="start"/> stay.</summary>
    /// <returns>Where the bytes since start lie now.</returns>
    private int Hold(int start, int length)
    {
        if (filled - next >= length) return start;
        if (next + length > buffer.Length)
        {
            var into = next - start + length > buffer.Length ? new byte[next - start + length] : buffer;
            buffer.AsSpan(start, filled - start).CopyTo(into);
            (buffer, next, filled, start) = (into, next - start, filled - start, 0);
        }

        while (filled - next < length)
        {
            var read = stream.Read(buffer, filled, buffer.Length - filled);
            if (read == 0) throw new EndOfStreamException("The copy ended within a row.");
            filled += read;
        }

        return start;
    }
}
