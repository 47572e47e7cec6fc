using System.Buffers.Binary;
using System.Text;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;

namespace Disbursement.Jobs.Intake;

/// <summary>
/// A person as known at some act, as one string of bytes: what a run needs of everybody, so that a million people come
/// as a few thousand values and not as ten million.
/// </summary>
/// <remarks>
/// Length of the whole (4 bytes, highest first, as all numbers), serial (4), why nothing can be sent (2), the act by
/// which the account became known (8), <see cref="TextCount"/> texts (length 2, −1 for none, UTF-8), then
/// <see cref="FoldedBytes"/>. The columns beside it are for sets in SQL.
/// </remarks>
internal readonly ref struct PersonCard
{
    /// <summary>The texts of a bank row, in the order of the card: id_number … name_at_bank.</summary>
    public const int BankRowTexts = 7;

    private const int TextCount = 10;
    private const int TextsAt = 18;
    private const int LongestText = short.MaxValue;

    private readonly ReadOnlySpan<byte> bytes;

    private PersonCard(ReadOnlySpan<byte> bytes) => this.bytes = bytes;

    public int PersonId => BinaryPrimitives.ReadInt32BigEndian(bytes[4..]);

    /// <summary>Why nothing can be sent to whoever receives; none when it can.</summary>
    public Block Receiver => (Block)BinaryPrimitives.ReadInt16BigEndian(bytes[8..]);

    /// <summary>The texts of a bank row as they lie, each behind its length.</summary>
    public ReadOnlySpan<byte> ForBankRow
    {
        get
        {
            var end = TextsAt;
            for (var i = 0; i < BankRowTexts; i++)
                end += sizeof(short) + Math.Max((short)0, BinaryPrimitives.ReadInt16BigEndian(bytes[end..]));
            return bytes[TextsAt..end];
        }
    }

    /// <summary>Takes the first card off the cards.</summary>
    public static PersonCard Take(ref ReadOnlySpan<byte> cards)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(cards);
        var card = new PersonCard(cards[..length]);
        cards = cards[length..];
        return card;
    }

    /// <summary>
    /// <see cref="ForBankRow"/> of a person who receives in some other way than the card says.
    /// </summary>
    public static byte[] ForBankRowOf(FoldedPerson person)
    {
        string?[] texts = TextsOfBankRow(person);
        var bytes = new byte[texts.Sum(LengthOf)];
        var rest = bytes.AsSpan();
        foreach (var text in texts) rest = Write(rest, text);
        return bytes;
    }

    private static string?[] TextsOfBankRow(FoldedPerson person) =>
    [
        person.IdNumber, person.Name, person.Region, person.Receiving.Account?.Bank, person.Receiving.Account?.Number,
        person.HolderName, person.Receiving.Account?.NameAtBank,
    ];

    private static int LengthOf(string? text) => sizeof(short) + (text is null ? 0 : Encoding.UTF8.GetByteCount(text));

    /// <exception cref="ArgumentException">A text has more bytes than a cell of a sheet can hold.</exception>
    public static byte[] Write(int id, FoldedPerson person)
    {
        var receiving = person.Receiving;
        string?[] texts =
        [
            .. TextsOfBankRow(person), receiving.Payee?.Name, receiving.Payee?.IdNumber, receiving.Payee?.Relation,
        ];
        var folded = FoldedBytes.Write(person);
        var card = new byte[TextsAt + texts.Sum(LengthOf) + folded.Length];
        BinaryPrimitives.WriteInt32BigEndian(card, card.Length);
        BinaryPrimitives.WriteInt32BigEndian(card.AsSpan(4), id);
        BinaryPrimitives.WriteInt16BigEndian(card.AsSpan(8), (short)Blocks.OfReceiver(person));
        BinaryPrimitives.WriteInt64BigEndian(card.AsSpan(10), receiving.AccountKnown);
        var rest = card.AsSpan(TextsAt);
        foreach (var text in texts) rest = Write(rest, text);
        folded.CopyTo(rest);
        return card;
    }

    /// <summary>The person without the phone, which no run asks for.</summary>
    public FoldedPerson Person()
    {
        var rest = bytes[TextsAt..];
        var idNumber = Next(ref rest)!;
        var name = Next(ref rest)!;
        var region = Next(ref rest);
        var (bank, number, holder, atBank) = (Next(ref rest), Next(ref rest), Next(ref rest), Next(ref rest));
        var (payee, payeeNumber, relation) = (Next(ref rest), Next(ref rest), Next(ref rest));
        var (diedOn, hold, identities, funeral) = FoldedBytes.Read(rest);
        return new FoldedPerson(
            idNumber, name, region, null, diedOn, hold,
            new Receiving(
                number is null ? null : new Account(bank, number, holder, atBank),
                payee is null ? null : new Payee(payee, payeeNumber, relation ?? "", null),
                false, false, BinaryPrimitives.ReadInt64BigEndian(bytes[10..])),
            identities)
        {
            Funeral = funeral,
        };
    }

    /// <summary>The next text, null for none; what is left begins behind it.</summary>
    private static string? Next(ref ReadOnlySpan<byte> rest)
    {
        var length = BinaryPrimitives.ReadInt16BigEndian(rest);
        var text = rest.Slice(sizeof(short), Math.Max((short)0, length));
        rest = rest[(sizeof(short) + text.Length)..];
        return length < 0 ? null : Encoding.UTF8.GetString(text);
    }

    private static Span<byte> Write(Span<byte> into, string? text)
    {
        var length = text is null ? -1 : Encoding.UTF8.GetBytes(text, into[sizeof(short)..]);
        if (length > LongestText) throw new ArgumentException("A text of a person is too long for the cards.");
        BinaryPrimitives.WriteInt16BigEndian(into, (short)length);
        return into[(sizeof(short) + Math.Max(0, length))..];
    }
}
