using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Disbursement.Jobs.BankFiles;

namespace Disbursement.Jobs.Payout;

/// <summary>
/// Bank rows in order of identity number, whatever order they come in, with memory that does not grow with their
/// number: what fills the buffer is sorted and put aside in a file without a name, and in the end all are merged.
/// </summary>
/// <remarks>
/// The database can do the same, but sorting joined rows of texts costs it twice what reading both tables costs.
/// </remarks>
/// <param name="bufferSize">Memory of the sort; a row is some 150 bytes.</param>
internal sealed class RunRowSort(int bufferSize = RunRowSort.UsualSize) : IDisposable
{
    private const int UsualSize = 8 * 1024 * 1024;

    // Of the pool: each month needs four, and what is as large as this is collected late.
    private readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(bufferSize);

    /// <summary>Of the rows in the buffer: the key, and where each begins with its length.</summary>
    private readonly List<ulong> keys = [];
    private readonly List<int> starts = [];
    private readonly List<PartOnDisk> aside = [];
    private int used;
    private bool isDisposed;

    /// <param name="texts"><see cref="Intake.PersonCard.ForBankRow"/>.</param>
    public void Add(int person, ReadOnlySpan<byte> texts, ReadOnlySpan<RunLine> lines)
    {
        var length = RunRow.SavedLength(texts, lines);
        if (sizeof(int) + length > bufferSize - used) PutAside();
        if (sizeof(int) + length > bufferSize)
            throw new InvalidOperationException("A row is larger than the buffer.");
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(used), length);
        var row = buffer.AsSpan(used + sizeof(int), length);
        RunRow.Save(row, person, texts, lines);
        keys.Add(Key(RunRow.IdNumberOf(row)));
        starts.Add(used);
        used += sizeof(int) + length;
    }

    /// <summary>The last part: what is in the buffer. To be called when all rows are in.</summary>
    public void Finish() => Sort();

    /// <summary>All rows of some finished sorts, once.</summary>
    /// <returns>Rows that are filled again and again, each with another person.</returns>
    public static IEnumerable<RunRow> Merge(params IReadOnlyList<RunRowSort> sorts)
    {
        var next = new PriorityQueue<Part, RunRow>(ByNumber.Instance);
        foreach (var part in sorts.SelectMany(s => s.aside.Append<Part>(new PartInMemory(s.buffer, s.starts))))
        {
            if (part.Next()) next.Enqueue(part, part.Row);
        }

        // Off the queue before its row changes: the row is what it is ordered by.
        var more = next.TryDequeue(out var first, out _);
        while (more)
        {
            yield return first!.Row;
            if (!first.Next()) more = next.TryDequeue(out first, out _);
            else if (next.Count > 0) first = next.EnqueueDequeue(first, first.Row);
        }
    }

    public void Dispose()
    {
        if (isDisposed) return;
        isDisposed = true;
        foreach (var part in aside) part.Dispose();
        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>The first 16 characters, which for nearly all people decide; in the order of their bytes.</summary>
    private static ulong Key(ReadOnlySpan<byte> idNumber)
    {
        var key = 0UL;
        for (var i = 0; i < 16; i++)
        {
            var digit = i < idNumber.Length ? Math.Clamp(idNumber[i] - '0', 0, 15) : 0;
            key = (key << 4) | (uint)digit;
        }

        return key;
    }

    private static ReadOnlySpan<byte> RowAt(byte[] buffer, int start) =>
        buffer.AsSpan(start + sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(start)));

    private void Sort()
    {
        var byKey = CollectionsMarshal.AsSpan(keys);
        var rows = CollectionsMarshal.AsSpan(starts);
        byKey.Sort(rows);
        for (int first = 0, end; first < rows.Length; first = end)
        {
            end = first + 1;
            while (end < rows.Length && byKey[end] == byKey[first]) end++;
            if (end - first > 1) rows[first..end].Sort(ByWholeNumber);
        }
    }

    private int ByWholeNumber(int a, int b) =>
        RunRow.IdNumberOf(RowAt(buffer, a)).SequenceCompareTo(RunRow.IdNumberOf(RowAt(buffer, b)));

    private void PutAside()
    {
        Sort();
        aside.Add(new PartOnDisk(buffer, starts));
        keys.Clear();
        starts.Clear();
        used = 0;
    }

    private sealed class ByNumber : IComparer<RunRow>
    {
        public static readonly ByNumber Instance = new();

        public int Compare(RunRow? x, RunRow? y) => x!.IdNumber.SequenceCompareTo(y!.IdNumber);
    }

    /// <summary>Rows in order, one at a time.</summary>
    private abstract class Part
    {
        public RunRow Row { get; } = new();

        public abstract bool Next();
    }

    private sealed class PartInMemory(byte[] buffer, List<int> starts) : Part
    {
        private int next;

        public override bool Next()
        {
            if (next == starts.Count) return false;
            Row.Load(RowAt(buffer, starts[next++]));
            return true;
        }
    }

    /// <summary>In a file that is gone with the process.</summary>
    private sealed class PartOnDisk : Part, IDisposable
    {
        private const int ReadAtOnce = 64 * 1024;

        private readonly FileStream file = PrivateFile.CreateWithoutName(0);
        private byte[] bytes = new byte[ReadAtOnce];
        private int next;
        private int filled;

        public PartOnDisk(byte[] buffer, List<int> starts)
        {
            foreach (var start in starts)
            {
                var row = buffer.AsSpan(
                    start, sizeof(int) + BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(start)));
                if (row.Length > bytes.Length - filled) Write();
                if (row.Length > bytes.Length) file.Write(row);
                else
                {
                    row.CopyTo(bytes.AsSpan(filled));
                    filled += row.Length;
                }
            }

            Write();
            file.Position = 0;
        }

        public override bool Next()
        {
            if (!Hold(sizeof(int))) return false;
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(next));
            if (!Hold(sizeof(int) + length)) throw new EndOfStreamException("A row that was put aside is cut off.");
            Row.Load(bytes.AsSpan(next + sizeof(int), length));
            next += sizeof(int) + length;
            return true;
        }

        public void Dispose() => file.Dispose();

        private void Write()
        {
            file.Write(bytes, 0, filled);
            filled = 0;
        }

        /// <summary>Sees that so many bytes lie behind <see cref="next"/>; false when none is left.</summary>
        private bool Hold(int length)
        {
            if (filled - next >= length) return true;
            var into = length > bytes.Length ? new byte[length] : bytes;
            bytes.AsSpan(next, filled - next).CopyTo(into);
            (bytes, filled, next) = (into, filled - next, 0);
            filled += file.ReadAtLeast(bytes.AsSpan(filled), length - filled, throwOnEndOfStream: false);
            if (filled is > 0 && filled < length) throw new EndOfStreamException("A row put aside is cut off.");
            return filled > 0;
        }
    }
}
