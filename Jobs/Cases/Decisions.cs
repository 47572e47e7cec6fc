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

    /// <summary>Who deals with it, as decided after an act.</summary>
    public CaseDecision? AssignedSince(CaseKey key, long since) =>
        byCase[key].LastOrDefault(d => d.Kind == DecisionKind.Assign && d.Act > since);

    /// <summary>By when: a day once named stands until another is.</summary>
    public DateOnly? DueSince(CaseKey key, long since) =>
        byCase[key].LastOrDefault(d => d.Kind == DecisionKind.Assign && d.Act > since && d.DueOn is not null)?.DueOn;

    /// <summary>放行 of a person's cases, and what was taken back, in order of knowledge.</summary>
    public IEnumerable<CaseDecision> ReleasesOf(int person) => all.Where(d =>
        d.Key.Person == person && d.Kind is (DecisionKind.Release or DecisionKind.WithdrawRelease));

    public IEnumerable<CaseDecision> CommentsOf(CaseKey key) =>
        byCase[key].Where(d => d.Kind == DecisionKind.Comment);
}
