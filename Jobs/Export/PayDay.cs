using System.Globalization;
using Disbursement.Domain.Calendar;
using Disbursement.Jobs.Administration;
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
        var lead = await Whole(connection, run, "bank-lead-days", 2, stop);
        var target = PayDeadlines.Planned(
            run.Month, calendar, await Whole(connection, run, "pay-before-day", 20, stop), lead, 0).Target;
        var soonest = calendar.AddWorkingDays(run.ApprovedOn ?? run.OpenedOn, Math.Max(1, lead)).Date;
        return target >= soonest ? target : soonest;
    }

    private static async Task<int> Whole(
        NpgsqlConnection connection, PayoutRun run, string key, int otherwise, CancellationToken stop) =>
        await SettingStore.Value(connection, key, stop, run.KnownThrough) is { } value
            ? int.Parse(value, CultureInfo.InvariantCulture)
            : otherwise;
}
