using System.Buffers.Binary;
using System.Text;
using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.Intake;

namespace Disbursement.Jobs.Payout;

/// <summary>
/// A bank row with its lines, as the run knew the person. One is filled again and again: whoever keeps it keeps a copy.
/// </summary>
internal sealed class RunRow
{
    private const int LineBytes = 17;
    private const int HeadBytes = 3 * sizeof(int);

    private readonly (int Start, int Length)[] texts = new (int, int)[PersonCard.BankRowTexts];
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
    public BankRow ForBank()
    {
        var name = Text(1)!;
        return new(
            PersonId, Text(0)!, name, Text(3),
            Text(4) ?? throw new InvalidOperationException("A row without an account was approved."),
            AccountName.IsEmpty || AccountName.SequenceEqual(Name) ? name : Text(5)!, Text(6), Text(2) ?? "", Fen);
    }

    /// <summary>Another person, without lines.</summary>
    public void Begin(PersonCard card) => Begin(card.PersonId, card.ForBankRow);

    public void Add(RunLine line)
    {
        Lines.Add(line);
        Fen += line.Fen;
    }

    /// <summary>Writes the row as one string of bytes.</summary>
    public void Save(Span<byte> into)
    {
        BinaryPrimitives.WriteInt32LittleEndian(into, PersonId);
        BinaryPrimitives.WriteInt32LittleEndian(into[4..], used);
        BinaryPrimitives.WriteInt32LittleEndian(into[8..], Lines.Count);
        bytes.AsSpan(0, used).CopyTo(into[HeadBytes..]);
        var at = HeadBytes + used;
        foreach (var line in Lines)
        {
            BinaryPrimitives.WriteInt16LittleEndian(into[at..], line.Category);
            BinaryPrimitives.WriteInt16LittleEndian(into[(at + 2)..], line.Component);
            BinaryPrimitives.WriteInt32LittleEndian(into[(at + 4)..], line.Month.Index);
            into[at + 8] = (byte)line.Kind;
            BinaryPrimitives.WriteInt64LittleEndian(into[(at + 9)..], line.Fen);
            at += LineBytes;
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Load(ReadOnlySpan<byte> from)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(from[4..]);
        Begin(BinaryPrimitives.ReadInt32LittleEndian(from), from.Slice(HeadBytes, length));
        var at = HeadBytes + length;
        for (var left = BinaryPrimitives.ReadInt32LittleEndian(from[8..]); left > 0; left--)
        {
            var line = from.Slice(at, LineBytes);
            Add(new RunLine(
                BinaryPrimitives.ReadInt16LittleEndian(line), BinaryPrimitives.ReadInt16LittleEndian(line[2..]),
                new PayMonth(BinaryPrimitives.ReadInt32LittleEndian(line[4..])), (LineKind)line[8],
                BinaryPrimitives.ReadInt64LittleEndian(line[9..])));
            at += LineBytes;
        }
    }

    /// <summary>The identity number within what <see cref="Save"/> wrote.</summary>
    public static ReadOnlySpan<byte> IdNumberOf(ReadOnlySpan<byte> saved)
    {
        var texts = saved[HeadBytes..];
        return texts.Slice(sizeof(short), BinaryPrimitives.ReadInt16BigEndian(texts));
    }

    private void Begin(int person, ReadOnlySpan<byte> lengthsAndTexts)
    {
        PersonId = person;
        Fen = 0;
        Lines.Clear();
        used = lengthsAndTexts.Length;
        if (used > bytes.Length) bytes = new byte[2 * used];
        lengthsAndTexts.CopyTo(bytes);
        var rest = lengthsAndTexts;
        for (var i = 0; i < texts.Length; i++)
        {
            var length = PersonCard.Next(ref rest, out var isNull).Length;
            texts[i] = (used - rest.Length - length, isNull ? -1 : length);
        }
    }

    private ReadOnlySpan<byte> Utf8(int text) => bytes.AsSpan(texts[text].Start, Math.Max(0, texts[text].Length));

    private string? Text(int text) => texts[text].Length < 0 ? null : Encoding.UTF8.GetString(Utf8(text));
}
