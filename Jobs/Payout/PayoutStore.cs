using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>The run rows. Each move is a compare-and-set on state, attempt and content root.</summary>
internal static class PayoutStore
{
    private const string Columns = """
        run_id, name, kind, month, attempt, state, known_through, basis_run, is_full, is_partial, shards_left,
        row_count, line_count, sum_fen, held_fen, content_root, submitted_by, checked_by, approved_by, approved_at,
        approved_on, exported_by,
        case when not exists (select from act a where a.number > coalesce(cancel_proposed_act, 0)
            and a.kind in ('open-run', 'submitted', 'checked', 'approved', 'reject', 'cancel'))
            then cancel_proposed_by end,
        opened_on, note, submitted_for, checked_for, approved_for, exported_for, cancel_proposed_for, batch,
        document, adopted_act
        """;

    /// <summary>States whose lines count as paid until a result says otherwise.</summary>
    public const string Counting =
        "('approved', 'at-finance', 'funded', 'exported', 'sending', 'sent', 'in-doubt', 'settled', 'closed')";

    /// <summary>
    /// The run of a name that is not cancelled; else the latest cancelled one; null when there is none.
    /// </summary>
    public static async Task<PayoutRun?> Find(NpgsqlConnection connection, string name, CancellationToken stop)
    {
        var runs = await connection.Rows($"""
            select {Columns} from payout_run where name = $1 order by (state = 'cancelled'), run_id desc limit 1
            """, Read, stop, name);
        return runs.Count == 0 ? null : runs[0];
    }

    /// <summary>The same, where there has to be one.</summary>
    /// <exception cref="Refused">There is none of that name.</exception>
    public static async Task<PayoutRun> Named(NpgsqlConnection connection, string name, CancellationToken stop) =>
        await Find(connection, name, stop) ?? throw Refused.NoRun(name);

    public static async Task<PayoutRun> ById(NpgsqlConnection connection, int id, CancellationToken stop) =>
        (await connection.Rows($"select {Columns} from payout_run where run_id = $1", Read, stop, id))[0];

    public static Task<List<PayoutRun>> All(NpgsqlConnection connection, CancellationToken stop) =>
        connection.Rows($"select {Columns} from payout_run order by run_id", Read, stop);

    /// <summary>The run that is being worked on, if there is one: the monthly one, or that of a batch.</summary>
    public static async Task<PayoutRun?> Open(
        NpgsqlConnection connection, CancellationToken stop, short? batch = null)
    {
        var runs = await connection.Rows($"""
            select {Columns} from payout_run
            where batch is not distinct from $1::smallint and state in ('opened', 'assessed', 'submitted', 'checked')
            """, Read, stop, batch);
        return runs.Count == 0 ? null : runs[0];
    }

    /// <summary>The last approved monthly run that was not cancelled.</summary>
    /// <param name="wholeOnly">Leave out runs for a part of the people: nobody else was worked out in them. And those
    /// taken back from what was handed over: what they left open is not known.</param>
    public static async Task<PayoutRun?> LastApproved(
        NpgsqlConnection connection, bool wholeOnly, bool regularOnly, CancellationToken stop)
    {
        var runs = await connection.Rows($"""
            select {Columns} from payout_run
            where kind <> 'oneoff' and state in {Counting} and not ((is_partial or adopted_act is not null) and $1)
                and (kind = 'regular' or not $2)
            order by approval_act desc limit 1
            """, Read, stop, wholeOnly, regularOnly);
        return runs.Count == 0 ? null : runs[0];
    }

    /// <summary>The last approved run that was not cancelled, of the months or of the same batch.</summary>
    public static async Task<PayoutRun?> LastOfFamily(
        NpgsqlConnection connection, short? batch, CancellationToken stop)
    {
        var runs = await connection.Rows($"""
            select {Columns} from payout_run where batch is not distinct from $1::smallint and state in {Counting}
            order by approval_act desc limit 1
            """, Read, stop, batch);
        return runs.Count == 0 ? null : runs[0];
    }

    /// <summary>Runs whose lines counted when a run of the past was worked out.</summary>
    public static async Task<HashSet<int>> CountingThen(
        NpgsqlConnection connection, PayoutRun run, CancellationToken stop) =>
    [
        .. await connection.Rows("""
            select r.run_id from payout_run r
            where r.approval_act <= $1 and r.run_id <> $2 and r.batch is not distinct from $3::smallint
                and not (r.state = 'cancelled' and exists (
                select from act a where ((a.kind = 'cancel' and a.subject = r.name) or a.kind = 'adopt')
                    and a.number > r.approval_act and a.number <= $1))
            """, r => r.GetInt32(0), stop, run.KnownThrough, run.Id, run.Batch),
    ];

    /// <summary>One row changes or nothing did: somebody else was first, or the content is another.</summary>
    public static async Task<bool> Move(
        NpgsqlConnection connection, PayoutRun run, RunState to, string also, CancellationToken stop,
        params object?[] values)
    {
        RunMoves.Require(run.State, to);
        var moved = await connection.Execute($"""
            update payout_run set state = $1{(also.Length == 0 ? "" : ", " + also)}
            where run_id = $2 and state = $3 and attempt = $4 and known_through = $5
                and content_root is not distinct from $6
            """, stop, [to.Code(), run.Id, run.State.Code(), run.Attempt, run.KnownThrough, run.ContentRoot,
            .. values]);
        return moved == 1;
    }

    /// <summary>The same, where it has to be this one.</summary>
    /// <exception cref="Refused">Somebody else was first.</exception>
    public static async Task MoveOrRefuse(
        NpgsqlConnection connection, PayoutRun run, RunState to, string also, CancellationToken stop,
        params object?[] values)
    {
        if (!await Move(connection, run, to, also, stop, values))
            throw new Refused($"{run.Name}刚刚被别人动过，没有做任何事。请用 ./disburse payout show {run.Name} 看现在的状态。");
    }

    /// <summary>Steps of a run are taken in the order of their days.</summary>
    /// <exception cref="Refused">The business date is earlier than that of the last step.</exception>
    public static async Task RequireNotBefore(
        NpgsqlConnection connection, PayoutRun run, Performer performer, CancellationToken stop)
    {
        var last = await connection.Scalar<DateOnly>("""
            select greatest($2::date, (select max(business_date) from audit_entry where chain = $1))
            """, stop, Audit.RunChain(run.Id), run.OpenedOn);
        if (performer.Today < last)
            throw new Refused($"{run.Name}的上一步办在{last:yyyy-MM-dd}，这一步不能办在它以前的{performer.Today:yyyy-MM-dd}，没有做任何事。");
    }

    private static PayoutRun Read(NpgsqlDataReader r) => new(
        r.GetInt32(0), r.GetString(1), r.GetString(2), r.Month(3), r.GetInt16(4), RunStateWords.Parse(r.GetString(5)),
        r.GetInt64(6), r.IsDBNull(7) ? null : r.GetInt32(7), r.GetBoolean(8), r.GetBoolean(9), r.GetInt32(10),
        r.LongOrNull(11), r.LongOrNull(12), r.LongOrNull(13), r.LongOrNull(14), r.TextOrNull(15), r.TextOrNull(16),
        r.TextOrNull(17), r.TextOrNull(18), r.IsDBNull(19) ? null : r.GetFieldValue<DateTimeOffset>(19),
        r.DateOrNull(20), r.TextOrNull(21), r.TextOrNull(22), r.Date(23))
    {
        Note = r.TextOrNull(24), SubmittedFor = r.TextOrNull(25), CheckedFor = r.TextOrNull(26),
        ApprovedFor = r.TextOrNull(27), ExportedFor = r.TextOrNull(28), CancelProposedFor = r.TextOrNull(29),
        Batch = r.IsDBNull(30) ? null : r.GetInt16(30), Document = r.TextOrNull(31),
        AdoptedAct = r.LongOrNull(32),
    };
}
