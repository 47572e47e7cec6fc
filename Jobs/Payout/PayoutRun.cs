using Disbursement.Domain;
using Disbursement.Domain.Payouts;

namespace Disbursement.Jobs.Payout;

/// <summary>发放批次 as stored. Money in fen; totals are null until the run is assessed.</summary>
/// <param name="BasisRun">The run it starts from: the last approved one, not cancelled and not partial; null for the
/// first.</param>
/// <param name="IsPartial">For some people only; never what a later run starts from.</param>
/// <param name="CancelProposedBy">Null also once anything was opened, signed or cancelled after the proposal: it
/// lapses.</param>
/// <param name="RowCount">Bank rows: people who are sent something.</param>
public sealed record PayoutRun(
    int Id, string Name, string Kind, PayMonth Month, short Attempt, RunState State, long KnownThrough, int? BasisRun,
    bool IsFull, bool IsPartial, int ShardsLeft, long? RowCount, long? LineCount, long? SumFen, long? HeldFen,
    string? ContentRoot, string? SubmittedBy, string? CheckedBy, string? ApprovedBy, DateTimeOffset? ApprovedAt,
    DateOnly? ApprovedOn, string? ExportedBy, string? CancelProposedBy, DateOnly OpenedOn)
{
    public const string Regular = "regular";
    public const string Supplementary = "supplementary";

    /// <summary>说明, said with the last signature, rejection or cancelling.</summary>
    public string? Note { get; init; }

    /// <summary>What whoever works out or signs must not overlook; null when there is nothing.</summary>
    public string? Warning => RowCount == 0 && State is not (RunState.Opened or RunState.Cancelled)
        ? "注意：本批没有任何人发放（0笔）。请核对名册、标准和异常名单，确实没有要发的再往下走。"
        : null;

    /// <summary>A run as it would be opened; in no table.</summary>
    internal static PayoutRun Planned(
        PayoutRun? open, string name, PayoutOrder order, PayoutRun? basis, long knownThrough, DateOnly today) => new(
            open?.Id ?? 0, name, order.Supplementary ? Supplementary : Regular, order.Month, open?.Attempt ?? 1,
            RunState.Opened, knownThrough, basis?.Id, order.Full, order.Only is not null, 0, null, null, null, null,
            null, null, null, null, null, null, null, null, today);
}
