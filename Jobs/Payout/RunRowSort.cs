using System.Buffers.Binary;
using Disbursement.Jobs.BankFiles;

namespace Disbursement.Jobs.Payout;

/// <summary>
/// Bank rows in order of identity number, whatever order they come in, with memory that does not grow with their
/// number: what fills the buffer is sorted and put aside in a file without a name, and in the end all are merged.
/// </summary>
/// <remarks>
/// The database can do the same, but sorting joined rows of texts costs it twice what reading both tables costs.
/// </remarks>
internal sealed class RunRowSort(int bufferSize) : IDisposable
{
    private readonly byte[] buffer = new byte[bufferSize];
    private readonly List<(ulong Key, int Start, int Length)> rows = [];
    private readonly List<PartOnDisk> aside = [];
    private int used;

    public void Add(RunRow row)
    {
        var length = row.SavedLength;
        if (sizeof(int) + length > buffer.Length - used) PutAside();
        if (sizeof(int) + length > buffer.Length)
            throw new InvalidOperationException("A row is larger than the buffer.");
        rows.Add((Key(row.IdNumber), used, sizeof(int) + length));
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(used), length);
        row.Save(buffer.AsSpan(used + sizeof(int), length));
        used += sizeof(int) + length;
    }

    /// <summary>The last part: what is in the buffer. To be called when all rows are in.</summary>
    public void Finish() => Sort();

    /// <summary>All rows of some finished sorts, once.</summary>
    /// <returns>Rows that are filled again and again, each with another person.</returns>
    public static IEnumerable<RunRow> Merge(IReadOnlyCollection<RunRowSort> sorts)
    {
        var next = new PriorityQueue<Part, RunRow>(ByNumber.Instance);
        foreach (var part in sorts.SelectMany(s => s.aside.Append<Part>(new PartInMemory(s.buffer, s.rows))))
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
        foreach (var part in aside) part.Dispose();
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

    private ReadOnlySpan<byte> IdNumber(int start, int length) =>
        RunRow.IdNumberOf(buffer.AsSpan(start + sizeof(int), length - sizeof(int)));

    private void Sort() => rows.Sort((a, b) => a.Key != b.Key
        ? a.Key.CompareTo(b.Key)
        : IdNumber(a.Start, a.Length).SequenceCompareTo(IdNumber(b.Start, b.Length)));

    private void PutAside()
    {
        Sort();
        aside.Add(new PartOnDisk(buffer, rows));
        rows.Clear();
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

    private sealed class PartInMemory(byte[] buffer, List<(ulong Key, int Start, int Length)> rows) : Part
    {
        private int next;

        public override bool Next()
        {
            if (next == rows.Count) return false;
            var (_, start, length) = rows[next++];
            Row.Load(buffer.AsSpan(start + sizeof(int), length - sizeof(int)));
            return true;
        }
    }

    /// <summary>In a file that is gone with the process.</summary>
    private sealed class PartOnDisk : Part, IDisposable
    {
        private const int ReadAtOnce = 64 * 1024;

        private readonly FileStream file = PrivateFile.CreateWithoutName();
        private byte[] bytes = new byte[ReadAtOnce];
        private int next;
        private int filled;

        public PartOnDisk(byte[] buffer, List<(ulong Key, int Start, int Length)> rows)
        {
            foreach (var (_, start, length) in rows) file.Write(buffer, start, length);
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
