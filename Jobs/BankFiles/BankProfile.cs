using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Disbursement.Jobs.BankFiles;

/// <summary>What a column of a bank's file holds.</summary>
public enum Field
{
    [JsonStringEnumMemberName("row-id")] RowId,
    [JsonStringEnumMemberName("name")] Name,
    [JsonStringEnumMemberName("id-number")] IdNumber,
    [JsonStringEnumMemberName("amount")] Amount,
    [JsonStringEnumMemberName("batch")] Batch,
    [JsonStringEnumMemberName("account")] Account,
    [JsonStringEnumMemberName("region")] Region,
    [JsonStringEnumMemberName("currency")] Currency,
    [JsonStringEnumMemberName("pay-day")] PayDay,
    [JsonStringEnumMemberName("sequence")] Sequence,
    [JsonStringEnumMemberName("debit-account")] DebitAccount,
    [JsonStringEnumMemberName("debit-account-type")] DebitAccountType,
    [JsonStringEnumMemberName("purpose")] Purpose,
    [JsonStringEnumMemberName("payer-shown")] PayerShown,
}

/// <summary>The kinds of file there are: rows with a delimiter, the same between header and trailer, fields of fixed
/// byte widths, and ISO 20022 XML.</summary>
public enum Layout
{
    [JsonStringEnumMemberName("delimited")] Delimited,
    [JsonStringEnumMemberName("headed")] Headed,
    [JsonStringEnumMemberName("fixed")] Fixed,
    [JsonStringEnumMemberName("pain")] Pain,
}

/// <summary>How a file writes money: 1005.01, or 100501.</summary>
public enum AmountUnit
{
    [JsonStringEnumMemberName("yuan")] Yuan,
    [JsonStringEnumMemberName("fen")] Fen,
}

/// <summary>Which account numbers a bank takes.</summary>
/// <param name="From">Fewest characters.</param>
/// <param name="To">Most characters.</param>
/// <param name="DigitsOnly">Else also Latin letters and hyphens.</param>
public sealed record AccountRule(int From, int To, bool DigitsOnly)
{
    internal bool Takes(string account)
    {
        if (account.Length < From || account.Length > To) return false;
        foreach (var c in account)
        {
            var taken = DigitsOnly ? char.IsAsciiDigit(c) : char.IsAsciiLetterOrDigit(c) || c == '-';
            if (!taken) return false;
        }

        return true;
    }
}

/// <summary>Why a bank would not take a name or an account: an exception code and what fills its sentence.</summary>
/// <param name="Code">name-not-encodable, name-too-long or account-format.</param>
/// <param name="Found">The character; the bytes; the digits or characters.</param>
/// <param name="Detail">Its code point (U+4DAE); the most bytes; the lengths that are allowed (8–34).</param>
public sealed record BankProblem(string Code, string Found, string Detail);

/// <summary>How one bank lays out its file (代发文件格式). A profile is data; no bank has a class of its own.</summary>
public sealed class BankProfile
{
    private static readonly Lazy<ImmutableArray<BankProfile>> Shipped = new(Load);
    private static readonly ImmutableDictionary<Field, string> NoTexts = ImmutableDictionary<Field, string>.Empty;
    private readonly Lazy<BankCharacters> characters;

    public BankProfile() => characters = new(() => new(Encoding!, GbkOnly, Delimiter?[0]));

    /// <summary>Every profile that is shipped.</summary>
    public static ImmutableArray<BankProfile> All => Shipped.Value;

    public required string Name { get; init; }
    public required string Title { get; init; }

    /// <summary>Whether the bank has confirmed it; until then every profile is a sample.</summary>
    public required string Status { get; init; }

    /// <summary>The same without its translation, for papers.</summary>
    public string StatusInChinese => Status.Split(" (")[0];

    /// <summary>The format in words, enough to write a reader from.</summary>
    public required ImmutableArray<string> Description { get; init; }
    public required Layout Layout { get; init; }
    public required string Encoding { get; init; }
    public required bool GbkOnly { get; init; }

    /// <summary>One character; files with delimited rows only.</summary>
    public string? Delimiter { get; init; }
    public string LineEnd { get; init; } = "\n";

    // What a profile leaves out is set to nothing by the reader of the data, not to these defaults.
    public ImmutableArray<Field> Columns { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Bytes of each column; fixed only.</summary>
    public ImmutableArray<int> Widths { get; init => field = value.IsDefault ? [] : value; } = [];
    public AmountUnit AmountUnit { get; init; }

    /// <summary>Lines before the rows, with {pay-day} {sum} {count}, and lines behind them; headed only.</summary>
    public ImmutableArray<string> Header { get; init => field = value.IsDefault ? [] : value; } = [];
    public ImmutableArray<string> Trailer { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What stands in the columns that are the same in every row of every file.</summary>
    public ImmutableDictionary<Field, string> Texts { get; init => field = value ?? NoTexts; } = NoTexts;

    /// <summary>Pattern of file names with {run} {bank} {part} {attempt} {transmission}.</summary>
    public required string FileName { get; init; }

    /// <summary>Longest name, in bytes of the encoding.</summary>
    public required int NameBytes { get; init; }
    public required AccountRule Account { get; init; }

    /// <summary>Rows per file unless the paying bank says otherwise.</summary>
    public required int RowsPerFile { get; init; }

    /// <summary>ISO 20022 purpose and category purpose; pain only.</summary>
    public string? Purpose { get; init; }
    public string? CategoryPurpose { get; init; }

    /// <summary>The codes this bank takes.</summary>
    public ImmutableArray<string> Purposes { get; init; } = [];
    public ImmutableArray<string> CategoryPurposes { get; init; } = [];

    /// <summary>How the bank's result files are laid out; null: not known yet.</summary>
    public ResultLayout? Result { get; init; }

    /// <summary>Which characters the bank takes, and their bytes.</summary>
    internal BankCharacters Characters => characters.Value;

    /// <summary>The profile of that name; null when none is shipped.</summary>
    public static BankProfile? Find(string name) => All.FirstOrDefault(p => p.Name == name);

    /// <summary>The profile of that name, which must be there.</summary>
    public static BankProfile Named(string name) => Find(name) ?? throw new BankFileRefused(
        $"没有名为“{name}”的代发文件格式。现有：{string.Join("、", All.Select(p => p.Name))}。请在代发银行表里改正。");

    /// <summary>
    /// What the bank would refuse about a name (户名 as it would be written) and an account; null when it takes both.
    /// </summary>
    /// <remarks>Called for everybody in every month: the good case allocates nothing.</remarks>
    public BankProblem? Check(string name, string account)
    {
        var bytes = Characters.Measure(name, out var badAt);
        if (bytes < 0) return NotEncodable(name, badAt);
        if (bytes > NameBytes) return new("name-too-long", $"{bytes}", $"{NameBytes}");
        if (Account.Takes(account)) return null;
        return new("account-format", $"{account.Length}", $"{Account.From}–{Account.To}");
    }

    private static BankProblem NotEncodable(string name, int at) => Rune.TryGetRuneAt(name, at, out var rune)
        ? new("name-not-encodable", Rune.IsControl(rune) ? "" : rune.ToString(), $"U+{rune.Value:X4}")
        : new("name-not-encodable", "", $"U+{(int)name[at]:X4}");

    private static ImmutableArray<BankProfile> Load()
    {
        using var stream = typeof(BankProfile).Assembly.GetManifestResourceStream("profiles.json")!;
        return JsonSerializer.Deserialize(stream, ProfileJson.Default.ImmutableArrayBankProfile);
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ImmutableArray<BankProfile>))]
internal sealed partial class ProfileJson : JsonSerializerContext;
