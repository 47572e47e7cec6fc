using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.Policy;

namespace Disbursement.Jobs.Payout;

/// <summary>
/// The content root of a run (contracts): bank rows in order of identity number in blocks of 4,096; a block's hash is
/// SHA-256 over its rows and their lines; the root is SHA-256 over the block hashes.
/// </summary>
internal sealed class ContentRoot : IDisposable
{
    private const int BlockRows = 4096;

    private readonly IncrementalHash root = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash block = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] buffer = new byte[16384];
    private readonly Dictionary<long, byte[]> written = [];
    private int used;
    private int rows;

    public long Count { get; private set; }

    public long SumFen { get; private set; }

    public void Add(RunRow row, IReadOnlyDictionary<short, string> components)
    {
        Text(row.IdNumber);
        Text(row.Name);
        Text(row.Bank);
        Text(row.Account);
        Text(row.AccountName);
        Fen(row.Fen);
        foreach (var line in row.Lines)
        {
            What(line, components);
            Fen(line.Fen);
        }

        Count++;
        SumFen += row.Fen;
        if (++rows == BlockRows) CloseBlock();
    }

    /// <summary>Lower-case hexadecimal.</summary>
    public string Finish()
    {
        if (rows > 0) CloseBlock();
        return Convert.ToHexStringLower(root.GetHashAndReset());
    }

    public void Dispose()
    {
        root.Dispose();
        block.Dispose();
    }

    private void CloseBlock()
    {
        Flush();
        root.AppendData(block.GetHashAndReset());
        rows = 0;
    }

    private void Flush()
    {
        block.AppendData(buffer.AsSpan(0, used));
        used = 0;
    }

    /// <summary>A value and the bar behind it.</summary>
    private void Text(ReadOnlySpan<byte> utf8)
    {
        Write(utf8);
        Write("|"u8);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > buffer.Length - used) Flush();
        if (bytes.Length > buffer.Length)
        {
            block.AppendData(bytes);
            return;
        }

        bytes.CopyTo(buffer.AsSpan(used));
        used += bytes.Length;
    }

    /// <summary>What a line is for, as it was written for the line before that was for the same.</summary>
    private void What(RunLine line, IReadOnlyDictionary<short, string> components)
    {
        if (!written.TryGetValue(line.What, out var what))
        {
            written[line.What] = what = Encoding.UTF8.GetBytes(
                $"{Category.Of(line.Category).Code}|{components[line.Component]}|{line.Month}|{line.Kind.Code()}|");
        }

        Write(what);
    }

    /// <summary>An amount, the last of its row or line.</summary>
    private void Fen(long fen)
    {
        if (buffer.Length - used < 32) Flush();
        fen.TryFormat(buffer.AsSpan(used), out var written, default, CultureInfo.InvariantCulture);
        used += written;
        buffer[used++] = (byte)'\n';
    }
}
