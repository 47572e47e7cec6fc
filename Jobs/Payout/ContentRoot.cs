using System.Security.Cryptography;
using System.Text;
using Disbursement.Domain;
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
    private readonly byte[] buffer = new byte[4096];
    private int rows;

    public long Count { get; private set; }

    public long SumFen { get; private set; }

    public void Add(RunRow row, IReadOnlyDictionary<short, string> components)
    {
        Append($"{row.IdNumber}|{row.Name}|{row.Bank}|{row.Account}|{row.AccountName}|{row.Fen}\n");
        foreach (var line in row.Lines)
        {
            Append($"{Category.Of(line.Category).Code}|{components[line.Component]}|{line.Month}|"
                + $"{line.Kind.Code()}|{line.Fen}\n");
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
        root.AppendData(block.GetHashAndReset());
        rows = 0;
    }

    private void Append(string text)
    {
        if (Encoding.UTF8.GetMaxByteCount(text.Length) > buffer.Length)
        {
            block.AppendData(Encoding.UTF8.GetBytes(text));
            return;
        }

        block.AppendData(buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer)));
    }
}

/// <summary>A bank row with its lines, as the run knew the person.</summary>
internal sealed class RunRow
{
    public int PersonId { get; init; }

    public required string IdNumber { get; init; }

    public required string Name { get; init; }

    public string? Region { get; init; }

    public string? Bank { get; init; }

    public string? Account { get; init; }

    public string? AccountName { get; init; }

    public string? NameAtBank { get; init; }

    public long Fen { get; set; }

    public List<RunLine> Lines { get; } = [];
}

internal readonly record struct RunLine(short Category, short Component, PayMonth Month, LineKind Kind, long Fen);
