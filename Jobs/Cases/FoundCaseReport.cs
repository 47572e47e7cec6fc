using System.Text.Json;
using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Cases;

/// <summary>What the last sweep and the last reconciliation left open, as rows of the exception list.</summary>
internal static class FoundCaseReport
{
    /// <summary>What the last reconciliation left open: code, money, from when it counts, whose turn it is.</summary>
    public static Task<List<(ExceptionCode Code, long Fen, DateOnly Since, string Owner)>> OfBackPayment(
        NpgsqlConnection connection, CancellationToken stop) => connection.Rows("""
            select c.code, coalesce(c.fen, 0), c.found_on, c.arguments from verification_case c
            where c.code like 'bp-%'
                and not exists (select from verification_case_end x where x.case_id = c.case_id)
            """, r =>
            {
                var code = ExceptionCode.Of(r.GetString(0));
                return (code, r.GetInt64(1), r.Date(2), ExceptionSentence.RenderOwner(
                    code, JsonSerializer.Deserialize<Dictionary<string, string>>(r.GetString(3))!));
            }, stop);

    /// <param name="code">Null: all codes.</param>
    /// <param name="key">Null: all cases.</param>
    public static async Task<List<ExceptionRow>> Open(
        NpgsqlConnection connection, string? code, string? key, CancellationToken stop)
    {
        var due = await DueDays.Read(connection, long.MaxValue, stop);
        return await connection.Rows("""
            select c.key, c.code, c.category, c.severity, c.fen, c.arguments, c.found_on, v.id_number, v.name, v.region,
                v.phone, coalesce(e.number, i.number), coalesce(e.name, b.name), c.since_act
            from verification_case c
            left join person_version v on v.person_id = c.person_id and v.known_to = 9223372036854775807
            left join evidence e on c.person_id is null and c.key ~ '^E[0-9]+:'
                and e.evidence_id = substring(c.key from '^E([0-9]+)')::int
            left join case_number n on c.code like 'bp-%' and n.number = split_part(c.key, ':', 1)
            left join current_case b on b.case_id = n.case_id
            left join insured_number i on i.number_id = b.number_id
            where not exists (select from verification_case_end x where x.case_id = c.case_id)
                and ($1::text is null or c.code = $1) and ($2::text is null or c.key = $2)
            order by c.code, coalesce(v.region, ''), coalesce(v.id_number, e.number, i.number, c.key), c.case_id
            """, r =>
            {
                var of = ExceptionCode.Of(r.GetString(1));
                var found = r.Date(6);
                return new ExceptionRow(
                    "", of, r.TextOrNull(7) ?? r.TextOrNull(11), r.TextOrNull(8) ?? r.TextOrNull(12),
                    r.IsDBNull(2) ? null : Category.Of(r.GetInt16(2)).Label, r.TextOrNull(9), null, r.LongOrNull(4),
                    null, JsonSerializer.Deserialize<Dictionary<string, string>>(r.GetString(5))!,
                    due.Of(of, found, PayMonth.Of(found)), r.GetString(0))
                {
                    Key = CaseKey.Find(r.GetString(0)),
                    Severity = (Severity)r.GetInt16(3),
                    Phone = r.TextOrNull(10),
                    Since = r.GetInt64(13),
                };
            }, stop, code, key);
    }
}
