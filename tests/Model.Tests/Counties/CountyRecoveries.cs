using Disbursement.Model.Tests.Reference;

namespace Disbursement.Model.Tests.Counties;

/// <summary>What the office does about months that were paid too much.</summary>
sealed class CountyRecoveries(Dice dice, ReferenceModel memory, DateOnly today)
{
    private static readonly (string Method, int Weight)[] Methods =
        [("分月抵扣", 6), ("丧葬抵扣", 2), ("退款", 1), ("银行追回", 1), ("核销", 2)];

    /// <summary>Each step is of what the ones before it left.</summary>
    public IEnumerable<Step> Some()
    {
        var decided = dice.Some(memory.OpenClaims(), dice.Between(0, 5)).Select(Decision).ToList();
        if (decided.Where(r => r.Method != "核销").ToList() is { Count: > 0 } rows)
            yield return new DecideRecovery(today, rows);
        if (decided.Where(r => r.Method == "核销").ToList() is { Count: > 0 } waivers)
            yield return new DecideRecovery(today, waivers);
        if (dice.Some(memory.Known.Decisions.Where(d => d.Stands).ToList(), 1) is [var wrong] && dice.Chance(0.2))
            yield return new DecideRecovery(today, [new DecisionRow(
                wrong.Person.Number, wrong.Month, wrong.Method, wrong.Fen, "", wrong.Document, IsWithdrawal: true)]);
        if (dice.Some(memory.OpenClaims(), 1) is [var claim] && dice.Chance(0.5)) yield return MoneyBack(claim);
        if (dice.Some(memory.Known.Receipts.Where(r => r.Stands).ToList(), 1) is [var receipt] && dice.Chance(0.2))
            yield return new ReceiveMoney(today, receipt.Person.Number, 0, receipt.Document, IsWithdrawal: true);
    }

    private DecisionRow Decision((KnownPerson Person, Overpayment Claim, long OpenFen) of)
    {
        var method = dice.Weighted(Methods);
        return new DecisionRow(
            of.Person.Number, of.Claim.Month, method, Part(of.OpenFen),
            method == "分月抵扣" ? dice.Pick("本人同意", "决定送达") : method == "丧葬抵扣" ? "家属同意" : "",
            dice.Document("追", today));
    }

    /// <summary>Of all the person's open months together.</summary>
    private ReceiveMoney MoneyBack((KnownPerson Person, Overpayment Claim, long OpenFen) of) => new(
        today, of.Person.Number, Part(memory.OpenClaims(of.Person).Sum(c => c.OpenFen)), dice.Document("收", today));

    private long Part(long fen) => dice.Chance(0.5) ? fen : dice.Between(1, (int)Math.Min(fen, int.MaxValue));
}
