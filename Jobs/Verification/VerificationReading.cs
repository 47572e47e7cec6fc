using System.Collections.Immutable;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.People;
using Disbursement.Domain.Verification;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Verification;

/// <summary>Which people are read: a range of serials, or some by name.</summary>
/// <param name="Only">Null: the whole range.</param>
internal readonly record struct PeopleScope(int First, int Last, int[]? Only)
{
    public static PeopleScope Of(int[] people) => new(people.Min(), people.Max(), people);

    /// <summary>Ranges that together are all, so that memory does not grow with people.</summary>
    public static IEnumerable<PeopleScope> Ranges(int last, int size = 8192)
    {
        for (var first = 1; first <= last; first += size)
            yield return new PeopleScope(first, Math.Min(last, first + size - 1), null);
    }
}

/// <summary>
/// Everything verification knows of some people at one act: a statement for each kind of fact, for all of them.
/// </summary>
internal sealed class VerificationReading(NpgsqlConnection connection, long known, EvidenceTable sources)
{
    /// <summary>
    /// The planner knows the values: of a range nothing is left but the range, of some people the people.
    /// </summary>
    private const string OfScope = "person_id between $1 and $2 and ($3::int[] is null or person_id = any($3))";

    private const string OfScopeOfDeaths =
        "d.person_id between $1 and $2 and ($3::int[] is null or d.person_id = any($3))";

    /// <param name="year">Of which campaign they are members; null: of none.</param>
    /// <param name="others">Also who is no member.</param>
    /// <returns>In order of their serials.</returns>
    public async Task<List<(int Id, VerificationFile File)>> Files(
        PeopleScope scope, short? year, CancellationToken stop, bool others = false)
    {
        var members = year is { } of ? await Members(of, scope, stop) : null;
        if (members is { Count: 0 } && !others) return [];
        var confirmations = (await Confirmations(scope, stop)).ToLookup(c => c.Person, c => c.Of);
        var notices = (await Notices(scope, stop)).ToLookup(n => n.Person, n => n.Of);
        var evidence = (await Evidence(scope, stop)).ToLookup(e => e.Person, e => e.Of);
        var decisions = (await Decisions(scope, stop)).ToLookup(d => d.Person, d => d.Of);
        var endings = (await Endings(scope, stop)).ToLookup(e => e.Person, e => e.Of);
        var withdrawn = (await Withdrawn(scope, stop)).ToLookup(w => w.Person, w => w.Of);
        var flagged = members is null ? [] : await Flagged(scope, stop);
        var relations = await Relations(
            [.. evidence.Where(g => g.Any(e => e.Kind.Bearing == EvidenceBearing.Remarried)).Select(g => g.Key)], stop);
        var files = new List<(int, VerificationFile)>();
        foreach (var (id, person) in await People(scope, stop))
        {
            var member = members?.GetValueOrDefault(id);
            // Frozen is who belongs to it; who has to be called on may become more.
            if (member is { IsHouseCall: false } && (flagged.Contains(id)
                || Member.IsSeverelyDisabled(person.Identities)))
                member = member with { IsHouseCall = true };
            if (members is not null && member is null && !others) continue;
            files.Add((id, new VerificationFile(member, person)
            {
                Confirmations = [.. confirmations[id]],
                Notices = [.. notices[id]],
                Evidence = [.. evidence[id]],
                Decisions = [.. decisions[id]],
                Endings = [.. endings[id].Where(e => e.Type != ChangeType.Death)],
                DeathDocument = endings[id].FirstOrDefault(e => e.Type == ChangeType.Death)?.Document,
                WithdrawnDeaths = [.. withdrawn[id]],
                Relations = relations[id].ToImmutableDictionary(r => r.Category, r => r.Relation),
            }));
        }

        return files;
    }

    private async Task<List<(int Id, FoldedPerson Person)>> People(PeopleScope scope, CancellationToken stop)
    {
        var people = new List<(int, FoldedPerson)>();
        await using var values = await KnownPeople.Open(
            connection, scope.First, scope.Last, known, scope.Only, stop);
        while (values.Next())
        {
            var rest = values.Value;
            while (rest.Length > 0)
            {
                var card = PersonCard.Take(ref rest);
                people.Add((card.PersonId, card.Person()));
            }
        }

        return people;
    }

    private async Task<Dictionary<int, Member>> Members(short year, PeopleScope scope, CancellationToken stop) =>
        (await connection.Rows($"""
            select person_id, id_number, name, region, category, is_exempt, is_house_call from campaign_person
            where year = $4 and act <= $5 and {OfScope}
            """, r => new Member(
                r.GetInt32(0), r.GetString(1), r.GetString(2), r.TextOrNull(3), r.GetInt16(4), r.GetBoolean(5),
                r.GetBoolean(6)), stop, scope.First, scope.Last, scope.Only, year, known))
        .ToDictionary(m => m.Person);

    public Task<List<(int Person, Confirmation Of)>> Confirmations(PeopleScope scope, CancellationToken stop) =>
        connection.Rows($"""
            select person_id, act, row_number, confirmed_on, method, result, station, confirmed_by, second_staff, proof
            from confirmation c
            where {OfScope} and act <= $4 and withdraws_act is null and not exists (
                select from confirmation w where w.person_id = c.person_id and w.withdraws_act = c.act
                    and w.withdraws_row = c.row_number and w.act <= $4)
            """, r => (r.GetInt32(0), new Confirmation(
                new Place(r.GetInt64(1), r.GetInt32(2)), r.Date(3), (ConfirmationMethod)r.GetInt16(4),
                (ConfirmationResult)r.GetInt16(5), r.TextOrNull(6), r.GetString(7), r.TextOrNull(8), r.TextOrNull(9))),
            stop, scope.First, scope.Last, scope.Only, known);

    public Task<List<(int Person, Notice Of)>> Notices(PeopleScope scope, CancellationToken stop) =>
        connection.Rows($"""
            select person_id, act, row_number, notified_on, kind, method, delivered_on, recorded_by, attachment
            from notice n
            where {OfScope} and act <= $4 and withdraws_act is null and not exists (
                select from notice w where w.person_id = n.person_id and w.withdraws_act = n.act
                    and w.withdraws_row = n.row_number and w.act <= $4)
            """, r => (r.GetInt32(0), new Notice(
                new Place(r.GetInt64(1), r.GetInt32(2)), r.Date(3), (NoticeKind)r.GetInt16(4),
                (NoticeMethod)r.GetInt16(5), r.DateOrNull(6), r.GetString(7), r.TextOrNull(8))),
            stop, scope.First, scope.Last, scope.Only, known);

    private Task<List<(int Person, Evidence Of)>> Evidence(PeopleScope scope, CancellationToken stop) =>
        connection.Rows($"""
            select m.person_id, e.evidence_id, m.act, m.kind, e.source, e.fact, e.on_day, a.business_date, e.id_number,
                e.name, e.reason, e.detail, (select d.is_adopted from evidence_decision d
                    where d.evidence_id = e.evidence_id and d.person_id = m.person_id and d.act <= $4
                    order by d.act desc limit 1), m.bearing
            from evidence_match m
            join evidence e using (evidence_id)
            left join act a on a.number = m.act
            where {OfScope} and m.act <= $4 and m.bearing <> 0
                -- A number that is the person's no more, by a correction taken back, finds him no more.
                and (m.kind = 4 or exists (select from person_number n where n.id_number = e.number
                    and n.person_id = m.person_id and n.act <= $4 and (n.ended_act is null or n.ended_act > $4)))
            """, r =>
            {
                var (source, fact, reason) = (r.GetString(4), r.GetString(5), r.TextOrNull(10));
                // The act that is at work has no entry yet: what it found, it found today.
                var knownOn = r.DateOrNull(7) ?? r.DateOrNull(6) ?? DateOnly.MinValue;
                var kind = sources.Of(source, fact, reason) with { Bearing = (EvidenceBearing)r.GetInt16(13) };
                return (r.GetInt32(0), new Evidence(
                    r.GetInt32(1), r.GetInt64(2), kind, (MatchKind)r.GetInt16(3), source, fact, r.DateOrNull(6),
                    knownOn, r.GetString(8), r.GetString(9), reason, r.TextOrNull(11),
                    r.IsDBNull(12) ? null : r.GetBoolean(12)));
            }, stop, scope.First, scope.Last, scope.Only, known);

    private Task<List<(int Person, StopDecision Of)>> Decisions(PeopleScope scope, CancellationToken stop) =>
        connection.Rows($"""
            select person_id, act, year, outcome, decided_on, document from stop_decision
            where {OfScope} and act <= $4
            """, r => (r.GetInt32(0), new StopDecision(
                r.GetInt64(1), r.GetInt16(2), (StopOutcome)r.GetInt16(3), r.Date(4), r.GetString(5))), stop,
            scope.First, scope.Last, scope.Only, known);

    /// <summary>Standing deaths, endings, suspensions and transfers.</summary>
    private Task<List<(int Person, Ending Of)>> Endings(PeopleScope scope, CancellationToken stop) =>
        connection.Rows($"""
            select person_id, type, act, row_number, category, effective_on, document from change c
            where {OfScope} and act <= $4 and type in (1, 5, 9, 11) and not exists (
                select from change w where w.person_id = c.person_id and w.withdraws_act = c.act
                    and w.withdraws_row = c.row_number and w.act <= $4)
            order by person_id, effective_on, act
            """, r => (r.GetInt32(0), new Ending(
                (ChangeType)r.GetInt16(1), new Place(r.GetInt64(2), r.GetInt32(3)),
                r.IsDBNull(4) ? null : r.GetInt16(4), r.Date(5), r.TextOrNull(6))), stop, scope.First, scope.Last,
            scope.Only, known);

    private Task<List<(int Person, WithdrawnDeath Of)>> Withdrawn(PeopleScope scope, CancellationToken stop) =>
        connection.Rows($"""
            select d.person_id, w.act, d.effective_on, d.document from change d
            join change w on w.person_id = d.person_id and w.withdraws_act = d.act and w.withdraws_row = d.row_number
            where {OfScopeOfDeaths} and d.type = 1 and w.act <= $4
            """, r => (r.GetInt32(0), new WithdrawnDeath(r.GetInt64(1), r.Date(2), r.TextOrNull(3))), stop,
            scope.First, scope.Last, scope.Only, known);

    /// <summary>上门对象 as the roster, and changes after it, say; of a person the last word counts.</summary>
    public async Task<HashSet<int>> Flagged(PeopleScope scope, CancellationToken stop) => (await connection.Rows($"""
        select person_id from (
            select distinct on (person_id) person_id, home_visit from (
                select person_id, home_visit, act, row_number from enrolment
                where {OfScope} and home_visit is not null and act <= $4
                union all
                select person_id, home_visit, act, row_number from change
                where {OfScope} and home_visit is not null and act <= $4) as said
            order by person_id, act desc, row_number desc, home_visit desc) as last
        where home_visit
        """, r => r.GetInt32(0), stop, scope.First, scope.Last, scope.Only, known)).ToHashSet();

    private async Task<ILookup<int, (short Category, string Relation)>> Relations(
        int[] people, CancellationToken stop) => (await connection.Rows("""
            select person_id, category, relation from enrolment
            where person_id = any($1) and relation is not null and act <= $2
            """, r => (Person: r.GetInt32(0), Of: (r.GetInt16(1), r.GetString(2))), stop, people, known))
        .ToLookup(r => r.Person, r => r.Of);
}
