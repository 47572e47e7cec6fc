using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Verification;

namespace Disbursement.Jobs.Cases;

/// <summary>A case that a sweep or a reconciliation found, by the name under which lists print it.</summary>
internal sealed record FoundCase(
    CaseKey Key, Severity Severity, long? Fen, IReadOnlyDictionary<string, string> Blanks)
{
    /// <summary>From when it counts; null: from the day on which it was found.</summary>
    public DateOnly? Since { get; init; }

    public static FoundCase Of(int person, Finding finding) => new(
        CaseKey.Of(finding.Code, person, "", finding.Category, null, finding.Subject), finding.Severity, null,
        finding.Blanks);

    public FoundCase With(string blank, string value, long fen) => this with
    {
        Fen = fen,
        Blanks = new Dictionary<string, string>(Blanks, StringComparer.Ordinal) { [blank] = value },
    };
}
