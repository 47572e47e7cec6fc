using Disbursement.Domain.People;

namespace Disbursement.Domain.Entitlements;

/// <summary>Months in which an identity is entitled and nothing about it changes.</summary>
/// <param name="To">Last month, included; <see cref="PayMonth.Max"/> while it goes on.</param>
public readonly record struct Span(PayMonth From, PayMonth To, Grade Grade, Nursing Nursing);

/// <summary>Months with a per-person component amount, in fen a month.</summary>
public readonly record struct AssessedSpan(short Component, PayMonth From, PayMonth To, long Fen, int StandardId);

/// <summary>A 暂缓 in force: why, since when, on what paper.</summary>
public sealed record HoldInForce(DateOnly Since, string? Reason, string? Document);

/// <summary>An identity folded from the facts: when it is entitled to what, and whether it may be paid.</summary>
/// <param name="Enrolled">Its place in the order of knowledge, which decides reviews (rules §3, overlap).</param>
/// <param name="IsDocumented">Has an approval document.</param>
/// <param name="Spans">Oldest first, disjoint.</param>
/// <param name="Ended">A stop, a transfer or a death explains why no span is open.</param>
public sealed record FoldedIdentity(
    short Category,
    Place Enrolled,
    bool IsDocumented,
    HoldInForce? Hold,
    Span[] Spans,
    AssessedSpan[] Assessed,
    bool Ended)
{
    /// <summary>The span of a month; null when the identity is not entitled in it.</summary>
    public Span? At(PayMonth month)
    {
        // From the end: nearly every question is about the newest months.
        for (var i = Spans.Length - 1; i >= 0; i--)
        {
            if (Spans[i].From > month) continue;
            return Spans[i].To >= month ? Spans[i] : null;
        }

        return null;
    }
}

/// <summary>Who receives, by what account, as known now.</summary>
/// <param name="Account">The account money goes to; null when there is none.</param>
/// <param name="IsPayeesAccount">The account is the payee's own, not the person's.</param>
/// <param name="HeirMissing">The person is known to be dead and no heir was named since.</param>
/// <param name="AccountKnown">The act by which the account became known; 0 without one.</param>
public sealed record Receiving(
    Account? Account, Payee? Payee, bool IsPayeesAccount, bool HeirMissing, long AccountKnown);

/// <summary>What is known of a death beside its day, for the grant 丧葬补助 (rules §10).</summary>
/// <param name="Cause">死因, the last that was said; null while nobody said one.</param>
/// <param name="IsApplied">丧葬申请: the family has asked for it since the death became known.</param>
public sealed record FuneralFacts(string? Cause, bool IsApplied);

/// <summary>
/// A person as known at some act. A pure function of the facts; stored as a cache, never as a source.
/// </summary>
public sealed record FoldedPerson(
    string IdNumber,
    string Name,
    string? Region,
    string? Phone,
    DateOnly? DiedOn,
    HoldInForce? Hold,
    Receiving Receiving,
    FoldedIdentity[] Identities)
{
    /// <summary>Null of the living, and of the dead of whom only the day is known.</summary>
    public FuneralFacts? Funeral { get; init; }

    /// <summary>户名: as registered with the account, else the name of whose account it is.</summary>
    public string? HolderName => Receiving.Account is null
        ? null
        : Receiving.Account.HolderName ?? (Receiving.IsPayeesAccount ? Receiving.Payee!.Name : Name);
}
