using Disbursement.Domain.Calendar;
using Disbursement.Jobs.Administration;
using Npgsql;

namespace Disbursement.Jobs.Calendar;

/// <summary>The county's settings that deadlines rest on.</summary>
internal static class PayTermsStore
{
    /// <param name="knownThrough">The last act that counts.</param>
    public static async Task<PayTerms> Read(NpgsqlConnection connection, long knownThrough, CancellationToken stop)
    {
        return new PayTerms(
            await Days("pay-before-day"), await Days("bank-lead-days"), await Days("finance-lead-days"),
            await Days("office-lead-days"),
            await SettingStore.Value(connection, "finance-review", stop, knownThrough) == "required");

        Task<int> Days(string key) => SettingsJob.Number(connection, key, stop, knownThrough);
    }
}
