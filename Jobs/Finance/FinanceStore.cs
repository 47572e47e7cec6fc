using Disbursement.Domain;
using Disbursement.Domain.Funds;
using Disbursement.Jobs.Funds;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Finance;

/// <summary>Money of one source and purpose: what a run needs, and what came for it; fen.</summary>
/// <param name="Source">Null: nobody decided it (分担未定).</param>
public sealed record FundNeed(Source? Source, Purpose Purpose, long Fen);

/// <summary>A step of a run at the finance bureau: sent, passed or returned.</summary>
internal sealed record FinanceStep(string Kind, string Document, string? Note, DateOnly On);

/// <summary>Where what came is not what is needed.</summary>
/// <param name="Label">The purpose, with the source before it where the shares say which.</param>
internal readonly record struct FundGap(string Label, long Need, long Came)
{
    public string Said => $"{Label}需要{Money.Spoken(Need)}，到{Money.Spoken(Came)}"
        + (Came > Need ? $"，多了{Money.Spoken(Came - Need)}（凭冲正或退回的凭证登记，金额写负数）" : "");
}

/// <summary>A run's way through the finance bureau.</summary>
internal static class FinanceStore
{
    /// <summary>What a run needs, by the shares that it knew, without the rows that were struck out.</summary>
    private static async Task<List<FundNeed>> Needs(
        NpgsqlConnection connection, PayoutRun run, CancellationToken stop)
    {
        var split = await FundSplit.Of(connection, run, stop);
        var totals = FundTotals.Of(split, await FundsStore.LinesNotStruck(connection, run.Id, stop));
        return
        [
            .. totals.All.Select(f => new FundNeed(f.Source, f.Purpose, f.Fen))
                .OrderBy(n => n.Source ?? (Source)short.MaxValue).ThenBy(n => n.Purpose),
        ];
    }

    private static Task<List<FundNeed>> Received(NpgsqlConnection connection, PayoutRun run, CancellationToken stop) =>
        connection.Rows("""
            select source, purpose, sum(fen)::bigint from treasury_receipt where run_id = $1
            group by source, purpose order by source, purpose
            """, r => new FundNeed((Source)r.GetInt16(0), (Purpose)r.GetInt16(1), r.GetInt64(2)), stop, run.Id);

    /// <summary>
    /// The last step since the run was approved; of one that is not approved, the last of all; null: none.
    /// </summary>
    public static async Task<FinanceStep?> Last(NpgsqlConnection connection, PayoutRun run, CancellationToken stop) =>
        (await connection.Rows("""
            select s.kind, s.document, s.note, a.business_date from finance_step s
            join act a on a.number = s.act
            where s.run_id = $1
                and s.act > coalesce((select approval_act from payout_run where run_id = $1), 0)
            order by s.act desc limit 1
            """, r => new FinanceStep(
                r.GetString(0), r.GetString(1), r.TextOrNull(2), r.GetFieldValue<DateOnly>(3)), stop, run.Id))
        .FirstOrDefault();

    /// <summary>
    /// By purpose; by source too where no part of the purpose is undecided. A purpose never pays for another.
    /// </summary>
    public static async Task<List<FundGap>> Gaps(NpgsqlConnection connection, PayoutRun run, CancellationToken stop)
    {
        var (needs, received) = (await Needs(connection, run, stop), await Received(connection, run, stop));
        var gaps = new List<FundGap>();
        foreach (var purpose in needs.Concat(received).Select(n => n.Purpose).Distinct().Order())
        {
            var (need, came) = (needs.FindAll(n => n.Purpose == purpose), received.FindAll(n => n.Purpose == purpose));
            gaps.AddRange(need.Exists(n => n.Source is null)
                ? [new FundGap(run.Label(purpose), need.Sum(n => n.Fen), came.Sum(n => n.Fen))]
                : need.Concat(came).Select(n => n.Source).Distinct().Order().Select(s => new FundGap(
                    s!.Value.Label() + run.Label(purpose), need.Where(n => n.Source == s).Sum(n => n.Fen),
                    came.Where(n => n.Source == s).Sum(n => n.Fen))));
        }

        return gaps.FindAll(g => g.Need != g.Came);
    }

    public static Task Add(
        Act act, PayoutRun run, string kind, string document, string? note, CancellationToken stop) =>
        act.Connection.Execute("""
            insert into finance_step (act, run_id, kind, document, note) values ($1, $2, $3, $4, $5)
            """, stop, act.Number, run.Id, kind, document, note);

    /// <summary>What a voucher was registered with for this source and purpose; null: it was not.</summary>
    public static async Task<long?> Registered(
        NpgsqlConnection connection, PayoutRun run, TreasuryReceipt receipt, CancellationToken stop)
    {
        var found = await connection.Rows("""
            select fen from treasury_receipt where run_id = $1 and source = $2 and purpose = $3 and voucher = $4
            """, r => r.GetInt64(0), stop, run.Id, (short)receipt.Source, (short)receipt.Purpose, receipt.Voucher);
        return found.Count == 0 ? null : found[0];
    }

    /// <returns>False: this voucher was registered for this source and purpose.</returns>
    public static async Task<bool> Receive(Act act, PayoutRun run, TreasuryReceipt receipt, CancellationToken stop) =>
        await act.Connection.Execute("""
            insert into treasury_receipt (act, run_id, source, purpose, fen, voucher, received_on)
            values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing
            """, stop, act.Number, run.Id, (short)receipt.Source, (short)receipt.Purpose, receipt.Fen, receipt.Voucher,
            receipt.On) == 1;
}
