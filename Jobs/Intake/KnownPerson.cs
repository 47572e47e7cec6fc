using Disbursement.Domain.Entitlements;
using Disbursement.Domain.People;

namespace Disbursement.Jobs.Intake;

/// <summary>A person while a file is being judged: the facts known so far, those of this file included.</summary>
internal sealed class KnownPerson(int id, PersonHistory history, bool isNew)
{
    private FoldedPerson? before;
    private FoldedPerson? folded;

    public int Id { get; } = id;

    public bool IsNew { get; } = isNew;

    public PersonHistory History { get; private set; } = history;

    public bool IsTouched { get; private set; }

    /// <summary>The facts as they were before this batch of rows.</summary>
    public PersonHistory HistoryBefore { get; } = history;

    /// <summary>Folded with what this file said so far; null for a person without any fact.</summary>
    public FoldedPerson? Folded => History.Enrolments.IsEmpty ? null : folded ??= Folding.Fold(History);

    /// <summary>Folded as it was before this batch of rows.</summary>
    public FoldedPerson? Before => before;

    public void Learn(PersonHistory now)
    {
        if (!IsTouched) before = Folded;
        IsTouched = true;
        History = now;
        folded = null;
    }
}
