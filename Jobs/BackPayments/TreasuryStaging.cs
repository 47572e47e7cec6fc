using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Funds;
using Disbursement.Domain.Reconciliation;
using Disbursement.Jobs.Funds;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using NpgsqlTypes;

namespace Disbursement.Jobs.BackPayments;

/// <summary>
/// What finance has paid of approved batches, beside what the ledger of funds has posted: the difference is posted. A
/// receipt that was entered by mistake and taken back is reversed and reserved again. Money that went back to the
/// treasury stays spent: it is ours again by finance's document only (rules §5).
/// </summary>
internal sealed class TreasuryStaging
{
    private readonly Act act;
    private readonly bool hasBatches;

    private TreasuryStaging(Act act, bool hasBatches) => (this.act, this.hasBatches) = (act, hasBatches);

    public static async Task<TreasuryStaging> Open(Act act, CancellationToken stop)
    {
        var has = await act.Connection.Scalar<bool>(
            "select exists (select from fund_entry where batch_id is not null)", stop);
        if (has)
            await act.Connection.Execute("""
                create temp table paid_by_treasury (case_id int, kind smallint, month date,
                    primary key (case_id, kind, month)) on commit drop
                """, stop);
        return new TreasuryStaging(act, has);
    }

    public async Task Add(IReadOnlyList<ReconciledPerson> people, CancellationToken stop)
    {
        if (!hasBatches) return;
        await using var copy = await act.Connection.BeginBinaryImportAsync(
            "copy paid_by_treasury (case_id, kind, month) from stdin (format binary)", stop);
        foreach (var account in people.SelectMany(p => p.Accounts))
        {
            foreach (var month in account.Months.Where(IsPaid))
            {
                copy.StartRow();
                copy.Write(account.Of.Case.Id, NpgsqlDbType.Integer);
                copy.Small((int)account.Insurance);
                copy.Month(month.Month);
            }
        }

        await copy.CompleteAsync(stop);
    }

    /// <summary>All that public money bears of the month has a receipt.</summary>
    private static bool IsPaid(MonthSides month)
    {
        var slots = Slots.All.Where(s => month.PayerOf(s) == Payer.Treasury && month.Fen(s) > 0).ToList();
        return slots.Count > 0 && slots.TrueForAll(month.IsPaid);
    }

    /// <returns>How many batches have moved.</returns>
    public async Task<int> Settle(CancellationToken stop)
    {
        if (!hasBatches) return 0;
        var paid = (await act.Connection.Rows("""
            select m.batch_id, m.unit_fen + m.help_fen, count(*) from funding_batch_month m
            join paid_by_treasury p using (case_id, kind, month)
            -- Of a batch that was taken back another one has asked.
            join funded_month s using (batch_id, number_id, kind, month)
            where exists (select from fund_entry e where e.batch_id = m.batch_id)
            group by m.batch_id, m.unit_fen + m.help_fen
            """, r => (Batch: r.GetInt32(0), Fen: (long)r.GetInt32(1), Count: r.GetInt64(2)), stop))
            .ToLookup(p => p.Batch);
        var moved = 0;
        foreach (var (batch, year, approved) in await BatchStore.Reserved(act.Connection, stop))
        {
            var levels = await BatchFunds.Levels(act, approved, stop);
            var wanted = paid[batch].Aggregate(default(Parts), (sum, p) => sum + (levels.Split(p.Fen) * p.Count));
            var delta = wanted - await BatchStore.Posted(act.Connection, batch, stop);
            if (delta == default) continue;
            moved++;
            await FundsStore.Enter(act, null, Enum.GetValues<Source>().SelectMany(source => Moves(
                new Fund(year, source, Purpose.BackPayment), delta[source])), stop, batch);
        }

        return moved;
    }

    private static IEnumerable<FundEntry> Moves(Fund fund, long fen) => fen switch
    {
        > 0 => [new FundEntry(fund, FundMove.Post, fen)],
        < 0 => [new FundEntry(fund, FundMove.Reverse, -fen), new FundEntry(fund, FundMove.Reserve, -fen)],
        _ => [],
    };
}
