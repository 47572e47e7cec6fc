using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Disbursement.Domain.Payouts;

namespace Disbursement.Jobs.BankFiles;

/// <summary>What a column of a bank's result file (回盘) holds.</summary>
public enum ResultField
{
    /// <summary>Not looked at.</summary>
    [JsonStringEnumMemberName("ignored")] Ignored,
    [JsonStringEnumMemberName("row-id")] RowId,
    [JsonStringEnumMemberName("account")] Account,
    [JsonStringEnumMemberName("name")] Name,

    /// <summary>What we sent.</summary>
    [JsonStringEnumMemberName("amount")] Amount,

    /// <summary>What the bank booked, where it says so by itself.</summary>
    [JsonStringEnumMemberName("credited")] Credited,
    [JsonStringEnumMemberName("status")] Status,
    [JsonStringEnumMemberName("reason")] Reason,
    [JsonStringEnumMemberName("bank-serial")] BankSerial,

    /// <summary>The account that the bank booked to instead (换卡、卡升级).</summary>
    [JsonStringEnumMemberName("new-account")] NewAccount,
}

/// <summary>A word of the status column, by how it begins, and what it means.</summary>
public sealed record StatusWord(string Begins, [property: JsonConverter(typeof(OutcomeName))] Outcome Outcome);

/// <summary>How a bank lays out its result file. Data, like the profile it belongs to.</summary>
public sealed class ResultLayout
{
    /// <summary>The format in words, enough to write such a file from.</summary>
    public required ImmutableArray<string> Description { get; init; }

    /// <summary>pain.002.001.10; everything else here is of text files.</summary>
    public bool IsPain { get; init; }

    public string Encoding { get; init => field = value ?? "GB18030"; } = "GB18030";

    public string? Delimiter { get; init; }

    /// <summary>Rows begin behind the first line that begins so; null: with the first line.</summary>
    public string? RowsAfter { get; init; }

    /// <summary>The line that ends the file; without it the file was cut and is refused. Null: there is none.</summary>
    public string? RowsUntil { get; init; }

    public ImmutableArray<ResultField> Columns { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>How many columns at the end may be missing.</summary>
    public int OptionalColumns { get; init; }

    /// <summary>A delimiter stands behind the last column too.</summary>
    public bool EndsWithDelimiter { get; init; }

    /// <summary>What stands behind an amount: 元.</summary>
    public string AmountSuffix { get; init => field = value ?? ""; } = "";

    public AmountUnit AmountUnit { get; init; }

    /// <summary>The first that fits; none fits: the file is refused.</summary>
    public ImmutableArray<StatusWord> Statuses { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Two files instead of a status: how the names end, before the extension.</summary>
    public string? PaidSuffix { get; init; }

    public string? FailedSuffix { get; init; }
}

/// <summary>Outcomes as profiles write them.</summary>
internal sealed class OutcomeName : JsonConverter<Outcome>
{
    public override Outcome Read(
        ref System.Text.Json.Utf8JsonReader reader, Type type, System.Text.Json.JsonSerializerOptions options)
    {
        var code = reader.GetString();
        foreach (var outcome in Enum.GetValues<Outcome>())
            if (outcome.Code() == code) return outcome;
        throw new System.Text.Json.JsonException($"There is no outcome '{code}'.");
    }

    public override void Write(
        System.Text.Json.Utf8JsonWriter writer, Outcome value, System.Text.Json.JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Code());
}
