using Disbursement.Jobs.Administration;
using System.Globalization;
using Disbursement.Domain;
using Disbursement.Domain.Calendar;
using Disbursement.Domain.Exceptions;
using Disbursement.Jobs.Calendar;
using Disbursement.Jobs.Intake;
using Npgsql;

namespace Disbursement.Jobs.Reports;

/// <summary>期限: by which day a case is to be dealt with, by the county's settings and the calendar it knows.</summary>
internal sealed class DueDays
{
    private readonly ProvisionalCalendar calendar;
    private readonly (int PayBefore, int Bank, int Finance) settings;
    private readonly Dictionary<PayMonth, PlannedDay> handOvers = [];

    private DueDays(ProvisionalCalendar calendar, (int PayBefore, int Bank, int Finance) settings)
    {
        this.calendar = calendar;
        this.settings = settings;
    }

    /// <param name="knownThrough">The last act that counts.</param>
    public static async Task<DueDays> Read(NpgsqlConnection connection, long knownThrough, CancellationToken stop)
    {
        var calendar = await CalendarStore.Read(connection, knownThrough, stop);
        return new DueDays(calendar.Provisional, (
            await Setting("pay-before-day", 20), await Setting("bank-lead-days", 2),
            await Setting("finance-lead-days", 3)));

        async Task<int> Setting(string key, int otherwise) =>
            await SettingStore.Value(connection, key, stop, knownThrough) is { } value
                ? int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture)
                : otherwise;
    }

    /// <summary>Of a case that was first known on a day, in the run of a month.</summary>
    public string Of(ExceptionCode code, DateOnly found, PayMonth month)
    {
        if (!handOvers.TryGetValue(month, out var handOver))
        {
            handOver = PayDeadlines.Planned(month, calendar, settings.PayBefore, settings.Bank, settings.Finance)
                .HandOver;
            handOvers.Add(month, handOver);
        }

        return code.Due.On(found, handOver, calendar).Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
