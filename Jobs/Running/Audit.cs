using System.Globalization;
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
        var (position, previous, said) = await Head(connection, chain, detail.GetRawText(), stop);
        var at = performer.Now.ToUnixTimeMilliseconds();
        var hash = HashOf(
            previous, chain, position + 1, performer.Named, performer.SystemUser, at, performer.Today, what, said);
        await connection.Execute("""
            insert into audit_entry (chain, position, performed_by, system_user, performed_at, business_date, what,
                detail, previous_hash, hash, performed_for, form)
            values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10, $11, 2)
            """, stop, chain, position + 1, performer.User, performer.SystemUser,
            DateTimeOffset.FromUnixTimeMilliseconds(at), performer.Today, what, said, previous, hash, performer.For);
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

    /// <summary>SHA-256 of an entry of form 2, lower-case hexadecimal: over what its row says.</summary>
    /// <param name="at">Milliseconds since 1970.</param>
    /// <param name="detail">As the database writes it: so it can be read back and the hash worked out again.</param>
    internal static string HashOf(
        string previous, string chain, int position, string? named, string systemUser, long at, DateOnly today,
        string what, string detail)
    {
        var text = string.Join('\n', previous, chain, position, named, systemUser, at,
            today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), what, detail);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Where the chain ends, and the detail as the database writes it.</summary>
    private static async Task<(int Position, string Hash, string Detail)> Head(
        NpgsqlConnection connection, string chain, string detail, CancellationToken stop) =>
        (await connection.Rows("""
            select coalesce(position, 0), coalesce(hash, ''), $2::jsonb::text
            from (select 1) as one left join lateral (
                select position, hash from audit_entry where chain = $1 order by position desc limit 1) as e on true
            """, r => (r.GetInt32(0), r.GetString(1), r.GetString(2)), stop, chain, detail))[0];
}
