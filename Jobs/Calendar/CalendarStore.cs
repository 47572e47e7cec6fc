using Disbursement.Domain.Calendar;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Calendar;

/// <summary>
/// The working calendar: the notices that ship with the program, then what was imported.
/// </summary>
public static class CalendarStore
{
    /// <summary>As known now.</summary>
    public static async Task<WorkingCalendar> Read(NpgsqlDataSource source, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await Read(connection, long.MaxValue, stop);
    }

    /// <summary>Imported days count over built-in ones, later imports over earlier ones.</summary>
    /// <param name="knownThrough">The last act that counts.</param>
    public static async Task<WorkingCalendar> Read(
        NpgsqlConnection connection, long knownThrough, CancellationToken stop)
    {
        var imported = await connection.Rows("""
            select day, name, is_working, source from calendar_day where act <= $1 order by act, row_number
            """, r => new HolidayNotice(r.Date(0), r.GetString(1), r.GetBoolean(2), r.GetString(3)), stop,
            knownThrough);
        return new WorkingCalendar(BuiltInNotices.Read().Concat(imported));
    }
}
