using Disbursement.Domain.Reconciliation;

namespace Disbursement.Domain.BackPayments;

/// <summary>拨款批次 that asks public money for a month.</summary>
/// <param name="Document">Finance's, with which it was approved; null: it is not yet.</param>
public sealed record AskingBatch(string Name, string? Document)
{
    public bool IsApproved => Document is not null;

    public string Label => IsApproved ? $"{Name}（{Document}）" : $"{Name}（还没有批准）";

    /// <summary>
    /// What public money has not paid of an account, by who asks for it, the batch that was approved first; what none
    /// asks for last.
    /// </summary>
    public static IReadOnlyList<(AskingBatch? Batch, int Months, long Fen)> Unpaid(ContributionAccount account) =>
    [
        .. account.Breaks.Where(b => b is { Kind: BreakKind.NotPaid, Payer: Payer.Treasury })
            .GroupBy(b => account.Of.Funded.GetValueOrDefault((account.Insurance, b.Month)))
            .Select(g => (Batch: g.Key, Months: g.Count(), Fen: g.Sum(b => b.Fen)))
            .OrderBy(g => g.Batch is null ? 2 : g.Batch.IsApproved ? 0 : 1)
            .ThenBy(g => g.Batch?.Name, StringComparer.Ordinal),
    ];
}
