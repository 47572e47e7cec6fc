using Disbursement.Domain.Calendar;
using Disbursement.Jobs.Calendar;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Export;

/// <summary>What an export reads. Everything as the run knew it, because the bytes of its files are the same for
/// ever.</summary>
internal static class ExportStore
{
    private const int LockFamily = 7_210_003;

    /// <summary>One export of a run at a time; ends with the connection.</summary>
    public static Task<bool> Hold(NpgsqlConnection connection, int run, CancellationToken stop) =>
        connection.Scalar<bool>("select pg_try_advisory_lock($1, $2)", stop, LockFamily, run);

    public static Task Release(NpgsqlConnection connection, int run) =>
        connection.Execute("select pg_advisory_unlock($1, $2)", CancellationToken.None, LockFamily, run);

    /// <summary>A setting as the run knew it; one that was forgotten then, as it was first set later.</summary>
    public static async Task<string?> Setting(
        NpgsqlConnection connection, PayoutRun run, string key, CancellationToken stop)
    {
        var found = await connection.Rows("""
            select value from setting where key = $1
            order by act > $2, case when act <= $2 then -act else act end limit 1
            """, r => r.GetString(0), stop, key, run.KnownThrough);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>Working days by the notices that the run knew.</summary>
    public static Task<WorkingCalendar> Calendar(
        NpgsqlConnection connection, PayoutRun run, CancellationToken stop) =>
        CalendarStore.Read(connection, run.KnownThrough, stop);

    /// <summary>The link of the run's chain that stands for the approval.</summary>
    public static async Task<string?> ApprovalHash(NpgsqlConnection connection, int run, CancellationToken stop)
    {
        var found = await connection.Rows("""
            select hash from audit_entry where chain = $1 and what = 'approved' order by position desc limit 1
            """, r => r.GetString(0), stop, Audit.RunChain(run));
        return found.Count == 0 ? null : found[0];
    }
}
