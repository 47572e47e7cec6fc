using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Disbursement.Domain.Payouts;

namespace Disbursement.Jobs.BankFiles;

/// <summary>A rule of reasons.json: a text that holds one of the words means the reason.</summary>
/// <param name="Code">Of <see cref="BankReason"/>.</param>
/// <param name="Words">In the text, whatever stands around; of letters and digits only, the whole text.</param>
public sealed record ReasonRule(string Code, ImmutableArray<string> Words);

/// <summary>
/// From banks' own words to our reasons, by ordered rules in data: the first that fits counts; none is 其他, for a
/// person.
/// </summary>
public static class BankReasons
{
    private static readonly Lazy<ImmutableArray<ReasonRule>> Shipped = new(Load);

    public static ImmutableArray<ReasonRule> Rules => Shipped.Value;

    public static BankReason Of(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return BankReason.Other;
        var code = Rules.FirstOrDefault(r => r.Words.Any(w => Fits(text, w)))?.Code;
        return code is null ? BankReason.Other : BankReason.Find(code)!;
    }

    /// <summary>A code, AC04 or 3031, stands alone: elsewhere it would be found in account numbers.</summary>
    private static bool Fits(string text, string word)
    {
        var isCode = word.All(char.IsAsciiLetterOrDigit);
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0;
            at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if (!isCode) return true;
            var end = at + word.Length;
            if ((at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1]))
                && (end == text.Length || !char.IsAsciiLetterOrDigit(text[end]))) return true;
        }

        return false;
    }

    private static ImmutableArray<ReasonRule> Load()
    {
        using var stream = typeof(BankReasons).Assembly.GetManifestResourceStream("reasons.json")!;
        var rules = JsonSerializer.Deserialize(stream, ReasonJson.Default.ImmutableArrayReasonRule);
        foreach (var rule in rules)
            if (BankReason.Find(rule.Code) is null) throw new JsonException($"There is no reason '{rule.Code}'.");
        return rules;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ImmutableArray<ReasonRule>))]
internal sealed partial class ReasonJson : JsonSerializerContext;
