using System.Buffers.Binary;
using Disbursement.Domain;
using Npgsql;

namespace Disbursement.Jobs.Storage;

/// <summary>
/// Rows of numbers into a long <c>copy … from stdin (format binary)</c>, laid out in one buffer and sent when it is
/// full.
/// </summary>
/// <remarks>Disposed of before <see cref="Complete"/>, nothing was copied.</remarks>
internal sealed class CopyWriter : IAsyncDisposable
{
    private const int DaysTo2000 = 730_119;
    private const int LongestValue = 12;

    private readonly NpgsqlRawCopyStream stream;
    private readonly short columnCount;
    private readonly byte[] buffer = new byte[64 * 1024];
    private int used;
    private bool complete;

    private CopyWriter(NpgsqlRawCopyStream stream, short columnCount)
    {
        this.stream = stream;
        this.columnCount = columnCount;
    }

    /// <param name="table">The table and its columns in brackets.</param>
    public static async Task<CopyWriter> Open(NpgsqlConnection connection, string table, CancellationToken stop)
    {
        var columns = (short)(table.Count(c => c == ',') + 1);
        var stream = await connection.BeginRawBinaryCopyAsync($"copy {table} from stdin (format binary)", stop);
        var writer = new CopyWriter(stream, columns);
        writer.Append("PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0");
        return writer;
    }

    /// <summary>Begins a row; all its values follow, in the order of the columns.</summary>
    public void Row()
    {
        // With room for the mark of the end.
        if (buffer.Length - used < 4 + (columnCount * LongestValue)) Flush();
        BinaryPrimitives.WriteInt16BigEndian(buffer.AsSpan(used), columnCount);
        used += 2;
    }

    public void Short(short value) => BinaryPrimitives.WriteInt16BigEndian(Value(sizeof(short)), value);

    public void Int(int value) => BinaryPrimitives.WriteInt32BigEndian(Value(sizeof(int)), value);

    public void Long(long value) => BinaryPrimitives.WriteInt64BigEndian(Value(sizeof(long)), value);

    /// <summary>The month's first day, a date.</summary>
    public void Month(PayMonth month) => Int(month.FirstDay.DayNumber - DaysTo2000);

    public async Task Complete(CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        BinaryPrimitives.WriteInt16BigEndian(buffer.AsSpan(used), -1);
        used += 2;
        Flush();
        complete = true;
        await stream.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!complete) await stream.CancelAsync();
        await stream.DisposeAsync();
    }

    private Span<byte> Value(int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(used), length);
        used += sizeof(int) + length;
        return buffer.AsSpan(used - length, length);
    }

    private void Append(string latin)
    {
        foreach (var letter in latin) buffer[used++] = (byte)letter;
    }

    private void Flush()
    {
        stream.Write(buffer, 0, used);
        used = 0;
    }
}
