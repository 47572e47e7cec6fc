using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Disbursement.Domain.Exceptions;

/// <summary>
/// One kind of 异常 (ExceptionCase): what the office reads about it, what to do next, who does it and by when.
/// </summary>
/// <remarks>
/// The codes are fixed by the contract of the exception list. Where the table of sentences offers several wordings, the
/// wording that differs is a blank given by whoever finds the case.
/// </remarks>
public sealed partial class ExceptionCode
{
    private ExceptionCode(string code, Severity severity, ExceptionScope scope)
    {
        Code = code;
        Severity = severity;
        Scope = scope;
    }

    /// <summary>Lower case with hyphens, unique, never changed: lists and decisions refer to it.</summary>
    public string Code { get; }

    /// <summary>Whether it holds money.</summary>
    public Severity Severity { get; }

    /// <summary>How far it reaches.</summary>
    public ExceptionScope Scope { get; }

    /// <summary>Who, which month, how much, why.</summary>
    public required SentenceTemplate Sentence { get; init; }

    /// <summary>What to do next, with which papers.</summary>
    public required SentenceTemplate NextStep { get; init; }

    /// <summary>Who does it: a station, a role, or a person named in the case.</summary>
    public required SentenceTemplate Owner { get; init; }

    public required Due Due { get; init; }

    /// <summary>Every code, in the order of the catalogue's pages.</summary>
    public static ImmutableArray<ExceptionCode> All => Catalogue.Codes;

    /// <summary>Every blank of the sentence, the next step and the owner that has to be given.</summary>
    public FrozenSet<string> Required =>
        field ??= Templates.SelectMany(t => t.Required).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Every blank that this code knows, given or not.</summary>
    public FrozenSet<string> Known =>
        field ??= Templates.SelectMany(t => t.Required.Concat(t.Optional)).ToFrozenSet(StringComparer.Ordinal);

    private SentenceTemplate[] Templates => [Sentence, NextStep, Owner];

    /// <summary>By code; null when there is no such code.</summary>
    public static ExceptionCode? Find(string code) => Catalogue.ByCode.GetValueOrDefault(code);

    /// <summary>By code. Codes come from our own tables, so an unknown one is a broken invariant.</summary>
    public static ExceptionCode Of(string code) =>
        Find(code) ?? throw new KeyNotFoundException($"There is no exception code '{code}'.");

    public override string ToString() => Code;

    /// <summary>Apart, because the order in which the pages of a partial type are built is not defined.</summary>
    private static class Catalogue
    {
        internal static readonly ImmutableArray<ExceptionCode> Codes =
            [.. OfPeople, .. OfAccounts, .. OfClaims, .. OfStandards, .. OfRuns, .. OfBanks, .. OfOneOffs,
                .. OfVerification, .. OfBackPayments, .. OfBackPaymentCases];

        internal static readonly FrozenDictionary<string, ExceptionCode> ByCode =
            Codes.ToFrozenDictionary(c => c.Code, StringComparer.Ordinal);
    }
}
