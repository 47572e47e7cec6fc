using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>What is asked for.</summary>
/// <param name="Month">所属期</param>
/// <param name="Document">For a month that has not begun.</param>
public sealed record PayoutOrder(PayMonth Month, bool Supplementary, bool Full, string? Document);

/// <summary>Opens a run: what it knows, which attempt it is, and its shards by person range.</summary>
internal static class PayoutOpening
{
    /// <exception cref="Refused">The month cannot be worked out now; the message says why.</exception>
    public static async Task<PayoutRun> Open(
        NpgsqlDataSource source, PayoutOrder order, int peopleInShard, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        var basis = await PayoutStore.LastApproved(act.Connection, wholeOnly: true, regularOnly: false, stop);
        var lastRegular = await PayoutStore.LastApproved(act.Connection, wholeOnly: false, regularOnly: true, stop);
        var name = order.Supplementary
            ? await SupplementaryName(act.Connection, order, lastRegular, stop)
            : order.Month.ToString();
        var open = await PayoutStore.Open(act.Connection, stop);
        if (open is not null && open.Name != name)
            throw new Refused($"{open.Name}还没有批准或取消，先办完它。");
        var first = await Check(act.Connection, order, open, name, lastRegular, performer, stop);
        // The act before the opening is the last the run knows; the opening itself says nothing about anybody.
        var id = open is null
            ? await Insert(act, order, name, basis, stop)
            : await Again(act, open, basis, order, stop);
        await act.Connection.Execute("select ensure_line_year(y) from generate_series($1, $2) as y", stop,
            first.Year, order.Month.Year);
        await AddShards(act, id, peopleInShard, stop);
        await act.Commit("open-run", name, default, order.Document, new { run = id, full = order.Full }, stop);
        return await ById(source, id, stop);
    }

    private static async Task<PayoutRun> ById(NpgsqlDataSource source, int id, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await PayoutStore.ById(connection, id, stop);
    }

    private static async Task<string> SupplementaryName(
        NpgsqlConnection connection, PayoutOrder order, PayoutRun? lastRegular, CancellationToken stop)
    {
        if (lastRegular is null || lastRegular.Month != order.Month)
            throw new Refused($"补发批只能做最后批准的月份（{lastRegular?.Month.ToString() ?? "还没有批准过任何月份"}）。");
        var open = await PayoutStore.Open(connection, stop);
        if (open is { Kind: PayoutRun.Supplementary } && open.Month == order.Month) return open.Name;
        var used = await connection.Scalar<long>(
            """
            select count(distinct name) from payout_run
            where kind = 'supplementary' and month = $1 and state <> 'cancelled'
            """,
            stop, order.Month.FirstDay);
        return $"{order.Month}-S{used + 1}";
    }

    /// <returns>The setting first-month.</returns>
    private static async Task<PayMonth> Check(
        NpgsqlConnection connection, PayoutOrder order, PayoutRun? open, string name, PayoutRun? lastRegular,
        Performer performer, CancellationToken stop)
    {
        var first = await SettingStore.Value(connection, "first-month", stop) is { } value
            ? PayMonth.Parse(value)
            : throw new Refused("还没有设置“从哪个月开始由本系统计算”（first-month）。建议设为最近一次未补齐调标的8月，"
                + "并导入此后的已发记录。命令：disburse settings first-month 2025-08");
        if (order.Month < first) throw new Refused($"{order.Month}早于开始由本系统计算的月份{first}（first-month）。");
        if (open is { State: not (RunState.Opened or RunState.Assessed) })
            throw new Refused($"{open.Name}现在是“{open.State.Label()}”，不能再测算。{open.State.NextStep()}");
        if (order.Supplementary) return first;
        if (open is null && await PayoutStore.Find(connection, name, stop) is { State: not RunState.Cancelled } done)
            throw new Refused($"{name}已于{done.ApprovedOn:yyyy年M月d日}由{done.ApprovedBy}批准，没有再做任何事。"
                + "以前月份的差额会在下一批自动补发。");
        if (lastRegular is not null && order.Month <= lastRegular.Month)
            throw new Refused($"{order.Month}早于最后批准的月份{lastRegular.Month}。以前月份的差额会在本月自动补发，不用重开。");
        if (order.Month.FirstDay > performer.Today && string.IsNullOrWhiteSpace(order.Document))
            throw new Refused($"{order.Month}还没有开始；提前发放要凭通知的文号（--document）。");
        return first;
    }

    private static Task<int> Insert(Act act, PayoutOrder order, string name, PayoutRun? basis,
        CancellationToken stop) =>
        act.Connection.Scalar<int>("""
            insert into payout_run (name, kind, month, attempt, state, known_through, basis_run, is_full, is_partial,
                document, opened_on, opened_at, shards_left)
            select $1, $2, $3, (select count(*) + 1 from payout_run where name = $1), 'opened', $4, $5, $6, false, $7,
                $8, $9, 0
            returning run_id
            """, stop, name, order.Supplementary ? PayoutRun.Supplementary : PayoutRun.Regular, order.Month.FirstDay,
            act.Number, basis?.Id, order.Full, order.Document, act.Performer.Today, act.Performer.Now);

    /// <summary>Works the same run out again, from newer knowledge.</summary>
    private static async Task<int> Again(
        Act act, PayoutRun open, PayoutRun? basis, PayoutOrder order, CancellationToken stop)
    {
        await act.Connection.Execute("select discard_draft($1)", stop, open.Id);
        await act.Connection.Execute("""
            update payout_run set state = 'opened', known_through = $2, basis_run = $3, is_full = $4,
                document = coalesce($5, document), opened_on = $6, opened_at = $7, shards_left = 0, row_count = null,
                line_count = null, sum_fen = null, held_fen = null, content_root = null
            where run_id = $1
            """, stop, open.Id, act.Number, basis?.Id, order.Full, order.Document, act.Performer.Today,
            act.Performer.Now);
        return open.Id;
    }

    private static Task AddShards(Act act, int run, int people, CancellationToken stop) => act.Connection.Execute("""
        with shard as (
            insert into run_shard (run_id, ordinal, first_person, last_person, known_through)
            select $1, (person_id - 1) / $2, min(person_id), max(person_id), $3
            from person_version where known_to > $3 and known_from <= $3
            group by 2
            returning 1)
        update payout_run set shards_left = (select count(*) from shard) where run_id = $1
        """, stop, run, people, act.Number);
}
