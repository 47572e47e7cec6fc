using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>People to whom an approved run sends more than it would, worked out now.</summary>
internal sealed record LessThanApproved(int People, long Fen, string Names)
{
    private const int MostNames = 20;

    /// <returns>Null: the run is not about to go out, or nothing makes it less.</returns>
    public static async Task<LessThanApproved?> Find(
        NpgsqlConnection connection, PayoutRun run, CancellationToken stop)
    {
        if (run.State is not (RunState.Approved or RunState.AtFinance or RunState.Funded or RunState.Exported))
            return null;
        // What came after another approval went through that one.
        var last = await PayoutStore.LastOfFamily(connection, run.Batch, stop);
        if (last?.Id != run.Id) return null;
        int[] people = [.. await connection.Rows("""
            select distinct person_id from payment_line l where run_id = $1 and person_id = any($2)
                and not exists (select from row_result r where r.run_id = $1 and r.person_id = l.person_id
                    and r.outcome = 6 and r.act > (select approval_act from payout_run where run_id = $1))
            order by person_id
            """, r => r.GetInt32(0), stop, run.Id, await RunNews.Since(connection, run, stop))];
        if (people.Length == 0) return null;
        var now = await connection.Scalar<long>("select number from knowledge", stop);
        // The same run, as it would be if it were worked out now: its own lines are left out of what was paid.
        var frame = await RunFrame.Read(
            connection, run with { KnownThrough = now }, people, RunTables.Stored, stop);
        var sent = (await connection.Rows("""
            select person_id, sum(fen)::bigint from payment_line
            where run_id = $1 and person_id = any($2) and kind <> $3 group by person_id
            """, r => (r.GetInt32(0), r.GetInt64(1)), stop, run.Id, people, (short)LineKind.Recovery)).ToDictionary();
        var less = new List<(string Name, long Fen)>();
        var assessment = frame.Assessment();
        foreach (var range in await RunShards.Ranges(connection, now, people, RunShards.UsualSize, stop))
        {
            var shard = new ShardReading(connection, frame, range.FirstPerson, range.LastPerson);
            await shard.Read(stop);
            await foreach (var person in shard.People(stop))
            {
                assessment.WorkOut(shard.FileOf(person), person.From);
                // What is deducted by a decision makes nobody's money wrong: a later one comes with the next run.
                var fen = sent.GetValueOrDefault(person.Id)
                    - assessment.Lines.Where(l => l.Kind != LineKind.Recovery).Sum(l => l.Fen);
                if (fen > 0) less.Add((person.Person.Name, fen));
            }
        }

        if (less.Count == 0) return null;
        var names = string.Join('、', less.Take(MostNames).Select(l => $"{l.Name}{Money.Spoken(l.Fen)}"));
        return new LessThanApproved(
            less.Count, less.Sum(l => l.Fen), less.Count > MostNames ? $"{names}等{less.Count}人" : names);
    }
}
