using Disbursement.Domain.Exceptions;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>
/// Stations from which nothing came for the month, not even that there is nothing (station-not-reported). In a county
/// that has never imported a monthly workbook stations report in some other way, and nobody is missing.
/// </summary>
internal static class SilentStations
{
    private const string TownshipBlank = "乡镇";

    /// <summary>People whom the bureau rings up itself, to hear that they are alive.</summary>
    private const int RungUp = 3;

    /// <summary>The code of the township that a case is about; null where it is about none.</summary>
    public static string? CodeIn(IReadOnlyDictionary<string, string> arguments) =>
        arguments.GetValueOrDefault(TownshipBlank) is { Length: >= CodeLength } named
            ? named.TrimEnd('）')[^CodeLength..]
            : null;

    /// <summary>Digits of a township's 行政区划代码; what follows names a village.</summary>
    private const int CodeLength = 9;

    public static async Task Find(
        NpgsqlConnection connection, RunFrame frame, List<RunException> found, CancellationToken stop)
    {
        if (frame.Run.Kind != PayoutRun.Regular) return;
        foreach (var (code, name) in await connection.Rows($"""
            select s.code, (select township from station_report r
                where r.region = s.code and r.act <= $2 and r.township is not null order by r.act desc limit 1)
            from (select distinct left(region, 9) as code from person_version
                where known_from <= $2 and known_to > $2 and region ~ '^[0-9]{9}'
                    and (select exists (select from act where kind = 'import-monthly' and number <= $2))) s
            where not exists (select from station_report r where r.region = s.code and r.month = $3 and r.act <= $2)
                and (exists (select from person_version v join {frame.Tables.Line} l using (person_id)
                        where left(v.region, 9) = s.code and v.known_from <= $2 and v.known_to > $2 and l.run_id = $1)
                    or exists (select from person_version v join {frame.Tables.Held} h using (person_id)
                        where left(v.region, 9) = s.code and v.known_from <= $2 and v.known_to > $2 and h.run_id = $1))
            order by s.code
            """, r => (r.GetString(0), r.TextOrNull(1)), stop, frame.Run.Id, frame.Run.KnownThrough,
            frame.Run.Month.FirstDay))
        {
            found.Add(new RunException(ExceptionCode.StationNotReported, null, null, frame.Run.Month, null, null, new()
            {
                [TownshipBlank] = name is null ? code : $"{name}（{code}）",
                ["月份"] = Spoken.Month(frame.Run.Month),
                ["人数"] = $"{RungUp}",
            })
            {
                Subject = code,
            });
        }
    }
}
