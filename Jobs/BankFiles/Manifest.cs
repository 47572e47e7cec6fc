using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Disbursement.Jobs.BankFiles;

/// <summary>One bank file as it lies on the disk; every number was read back from its bytes.</summary>
/// <param name="Sha256">Lower-case hexadecimal.</param>
/// <param name="Sm3">GB/T 32905, lower-case hexadecimal.</param>
/// <param name="AccountHash">Control total over the accounts, <see cref="AccountTotal"/>.</param>
/// <param name="Part">1 for the first file of its bank.</param>
/// <param name="Parts">Files of its bank.</param>
public sealed record BankFile(
    string Name, string Bank, string Profile, long Bytes, string Sha256, string Sm3, long Count, long SumFen,
    string AccountHash, int Part, int Parts);

/// <summary>manifest.json: what goes to the banks, to compare with what was approved and with what the bank
/// received.</summary>
public sealed record Manifest(
    string Run, int Attempt, long Count, long SumFen, string ContentRoot, ImmutableArray<BankFile> Files)
{
    public const string FileName = "manifest.json";

    /// <summary>UTF-8, members in the order of the contract, LF: the same manifest is always the same bytes.</summary>
    public byte[] Write() => OutJson.Bytes(this, OutJson.Readable.Manifest);

    public static Manifest Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, OutJson.Readable.Manifest)
        ?? throw new BankFileRefused("manifest.json 是空的。请重新导出。");
}

/// <summary>One bank in summary.json.</summary>
public sealed record BankSummary(string Bank, int Files, long Count, long SumFen);

/// <summary>summary.json: the same transmission in a few lines, for scripts.</summary>
public sealed record ExportSummary(
    string Run, int Attempt, int Transmission, bool Rehearsal, string ApprovedAt, string PayDay, long Count,
    long SumFen, string SumYuan, string ContentRoot, ImmutableArray<BankSummary> Banks)
{
    public const string FileName = "summary.json";

    public byte[] Write() => OutJson.Bytes(this, OutJson.Readable.ExportSummary);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(ExportSummary))]
internal sealed partial class OutJson : JsonSerializerContext
{
    /// <summary>Chinese stays readable, and lines end in LF on every system.</summary>
    public static OutJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        WriteIndented = true,
        NewLine = "\n",
    });

    public static byte[] Bytes<T>(T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        Encoding.UTF8.GetBytes(JsonSerializer.Serialize(value, type) + "\n");
}
