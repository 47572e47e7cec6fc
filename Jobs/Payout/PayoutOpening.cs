using System.Security.Cryptography;
using System.Text;
using Disbursement.Domain;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Disbursement.Jobs.Verification;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>What is asked for.</summary>
/// <param name="Month">所属期</param>
/// <param name="Document">For a month that has not begun.</param>
/// <param name="Only">For some people only: returned, released, or the path of a list. Null: everybody.</param>
/// <param name="Batch">The name of a one-off batch instead of a month, which it has itself; null: a month.</param>
public sealed record PayoutOrder(
    PayMonth Month, bool Supplementary, bool Full, string? Document, string? Only = null,
    string? Batch = null)
{
    /// <summary>As the officer names what is to be worked out.</summary>
    public string Subject => Batch is null ? Month.ToString() : PayoutRun.OneOffPrefix + Batch;

    /// <summary>The list, where one is named.</summary>
    /// <exception cref="Refused">It is not what a list must be.</exception>
    internal PersonList? List(DateOnly today) =>
        Only is null or RunPeople.Returned or RunPeople.Released ? null : PersonList.Read(Only, today);
}

/// <summary>Opens a run: what it knows, which attempt it is, whom it is for, and its shards by person range.</summary>
internal static class PayoutOpening
{
    /// <returns>The run; of a partial one that is repeated, the one that was approved already.</returns>
    /// <exception cref="Refused">The month cannot be worked out now; the message says why.</exception>
    public static async Task<PayoutRun> Open(
        NpgsqlDataSource source, PayoutOrder order, int peopleInShard, Performer performer, CancellationToken stop)
    {
        var list = order.List(performer.Today);
        await using var act = await Act.Begin(source, performer, stop);
        // The act before the opening is the last the run knows; the opening itself says nothing about anybody.
        var plan = await RunPlan.Find(
            act.Connection, order, list, performer.Today, act.Number, rehearses: false, stop);
        if (order.Only is not null && plan is { People: { } asked, Open: null }
            && await RunPeople.AlreadyPaid(act.Connection, plan.Run, asked, stop) is { } done) return done;
        var id = plan.Open is null ? await Insert(act, order, plan, stop) : await Again(act, order, plan, stop);
        if (plan.People is { } people) await RunPeople.Write(act.Connection, id, people, stop);
        await act.Connection.Execute("select ensure_line_year(y) from generate_series($1, $2) as y", stop,
            plan.First.Year, plan.Run.Month.Year);
        var ranges = await RunShards.Ranges(act.Connection, act.Number, plan.People, peopleInShard, stop);
        await RunShards.Add(act.Connection, id, act.Number, ranges, stop);
        await EvidenceMatching.OfNewPeople(act, stop);
        await act.Commit("open-run", plan.Run.Name, new ActHashes(null, HashOf(plan.People)), order.Document,
            new { run = id, full = order.Full, only = list?.File ?? order.Only, people = plan.People?.Length }, stop);
        return await ById(source, id, stop);
    }

    private static async Task<PayoutRun> ById(NpgsqlDataSource source, int id, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await PayoutStore.ById(connection, id, stop);
    }

    private static Task<int> Insert(Act act, PayoutOrder order, RunPlan plan, CancellationToken stop) =>
        act.Connection.Scalar<int>("""
            insert into payout_run (name, kind, month, attempt, state, known_through, basis_run, is_full, is_partial,
                document, opened_on, opened_at, shards_left, batch)
            select $1, $2, $3, (select count(*) + 1 from payout_run where name = $1), 'opened', $4, $5, $6, $7, $8,
                $9, $10, 0, $11::smallint
            returning run_id
            """, stop, plan.Run.Name, plan.Run.Kind, plan.Run.Month.FirstDay, act.Number, plan.Basis?.Id,
            order.Full, plan.Run.IsPartial, order.Document, act.Performer.Today, act.Performer.Moment, plan.Run.Batch);

    /// <summary>Works the same run out again, from newer knowledge.</summary>
    private static async Task<int> Again(Act act, PayoutOrder order, RunPlan plan, CancellationToken stop)
    {
        await act.Connection.Execute("select discard_draft($1)", stop, plan.Run.Id);
        await act.Connection.Execute("""
            update payout_run set state = 'opened', known_through = $2, basis_run = $3, is_full = $4, is_partial = $5,
                document = coalesce($6, document), opened_on = $7, opened_at = $8, shards_left = 0, row_count = null,
                line_count = null, sum_fen = null, held_fen = null, content_root = null, note = null
            where run_id = $1
            """, stop, plan.Run.Id, act.Number, plan.Basis?.Id, order.Full, plan.Run.IsPartial, order.Document,
            act.Performer.Today, act.Performer.Moment);
        return plan.Run.Id;
    }

    private static string? HashOf(int[]? people) => people is null
        ? null
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', people))));
}
