using System.Buffers;
using System.Buffers.Binary;
using Npgsql;

namespace Disbursement.Jobs.Storage;

/// <summary>
/// The rows of a long <c>copy (select …) to stdout (format binary)</c> of one column, where they lie in the buffer: the
/// server packs many people or lines into a value, and they are read without an object each.
/// </summary>
/// <remarks>COPY takes no parameters: only numbers may be written into the statement, never text.</remarks>
internal sealed class CopyReader : IAsyncDisposable
{
    private readonly Stream stream;
    private readonly CancellationToken stop;
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
    private int next;
    private int filled;
    private int length;

    private CopyReader(Stream stream, CancellationToken stop)
    {
        this.stream = stream;
        this.stop = stop;
    }

    /// <param name="select">The statement inside the brackets, of one column that is never null.</param>
    public static async Task<CopyReader> Open(NpgsqlConnection connection, string select, CancellationToken stop)
    {
        var stream = await connection.BeginRawBinaryCopyAsync($"copy ({select}) to stdout (format binary)", stop);
        var reader = new CopyReader(stream, stop);
        reader.SkipHeader();
        return reader;
    }

    /// <summary>The value of the row as the server sent it; empty before the first row and after the last.</summary>
    public ReadOnlySpan<byte> Value => buffer.AsSpan(next - length, length);

    /// <summary>Goes to the next row; the value before it is gone.</summary>
    public bool Next()
    {
        stop.ThrowIfCancellationRequested();
        length = 0;
        var count = BinaryPrimitives.ReadInt16BigEndian(Take(sizeof(short)));
        if (count < 0) return End();
        if (count != 1) throw new InvalidOperationException($"The copy has {count} columns and not 1.");
        var size = BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int)));
        if (size < 0) throw new InvalidOperationException("A value of the copy is null.");
        Take(size);
        length = size;
        return true;
    }

    public ValueTask DisposeAsync()
    {
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        (buffer, next, filled, length) = ([], 0, 0, 0);
        return stream.DisposeAsync();
    }

    /// <summary>Left before the server has said that it is done, the copy would be cancelled.</summary>
    private bool End()
    {
        if (stream.Read(buffer, 0, buffer.Length) > 0)
            throw new InvalidOperationException("The copy goes on behind its end.");
        return false;
    }

    private void SkipHeader()
    {
        const int SignatureAndFlags = 15;
        Take(SignatureAndFlags);
        Take(BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int))));
    }

    /// <summary>The next bytes, together in the buffer; those before them may be gone.</summary>
    private ReadOnlySpan<byte> Take(int count)
    {
        if (filled - next < count) Fetch(count);
        next += count;
        return buffer.AsSpan(next - count, count);
    }

    private void Fetch(int count)
    {
        var before = buffer;
        if (count > buffer.Length) buffer = ArrayPool<byte>.Shared.Rent(count);
        before.AsSpan(next, filled - next).CopyTo(buffer);
        if (before != buffer) ArrayPool<byte>.Shared.Return(before);
        (filled, next) = (filled - next, 0);
        while (filled < count)
        {
            var read = stream.Read(buffer, filled, buffer.Length - filled);
            if (read == 0) throw new EndOfStreamException("The copy ended within a row.");
            filled += read;
        }
    }
}
