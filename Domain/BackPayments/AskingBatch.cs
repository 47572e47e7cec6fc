using Disbursement.Domain.Reconciliation;

namespace Disbursement.Domain.BackPayments;

/// <summary>What a batch asks of public money for a month; fen.</summary>
/// <param name="UnitFen">单位部分</param>
/// <param name="HelpFen">困难补助</param>
/// <param name="LeftAct">With which the month left the batch; null: it stands.</param>
public readonly record struct AskedMonth(AskingBatch Batch, long UnitFen, long HelpFen, long? LeftAct = null)
{
    public long SumFen => UnitFen + HelpFen;

    public long Fen(Slot slot) => slot switch { Slot.Unit => UnitFen, Slot.Help => HelpFen, _ => 0 };

    /// <summary>What was known before it was asked for, or after it left, has not paid it.</summary>
    /// <param name="slot">Null: nobody knows of what.</param>
    public bool IsPaidBy(Receipt receipt, Slot? slot) => receipt.Payer == Payer.Treasury
        && Batch?.IsApproved == true && receipt.Act > Batch.Act
        && (LeftAct is null || receipt.Act < LeftAct) && (slot is not { } of || Fen(of) > 0);
}

/// <summary>拨款批次 that asks public money for a month.</summary>
/// <param name="Document">Finance's, with which it was approved.</param>
/// <param name="ApprovedOn">Null: it is not yet.</param>
/// <param name="Act">That asked.</param>
public sealed record AskingBatch(int Id, string Name, string? Document, DateOnly? ApprovedOn, long Act)
{
    /// <summary>What finance has not paid is asked for no more.</summary>
    public bool IsWithdrawn { get; init; }

    public bool IsApproved => ApprovedOn is not null;

    public string Label => IsApproved ? $"{Name}（{Document}）" : $"{Name}（还没有批准）";
}

/// <summary>What public money has not paid of an account, as far as one batch asks for it, or none does.</summary>
/// <param name="Batch">Null: none.</param>
/// <param name="IsBeyond">
/// Its months are in a batch that asked for less, or was paid and gave back, or was taken back.
/// </param>
public sealed record UnpaidShare(AskingBatch? Batch, bool IsBeyond, int Months, long Fen)
{
    public string Label => Batch?.Label ?? (IsBeyond ? "超出批准的数（账单调高、缴过又退回，或者批次已撤销）" : "还没有申请");

    /// <summary>By who asks for it, the batch that was approved first; what none asks for last.</summary>
    public static IReadOnlyList<UnpaidShare> Of(ContributionAccount account) =>
    [
        .. account.Breaks.Where(b => b is { Kind: BreakKind.NotPaid, Payer: Payer.Treasury })
            .SelectMany(b => Split(account, b)).Where(p => p.Fen > 0).GroupBy(p => (p.Batch, p.IsBeyond))
            .Select(g => new UnpaidShare(g.Key.Batch, g.Key.IsBeyond, g.Count(), g.Sum(p => p.Fen)))
            .OrderBy(u => u.Batch is null ? 2 : u.Batch.IsApproved ? 0 : 1)
            .ThenBy(u => u.Batch?.Name, StringComparer.Ordinal).ThenBy(u => u.IsBeyond),
    ];

    private static IEnumerable<(AskingBatch? Batch, bool IsBeyond, long Fen)> Split(
        ContributionAccount account, Break of)
    {
        var ask = account.Of.Funded.GetValueOrDefault((account.Insurance, of.Month));
        var asked = Math.Min(of.Fen, account.Spending.RoomFen(of.Month));
        yield return (ask.Batch, false, asked);
        yield return (null, ask.Batch is not null, of.Fen - asked);
    }
}
