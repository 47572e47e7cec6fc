using Disbursement.Domain;
using Disbursement.Domain.Exceptions;

namespace Disbursement.Jobs.Cases;

/// <summary>What somebody decided about a case.</summary>
public enum DecisionKind
{
    /// <summary>放行: a block ends, with reason and document, on the release list of the run that is signed.</summary>
    Release,

    /// <summary>撤回放行</summary>
    WithdrawRelease,

    /// <summary>关闭: a warning was looked at, with the reason.</summary>
    Close,

    /// <summary>交办: who deals with it, by when.</summary>
    Assign,

    /// <summary>备注</summary>
    Comment,
}

/// <param name="Act">Its place in the order of knowledge.</param>
/// <param name="Until">Of a release: the last month that it lets through; null: for good.</param>
public sealed record CaseDecision(
    long Act, DecisionKind Kind, CaseKey Key, string? Reason, string? Document, string? Owner, DateOnly? DueOn,
    PayMonth? Until, string By, DateOnly On)
{
    /// <summary>Of a close: what the case said then.</summary>
    public string? Fingerprint { get; init; }
}
