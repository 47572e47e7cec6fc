using Disbursement.Domain.Reconciliation;

namespace Disbursement.Domain.BackPayments;

/// <summary>What a standing batch asks public money for of a month.</summary>
/// <param name="Unit">单位部分</param>
/// <param name="Help">困难补助</param>
public readonly record struct AskedMonth(AskingBatch Batch, bool Unit, bool Help)
{
    /// <summary>What was known before it was asked for, or paid before that was approved, has not paid it.</summary>
    /// <param name="slot">Null: nobody knows of what.</param>
    public bool IsPaidBy(Receipt receipt, Slot? slot) => receipt.Payer == Payer.Treasury
        && Batch?.IsApproved == true && receipt.Act > Batch.Act && receipt.PaidOn >= Batch.ApprovedOn
        && slot switch { null => true, Slot.Unit => Unit, Slot.Help => Help, _ => false };
}

/// <summary>拨款批次 that asks public money for a month.</summary>
/// <param name="Document">Finance's, with which it was approved.</param>
/// <param name="ApprovedOn">Null: it is not yet.</param>
/// <param name="Act">That asked.</param>
public sealed record AskingBatch(string Name, string? Document, DateOnly? ApprovedOn, long Act)
{
    public bool IsApproved => ApprovedOn is not null;

    public string Label => IsApproved ? $"{Name}（{Document}）" : $"{Name}（还没有批准）";

    /// <summary>
    /// What public money has not paid of an account, by who asks for it, the batch that was approved first; what none
    /// asks for last.
    /// </summary>
    public static IReadOnlyList<(AskingBatch? Batch, int Months, long Fen)> Unpaid(ContributionAccount account) =>
    [
        .. account.Breaks.Where(b => b is { Kind: BreakKind.NotPaid, Payer: Payer.Treasury })
            .GroupBy(b => account.Of.Funded.GetValueOrDefault((account.Insurance, b.Month)).Batch)
            .Select(g => (Batch: (AskingBatch?)g.Key, Months: g.Count(), Fen: g.Sum(b => b.Fen)))
            .OrderBy(g => g.Batch is null ? 2 : g.Batch.IsApproved ? 0 : 1)
            .ThenBy(g => g.Batch?.Name, StringComparer.Ordinal),
    ];
}
