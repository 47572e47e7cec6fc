using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Attachments;

/// <summary>To what a paper belongs: a document number, or a person.</summary>
internal readonly record struct Reference(string? Document, int? Person);

/// <summary>Papers and what they belong to.</summary>
internal static class AttachmentStore
{
    /// <summary>The person of an identity number, old or new; null where it is nobody's.</summary>
    public static async Task<int?> Person(NpgsqlConnection connection, string idNumber, CancellationToken stop)
    {
        var found = await connection.Rows(
            "select person_id from person_number where id_number = $1 order by ended_act nulls first limit 1",
            r => r.GetInt32(0), stop, idNumber);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>Whether anything is known under a document number: a change, an approval, a standard, a deed.</summary>
    public static Task<bool> IsDocument(NpgsqlConnection connection, string document, CancellationToken stop) =>
        connection.Scalar<bool>("""
            select exists (select from change where document = $1)
                or exists (select from enrolment where approval_document = $1)
                or exists (select from assessed_amount where document = $1)
                or exists (select from rate where document = $1)
                or exists (select from wage where document = $1)
                or exists (select from act where document = $1)
            """, stop, document);

    /// <returns>False where the reference has this paper already.</returns>
    public static async Task<bool> Add(
        NpgsqlConnection connection, long act, int ordinal, Reference reference, KeptFile file,
        CancellationToken stop) =>
        await connection.Execute("""
            insert into attachment (act, ordinal, document, person_id, sha256, file_name, bytes)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (document, person_id, sha256) do nothing
            """, stop, act, ordinal, reference.Document, reference.Person, file.Sha256, file.Name, file.Bytes) > 0;
}
