using System.Collections.Immutable;
using Disbursement.Domain.Exceptions;

namespace Disbursement.Domain.Verification;

/// <summary>Something of one person that somebody has to look into, in the words of the exception list.</summary>
/// <param name="Category">The identity it is about; null: the person.</param>
/// <param name="Since">The act by which it is known: whoever let it go earlier did not look at it.</param>
public sealed record Finding(
    ExceptionCode Code, short? Category, Severity Severity, long Since,
    ImmutableSortedDictionary<string, string> Blanks)
{
    /// <summary>What of the person it is about, where there may be several.</summary>
    public string? Subject { get; init; }

    /// <summary>First month that it holds; all months unless said.</summary>
    public PayMonth From { get; init; }

    /// <summary>Keeps money back until it is settled.</summary>
    public bool Holds => Severity == Severity.Block;

    public static Finding Of(
        ExceptionCode code, Severity severity, long since, params ReadOnlySpan<(string Name, string Value)> blanks)
    {
        var all = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in blanks) all[name] = value;
        return new Finding(code, null, severity, since, all.ToImmutable());
    }
}
