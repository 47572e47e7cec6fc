using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Reconciliation;

namespace Disbursement.Samples.BackPayments;

/// <summary>What is to be found, by the words of the rules alone. What is null is not said by them.</summary>
/// <param name="CaseNumber">案件号; of bp-case-unknown the number that nobody knows.</param>
/// <param name="Insurance">Where months are meant.</param>
/// <param name="Payer">Of bp-not-paid and bp-refund-due.</param>
/// <param name="ReceiptNumber">Of bp-receipt-unallocated.</param>
/// <param name="Months">"2019-03至2019-08、2020-01".</param>
/// <param name="AmountFen">At stake.</param>
/// <param name="FileKind">Of bp-case-unknown: billing, receipts or refunds.</param>
public sealed record ExpectedFinding(
    string CaseNumber, string Code, Insurance? Insurance, Payer? Payer, string? ReceiptNumber, string? Months,
    long? AmountFen, string? FileKind)
{
    /// <summary>Months as a list of runs.</summary>
    internal static string Spoken(IEnumerable<PayMonth> months)
    {
        var runs = new List<(PayMonth From, PayMonth To)>();
        foreach (var month in months.Distinct().OrderBy(m => m.Index))
        {
            if (runs.Count > 0 && month.Index == runs[^1].To.Index + 1) runs[^1] = (runs[^1].From, month);
            else runs.Add((month, month));
        }

        return string.Join('、', runs.Select(r => r.From == r.To ? r.From.ToString() : $"{r.From}至{r.To}"));
    }
}
