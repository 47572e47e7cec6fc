using Disbursement.Domain;
using Disbursement.Domain.Duties;
using Disbursement.Domain.Funds;
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
    public const string OneOff = "oneoff";

    /// <summary>How the names of runs of one-off batches begin.</summary>
    public const string OneOffPrefix = "O-";

    /// <summary>The component of the one-off batch that it pays; null: it pays months.</summary>
    public short? Batch { get; init; }

    /// <summary>文号 by which it was opened.</summary>
    public string? Document { get; init; }

    /// <summary>The name of its one-off batch; null: it pays months.</summary>
    public string? BatchName => Batch is null ? null : WithoutSupplement(Name)[OneOffPrefix.Length..];

    /// <summary>As payout run takes it, so that it is worked out again.</summary>
    public string Ordered => (Batch is null ? Month.ToString() : WithoutSupplement(Name))
        + (Kind == Supplementary || (Batch is not null && WithoutSupplement(Name) != Name) ? " --supplementary" : "");

    /// <summary>说明, said with the last signature, rejection or cancelling.</summary>
    public string? Note { get; init; }

    /// <summary>The act that took it back into the books from what was handed over; null: it was worked out.</summary>
    public long? AdoptedAct { get; init; }

    /// <summary>Whose role the signers used (代); null: their own.</summary>
    public string? SubmittedFor { get; init; }

    public string? CheckedFor { get; init; }

    public string? ApprovedFor { get; init; }

    public string? ExportedFor { get; init; }

    public string? CancelProposedFor { get; init; }

    /// <summary>As papers and sentences name who submitted: "丁（代乙）"; null while nobody did.</summary>
    public string? SubmittedAs => As(SubmittedBy, SubmittedFor);

    public string? CheckedAs => As(CheckedBy, CheckedFor);

    public string? ApprovedAs => As(ApprovedBy, ApprovedFor);

    public string? ExportedAs => As(ExportedBy, ExportedFor);

    public string? CancelProposedAs => As(CancelProposedBy, CancelProposedFor);

    /// <summary>What was done on it, as the table of duties asks.</summary>
    public Signed[] Done =>
    [
        .. new (Deed Deed, string? By, string? For)[]
        {
            (Deed.Submit, SubmittedBy, SubmittedFor), (Deed.Check, CheckedBy, CheckedFor),
            (Deed.Approve, ApprovedBy, ApprovedFor), (Deed.Export, ExportedBy, ExportedFor),
        }.Where(d => d.By is not null).Select(d => new Signed(d.Deed, d.By!, d.For)),
    ];

    /// <summary>What whoever works out or signs must not overlook; null when there is nothing.</summary>
    public string? Warning => RowCount == 0 && State is not (RunState.Opened or RunState.Cancelled)
        ? "注意：本批没有任何人发放（0笔）。请核对名册、标准和异常名单，确实没有要发的再往下走。"
        : null;

    /// <summary>用途 as sentences name it: of a one-off batch, its name.</summary>
    public string Label(Purpose purpose) => purpose.IsOfBatch() ? BatchName ?? "" : purpose.Label();

    private static string WithoutSupplement(string name)
    {
        var at = name.LastIndexOf("-S", StringComparison.Ordinal);
        return at > 0 && at + 2 < name.Length && name.AsSpan(at + 2).IndexOfAnyExceptInRange('0', '9') < 0
            ? name[..at]
            : name;
    }

    private static string? As(string? by, string? @for) => by is null ? null : Signed.Name(by, @for);

    /// <summary>A run as it would be opened; in no table.</summary>
    internal static PayoutRun Planned(
        PayoutRun? open, string name, PayoutOrder order, PayoutRun? basis, long knownThrough, DateOnly today) => new(
            open?.Id ?? 0, name, order.Supplementary ? Supplementary : Regular, order.Month, open?.Attempt ?? 1,
            RunState.Opened, knownThrough, basis?.Id, order.Full, order.Only is not null, 0, null, null, null, null,
            null, null, null, null, null, null, null, null, today)
    {
        Document = order.Document,
    };
}
