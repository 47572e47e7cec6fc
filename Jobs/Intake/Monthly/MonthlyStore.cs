using Disbursement.Domain;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Intake.Monthly;

/// <summary>What stations have reported, month by month.</summary>
internal static class MonthlyStore
{
    /// <summary>Townships in which these people are registered now.</summary>
    public static Task<List<string>> TownshipsOf(
        NpgsqlConnection connection, IEnumerable<string> idNumbers, CancellationToken stop) =>
        connection.Rows("""
            select distinct left(v.region, 9) from person_number n join person_version v using (person_id)
            where n.id_number = any($1) and v.known_to = 9223372036854775807 and v.region ~ '^[0-9]{9}'
            """, r => r.GetString(0), stop, (object)idNumbers.ToArray());

    /// <summary>The township that an earlier report called so; null where none did.</summary>
    public static async Task<string?> Named(NpgsqlConnection connection, string township, CancellationToken stop)
    {
        var found = await connection.Rows(
            "select region from station_report where township = $1 order by act desc limit 1", r => r.GetString(0),
            stop, township);
        return found.Count == 0 ? null : found[0];
    }

    public static Task Workbook(
        NpgsqlConnection connection, long act, IEnumerable<string> townships, PayMonth month, CancellationToken stop) =>
        connection.Execute("""
            insert into station_report (act, region, month, is_zero)
            select $1, region, $3, false from unnest($2::text[]) as u (region)
            """, stop, act, townships.ToArray(), month.FirstDay);

    /// <returns>False where it was said before.</returns>
    public static async Task<bool> Zero(
        NpgsqlConnection connection, long act, ZeroReportRow row, CancellationToken stop) =>
        await connection.Execute("""
            insert into station_report (act, region, month, is_zero, row_number, township, reported_by)
            values ($1, $2, $3, true, $4, $5, $6)
            on conflict (region, month) where is_zero do nothing
            """, stop, act, row.Region, row.Month.FirstDay, row.LineNumber, row.Township, row.Reporter) > 0;
}
