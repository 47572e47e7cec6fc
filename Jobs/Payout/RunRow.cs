using System.Text;
using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Storage;

namespace Disbursement.Jobs.Payout;

internal readonly record struct RunLine(short Category, short Component, PayMonth Month, LineKind Kind, long Fen);

/// <summary>
/// A bank row with its lines, as the run knew the person. One is filled again and again: whoever keeps it keeps a copy.
/// </summary>
internal sealed class RunRow
{
    private const int FirstText = 1;
    private const int TextCount = 7;

    private readonly (int Start, int Length)[] texts = new (int, int)[TextCount];
    private byte[] bytes = new byte[512];

    public int PersonId { get; private set; }

    public long Fen { get; private set; }

    public List<RunLine> Lines { get; } = [];

    public ReadOnlySpan<byte> IdNumber => Utf8(0);

    public ReadOnlySpan<byte> Name => Utf8(1);

    public ReadOnlySpan<byte> Bank => Utf8(3);

    public ReadOnlySpan<byte> Account => Utf8(4);

    public ReadOnlySpan<byte> AccountName => Utf8(5);

    /// <exception cref="InvalidOperationException">There is a row and no account to send it to.</exception>
    public BankFiles.BankRow ForBank() => new(
        PersonId, Text(0)!, Text(1)!, Text(3),
        Text(4) ?? throw new InvalidOperationException("A row without an account was approved."),
        Text(5) ?? Text(1)!, Text(6), Text(2) ?? "", Fen);

    /// <summary>Another person: serial, id_number, name, region, bank, account, account_name, name_at_bank.</summary>
    public void Begin(CopyReader row)
    {
        PersonId = row.Int(0);
        Fen = 0;
        Lines.Clear();
        var used = 0;
        for (var i = 0; i < TextCount; i++)
        {
            var text = row.Bytes(FirstText + i);
            if (text.Length > bytes.Length - used) Array.Resize(ref bytes, 2 * (used + text.Length));
            text.CopyTo(bytes.AsSpan(used));
            texts[i] = (used, row.IsNull(FirstText + i) ? -1 : text.Length);
            used += text.Length;
        }
    }

    public void Add(RunLine line)
    {
        Lines.Add(line);
        Fen += line.Fen;
    }

    private ReadOnlySpan<byte> Utf8(int text) => bytes.AsSpan(texts[text].Start, Math.Max(0, texts[text].Length));

    private string? Text(int text) => texts[text].Length < 0 ? null : Encoding.UTF8.GetString(Utf8(text));
}
