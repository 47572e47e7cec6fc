using System.Globalization;
using Disbursement.Domain.BackPayments;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.BackPayments;

/// <summary>Settings and rates of back-payment, as known now.</summary>
internal static class TermsReading
{
    public static async Task<BackPaymentTerms> Terms(NpgsqlConnection connection, CancellationToken stop)
    {
        return new BackPaymentTerms
        {
            BasePercent = await Number("backpay-base-percent"),
            PersonalFirst = await Text("backpay-personal-first") == "是",
            HelpPercent = await Text("backpay-help-percent") is { Length: > 0 } and not "未定" and var help
                ? int.Parse(help, NumberStyles.None, CultureInfo.InvariantCulture)
                : null,
            ExtendedMonths = await Number("backpay-months-extended"),
            LumpSumMonths = await Number("backpay-months-lump-sum"),
            MedicalMonths = await Number("backpay-months-medical"),
            CentsLimitFen = 100 * await Number("backpay-cents-yuan"),
            RetireDays = await Number("backpay-retire-days"),
            BatchesSince = Earlier(
                await Text("backpay-batches-since") is { Length: > 0 } and not "未定" and var since
                    ? DateOnly.ParseExact(since, "yyyy-MM-dd", CultureInfo.InvariantCulture)
                    : null,
                (await connection.Rows(
                    "select min(done_on) from funding_batch_step where step = 2", r => r.DateOrNull(0), stop))[0]),
            WomenRetireAt = await Number("backpay-women-retire-at"),
        };

        async Task<string?> Text(string key) =>
            await SettingStore.Value(connection, key, stop) ?? SettingsJob.DefaultOf(key);

        // Once batches are approved, a setting does not switch off what is looked for since.
        static DateOnly? Earlier(DateOnly? a, DateOnly? b) => a is null || b < a ? b : a;

        Task<int> Number(string key) => SettingsJob.Number(connection, key, stop);
    }

    /// <summary>In order of knowledge.</summary>
    public static async Task<ContributionTable> Contributions(NpgsqlConnection connection, CancellationToken stop) =>
        new(await connection.Rows("""
            select area, kind, monthly_fen, unit_rate, personal_rate, effective_from, document from contribution
            order by act, row_number
            """, r => new Contribution(
                r.GetString(0), (Insurance)r.GetInt16(1), r.GetInt64(2), r.GetInt32(3), r.GetInt32(4), r.Date(5),
                r.GetString(6)), stop));
}
