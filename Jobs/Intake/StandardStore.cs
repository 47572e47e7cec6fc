using Disbursement.Domain;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Intake;

/// <summary>Standards and wages as known at an act.</summary>
internal static class StandardStore
{
    public static Task<List<Standard>> Rates(NpgsqlConnection connection, long knownThrough, CancellationToken stop) =>
        connection.Rows("""
            select standard_id, act, row_number, category, level, nature, period, component, unit, fen, effective_from,
                document, rounding, withdrawal
            from rate where act <= $1
            """, r => new Standard(
                r.GetInt32(0), new Place(r.GetInt64(1), r.GetInt32(2)), r.GetInt16(3), (byte)r.GetInt16(4),
                (Nature)r.GetInt16(5), (Period)r.GetInt16(6), r.GetInt16(7), (RateUnit)r.GetInt16(8), r.GetInt64(9),
                r.Date(10), r.GetString(11), (Rounding)r.GetInt16(12), r.GetBoolean(13)), stop, knownThrough);

    public static Task<List<Wage>> Wages(NpgsqlConnection connection, long knownThrough, CancellationToken stop) =>
        connection.Rows("""
            select standard_id, act, row_number, area, monthly_fen, effective_from, document
            from wage where act <= $1
            """, r => new Wage(
                r.GetInt32(0), new Place(r.GetInt64(1), r.GetInt32(2)), r.GetString(3), r.GetInt64(4), r.Date(5),
                r.GetString(6)), stop, knownThrough);

    /// <summary>The table a run works with: wages of the county's own area only.</summary>
    public static async Task<StandardTable> Table(
        NpgsqlConnection connection, long knownThrough, CancellationToken stop)
    {
        var wages = await Wages(connection, knownThrough, stop);
        var area = await SettingStore.Value(connection, "wage-area", stop, knownThrough);
        // One area only can mean no other; with several the setting must say which.
        if (area is null && wages.Select(w => w.Area).Distinct(StringComparer.Ordinal).Count() == 1)
            area = wages[0].Area;
        return new StandardTable(
            await Rates(connection, knownThrough, stop),
            wages.Where(w => string.Equals(w.Area, area, StringComparison.Ordinal)));
    }

    /// <summary>
    /// Notes from which month on the act can change what people of the categories, or with nursing, are owed.
    /// </summary>
    public static async Task Reach(
        Act act, IReadOnlyList<short> categories, bool nursing, PayMonth from, CancellationToken stop)
    {
        if (nursing)
        {
            await act.Connection.Execute(
                "insert into standard_reach (act, category, nursing, from_month) values ($1, null, true, $2)", stop,
                act.Number, from.FirstDay);
        }

        foreach (var category in categories)
        {
            await act.Connection.Execute(
                "insert into standard_reach (act, category, nursing, from_month) values ($1, $2, false, $3)", stop,
                act.Number, category, from.FirstDay);
        }
    }
}
