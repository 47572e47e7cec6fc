using System.Globalization;
using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Funds;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Reports;
using Npgsql;

namespace Disbursement.Jobs.Funds;

/// <summary>垫付 that is not replaced yet, as it is today: it leaves the list by itself when money comes in.</summary>
internal static class AdvanceCases
{
    /// <param name="run">Only what this run needed; null: all.</param>
    public static async Task<IEnumerable<ExceptionRow>> Of(
        NpgsqlConnection connection, string? run, DateOnly today, DueDays due, CancellationToken stop)
    {
        var balances = await FundsStore.Balances(connection, long.MaxValue, stop);
        var names = await FundNames.Read(connection, stop);
        var months = (await PayoutStore.All(connection, stop)).GroupBy(r => r.Name)
            .ToDictionary(r => r.Key, r => r.Last().Month, StringComparer.Ordinal);
        return (await FundsJob.Advances(connection, balances, stop))
            .Where(a => run is null || a.Run == run)
            .GroupBy(a => (a.Fund, a.Run, a.On))
            .Select(a => new ExceptionRow(
                a.Key.Run, ExceptionCode.AdvanceUnreplaced, null, null, null, null, months[a.Key.Run].ToString(),
                a.Sum(o => o.OutstandingFen), null, new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["来源"] = a.Key.Fund.Source.Label(), ["用途"] = names.Of(a.Key.Fund.Purpose),
                    ["金额"] = Money.Spoken(a.Sum(o => o.OutstandingFen)),
                    ["天数"] = (today.DayNumber - a.Key.On.DayNumber).ToString(CultureInfo.InvariantCulture),
                }, due.Of(ExceptionCode.AdvanceUnreplaced, a.Key.On, months[a.Key.Run])));
    }
}
