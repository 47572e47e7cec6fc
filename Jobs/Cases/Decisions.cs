using Disbursement.Domain;
using Disbursement.Domain.Exceptions;

namespace Disbursement.Jobs.Cases;

/// <summary>What stands of all decisions: of a case the latest of each kind counts.</summary>
internal sealed class Decisions(IReadOnlyList<CaseDecision> all)
{
    private readonly ILookup<CaseKey, CaseDecision> byCase = all.ToLookup(d => d.Key);

    /// <summary>Releases that were not taken back, in the order of knowledge.</summary>
    public IEnumerable<CaseDecision> Releases => byCase.Select(c => ReleaseOf(c.Key)).OfType<CaseDecision>()
        .OrderBy(d => d.Act);

    public CaseDecision? ReleaseOf(CaseKey key) =>
        byCase[key].LastOrDefault(d => d.Kind is DecisionKind.Release or DecisionKind.WithdrawRelease)
            is { Kind: DecisionKind.Release } release ? release : null;

    /// <summary>The release that lets a month of a person through; null: it stays barred.</summary>
    public CaseDecision? ReleaseFor(ExceptionCode code, int person, short? category, PayMonth month) =>
        ReleaseOf(new CaseKey(code.Code, person, null, category, null, null)) is { } release
            && (release.Until is not { } until || month <= until)
            ? release
            : null;

    public CaseDecision? LastOf(CaseKey key, DecisionKind kind) => byCase[key].LastOrDefault(d => d.Kind == kind);

    public IEnumerable<CaseDecision> CommentsOf(CaseKey key) =>
        byCase[key].Where(d => d.Kind == DecisionKind.Comment);
}
