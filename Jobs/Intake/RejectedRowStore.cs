using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;

namespace Disbursement.Jobs.Intake;

/// <summary>Rows sent back stay open exceptions (import-rejected) until they come in or a person closes them.</summary>
internal static class RejectedRowStore
{
    /// <summary>
    /// A row came in when a file of the same name no longer has it among the rejected ones, or when its person and kind
    /// were accepted from any file.
    /// </summary>
    public static async Task Keep(
        Act act, string kind, string file, string hash, IReadOnlyList<Rejection> rejections, CancellationToken stop)
    {
        var name = Path.GetFileName(file).Replace(".rejected.csv", "", StringComparison.Ordinal);
        await act.Connection.Execute("""
            update rejected_row set closed_on = $1, closed_why = '同名文件重新导入'
            where kind = $2 and file_name = $3 and closed_on is null
            """, stop, act.Performer.Today, kind, name);
        foreach (var chunk in rejections.Chunk(5000))
        {
            await act.Connection.Execute("""
                insert into rejected_row (kind, file_name, file_sha256, line, columns, reason, id_number, name,
                found_on)
                select $1, $2, $3, r.line, r.columns, r.reason, r.id_number, r.name, $9
                from unnest($4::int[], $5::text[], $6::text[], $7::text[], $8::text[])
                    as r (line, columns, reason, id_number, name)
                on conflict (kind, file_sha256, line) do nothing
                """, stop, kind, name, hash,
                chunk.Select(r => r.LineNumber).ToArray(), chunk.Select(r => r.Column).ToArray(),
                chunk.Select(r => r.Reason).ToArray(), chunk.Select(r => r.IdNumber).ToArray(),
                chunk.Select(r => r.Name).ToArray(), act.Performer.Today);
        }
    }
}
