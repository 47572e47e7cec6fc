using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Disbursement.Jobs.Storage;

/// <summary>
/// Brings the schema forward by numbered migrations, each checked by its after.sql in the same transaction.
/// </summary>
public static class Migrator
{
    private const string Prefix = "Storage/Migrations/";

    private static readonly Lazy<List<Migration>> Ours = new(Migrations);

    /// <summary>Runs what is missing, as the owner of the database.</summary>
    /// <returns>The names of the migrations that ran.</returns>
    /// <exception cref="SchemaRefused">The database is newer than this program, or was changed by hand.</exception>
    public static async Task<IReadOnlyList<string>> Migrate(NpgsqlDataSource owner, CancellationToken stop)
    {
        await using var connection = await owner.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await Execute(connection, """
            select pg_advisory_xact_lock(7210000);
            create schema if not exists disburse;
            set local search_path = disburse;
            create table if not exists migration (
                name text primary key, sha256 text not null, applied_at timestamptz not null default now());
            """, stop);
        var applied = await Applied(connection, stop);
        var ours = Ours.Value;
        var unknown = applied.Keys.Except(ours.Select(m => m.Name)).Order().FirstOrDefault();
        if (unknown is not null)
            throw new SchemaRefused($"数据库比本程序新（{unknown}）。请换用新版程序；旧程序不会动这个库。");
        var ran = new List<string>();
        foreach (var migration in ours)
        {
            if (applied.TryGetValue(migration.Name, out var hash))
            {
                if (hash != migration.Hash)
                    throw new SchemaRefused($"数据库里的 {migration.Name} 与本程序的不同，没有改动。请报管理员核查版本。");
                continue;
            }

            await Execute(connection, migration.Sql, stop);
            await using var record = new NpgsqlCommand("insert into migration (name, sha256) values ($1, $2)",
                connection);
            record.Parameters.AddWithValue(migration.Name);
            record.Parameters.AddWithValue(migration.Hash);
            await record.ExecuteNonQueryAsync(stop);
            ran.Add(migration.Name);
        }

        await transaction.CommitAsync(stop);
        return ran;
    }

    /// <summary>Whether nothing is missing, as the application sees it: most commands need no owner.</summary>
    public static async Task<bool> IsCurrent(NpgsqlDataSource application, CancellationToken stop)
    {
        await using var connection = await application.OpenConnectionAsync(stop);
        await using var known = new NpgsqlCommand("select to_regclass('disburse.migration') is not null", connection);
        if (await known.ExecuteScalarAsync(stop) is not true) return false;
        var applied = await Applied(connection, stop);
        var ours = Ours.Value;
        return applied.Count == ours.Count && ours.All(m => applied.GetValueOrDefault(m.Name) == m.Hash);
    }

    private static async Task<Dictionary<string, string>> Applied(NpgsqlConnection connection, CancellationToken stop)
    {
        var applied = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand("select name, sha256 from migration", connection);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) applied.Add(reader.GetString(0), reader.GetString(1));
        return applied;
    }

    private static List<Migration> Migrations()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .GroupBy(n => n[Prefix.Length..].Split('/')[0])
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => Read(assembly, g.Key, [.. g]))];
    }

    /// <summary>up.sql first, after.sql last, what else there is in between.</summary>
    private static Migration Read(Assembly assembly, string name, string[] resources)
    {
        var ordered = resources.OrderBy(r =>
            r.EndsWith("/up.sql", StringComparison.Ordinal) ? 0
            : r.EndsWith("/after.sql", StringComparison.Ordinal) ? 2 : 1).ThenBy(r => r, StringComparer.Ordinal);
        var sql = string.Join('\n', ordered.Select(r =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(r)!);
            return reader.ReadToEnd();
        }));
        return new Migration(name, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))), sql);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(stop);
    }

    private sealed record Migration(string Name, string Hash, string Sql);
}

/// <summary>The database is not one this program may touch. The message is for the administrator.</summary>
public sealed class SchemaRefused(string message) : Exception(message);
