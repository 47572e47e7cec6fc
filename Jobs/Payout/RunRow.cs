using System.Buffers.Binary;
using System.Text;
using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.Storage;

namespace Disbursement.Jobs.Payout;

internal readonly record struct RunLine(short Category, short Component, PayMonth Month, LineKind Kind, long Fen);

/// <summary>
/// A bank row with its lines, as the run knew the person. One is filled again and again: whoever keeps it keeps a copy.
/// </summary>
internal sealed class RunRow
{
    private const int TextCount = 7;
    private const int LineBytes = 17;
    private const int HeadBytes = sizeof(int) + (TextCount * sizeof(int)) + sizeof(int);

    private readonly (int Start, int Length)[] texts = new (int, int)[TextCount];
    private byte[] bytes = new byte[512];
    private int used;

    public int PersonId { get; private set; }

    public long Fen { get; private set; }

    public List<RunLine> Lines { get; } = [];

    public ReadOnlySpan<byte> IdNumber => Utf8(0);

    public ReadOnlySpan<byte> Name => Utf8(1);

    public ReadOnlySpan<byte> Bank => Utf8(3);

    public ReadOnlySpan<byte> Account => Utf8(4);

    public ReadOnlySpan<byte> AccountName => Utf8(5);

    /// <summary>How long the row is as one string of bytes.</summary>
    public int SavedLength => HeadBytes + used + (Lines.Count * LineBytes);

    /// <exception cref="InvalidOperationException">There is a row and no account to send it to.</exception>
    public BankRow ForBank() => new(
        PersonId, Text(0)!, Text(1)!, Text(3),
        Text(4) ?? throw new InvalidOperationException("A row without an account was approved."),
        Text(5) ?? Text(1)!, Text(6), Text(2) ?? "", Fen);

    /// <summary>Another person: serial, id_number, name, region, bank, account, account_name, name_at_bank.</summary>
    public void Begin(CopyReader row)
    {
        Clear(row.Int(0));
        for (var i = 0; i < TextCount; i++) Take(i, row.Bytes(1 + i), row.IsNull(1 + i));
    }

    public void Add(RunLine line)
    {
        Lines.Add(line);
        Fen += line.Fen;
    }

    /// <summary>Writes the row as one string of bytes.</summary>
    public void Save(Span<byte> into)
    {
        var at = Write(into, 0, PersonId);
        foreach (var (_, length) in texts) at = Write(into, at, length);
        at = Write(into, at, Lines.Count);
        bytes.AsSpan(0, used).CopyTo(into[at..]);
        at += used;
        foreach (var line in Lines)
        {
            BinaryPrimitives.WriteInt16LittleEndian(into[at..], line.Category);
            BinaryPrimitives.WriteInt16LittleEndian(into[(at + 2)..], line.Component);
            Write(into, at + 4, line.Month.Index);
            into[at + 8] = (byte)line.Kind;
            BinaryPrimitives.WriteInt64LittleEndian(into[(at + 9)..], line.Fen);
            at += LineBytes;
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Load(ReadOnlySpan<byte> from)
    {
        Clear(Int(from, 0));
        var at = HeadBytes;
        for (var i = 0; i < TextCount; i++)
        {
            var length = Int(from, (1 + i) * sizeof(int));
            Take(i, from.Slice(at, Math.Max(0, length)), length < 0);
            at += Math.Max(0, length);
        }

        for (var left = Int(from, HeadBytes - sizeof(int)); left > 0; left--)
        {
            var line = from.Slice(at, LineBytes);
            Add(new RunLine(
                BinaryPrimitives.ReadInt16LittleEndian(line), BinaryPrimitives.ReadInt16LittleEndian(line[2..]),
                new PayMonth(Int(line, 4)), (LineKind)line[8], BinaryPrimitives.ReadInt64LittleEndian(line[9..])));
            at += LineBytes;
        }
    }

    /// <summary>The identity number within what <see cref="Save"/> wrote.</summary>
    public static ReadOnlySpan<byte> IdNumberOf(ReadOnlySpan<byte> saved) =>
        saved.Slice(HeadBytes, Int(saved, sizeof(int)));

    private static int Write(Span<byte> into, int at, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(into[at..], value);
        return at + sizeof(int);
    }

    private static int Int(ReadOnlySpan<byte> from, int at) => BinaryPrimitives.ReadInt32LittleEndian(from[at..]);

    private void Clear(int person)
    {
        PersonId = person;
        Fen = 0;
        Lines.Clear();
        used = 0;
    }

    private void Take(int text, ReadOnlySpan<byte> utf8, bool isNull)
    {
        if (utf8.Length > bytes.Length - used) Array.Resize(ref bytes, 2 * (used + utf8.Length));
        utf8.CopyTo(bytes.AsSpan(used));
        texts[text] = (used, isNull ? -1 : utf8.Length);
        used += utf8.Length;
    }

    private ReadOnlySpan<byte> Utf8(int text) => bytes.AsSpan(texts[text].Start, Math.Max(0, texts[text].Length));

    private string? Text(int text) => texts[text].Length < 0 ? null : Encoding.UTF8.GetString(Utf8(text));
}
