using System.Globalization;
using Disbursement.Domain;
using Disbursement.Domain.Calendar;
using Disbursement.Domain.Exceptions;
using Disbursement.Jobs.Calendar;
using Npgsql;

namespace Disbursement.Jobs.Reports;

/// <summary>期限: by which day a case is to be dealt with, by the county's settings and the calendar it knows.</summary>
internal sealed class DueDays
{
    private readonly ProvisionalCalendar calendar;
    private readonly PayTerms terms;
    private readonly Dictionary<PayMonth, PlannedDay> handOvers = [];

    private DueDays(ProvisionalCalendar calendar, PayTerms terms)
    {
        this.calendar = calendar;
        this.terms = terms;
    }

    /// <param name="knownThrough">The last act that counts.</param>
    public static async Task<DueDays> Read(NpgsqlConnection connection, long knownThrough, CancellationToken stop)
    {
        var calendar = await CalendarStore.Read(connection, knownThrough, stop);
        return new DueDays(calendar.Provisional, await PayTermsStore.Read(connection, knownThrough, stop));
    }

    /// <summary>Of a case that was first known on a day, in the run of a month.</summary>
    /// <param name="reviewDay">Of a hold.</param>
    public string Of(ExceptionCode code, DateOnly found, PayMonth month, DateOnly? reviewDay = null)
    {
        if (!handOvers.TryGetValue(month, out var handOver))
        {
            handOver = PayDeadlines.Planned(month, calendar, terms).HandOver;
            handOvers.Add(month, handOver);
        }

        return code.Due.On(found, handOver, calendar, reviewDay).Date
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
