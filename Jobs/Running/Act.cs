using System.Text.Json;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Running;

/// <summary>
/// Something becomes known. The number is taken first and its row lock lasts to the commit, so number order is commit
/// order, and what a row is judged against cannot change while the file is being judged.
/// </summary>
public sealed class Act : IAsyncDisposable
{
    private readonly NpgsqlTransaction transaction;

    private Act(NpgsqlConnection connection, NpgsqlTransaction transaction, Performer performer, long number)
    {
        Connection = connection;
        this.transaction = transaction;
        Performer = performer;
        Number = number;
    }

    public NpgsqlConnection Connection { get; }

    /// <summary>Who does it; once his right was looked at, also for whom (代).</summary>
    public Performer Performer { get; private set; }

    public long Number { get; }

    public static async Task<Act> Begin(NpgsqlDataSource source, Performer performer, CancellationToken stop)
    {
        var connection = await source.OpenConnectionAsync(stop);
        var transaction = await connection.BeginTransactionAsync(stop);
        return new Act(connection, transaction, performer, await NextNumber(connection, stop));
    }

    /// <summary>The same person, in the capacity in which he may do it.</summary>
    public Performer DoneBy(Performer performer) => Performer = performer;

    /// <summary>Writes the act and its audit entry and makes all of it known.</summary>
    /// <param name="kind">What sort of act (import-roster, setting, approve …).</param>
    /// <param name="subject">The file, key or run.</param>
    /// <param name="detail">Counts and hashes for the audit; no personal data.</param>
    public async Task Commit(
        string kind, string subject, ActHashes hashes, string? document, object detail, CancellationToken stop)
    {
        await Write(kind, subject, hashes, document, detail, stop);
        await transaction.CommitAsync(stop);
    }

    /// <summary>
    /// Writes the act and goes on with another, which knows of it: both become known together, or neither.
    /// </summary>
    public async Task<Act> Next(
        string kind, string subject, ActHashes hashes, string? document, object detail, CancellationToken stop)
    {
        await Write(kind, subject, hashes, document, detail, stop);
        return new Act(Connection, transaction, Performer, await NextNumber(Connection, stop));
    }

    private static Task<long> NextNumber(NpgsqlConnection connection, CancellationToken stop) =>
        connection.Scalar<long>("update knowledge set number = number + 1 returning number", stop);

    private async Task Write(
        string kind, string subject, ActHashes hashes, string? document, object detail, CancellationToken stop)
    {
        // All its rows are in: what they are is kept twice, in the act and in the chain.
        var stored = await Connection.Scalar<string>(
            "select act_rows($1::bigint, $2::text)::text", stop, Number, kind);
        await Connection.Execute("""
            insert into act (number, kind, subject, file_sha256, rows_sha256, performed_by, system_user, business_date,
                performed_at, document, performed_for, stored)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::jsonb)
            """, stop, Number, kind, subject, hashes.File, hashes.Rows, Performer.User, Performer.SystemUser,
            Performer.Today, Performer.Now, document, Performer.For, stored);
        using var rows = JsonDocument.Parse(stored);
        await Audit.Append(Connection, Audit.DayChain(Performer.Today), Performer, kind,
            JsonSerializer.SerializeToElement(new { act = Number, subject, detail, stored = rows.RootElement }), stop);
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }
}

/// <summary>
/// SHA-256 of the file and over the rows taken from it, lower-case hexadecimal; null where there is none.
/// </summary>
public readonly record struct ActHashes(string? File, string? Rows);
