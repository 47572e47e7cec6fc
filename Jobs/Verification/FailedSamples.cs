using Disbursement.Domain.Exceptions;
using Disbursement.Jobs.Cases;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Verification;

/// <summary>Stations whose sample failed, as long as somebody of theirs is to be confirmed anew.</summary>
internal static class FailedSamples
{
    public static async Task<List<FoundCase>> Of(
        NpgsqlConnection connection, short year, string[] stations, CancellationToken stop) =>
        stations.Length == 0 ? [] : await connection.Rows("""
            select p.station, count(r.draw_act)::int, count(*) filter (where not r.is_match)::int,
                string_agg(distinct r.finding, '、' order by r.finding) filter (where not r.is_match)
            from sample_person p
            join sample_draw d on d.act = p.draw_act
            left join sample_result r on r.draw_act = p.draw_act and r.person_id = p.person_id
            where d.year = $1 and p.station = any($2) group by p.station order by p.station
            """, r => new FoundCase(
                CaseKey.Of(ExceptionCode.VerifySampleFailed, null, $"{year}", null, null,
                    r.GetString(0).Replace(':', '：')), Severity.Warn, null,
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["乡镇"] = r.GetString(0), ["人数"] = $"{r.GetInt32(1)}", ["项数"] = $"{r.GetInt32(2)}",
                    ["疑点"] = r.TextOrNull(3) ?? "未写明",
                }), stop, year, stations);
}
