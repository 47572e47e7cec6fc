using Disbursement.Domain.Entitlements;
using Disbursement.Domain.OneOffs;
using Disbursement.Domain.Recoveries;

namespace Disbursement.Domain.Payouts;

/// <summary>All that a run needs to know of one person.</summary>
/// <param name="Person">Folded as known at the run's opening.</param>
/// <param name="Receiver">Why nothing can be sent to whoever receives; none when it can.</param>
/// <param name="Paid">Earlier lines of the months to be worked out.</param>
/// <param name="History">Imported history, of all months.</param>
public sealed record PersonFile(
    FoldedPerson Person, Block Receiver, List<PaidPosition> Paid, List<HistoryTotal> History)
{
    /// <summary>Months that may not be sent until somebody decides.</summary>
    public IReadOnlyList<Bar> Bars { get; init; } = [];

    /// <summary>Of the run of a one-off batch, what the person is owed in it: then no month is worked out.</summary>
    public OneOffOwed? OneOff { get; init; }

    /// <summary>What was decided about claims, and what came back.</summary>
    public RecoveryKnown Recovery { get; init; } = RecoveryKnown.Nothing;
}
