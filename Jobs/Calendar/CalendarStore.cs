using Disbursement.Domain.Calendar;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Calendar;

/// <summary>
/// The working calendar as known now: the notices that ship with the program, then what was imported.
/// </summary>
public static class CalendarStore
{
    /// <summary>Imported days count over built-in ones, later imports over earlier ones.</summary>
    public static async Task<WorkingCalendar> Read(NpgsqlDataSource source, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var imported = await connection.Rows(
            "select day, name, is_working, source from calendar_day order by act, row_number",
            r => new HolidayNotice(r.Date(0), r.GetString(1), r.GetBoolean(2), r.GetString(3)), stop);
        return new WorkingCalendar(BuiltInNotices.Read().Concat(imported));
    }
}
