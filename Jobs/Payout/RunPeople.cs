using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>Whom a partial run is for: --only returned, released or a list. Fixed when it is opened.</summary>
internal static class RunPeople
{
    public const string Returned = "returned";
    public const string Released = "released";

    /// <param name="run">As it would be opened.</param>
    /// <returns>In order, each once.</returns>
    /// <exception cref="Refused">There is nobody.</exception>
    public static async Task<int[]> Find(
        NpgsqlConnection connection, string only, PersonList? list, PayoutRun run, PayoutRun? basis,
        CancellationToken stop)
    {
        var people = only switch
        {
            Returned => await OfReturned(connection, run, stop),
            Released => await OfReleased(connection, run, basis!, stop),
            _ => await list!.Find(connection, stop),
        };
        if (people.Length > 0) return people;
        throw new Refused(only == Returned
            ? "没有退回的款项可以重发，没有做任何事。退回的钱要换了账户（报“账户变更”），或由两人确认原账户以后才能重发；"
                + "还有谁退着、为什么，看 ./disburse exceptions list --code returned 和 --code account-dead-until-fixed。"
            : $"{basis!.Name}里暂缓的款项，现在没有一笔可以补发，没有做任何事。"
                + "先导入解除的依据（解除暂缓、账户变更等）再执行；"
                + $"还暂缓着谁、为什么，看 ./disburse exceptions list {basis.Name}。");
    }

    /// <summary>The list of a run that was opened.</summary>
    public static async Task<int[]> Of(NpgsqlConnection connection, int run, CancellationToken stop) =>
        [.. await connection.Rows("select person_id from run_person where run_id = $1 order by person_id",
            r => r.GetInt32(0), stop, run)];

    public static Task Write(NpgsqlConnection connection, int run, int[] people, CancellationToken stop) =>
        connection.Execute("""
            insert into run_person (run_id, person_id) select $1, p from unnest($2::int[]) as u (p)
            """, stop, run, people);

    /// <summary>The run approved for exactly these people, where only runs and users were dealt with since.</summary>
    public static async Task<PayoutRun?> AlreadyPaid(
        NpgsqlConnection connection, PayoutRun planned, int[] people, CancellationToken stop)
    {
        var runs = await connection.Rows($"""
            select r.run_id from payout_run r
            where r.month = $1 and r.batch is not distinct from $3::smallint and r.is_partial
                and r.state in {PayoutStore.Counting}
                and (select array_agg(p.person_id order by p.person_id) from run_person p where p.run_id = r.run_id)
                    = $2::int[]
                and not exists (select from act a where a.number > r.known_through and a.kind not in (
                    'open-run', 'submitted', 'checked', 'approved', 'reject', 'propose-cancel',
                    'withdraw-cancel', 'user', 'sending', 'sent', 'acknowledged'))
            order by r.approval_act desc limit 1
            """, r => r.GetInt32(0), stop, planned.Month.FirstDay, people,
            planned.Batch);
        return runs.Count == 0 ? null : await PayoutStore.ById(connection, runs[0], stop);
    }

    /// <summary>A row of theirs did not go through, and something of what is owed can be sent again now.</summary>
    private static async Task<int[]> OfReturned(
        NpgsqlConnection connection, PayoutRun run, CancellationToken stop)
    {
        int[] candidates = [.. await connection.Rows("""
            select distinct r.person_id from row_result r join payout_run p using (run_id)
            where r.outcome in (2, 3, 4) and r.act <= $1 and p.batch is not distinct from $2::smallint
            order by r.person_id
            """, r => r.GetInt32(0), stop, run.KnownThrough, run.Batch)];
        return await Of(connection, run, candidates, (_, assessment) =>
            assessment.Lines.Exists(l => l.Kind == LineKind.Reissue), stop);
    }

    /// <summary>Something was held when they were last worked out, and some of it can be sent now.</summary>
    private static async Task<int[]> OfReleased(
        NpgsqlConnection connection, PayoutRun run, PayoutRun basis, CancellationToken stop)
    {
        var held = (await HeldPositions(connection, basis, stop)).ToLookup(h => h.Person, h => h.Position);
        return await Of(connection, run, [.. held.Select(h => h.Key).Order()], (person, assessment) =>
            assessment.Releases(held[person]), stop);
    }

    /// <summary>Those of some people of whom something is true once they are worked out.</summary>
    private static async Task<int[]> Of(
        NpgsqlConnection connection, PayoutRun run, int[] candidates, Func<int, Assessment, bool> fits,
        CancellationToken stop)
    {
        var frame = await RunFrame.Read(connection, run, candidates, RunTables.Stored, stop);
        var assessment = frame.Assessment();
        var found = new List<int>();
        foreach (var range in await RunShards.Ranges(
            connection, run.KnownThrough, candidates, RunShards.UsualSize, stop))
        {
            var shard = new ShardReading(connection, frame, range.FirstPerson, range.LastPerson);
            await shard.Read(stop);
            await foreach (var person in shard.People(stop))
            {
                assessment.WorkOut(shard.FileOf(person), person.From);
                if (fits(person.Id, assessment)) found.Add(person.Id);
            }
        }

        return [.. found];
    }

    /// <summary>Of the last whole run; of a partial one since, for those whom it was for.</summary>
    private static Task<List<(int Person, HeldPosition Position)>> HeldPositions(
        NpgsqlConnection connection, PayoutRun basis, CancellationToken stop) => connection.Rows($"""
            with since as (
                select run_id, approval_act from payout_run
                where basis_run = $1 and is_partial and state in {PayoutStore.Counting}),
            last as (
                select distinct on (p.person_id) p.person_id, p.run_id
                from run_person p join since s using (run_id)
                order by p.person_id, s.approval_act desc)
            select h.person_id, h.category, h.component, h.benefit_month
            from held_amount h left join last l using (person_id)
            where h.run_id = any(array(select $1 union all select run_id from since))
                and h.run_id = coalesce(l.run_id, $1)
            """, r => (r.GetInt32(0), new HeldPosition(r.GetInt16(1), r.GetInt16(2), r.Month(3))), stop, basis.Id);
}
