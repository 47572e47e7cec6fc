using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Jobs.Funds;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using NpgsqlTypes;

namespace Disbursement.Jobs.BackPayments;

/// <summary>
/// What finance has paid by its receipts, beside what the ledger of funds has posted for approved batches: the
/// difference is posted, what is said no more is reversed. Money that went back to the treasury stays spent: it is ours
/// again by finance's document only (rules §5).
/// </summary>
internal sealed class TreasuryStaging
{
    /// <summary>
    /// Of a month, what an approved batch asked for, and known after that: as long as the month is in the batch, or
    /// before it left, with its case or else with the whole batch.
    /// </summary>
    private const string IsPaymentOf = """
        p.case_id = m.case_id and p.kind = m.kind and m.month between p.from_month and p.to_month and p.act > a.act
            and (p.slot is null or p.slot = 0 and m.unit_fen > 0 or p.slot = 2 and m.help_fen > 0)
            and exists (select from funding_batch_step s where s.batch_id = m.batch_id and s.step = 2)
            and (f.batch_id is not null or p.act < coalesce(
                (select max(d.act) from funding_batch_drop d where d.batch_id = m.batch_id and d.case_id = m.case_id),
                (select s.act from funding_batch_step s where s.batch_id = m.batch_id and s.step = 3)))
        """;

    private readonly Act act;

    /// <summary>Something was approved once: the ledger may have money of it.</summary>
    private readonly bool hasBatches;

    private TreasuryStaging(Act act, bool hasBatches) => (this.act, this.hasBatches) = (act, hasBatches);

    public static async Task<TreasuryStaging> Open(Act act, CancellationToken stop)
    {
        var has = await act.Connection.Scalar<bool>(
            "select exists (select from funding_batch_step where step = 2)", stop);
        if (has)
            await act.Connection.Execute("""
                create temp table paid_by_treasury (case_id int, kind smallint, receipt int, from_month date,
                    to_month date, slot smallint, fen bigint, act bigint, asked_fen bigint, left_fen bigint)
                    on commit drop
                """, stop);
        return new TreasuryStaging(act, has);
    }

    public async Task Add(IReadOnlyList<ReconciledPerson> people, CancellationToken stop)
    {
        if (!hasBatches) return;
        await using var copy = await act.Connection.BeginBinaryImportAsync("""
            copy paid_by_treasury (case_id, kind, receipt, from_month, to_month, slot, fen, act, asked_fen,
                left_fen)
            from stdin (format binary)
            """, stop);
        foreach (var account in people.SelectMany(p => p.Accounts))
        {
            foreach (var paid in account.OfTreasury)
            {
                copy.StartRow();
                copy.Write(account.Of.Case.Id, NpgsqlDbType.Integer);
                copy.Small((int)account.Insurance);
                copy.Write(paid.Receipt, NpgsqlDbType.Integer);
                copy.Month(paid.From);
                copy.Month(paid.To);
                if (paid.Slot is { } slot) copy.Small((int)slot);
                else copy.WriteNull();
                copy.Write(paid.Fen, NpgsqlDbType.Bigint);
                copy.Write(paid.Act, NpgsqlDbType.Bigint);
                copy.Write(paid.AskedFen, NpgsqlDbType.Bigint);
                copy.Write(paid.LeftFen, NpgsqlDbType.Bigint);
            }
        }

        await copy.CompleteAsync(stop);
    }

    /// <returns>How many batches have moved.</returns>
    public async Task<int> Settle(CancellationToken stop)
    {
        if (!hasBatches) return 0;
        var moved = await ReserveLate(stop) + await Settle(null, stop);
        // Of one that was taken back months stay as long as finance has paid something of them.
        foreach (var batch in (await BatchStore.All(act.Connection, stop))
            .Where(b => b.IsWithdrawn && b.KeptMonths > 0))
            moved += Math.Sign(await BatchStore.Release(act.Connection, batch.Id, await Paid(batch.Id, stop), stop));
        return moved;
    }

    /// <summary>What could not be entered, and why; null: nothing.</summary>
    public string? Missing { get; private set; }

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
        if (!hasBatches) return 0;
        var (standing, moved) = (await Standing(stop), 0);
        foreach (var batch in await BatchStore.Reserved(act.Connection, stop))
        {
            if (only is not null && batch.Id != only) continue;
            var (didMove, missing) = await BatchFunds.Settle(act, batch, standing.GetValueOrDefault(batch.Id), stop);
            if (didMove) moved++;
            if (missing > 0)
                Missing += $"财政缴的比资金台账里有的多{Money.Spoken(missing)}，没有记进支出：看多缴的案件（办退费），"
                    + "或补登拨款（./disburse import funds 文件）以后再对账。";
        }

        return moved;
    }

    /// <summary>
    /// A receipt is paid whole: what of it is for no month of a batch goes with the rest of it. Of a case what was paid
    /// once of each month is asked for no more; what was paid again, or beyond that, leaves alone what is reserved for
    /// others.
    /// </summary>
    private async Task<Dictionary<int, BatchMoney>> Standing(CancellationToken stop)
    {
        await act.Connection.Execute("analyze paid_by_treasury", stop);
        return (await act.Connection.Rows($"""
            with placed as materialized (
                select p.*, b.batch_id, case slot when 0 then b.unit_fen when 2 then b.help_fen else (
                        select sum(o.unit_fen + o.help_fen) from funding_batch_month o
                        join funded_month using (batch_id, number_id, kind, month)
                        where o.batch_id = b.batch_id and o.case_id = p.case_id and o.kind = p.kind
                            and o.month between p.from_month and p.to_month) end as owed, b.stands
                from paid_by_treasury p
                left join lateral (
                    select m.batch_id, m.unit_fen, m.help_fen, f.batch_id is not null as stands
                    from funding_batch_month m
                    left join funded_month f using (batch_id, number_id, kind, month)
                    join funding_batch a using (batch_id)
                    where {IsPaymentOf} order by a.act desc, m.month limit 1) b on true),
            spent as (
                select batch_id, sum(fen) as fen from (
                    select fen, coalesce(batch_id, min(batch_id) over (partition by case_id, kind, receipt)) as batch_id
                    from placed) as whole
                where batch_id is not null group by batch_id),
            paid as (
                select batch_id, case_id, kind, sum(fen) as fen from (
                    select batch_id, case_id, kind, least(sum(asked_fen), max(owed)) as fen
                    from placed where stands and slot is not null
                    group by batch_id, case_id, kind, from_month, slot
                    union all
                    select batch_id, case_id, kind, least(asked_fen, owed) from placed where stands and slot is null
                    ) as once
                where batch_id is not null group by batch_id, case_id, kind),
            asked as (
                select m.batch_id, case_id, kind, sum(unit_fen + help_fen) as fen from batch_month m
                where not exists (select from funding_batch_step s where s.batch_id = m.batch_id and s.step = 3)
                group by m.batch_id, case_id, kind),
            open as (
                select batch_id, sum(a.fen - least(a.fen, coalesce(p.fen, 0))) as fen from asked a
                left join paid p using (batch_id, case_id, kind) group by batch_id)
            select coalesce(s.batch_id, o.batch_id), coalesce(s.fen, 0)::bigint, coalesce(o.fen, 0)::bigint
            from spent s full join open o using (batch_id)
            """, r => (r.GetInt32(0), new BatchMoney(r.GetInt64(1), r.GetInt64(2))), stop)).ToDictionary();
    }

    /// <summary>Months of a batch of which finance has paid something that did not all go back.</summary>
    public async Task<List<BatchMonth>> Paid(int batch, CancellationToken stop) => hasBatches
        ? await act.Connection.Rows($"""
            select m.number_id, m.case_id, m.kind, m.month, m.unit_fen, m.help_fen from funding_batch_month m
            join funded_month f using (batch_id, number_id, kind, month)
            join funding_batch a using (batch_id)
            where m.batch_id = $1 and exists (
                select from paid_by_treasury p where p.left_fen > 0 and {IsPaymentOf})
            """, BatchStore.MonthOf, stop, batch)
        : [];
}
