using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Intake;

/// <summary>Imported history: of each position the latest total known.</summary>
internal static class HistoryStore
{
    public static Task<List<(int Person, HistoryTotal Total)>> Latest(
        NpgsqlConnection connection, int[] people, long knownThrough, CancellationToken stop) => connection.Rows("""
            select distinct on (person_id, category, component, benefit_month)
                person_id, category, component, benefit_month, fen
            from paid_history where person_id = any($1) and act <= $2
            order by person_id, category, component, benefit_month, act desc, row_number desc
            """, Read, stop, people, knownThrough);

    /// <summary>Of a shard, in order of person.</summary>
    /// <param name="only">Of the range these people; null: all.</param>
    public static Task<List<(int Person, HistoryTotal Total)>> OfShard(
        NpgsqlConnection connection, int firstPerson, int lastPerson, int[]? only, long knownThrough,
        CancellationToken stop) =>
        connection.Rows("""
            select distinct on (person_id, category, component, benefit_month)
                person_id, category, component, benefit_month, fen
            from paid_history where person_id between $1 and $2 and act <= $3
                and ($4::int[] is null or person_id = any($4))
            order by person_id, category, component, benefit_month, act desc, row_number desc
            """, Read, stop, firstPerson, lastPerson, knownThrough, only);

    /// <summary>The people's versions reach back to the earliest month whose total became known.</summary>
    public static Task Reach(Act act, IEnumerable<(int Person, PayMonth Month)> months, CancellationToken stop)
    {
        var first = months.GroupBy(m => m.Person).Select(g => (Person: g.Key, Month: g.Min(m => m.Month))).ToArray();
        // A new version with the same folding: what is known of the person changed, though not what is owed.
        return act.Connection.Execute("""
            with reach as (
                select person, month from unnest($2::int[], $3::date[]) as r (person, month)),
            own as (
                update person_version v set reach_month = least(v.reach_month, r.month)
                from reach r where v.person_id = r.person and v.known_from = $1 returning v.person_id),
            ended as (
                update person_version v set known_to = $1
                from reach r where v.person_id = r.person and v.known_from < $1 and v.known_to > $1
                returning v.*, r.month)
            insert into person_version (person_id, known_from, reach_month, id_number, name, region, phone, receiver,
                account_known, bank, account, account_name, name_at_bank, payee_name, payee_id, payee_relation, card)
            select person_id, $1, month, id_number, name, region, phone, receiver, account_known, bank, account,
                account_name, name_at_bank, payee_name, payee_id, payee_relation, card
            from ended
            """, stop, act.Number, first.Select(f => f.Person).ToArray(),
            first.Select(f => f.Month.FirstDay).ToArray());
    }

    private static (int, HistoryTotal) Read(NpgsqlDataReader r) =>
        (r.GetInt32(0), new HistoryTotal(r.GetInt16(1), r.GetInt16(2), r.Month(3), r.GetInt64(4)));
}
