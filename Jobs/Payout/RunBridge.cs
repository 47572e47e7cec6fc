using Disbursement.Domain;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>
/// 变动对照: from what was sent for the month before to what this run sends, to the fen and to the person. Found in the
/// pass over the people, so it costs no second look at two months.
/// </summary>
/// <param name="LastSumFen">The regular run of the month before and the supplementary ones after it.</param>
/// <param name="Last">Of that, for that month itself; the rest was for earlier months.</param>
/// <param name="Came">新增: sent something for the month, nothing for the month before.</param>
/// <param name="Left">减少: the other way round.</param>
/// <param name="More">Both months, more than before.</param>
/// <param name="Less">Both months, less than before.</param>
/// <param name="This">Sent for the pay month: Last + Came − Left + More − Less.</param>
/// <param name="Other">Sent for earlier months; its people are those who get nothing else.</param>
public sealed record RunBridge(
    long LastSumFen, BridgeItem Last, BridgeItem Came, BridgeItem Left, BridgeItem More, BridgeItem Less,
    BridgeItem This, BridgeItem Other)
{
    /// <summary>What the month before sent for still earlier months, and so not again.</summary>
    public long LastOtherFen => LastSumFen - Last.Fen;
}

/// <summary>People and money of one step of the bridge.</summary>
public readonly record struct BridgeItem(long People, long Fen);

/// <summary>The bridge of one shard, person by person.</summary>
internal sealed class ShardBridge
{
    private readonly int[] people = new int[6];
    private readonly long[] fen = new long[6];

    /// <summary>In the order of the columns of run_bridge.</summary>
    private enum Item
    {
        Last,
        Came,
        Left,
        More,
        Less,
        This,
    }

    public void Add(long before, long now)
    {
        if (before == now)
        {
            if (now == 0) return;
        }
        else if (before == 0) Add(Item.Came, now);
        else if (now == 0) Add(Item.Left, before);
        else if (now > before) Add(Item.More, now - before);
        else Add(Item.Less, before - now);

        if (before != 0) Add(Item.Last, before);
        if (now != 0) Add(Item.This, now);
    }

    public Task Write(NpgsqlConnection connection, int run, int shard, CancellationToken stop) =>
        connection.Execute("""
            insert into run_bridge (run_id, shard, last_people, last_fen, came_people, came_fen, left_people, left_fen,
                more_people, more_fen, less_people, less_fen, this_people, this_fen)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            """, stop, [run, shard, .. people.Zip(fen, (p, f) => new object[] { p, f }).SelectMany(i => i)]);

    private void Add(Item item, long amount)
    {
        people[(int)item]++;
        fen[(int)item] += amount;
    }
}

/// <summary>The bridge of a run, from those of its shards.</summary>
internal static class RunBridgeStore
{
    /// <returns>Null for a run that is no regular one, or not worked out, or from before there were bridges.</returns>
    public static async Task<RunBridge?> Of(NpgsqlConnection connection, PayoutRun run, CancellationToken stop)
    {
        if (run.Kind != PayoutRun.Regular) return null;
        var found = await connection.Rows("""
            select r.last_fen, r.row_count, r.sum_fen, sum(last_people), sum(b.last_fen)::bigint,
                sum(came_people), sum(came_fen)::bigint, sum(left_people), sum(left_fen)::bigint,
                sum(more_people), sum(more_fen)::bigint, sum(less_people), sum(less_fen)::bigint,
                sum(this_people), sum(this_fen)::bigint
            from payout_run r join run_bridge b using (run_id)
            where r.run_id = $1 and r.last_fen is not null and r.sum_fen is not null group by r.run_id
            """, r =>
            {
                var now = Item(r, 13);
                return new RunBridge(
                    r.GetInt64(0), Item(r, 3), Item(r, 5), Item(r, 7), Item(r, 9), Item(r, 11), now,
                    new BridgeItem(r.GetInt64(1) - now.People, r.GetInt64(2) - now.Fen));
            }, stop, run.Id);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>
    /// The month before a run, as it was when the run was opened, and the runs that sent for it: the regular one and
    /// the supplementary ones after it.
    /// </summary>
    public static async Task<(PayMonth? Month, int[] Runs)> LastMonth(
        NpgsqlConnection connection, PayoutRun run, CancellationToken stop)
    {
        var runs = await connection.Rows($"""
            select run_id, month from payout_run
            where kind <> 'oneoff' and state in {PayoutStore.Counting} and approval_act <= $1 and month = (
                select month from payout_run
                where kind = 'regular' and state in {PayoutStore.Counting} and approval_act <= $1
                order by approval_act desc limit 1)
            """, r => (r.GetInt32(0), r.Month(1)), stop, run.KnownThrough);
        return runs.Count == 0 ? (null, []) : (runs[0].Item2, [.. runs.Select(r => r.Item1)]);
    }

    private static BridgeItem Item(NpgsqlDataReader r, int at) => new(r.GetInt64(at), r.GetInt64(at + 1));
}
