using Disbursement.Domain.Entitlements;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Intake;

/// <summary>
/// 很像同一个人: pairs that have name, date of birth and township in common, or name and account, or the certificate of
/// a category. Looked for when somebody becomes known or is known otherwise, so that no run goes through everybody for
/// it. A pair is only a place to look: whether it holds, each run asks of what it knows. Who came to look like the
/// other is the one who waits. Who moves to another township is no other person for that.
/// </summary>
internal static class LikenessStore
{
    /// <summary>What two have in common, with v as the one and o as the other.</summary>
    public const string NameAndBirth = "(o.name = v.name and substr(o.id_number, 7, 8) = substr(v.id_number, 7, 8))";

    public const string NameAndAccount = "(o.name = v.name and o.account = v.account)";

    public const string Township = "(left(o.region, 9) is not distinct from left(v.region, 9))";

    /// <param name="touched">Their versions are written already, and still staged.</param>
    public static async Task FindAlike(
        NpgsqlConnection connection, long act, IReadOnlyList<KnownPerson> touched, CancellationToken stop)
    {
        int[] named = [.. touched.Where(p => IsKnownOtherwise(p.Before, p.Folded!)).Select(p => p.Id)];
        if (named.Length == 0) return;
        // One by one through the indexes, which offset 0 holds the server to: it would rather go through everybody for
        // each batch of a large file, whose rows it has no statistics of.
        await connection.Execute($"""
            with alike as (
                select v.person_id as one, o.person_id as other
                from version_stage v
                cross join lateral (
                    select o.person_id from person_version o
                    where {NameAndBirth} and {Township} and o.known_to = 9223372036854775807
                        and o.person_id <> v.person_id offset 0) o
                where v.person_id = any($1)
                union
                select v.person_id, o.person_id
                from version_stage v
                cross join lateral (
                    select o.person_id from person_version o
                    where {NameAndAccount} and o.known_to = 9223372036854775807
                        and o.person_id <> v.person_id offset 0) o
                where v.person_id = any($1) and v.account is not null
                union
                select e.person_id, o.person_id
                from unnest($1::int[]) as u (id)
                cross join lateral (
                    select e.person_id, e.certificate_number, e.category from enrolment e
                    where e.person_id = u.id and e.certificate_number is not null offset 0) e
                cross join lateral (
                    select o.person_id from enrolment o
                    where o.certificate_number = e.certificate_number and o.category = e.category
                        and o.person_id <> e.person_id offset 0) o),
            later as (
                -- Of two who came up together the one further down; else the one who did.
                select distinct case when other = any($1) then greatest(one, other) else one end as person,
                    case when other = any($1) then least(one, other) else other end as other
                from alike)
            insert into likeness (person_id, other_person_id, act)
            select person, other, $2::bigint from later
            where not exists (
                select from likeness l where l.person_id = later.other and l.other_person_id = later.person)
            on conflict do nothing
            """, stop, named, act);
    }

    private static bool IsKnownOtherwise(FoldedPerson? before, FoldedPerson now) =>
        before is null || before.Name != now.Name || before.IdNumber != now.IdNumber || before.Region != now.Region
        || before.Receiving.Account?.Number != now.Receiving.Account?.Number
        || before.Identities.Length != now.Identities.Length;
}
