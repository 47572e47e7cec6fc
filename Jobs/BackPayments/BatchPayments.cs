using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Jobs.Funds;
using Disbursement.Jobs.Running;

namespace Disbursement.Jobs.BackPayments;

/// <summary>
/// What finance has paid of batches by its receipts, added up, beside what the ledger of funds has of them: the
/// difference is posted, what is said no more is reversed. Money that went back to the treasury stays spent: it is ours
/// again by finance's document only (rules §5).
/// </summary>
/// <param name="leaving">Batches whose months are to leave, but for those that are kept.</param>
internal sealed class BatchPayments(Act act, IReadOnlyCollection<int> leaving)
{
    private readonly Dictionary<int, BatchMoney> money = [];
    private readonly Dictionary<int, List<KeptMonth>> kept = [];

    /// <summary>What could not be entered, and why; null: nothing.</summary>
    public string? Missing { get; private set; }

    public void Add(IReadOnlyList<ReconciledPerson> people)
    {
        foreach (var person in people)
        {
            foreach (var file in person.Person.Cases.Where(f => f.Funded.Count > 0 || f.AskedBefore.Count > 0))
            {
                foreach (var insurance in Insurances.All) Add(person, file, insurance);
            }
        }
    }

    private void Add(ReconciledPerson person, CaseFile file, Insurance insurance)
    {
        var spending = person.Of(file).FirstOrDefault(a => a.Insurance == insurance)?.Spending
            ?? new BatchSpending(file, insurance, [], []);
        foreach (var (batch, fen) in spending.Spent) Of(batch).SpentFen += fen;
        foreach (var (batch, fen) in spending.Open) Of(batch).OpenFen += fen;
        foreach (var (batch, month) in spending.Kept)
        {
            if (!leaving.Contains(batch)) continue;
            if (!kept.TryGetValue(batch, out var months)) kept.Add(batch, months = []);
            months.Add(new KeptMonth(file.Case.Id, insurance, month));
        }
    }

    private ref BatchMoney Of(int batch) =>
        ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(money, batch, out _);

    /// <summary>Months of a leaving batch of which finance has paid something that did not all go back.</summary>
    public IReadOnlyCollection<KeptMonth> Kept(int batch) => kept.GetValueOrDefault(batch) ?? [];

    /// <summary>All batches, once everybody was added; of those that leave, what is not kept.</summary>
    /// <returns>How many have moved.</returns>
    public async Task<int> Settle(CancellationToken stop)
    {
        var moved = await ReserveLate(stop) + await Settle(null, stop);
        foreach (var batch in leaving) moved += Math.Sign(await BatchStore.Release(act, batch, Kept(batch), stop));
        return moved;
    }

    private async Task<int> ReserveLate(CancellationToken stop)
    {
        if (!await FundsStore.AnyMoney(act.Connection, act.Number, stop)) return 0;
        var moved = 0;
        foreach (var (id, name, approvedOn) in await BatchStore.NotInLedger(act.Connection, stop))
        {
            try
            {
                await BatchFunds.ReserveLate(act, id, approvedOn, stop);
                moved++;
            }
            catch (Refused refused)
            {
                Missing += $"拨款批次{name}没有进资金台账：{refused.Message}";
            }
        }

        return moved;
    }

    /// <summary>Of each batch what finance paid is spent, what it still asks for is reserved.</summary>
    /// <param name="only">Null: all batches; else one, all of whose people were added.</param>
    /// <returns>How many batches have moved.</returns>
    public async Task<int> Settle(int? only, CancellationToken stop)
    {
        var moved = 0;
        foreach (var batch in await BatchStore.Reserved(act.Connection, stop))
        {
            if (only is not null && batch.Id != only) continue;
            var (didMove, missing) = await BatchFunds.Settle(act, batch, money.GetValueOrDefault(batch.Id), stop);
            if (didMove) moved++;
            if (missing > 0)
                Missing += $"财政缴的比资金台账里有的多{Money.Spoken(missing)}，没有记进支出：看多缴的案件（办退费），"
                    + "或补登拨款（./disburse import funds 文件）以后再对账。";
        }

        return moved;
    }
}
