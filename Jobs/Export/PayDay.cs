using Disbursement.Domain.Calendar;
using Disbursement.Jobs.Calendar;
using Disbursement.Jobs.Payout;
using Npgsql;

namespace Disbursement.Jobs.Export;

/// <summary>入账日期: the day on which the bank is to credit a run.</summary>
internal static class PayDay
{
    /// <summary>
    /// The month's day (rules §6); for what is approved too late for it, as soon as the bank can. Before the approval:
    /// as if it were approved on the day it was worked out.
    /// </summary>
    public static async Task<DateOnly> Of(NpgsqlConnection connection, PayoutRun run, CancellationToken stop)
    {
        var calendar = (await ExportStore.Calendar(connection, run, stop)).Provisional;
        var terms = await PayTermsStore.Read(connection, run.KnownThrough, stop);
        var lead = Math.Max(1, terms.BankLeadDays);
        var soonest = calendar.AddWorkingDays(run.ApprovedOn ?? run.OpenedOn, lead).Date;
        // A one-off batch has no day of the month.
        if (run.Batch is not null) return soonest;
        var target = PayDeadlines.Planned(run.Month, calendar, terms).Target;
        return target >= soonest ? target : soonest;
    }
}
