using System.Globalization;
using System.Text;

namespace Disbursement.Jobs.BankFiles;

/// <summary>The bytes of one row while its fields are put together, as the profile says; refilled row by row.</summary>
internal sealed class RowBytes(BankProfile profile, Transmission transmission, PayingBank bank)
{
    private const int BytesPerCharacter = 4;

    private readonly BankCharacters characters = profile.Characters;
    private readonly string payDay = DayOf(transmission);
    private readonly string batch = transmission.Batch;

    // No field may contain what parts the fields or the rows.
    private readonly string parting = profile.Delimiter + "\r\n";
    private byte[] bytes = new byte[1024];
    private long sequence;

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    /// <summary>yyyyMMdd.</summary>
    public static string DayOf(Transmission transmission) =>
        transmission.PayDay.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>As the profile writes money: 1005.01 or 100501.</summary>
    public static string Amount(BankProfile profile, long fen) => profile.AmountUnit == AmountUnit.Fen
        ? fen.ToString(CultureInfo.InvariantCulture)
        : Domain.Money.Yuan(fen);

    /// <summary>The next row, without fields so far.</summary>
    public void Begin()
    {
        Length = 0;
        sequence++;
    }

    /// <exception cref="BankFileRefused">The field cannot stand in the file.</exception>
    public void Add(Field column, in BankRow row, string rowId)
    {
        if (column == Field.Amount) Add(Amount(profile, row.Fen));
        else if (column == Field.Sequence) Add(sequence.ToString(CultureInfo.InvariantCulture));
        else
        {
            var text = Text(column, row, rowId);
            // A field is written as it is, never quoted: to a bank a quoted name is another name.
            if (text.AsSpan().IndexOfAny(parting) >= 0)
                throw new BankFileRefused($"行号{rowId}的{column}栏里有分隔符或换行，不能写入代发文件。请改正后重新核算本批。");
            Add(text);
        }
    }

    public void Add(ReadOnlySpan<byte> more)
    {
        MakeRoom(more.Length);
        more.CopyTo(bytes.AsSpan(Length));
        Length += more.Length;
    }

    /// <summary>Blanks up to a length.</summary>
    public void PadTo(int length)
    {
        MakeRoom(length - Length);
        bytes.AsSpan(Length, length - Length).Fill((byte)' ');
        Length = length;
    }

    private void Add(string text)
    {
        MakeRoom(BytesPerCharacter * text.Length);
        Length += characters.Write(text, bytes.AsSpan(Length));
    }

    private void MakeRoom(int more)
    {
        if (bytes.Length < Length + more) Array.Resize(ref bytes, 2 * (Length + more));
    }

    private string Text(Field column, in BankRow row, string rowId) => column switch
    {
        Field.RowId => rowId,
        Field.Name => row.NameWritten,
        Field.IdNumber => row.IdNumber,
        Field.Batch => batch,
        Field.Account => row.Account,
        Field.Region => row.RegionCode,
        Field.PayDay => payDay,
        Field.DebitAccount => bank.DebitAccount!,
        _ => profile.Texts[column],
    };
}
