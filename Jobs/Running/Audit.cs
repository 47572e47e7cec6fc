using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Running;

/// <summary>
/// Append-only entries, each carrying the hash of the one before: a chain per run, one per day for the rest.
/// </summary>
public static class Audit
{
    public static string DayChain(DateOnly day) => $"day-{day:yyyy-MM-dd}";

    public static string RunChain(int runId) => $"run-{runId}";

    public static async Task Append(
        NpgsqlConnection connection, string chain, Performer performer, string what, JsonElement detail,
        CancellationToken stop)
    {
        await connection.Execute("select pg_advisory_xact_lock(hashtextextended('audit ' || $1, 0))", stop, chain);
        var (position, previous) = await Head(connection, chain, stop);
        var at = performer.Now;
        var text = string.Join('\n', previous, chain, position + 1, performer.Named, performer.SystemUser,
            at.ToUnixTimeMilliseconds(), performer.Today.ToString("yyyy-MM-dd"), what, detail.GetRawText());
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        await connection.Execute("""
            insert into audit_entry (chain, position, performed_by, system_user, performed_at, business_date, what,
                detail, previous_hash, hash, performed_for)
            values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10, $11)
            """, stop, chain, position + 1, performer.User, performer.SystemUser,
            DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()), performer.Today, what,
            detail.GetRawText(), previous, hash, performer.For);
    }

    /// <summary>Something was looked at or taken out: an entry of the day, before the first row is shown.</summary>
    /// <param name="detail">What was asked for; no personal data.</param>
    public static async Task Record(
        NpgsqlDataSource source, Performer performer, string what, object detail, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await Append(connection, DayChain(performer.Today), performer, what, JsonSerializer.SerializeToElement(detail),
            stop);
        await transaction.CommitAsync(stop);
    }

    private static async Task<(int Position, string Hash)> Head(
        NpgsqlConnection connection, string chain, CancellationToken stop)
    {
        var head = await connection.Rows(
            "select position, hash from audit_entry where chain = $1 order by position desc limit 1",
            r => (r.GetInt32(0), r.GetString(1)), stop, chain);
        return head.Count == 0 ? (0, "") : head[0];
    }
}
