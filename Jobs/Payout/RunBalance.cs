using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>
/// 人头平衡: the bridge was found in the pass over the people; here both its ends are held against what was counted from
/// lines. This month's are counted now. Those of the month before were counted when its run was submitted, and are
/// counted again where other runs sent for that month too. A run that does not balance is not submitted.
/// </summary>
internal static class RunBalance
{
    /// <exception cref="Refused">Heads or money do not balance; with the numbers and what to do.</exception>
    public static async Task Require(
        NpgsqlDataSource source, NpgsqlConnection connection, PayoutRun run, CancellationToken stop)
    {
        // Where nobody is known there is no shard to bridge.
        if (run.Kind != PayoutRun.Regular || run.LineCount == 0 && await IsWithoutPeople(connection, run, stop)) return;
        if (await RunBridgeStore.Of(connection, run, stop) is not { } bridge)
            throw new Refused($"{run.Name}没有与上月的对照，不能提交。{Again(run)}");
        var (month, runs) = await RunBridgeStore.LastMonth(connection, run, stop);
        // The lines are committed and stay as they are, so that all is counted side by side.
        var counting = Lines(source, run.Month, [run.Id], stop);
        var last = await CountedBefore(connection, runs, stop)
            ?? await Lines(source, month ?? run.Month, runs, stop);
        var fen = await connection.Scalar<long>(
            "select coalesce(sum(fen), 0)::bigint from payment_line where run_id = $1", stop, run.Id);
        var now = await counting;
        if (bridge.Last.People != last.People || bridge.This.People != now.People
            || last.People + bridge.Came.People - bridge.Left.People != now.People)
            throw new Refused(ExceptionSentence.Render(ExceptionCode.HeadCountDiffers, new Dictionary<string, string>
            {
                ["甲"] = $"{last.People}", ["乙"] = $"{bridge.Came.People}", ["丙"] = $"{bridge.Left.People}",
                ["丁"] = $"{last.People + bridge.Came.People - bridge.Left.People}", ["戊"] = $"{now.People}",
            }) + $"{run.Name}不能提交（head-count-differs），没有做任何事。{Again(run)}");
        if (bridge.Last.Fen != last.Fen || bridge.This.Fen != now.Fen || fen != run.SumFen)
            throw new Refused($"{run.Name}的金额对不上：对照表上月{Money.Spoken(bridge.Last.Fen)}、"
                + $"本月{Money.Spoken(bridge.This.Fen)}，"
                + $"明细上月{Money.Spoken(last.Fen)}、本月{Money.Spoken(now.Fen)}，本批明细合计{Money.Spoken(fen)}。"
                + $"不能提交，没有做任何事。{Again(run)}");
    }

    private static async Task<bool> IsWithoutPeople(
        NpgsqlConnection connection, PayoutRun run, CancellationToken stop) =>
        !await connection.Scalar<bool>("select exists (select from run_shard where run_id = $1)", stop, run.Id);

    private static string Again(PayoutRun run) =>
        $"请重新测算（./disburse payout run {run.Month}）再提交；还是对不上的，报管理员核查。";

    /// <summary>What one run alone sent for its month, as it was counted when that run was submitted.</summary>
    private static async Task<BridgeItem?> CountedBefore(
        NpgsqlConnection connection, int[] runs, CancellationToken stop) => runs is [var only]
            ? (await RunBridgeStore.Of(connection, await PayoutStore.ById(connection, only, stop), stop))?.This
            : null;

    /// <summary>Whom some runs sent something for a month, and how much.</summary>
    private static async Task<BridgeItem> Lines(
        NpgsqlDataSource source, PayMonth month, int[] runs, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await LargeSets.PrepareInOrder(connection, stop);
        return (await connection.Rows("""
            select count(*), coalesce(sum(fen), 0)::bigint from (
                select sum(fen)::bigint as fen from payment_line where benefit_month = $1 and run_id = any($2)
                group by person_id) as person
            where fen <> 0
            """, r => new BridgeItem(r.GetInt64(0), r.GetInt64(1)), stop, month.FirstDay, runs))[0];
    }
}
