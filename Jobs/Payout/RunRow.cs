using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.Intake;

namespace Disbursement.Jobs.Payout;

/// <summary>
/// A bank row with its lines, as the run knew the person. One is filled again and again: whoever keeps it keeps a copy.
/// </summary>
internal sealed class RunRow
{
    private const int HeadBytes = 3 * sizeof(int);

    private readonly (int Start, int Length)[] texts = new (int, int)[PersonCard.BankRowTexts];
    private byte[] bytes = new byte[512];
    private int used;

    public int PersonId { get; private set; }

    public long Fen { get; private set; }

    public List<RunLine> Lines { get; } = [];

    /// <summary><see cref="PersonCard.ForBankRow"/>.</summary>
    public ReadOnlySpan<byte> Texts => bytes.AsSpan(0, used);

    public ReadOnlySpan<byte> IdNumber => Utf8(0);

    public ReadOnlySpan<byte> Name => Utf8(1);

    public ReadOnlySpan<byte> Bank => Utf8(3);

    public ReadOnlySpan<byte> Account => Utf8(4);

    public ReadOnlySpan<byte> AccountName => Utf8(5);

    /// <exception cref="InvalidOperationException">There is a row and no account to send it to.</exception>
    public BankRow ForBank()
    {
        var name = Text(1)!;
        return new(
            PersonId, Text(0)!, name, Text(3),
            Text(4) ?? throw new InvalidOperationException("A row without an account was approved."),
            AccountName.IsEmpty || AccountName.SequenceEqual(Name) ? name : Text(5)!, Text(6), Text(2) ?? "", Fen);
    }

    /// <summary>How long a row is as one string of bytes.</summary>
    public static int SavedLength(ReadOnlySpan<byte> texts, ReadOnlySpan<RunLine> lines) =>
        HeadBytes + texts.Length + MemoryMarshal.AsBytes(lines).Length;

    /// <summary>Writes a row as one string of bytes.</summary>
    /// <param name="texts"><see cref="PersonCard.ForBankRow"/>.</param>
    public static void Save(Span<byte> into, int person, ReadOnlySpan<byte> texts, ReadOnlySpan<RunLine> lines)
    {
        BinaryPrimitives.WriteInt32LittleEndian(into, person);
        BinaryPrimitives.WriteInt32LittleEndian(into[4..], texts.Length);
        BinaryPrimitives.WriteInt32LittleEndian(into[8..], lines.Length);
        texts.CopyTo(into[HeadBytes..]);
        MemoryMarshal.AsBytes(lines).CopyTo(into[(HeadBytes + texts.Length)..]);
    }

    /// <summary>Becomes the row that <see cref="Save"/> wrote.</summary>
    public void Load(ReadOnlySpan<byte> from)
    {
        PersonId = BinaryPrimitives.ReadInt32LittleEndian(from);
        used = BinaryPrimitives.ReadInt32LittleEndian(from[4..]);
        CollectionsMarshal.SetCount(Lines, BinaryPrimitives.ReadInt32LittleEndian(from[8..]));
        var lines = CollectionsMarshal.AsSpan(Lines);
        from[(HeadBytes + used)..].CopyTo(MemoryMarshal.AsBytes(lines));
        Fen = 0;
        foreach (var line in lines) Fen += line.Fen;
        if (used > bytes.Length) bytes = new byte[2 * used];
        from.Slice(HeadBytes, used).CopyTo(bytes);
        var at = 0;
        for (var i = 0; i < texts.Length; i++)
        {
            var length = BinaryPrimitives.ReadInt16BigEndian(bytes.AsSpan(at));
            at += sizeof(short);
            texts[i] = (at, length);
            at += Math.Max((short)0, length);
        }
    }

    /// <summary>The identity number within what <see cref="Save"/> wrote.</summary>
    public static ReadOnlySpan<byte> IdNumberOf(ReadOnlySpan<byte> saved)
    {
        var texts = saved[HeadBytes..];
        return texts.Slice(sizeof(short), BinaryPrimitives.ReadInt16BigEndian(texts));
    }

    private ReadOnlySpan<byte> Utf8(int text) => bytes.AsSpan(texts[text].Start, Math.Max(0, texts[text].Length));

    private string? Text(int text) => texts[text].Length < 0 ? null : Encoding.UTF8.GetString(Utf8(text));
}
