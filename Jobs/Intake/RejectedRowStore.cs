using System.Security.Cryptography;
using System.Text;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Intake;

/// <summary>
/// Rows sent back stay open exceptions (import-rejected) until they come in or a person closes them: that another file
/// has the same name, or no longer has the row, ends nothing.
/// </summary>
internal static class RejectedRowStore
{
    public static Task<List<OpenRejection>> Open(NpgsqlConnection connection, string kind, CancellationToken stop) =>
        connection.Rows("""
            select r.rejected_id, r.file_name, r.row_sha256, r.columns, r.line, r.id_number, r.name, r.category,
                r.subject, r.subject_date, r.document, r.found_on,
                array(select o.id_number from person_number n join person_number o using (person_id)
                    where n.id_number = r.id_number)
            from rejected_row r
            where r.kind = $1 and not exists (select from rejection_end e where e.rejected_id = r.rejected_id)
            order by r.rejected_id
            """, r => new OpenRejection(
                r.GetInt64(0), r.GetString(1), r.TextOrNull(2), r.GetString(3).Split('、'),
                new RowKey(r.GetInt32(4), r.TextOrNull(5), r.TextOrNull(6), r.IsDBNull(7) ? null : r.GetInt16(7),
                    r.TextOrNull(8), r.TextOrNull(9), r.TextOrNull(10)),
                [.. r.GetFieldValue<string[]>(12).Append(r.TextOrNull(5)).OfType<string>().Distinct()], r.Date(11)),
            stop, kind);

    /// <summary>
    /// Keeps what was sent back, each row once however often it comes, and ends what came in. A row that comes again
    /// with something else wrong takes the place of the one before and its day.
    /// </summary>
    /// <param name="name">Of the file, as lists name it.</param>
    /// <returns>How many came in.</returns>
    public static async Task<int> Keep(
        Act act, string kind, string name, string hash, IReadOnlyList<Rejection> rejections, OpenRejections open,
        CancellationToken stop)
    {
        var stays = new HashSet<long>();
        var again = new HashSet<long>();
        var rows = rejections.Select(r => (Rejection: r, Content: ContentOf(kind, r.Row)))
            .DistinctBy(r => r.Content).ToList();
        foreach (var row in rows)
            if (open.Same(row.Content) is { } same) stays.Add(same.Id);
        var fresh = new List<RejectedRow>();
        foreach (var (rejection, content) in rows.Where(r => open.Same(r.Content) is null))
        {
            var key = RowKey.Of(kind, rejection, act.Performer.Today);
            var before = open.Before(key, rejection.OriginalLine);
            if (before is not null && (stays.Contains(before.Id) || !again.Add(before.Id))) before = null;
            fresh.Add(new RejectedRow(rejection, content, key, before?.FoundOn ?? act.Performer.Today));
        }

        foreach (var chunk in fresh.Chunk(5000)) await Write(act, kind, name, hash, chunk, stop);
        await End(act, again, "again", null, null, stop);
        long[] cameIn = [.. open.CameIn.Where(id => !stays.Contains(id) && !again.Contains(id))];
        await End(act, cameIn, "came-in", null, null, stop);
        return cameIn.Length;
    }

    public static Task End(
        Act act, IEnumerable<long> rejections, string how, string? by, string? reason, CancellationToken stop) =>
        act.Connection.Execute("""
            insert into rejection_end (rejected_id, act, ended_on, how, ended_by, reason)
            select id, $2, $3, $4, $5, $6 from unnest($1::bigint[]) as u (id)
            """, stop, rejections.ToArray(), act.Number, act.Performer.Today, how, by, reason);

    private static Task Write(
        Act act, string kind, string name, string hash, RejectedRow[] rows, CancellationToken stop) =>
        act.Connection.Execute("""
            insert into rejected_row (kind, file_name, file_sha256, line, columns, reason, id_number, name, found_on,
                row_sha256, category, subject, subject_date, document)
            select $1, $2, $3, r.line, r.columns, r.reason, r.id_number, r.name, r.found_on, r.content, r.category,
                r.subject, r.subject_date, r.document
            from unnest($4::int[], $5::text[], $6::text[], $7::text[], $8::text[], $9::date[], $10::text[],
                $11::smallint[], $12::text[], $13::text[], $14::text[])
                as r (line, columns, reason, id_number, name, found_on, content, category, subject, subject_date,
                    document)
            """, stop, kind, name, hash,
            rows.Select(r => r.Rejection.OriginalLine).ToArray(), rows.Select(r => r.Rejection.Column).ToArray(),
            rows.Select(r => r.Rejection.Told).ToArray(), rows.Select(r => r.Key.IdNumber).ToArray(),
            rows.Select(r => r.Key.Name).ToArray(), rows.Select(r => r.FoundOn).ToArray(),
            rows.Select(r => r.Content).ToArray(), rows.Select(r => r.Key.Category).ToArray(),
            rows.Select(r => r.Key.Subject).ToArray(), rows.Select(r => r.Key.On).ToArray(),
            rows.Select(r => r.Key.Document).ToArray());

    /// <summary>Of the cells that mean something in this kind of file, wherever their columns stand.</summary>
    private static string ContentOf(string kind, SheetRow row)
    {
        var cells = row.Fault is null
            ? SheetKind.Of(kind).Columns.Order().Select(c => $"{c}={Characters.Trim(row.Cell(c))}")
            : row.Texts.Skip(row.Header.IsOfRejectedFile ? SheetHeader.RejectionColumns.Length : 0);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', cells))));
    }

    private sealed record RejectedRow(Rejection Rejection, string Content, RowKey Key, DateOnly FoundOn);
}
