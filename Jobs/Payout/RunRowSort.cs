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
    private readonly List<(ulong Key, int Start)> rows = [];
    private readonly List<Sorted> aside = [];
    private int used;

    public RunRowSort() : this(24 * 1024 * 1024)
    {
    }

    public void Add(RunRow row)
    {
        var length = row.SavedLength;
        if (sizeof(int) + length > buffer.Length - used) PutAside();
        if (sizeof(int) + length > buffer.Length)
            throw new InvalidOperationException("A row is larger than the buffer.");
        rows.Add((Key(row.IdNumber), used));
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(used), length);
        row.Save(buffer.AsSpan(used + sizeof(int), length));
        used += sizeof(int) + length;
    }

    /// <returns>The same row again and again, with another person each time.</returns>
    public IEnumerable<RunRow> Merge()
    {
        Sort();
        var row = new RunRow();
        if (aside.Count == 0)
        {
            foreach (var (_, start) in rows)
            {
                row.Load(Saved(start));
                yield return row;
            }

            yield break;
        }

        PutAside();
        var next = new PriorityQueue<Sorted, RunRow>(aside.Count, ByNumber.Instance);
        foreach (var sorted in aside)
        {
            if (sorted.Next()) next.Enqueue(sorted, sorted.Row);
        }

        while (next.TryDequeue(out var first, out _))
        {
            yield return first.Row;
            if (first.Next()) next.Enqueue(first, first.Row);
        }
    }

    public void Dispose()
    {
        foreach (var sorted in aside) sorted.Dispose();
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

    private ReadOnlySpan<byte> Saved(int start) => buffer.AsSpan(
        start + sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(start)));

    private void Sort() => rows.Sort((a, b) => a.Key != b.Key
        ? a.Key.CompareTo(b.Key)
        : RunRow.IdNumberOf(Saved(a.Start)).SequenceCompareTo(RunRow.IdNumberOf(Saved(b.Start))));

    private void PutAside()
    {
        Sort();
        aside.Add(new Sorted(rows.Select(r => (r.Start, sizeof(int) + Saved(r.Start).Length)), buffer));
        rows.Clear();
        used = 0;
    }

    private sealed class ByNumber : IComparer<RunRow>
    {
        public static readonly ByNumber Instance = new();

        public int Compare(RunRow? x, RunRow? y) => x!.IdNumber.SequenceCompareTo(y!.IdNumber);
    }

    /// <summary>Rows in order, in a file that is gone with the process.</summary>
    private sealed class Sorted : IDisposable
    {
        private readonly FileStream file = PrivateFile.CreateWithoutName();
        private byte[] bytes = new byte[1024];

        public Sorted(IEnumerable<(int Start, int Length)> rows, byte[] buffer)
        {
            foreach (var (start, length) in rows) file.Write(buffer, start, length);
            file.Position = 0;
        }

        public RunRow Row { get; } = new();

        public bool Next()
        {
            var head = bytes.AsSpan(0, sizeof(int));
            if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == 0) return false;
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
            if (length > bytes.Length) bytes = new byte[length];
            file.ReadExactly(bytes, 0, length);
            Row.Load(bytes.AsSpan(0, length));
            return true;
        }

        public void Dispose() => file.Dispose();
    }
}
