using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Verification;

/// <summary>
/// 比对: of whom the rows of other people's lists are. Number first, then name (rules §7); <c>Evidence.Compare</c> in
/// Domain says the same of one pair. Sets only: a list may be as long as the county.
/// </summary>
internal static class EvidenceMatching
{
    /// <summary>What is compared without looking at the dots and blanks of a name.</summary>
    private const string SameName = "plain_name(e.name) = plain_name(v.name)";

    /// <summary>
    /// Rows that came with the act. Signs of life, and rows that bear on nothing, need no near match.
    /// </summary>
    /// <returns>How many are, or may be, about our people.</returns>
    public static async Task<int> OfNewRows(Act act, CancellationToken stop)
    {
        var byNumber = await act.Connection.Execute($"""
            insert into evidence_match (evidence_id, person_id, act, row_number, kind, bearing)
            select e.evidence_id, n.person_id, $1, e.row_number,
                case when e.id_number <> e.number then 3 when {SameName} then 1 else 2 end, e.bearing
            from evidence e
            join person_number n on n.id_number = e.number and n.ended_act is null
            join person_version v on v.person_id = n.person_id and v.known_to = 9223372036854775807
            where e.act = $1 and e.bearing not in (0, 7, 9, 10)
            on conflict do nothing
            """, stop, act.Number);
        return byNumber + await act.Connection.Execute("""
            insert into evidence_match (evidence_id, person_id, act, row_number, kind, bearing)
            select e.evidence_id, v.person_id, $1, e.row_number, 4, e.bearing
            from evidence e
            join person_version v on v.name = e.name and substr(v.id_number, 7, 8) = substr(e.number, 7, 8)
                and v.known_to = 9223372036854775807
            where e.act = $1 and e.bearing in (1, 2, 3, 4, 5) and v.id_number <> e.number
                and not exists (select from person_number n where n.id_number = e.number and n.ended_act is null)
            on conflict do nothing
            """, stop, act.Number);
    }

    /// <summary>People, or numbers of theirs, that became known after the list did.</summary>
    /// <returns>How many rows are about them.</returns>
    public static async Task<int> OfNewPeople(Act act, CancellationToken stop)
    {
        if (!await HasEvidence(act.Connection, stop)) return 0;
        return await act.Connection.Execute($"""
            insert into evidence_match (evidence_id, person_id, act, row_number, kind, bearing)
            select e.evidence_id, n.person_id, $1, e.row_number,
                case when e.id_number <> e.number then 3 when {SameName} then 1 else 2 end, e.bearing
            from person_number n
            join evidence e on e.number = n.id_number
            join person_version v on v.person_id = n.person_id and v.known_to = 9223372036854775807
            where n.ended_act is null and e.bearing not in (0, 7, 9, 10) and e.act < n.act
                and n.act > (select coalesce(max(number), 0) from act where kind in ('verification-sweep', 'open-run'))
                and not exists (select from evidence_match m
                    where m.person_id = n.person_id and m.evidence_id = e.evidence_id)
            on conflict do nothing
            """, stop, act.Number);
    }

    private static Task<bool> HasEvidence(NpgsqlConnection connection, CancellationToken stop) =>
        connection.Scalar<bool>("select exists (select from evidence)", stop);
}
