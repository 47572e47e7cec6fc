using Disbursement.Domain.People;
using Disbursement.Domain.Recoveries;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Results;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Recoveries;

/// <summary>What is known of recoveries of a range of people when a run is worked out. They are few.</summary>
internal sealed class RecoveryReading
{
    private readonly Dictionary<int, RecoveryKnown> known = [];

    public RecoveryKnown Of(int person) => known.TryGetValue(person, out var of) ? of : RecoveryKnown.Nothing;

    /// <param name="only">Null: all of the range.</param>
    /// <param name="credited">What counts of rows that did not go through whole.</param>
    public async Task Read(
        NpgsqlConnection connection, RunFrame frame, int firstPerson, int lastPerson, int[]? only,
        CreditedRows credited, CancellationToken stop)
    {
        var run = frame.Run;
        object?[] whose = [firstPerson, lastPerson, only, run.KnownThrough];
        var taken = await Taken(connection, frame, credited, whose, stop);
        var decisions = await connection.Rows("""
            select person_id, act, row_number, benefit_month, method, fen from recovery_decision d
            where person_id between $1 and $2 and ($3::int[] is null or person_id = any($3)) and act <= $4
                and not exists (select from recovery_decision_end e
                    where (e.decision_act, e.decision_row) = (d.act, d.row_number) and e.act <= $4)
            order by person_id, act, row_number
            """, r => (Person: r.GetInt32(0), Place: new Place(r.GetInt64(1), r.GetInt32(2)), Month: r.Month(3),
                Method: (RecoveryMethod)r.GetInt16(4), Fen: r.GetInt64(5)), stop, whose);
        var back = await connection.Rows("""
            select person_id, category, component, benefit_month, fen from money_back_part p
            where person_id between $1 and $2 and ($3::int[] is null or person_id = any($3)) and act <= $4
                and not exists (select from money_back_end e where e.money_back_act = p.act and e.act <= $4)
            order by person_id, benefit_month, category, component
            """, r => (Person: r.GetInt32(0), Back: new MoneyBack(
                r.GetInt16(1), r.GetInt16(2), r.Month(3), r.GetInt64(4))), stop, whose);
        var (byPerson, backOf) = (decisions.ToLookup(d => d.Person), back.ToLookup(b => b.Person, b => b.Back));
        foreach (var person in decisions.Select(d => d.Person).Concat(back.Select(b => b.Person))
            .Concat(taken.Select(t => t.Person)).Distinct())
        {
            known.Add(person, new RecoveryKnown(
                [.. byPerson[person].Select(d => new RecoveryDecision(d.Place, d.Month, d.Method, d.Fen,
                    taken.Where(t => t.Person == person && t.Decision == d.Place).Sum(t => t.Fen)))],
                [.. backOf[person]],
                taken.Where(t => t.Person == person && t.IsOfThisMonth).Sum(t => t.Fen)));
        }
    }

    /// <summary>
    /// What counts of what earlier runs took. A row comes back whole, and of one credited in part negative lines count
    /// whole: so all of it or nothing.
    /// </summary>
    private static async Task<List<(int Person, Place Decision, bool IsOfThisMonth, long Fen)>> Taken(
        NpgsqlConnection connection, RunFrame frame, CreditedRows credited, object?[] whose, CancellationToken stop) =>
    [
        .. (await connection.Rows("""
            select t.person_id, t.run_id, t.decision_act, t.decision_row, t.fen, r.month, d.method
            from recovery_taken t
            join payout_run r using (run_id)
            join recovery_decision d on (d.act, d.row_number) = (t.decision_act, t.decision_row)
            where t.person_id between $1 and $2 and ($3::int[] is null or t.person_id = any($3)) and d.act <= $4
            """, r => (Person: r.GetInt32(0), Run: r.GetInt32(1), Decision: new Place(r.GetInt64(2), r.GetInt32(3)),
                Fen: r.GetInt64(4), Month: r.Month(5), Method: (RecoveryMethod)r.GetInt16(6)), stop, whose))
        .Where(t => t.Run != frame.Run.Id && frame.CountingRuns.Contains(t.Run) && !credited.CameBack(t.Run, t.Person))
        .Select(t => (t.Person, t.Decision,
            t.Month == frame.Run.Month && t.Method == RecoveryMethod.Instalments, t.Fen)),
    ];
}
