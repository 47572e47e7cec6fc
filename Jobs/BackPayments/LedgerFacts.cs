using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.Verification;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.BackPayments;

/// <summary>What is the same for everybody: what sources weigh, of when the lists of 民政 are, and batches.</summary>
/// <param name="HardshipLists">Of 低保, of 特困: the day of the newest, by what the rows say.</param>
/// <param name="BilledOn">The days of the acts that brought bills.</param>
internal sealed record ListsKnown(
    EvidenceTable Sources, DateOnly? HardshipListOn, IReadOnlyDictionary<string, DateOnly> HardshipLists,
    IReadOnlyDictionary<long, DateOnly> BilledOn,
    IReadOnlyDictionary<int, AskingBatch> Batches)
{
    public static async Task<ListsKnown> Read(NpgsqlConnection connection, CancellationToken stop)
    {
        var on = await connection.Rows("""
            select max(coalesce(e.on_day, a.business_date)) from evidence e join act a on a.number = e.act
            where e.bearing = 10
            """, r => r.DateOrNull(0), stop);
        return new ListsKnown(
            await ParameterStore.Evidence(connection, long.MaxValue, DateOnly.MaxValue, stop), on[0],
            (await connection.Rows("""
                select fact, max(on_day) from evidence where bearing = 10 and on_day is not null group by fact
                """, r => (r.GetString(0), r.Date(1)), stop)).ToDictionary(),
            (await connection.Rows("select number, business_date from act where kind = 'import-billing'",
                r => (r.GetInt64(0), r.Date(1)), stop)).ToDictionary(),
            (await connection.Rows("""
                select b.batch_id, b.name, a.document, a.done_on, b.act, w.batch_id is not null
                from funding_batch b
                left join funding_batch_step a on a.batch_id = b.batch_id and a.step = 2
                left join funding_batch_step w on w.batch_id = b.batch_id and w.step = 3
                """, r => (r.GetInt32(0), new AskingBatch(
                    r.GetInt32(0), r.GetString(1), r.TextOrNull(2), r.DateOrNull(3), r.GetInt64(4))
                {
                    IsWithdrawn = r.GetBoolean(5),
                }), stop))
                .ToDictionary());
    }
}

/// <summary>What else is known of people of cases: from the roster and from other offices' lists.</summary>
internal sealed class LedgerFacts
{
    private readonly Dictionary<int, DateOnly> deaths;
    private readonly ILookup<int, (EvidenceBearing Bearing, EvidenceWeight Weight, string Name, DateOnly On)> evidence;
    private readonly DateOnly? hardshipListOn;

    private LedgerFacts(
        Dictionary<int, DateOnly> deaths,
        ILookup<int, (EvidenceBearing Bearing, EvidenceWeight Weight, string Name, DateOnly On)> evidence,
        DateOnly? hardshipListOn) =>
        (this.deaths, this.evidence, this.hardshipListOn) = (deaths, evidence, hardshipListOn);

    public static async Task<LedgerFacts> Read(
        NpgsqlConnection connection, ListsKnown lists, int[] people, PersonNumbers numbers,
        CancellationToken stop)
    {
        var deaths = (await connection.Rows("""
            select i.number_id, min(c.effective_on)
            from insured_number i
            join person_number n on n.id_number = i.number and n.ended_act is null
            join change c on c.person_id = n.person_id and c.type = 1
            where i.number_id = any($1) and not exists (
                select from change w where w.person_id = c.person_id and w.withdraws_act = c.act
                    and w.withdraws_row = c.row_number)
            group by i.number_id
            """, r => (Id: numbers.First(r.GetInt32(0)), On: r.Date(1)), stop, [people]))
            .GroupBy(d => d.Id).ToDictionary(g => g.Key, g => g.Min(d => d.On));
        var evidence = (await connection.Rows("""
            select i.number_id, e.source, e.fact, e.reason, e.bearing, e.name, coalesce(e.on_day, a.business_date),
                e.on_day
            from insured_number i
            join evidence e on e.number = i.number
            join act a on a.number = e.act
            where i.number_id = any($1) and e.bearing in (1, 3, 9, 10)
            """, r => (Id: numbers.First(r.GetInt32(0)), IsOlder: IsOlder(r, lists), Of: (
                (EvidenceBearing)r.GetInt16(4),
                lists.Sources.Of(r.GetString(1), r.GetString(2), r.TextOrNull(3)).Weight, r.GetString(5), r.Date(6))),
            stop, [people]))
            // Who is not on the newest list has left it.
            .Where(e => !e.IsOlder).ToLookup(e => e.Id, e => e.Of);
        return new LedgerFacts(deaths, evidence, lists.HardshipListOn);
    }

    private static bool IsOlder(NpgsqlDataReader r, ListsKnown lists) =>
        (EvidenceBearing)r.GetInt16(4) == EvidenceBearing.Hardship && r.DateOrNull(7) is { } on
            && on < lists.HardshipLists[r.GetString(2)];

    public PersonLedger Of(int number, PersonLedger person)
    {
        var name = person.Cases[0].Case.Name;
        var strong = evidence[number].Where(e => e.Weight == EvidenceWeight.Strong && PersonName.Same(e.Name, name))
            .ToList();
        return new PersonLedger
        {
            Cases = person.Cases,
            Postings = person.Postings,
            PostedNames = person.PostedNames,
            Covered = person.Covered,
            DiedOn = deaths.TryGetValue(number, out var died) ? died : First(EvidenceBearing.Death),
            RetiredOn = First(EvidenceBearing.EmployeePension),
            CivilServantOn = First(EvidenceBearing.CivilServicePension),
            IsOnHardshipList = hardshipListOn is null ? null : First(EvidenceBearing.Hardship) is not null,
            HardshipListOn = hardshipListOn,
        };

        DateOnly? First(EvidenceBearing bearing) =>
            strong.Where(e => e.Bearing == bearing).Select(e => (DateOnly?)e.On).Min();
    }
}
