using Disbursement.Domain;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.OneOffs;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.OneOffs;

/// <summary>A one-off batch.</summary>
/// <param name="Component">By which its lines stand.</param>
/// <param name="Month">The benefit month of its lines.</param>
internal sealed record OneOffBatch(short Component, string Name, string Purpose, PayMonth Month);

/// <summary>One-off batches and their rows, appended.</summary>
internal static class OneOffStore
{
    public static Task<List<OneOffBatch>> Batches(NpgsqlConnection connection, CancellationToken stop) =>
        connection.Rows("select component, name, purpose, month from one_off_batch order by act, name", r =>
            new OneOffBatch(r.GetInt16(0), r.GetString(1), r.GetString(2), r.Month(3)), stop);

    public static Task Add(NpgsqlConnection connection, OneOffBatch batch, long act, CancellationToken stop) =>
        connection.Execute("""
            insert into one_off_batch (component, name, purpose, month, act) values ($1, $2, $3, $4, $5)
            """, stop, batch.Component, batch.Name, batch.Purpose, batch.Month.FirstDay, act);

    /// <summary>Every row of some people, of any batch, as known at an act.</summary>
    public static async Task<ILookup<int, OneOffRow>> Of(
        NpgsqlConnection connection, int[] people, long known, CancellationToken stop) => (await connection.Rows("""
            select r.person_id, r.act, r.row_number, r.batch, b.purpose, r.fen, r.document, r.bank, r.account,
                r.account_name, r.payee_name, r.payee_id, r.payee_relation, r.standard_id, r.withdraws
            from one_off r join one_off_batch b on b.component = r.batch
            where r.person_id = any($1) and r.act <= $2 order by r.person_id, r.act, r.row_number
            """, r => (Person: r.GetInt32(0), Row: new OneOffRow(
                new Place(r.GetInt64(1), r.GetInt32(2)), r.GetInt16(3), r.GetString(4), r.GetInt64(5),
                r.TextOrNull(6),
                PersonStore.AccountOf(r.TextOrNull(7), r.TextOrNull(8), r.TextOrNull(9), null),
                PersonStore.PayeeOf(r.TextOrNull(10), r.TextOrNull(11), r.TextOrNull(12), r.TextOrNull(6)),
                r.GetInt32(13), r.IsDBNull(14) ? null : r.GetInt32(14))), stop, people, known))
        .ToLookup(r => r.Person, r => r.Row);

    /// <summary>Whom a batch is for, those of rows taken back included: they may have been paid.</summary>
    public static async Task<int[]> People(
        NpgsqlConnection connection, short batch, long known, CancellationToken stop) =>
        [.. await connection.Rows("""
            select distinct person_id from one_off where batch = $1 and act <= $2 order by person_id
            """, r => r.GetInt32(0), stop, batch, known)];

    /// <summary>By batch, those of whom a row was taken back: nobody else can have been paid too much.</summary>
    /// <param name="people">Null: all.</param>
    public static Task<List<(short Batch, int[] People)>> TakenBack(
        NpgsqlConnection connection, int[]? people, long known, CancellationToken stop) => connection.Rows("""
            select batch, array_agg(distinct person_id) from one_off
            where withdraws is not null and act <= $1 and ($2::int[] is null or person_id = any($2))
            group by batch order by batch
            """, r => (r.GetInt16(0), r.GetFieldValue<int[]>(1)), stop, known, people);

    /// <summary>Whether the list of a batch says more than it did at an act.</summary>
    public static Task<bool> SaysMore(
        NpgsqlConnection connection, short batch, long known, CancellationToken stop) => connection.Scalar<bool>(
            "select exists (select from one_off where batch = $1 and act > $2)", stop, batch, known);

    /// <summary>Whether every row that stands names a paper: of the scheme, or of its own.</summary>
    public static Task<bool> HasDocument(
        NpgsqlConnection connection, short batch, long known, CancellationToken stop) => connection.Scalar<bool>("""
            select not exists (select from one_off r where r.batch = $1 and r.act <= $2 and r.document is null
                and r.withdraws is null and not exists (
                    select from one_off w where w.withdraws = r.standard_id and w.act <= $2))
            """, stop, batch, known);

    /// <summary>Papers by which people of the roster are in a batch.</summary>
    public static async Task<HashSet<string>> Schemes(
        NpgsqlConnection connection, short batch, long known, CancellationToken stop) =>
        (await connection.Rows("""
            select distinct r.document from one_off r where r.batch = $1 and r.act <= $2 and r.document is not null
                and r.withdraws is null and exists (
                    select from enrolment e where e.person_id = r.person_id and e.act <= $2)
            """, r => r.GetString(0), stop, batch, known)).ToHashSet(StringComparer.Ordinal);

    public static Task Write(
        NpgsqlConnection connection, List<(int Person, OneOffRow Row)> rows, CancellationToken stop) =>
        connection.Execute("""
            insert into one_off (standard_id, batch, person_id, act, row_number, fen, document, bank, account,
                account_name, payee_name, payee_id, payee_relation, withdraws)
            select * from unnest($1::int[], $2::smallint[], $3::int[], $4::bigint[], $5::int[], $6::bigint[],
                $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::int[])
            """, stop, rows.Select(r => r.Row.StandardId).ToArray(), rows.Select(r => r.Row.Batch).ToArray(),
            rows.Select(r => r.Person).ToArray(), rows.Select(r => r.Row.Place.Act).ToArray(),
            rows.Select(r => r.Row.Place.Row).ToArray(), rows.Select(r => r.Row.Fen).ToArray(),
            rows.Select(r => r.Row.Document).ToArray(), rows.Select(r => r.Row.Account?.Bank).ToArray(),
            rows.Select(r => r.Row.Account?.Number).ToArray(), rows.Select(r => r.Row.Account?.HolderName).ToArray(),
            rows.Select(r => r.Row.Payee?.Name).ToArray(), rows.Select(r => r.Row.Payee?.IdNumber).ToArray(),
            rows.Select(r => r.Row.Payee?.Relation).ToArray(), rows.Select(r => r.Row.Withdraws).ToArray());

    /// <summary>
    /// People whom no roster names: known by number and name, with no identity and so with nothing owed by the month.
    /// </summary>
    public static async Task AddOutsiders(
        NpgsqlConnection connection, long act, IReadOnlyList<(int Id, string IdNumber, string Name)> people,
        CancellationToken stop)
    {
        if (people.Count == 0) return;
        await connection.Execute("""
            insert into person_number (id_number, person_id, act)
            select n, p, $3 from unnest($1::text[], $2::int[]) as u (n, p)
            """, stop, people.Select(p => p.IdNumber).ToArray(), people.Select(p => p.Id).ToArray(), act);
        await connection.Execute("""
            insert into person_version (person_id, known_from, id_number, name, receiver, account_known, card)
            select p, $1, n, m, $2, 0, c from unnest($3::int[], $4::text[], $5::text[], $6::bytea[]) as u (p, n, m, c)
            """, stop, act, (short)Block.AccountMissing, people.Select(p => p.Id).ToArray(),
            people.Select(p => p.IdNumber).ToArray(), people.Select(p => p.Name).ToArray(),
            people.Select(p => PersonCard.Write(p.Id, Outsider(p.IdNumber, p.Name))).ToArray());
    }

    private static FoldedPerson Outsider(string idNumber, string name) => new(
        idNumber, name, null, null, null, null, new Receiving(null, null, false, false, 0), []);
}
