using Disbursement.Domain.Exceptions;

namespace Disbursement.Jobs.Cases;

/// <summary>What stands of all decisions: of a case the latest of each kind counts.</summary>
internal sealed class Decisions(IReadOnlyList<CaseDecision> all)
{
    private readonly ILookup<CaseKey, CaseDecision> byCase = all.ToLookup(d => d.Key);

    /// <summary>The release of a case; null: there is none, or it was taken back.</summary>
    public CaseDecision? ReleaseOf(CaseKey key) =>
        byCase[key].LastOrDefault(d => d.Kind is DecisionKind.Release or DecisionKind.WithdrawRelease)
            is { Kind: DecisionKind.Release } release ? release : null;

    public CaseDecision? LastOf(CaseKey key, DecisionKind kind) => byCase[key].LastOrDefault(d => d.Kind == kind);

    public IEnumerable<CaseDecision> CommentsOf(CaseKey key) =>
        byCase[key].Where(d => d.Kind == DecisionKind.Comment);
}
