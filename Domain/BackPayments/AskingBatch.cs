using Disbursement.Domain.Reconciliation;

namespace Disbursement.Domain.BackPayments;

/// <summary>What a standing batch asks of public money for a month; fen.</summary>
/// <param name="UnitFen">单位部分</param>
/// <param name="HelpFen">困难补助</param>
public readonly record struct AskedMonth(AskingBatch Batch, long UnitFen, long HelpFen)
{
    public long Fen(Slot slot) => slot switch { Slot.Unit => UnitFen, Slot.Help => HelpFen, _ => 0 };

    /// <summary>What was known before it was asked for, or paid before that was approved, has not paid it.</summary>
    /// <param name="slot">Null: nobody knows of what.</param>
    public bool IsPaidBy(Receipt receipt, Slot? slot) => receipt.Payer == Payer.Treasury
        && Batch?.IsApproved == true && receipt.Act > Batch.Act && receipt.PaidOn >= Batch.ApprovedOn
        && (slot is not { } of || Fen(of) > 0);
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
    /// asks for last: a bill that was raised is more than its batch asked for.
    /// </summary>
    public static IReadOnlyList<(AskingBatch? Batch, int Months, long Fen)> Unpaid(ContributionAccount account) =>
    [
        .. account.Breaks.Where(b => b is { Kind: BreakKind.NotPaid, Payer: Payer.Treasury })
            .SelectMany(b => Split(account, b)).Where(p => p.Fen > 0)
            .GroupBy(p => p.Batch)
            .Select(g => (Batch: (AskingBatch?)g.Key, Months: g.Count(), Fen: g.Sum(p => p.Fen)))
            .OrderBy(g => g.Batch is null ? 2 : g.Batch.IsApproved ? 0 : 1)
            .ThenBy(g => g.Batch?.Name, StringComparer.Ordinal),
    ];

    private static IEnumerable<(AskingBatch? Batch, long Fen)> Split(ContributionAccount account, Break of)
    {
        var asked = Math.Min(of.Fen, account.StillAskedFen(of.Month));
        yield return (account.Of.Funded.GetValueOrDefault((account.Insurance, of.Month)).Batch, asked);
        yield return (null, of.Fen - asked);
    }
}
