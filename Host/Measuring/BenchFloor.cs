using System.Globalization;
using Disbursement.Host.EmbeddedDatabase;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Host.Measuring;

/// <summary>
/// The floor (contracts, Bench): as many lines as people, with the columns and the primary key of the line table,
/// written by one statement and read by one, and nothing decided about any of them.
/// </summary>
internal static class BenchFloor
{
    /// <returns>Rows written and read; the table is gone afterwards.</returns>
    public static async Task<long> Measure(EmbeddedCluster cluster, CancellationToken stop)
    {
        await using var source = Source(cluster);
        await using var connection = await source.OpenConnectionAsync(stop);
        var key = await connection.Scalar<string>("""
            select pg_get_constraintdef(oid) from pg_constraint
            where conrelid = 'payment_line'::regclass and contype = 'p'
            """, stop);
        await connection.Execute($"create table floor_line (like payment_line, {key})", stop);
        var rows = await connection.Execute("""
            insert into floor_line (person_id, run_id, benefit_month, standard_id, fen, category, component, ordinal,
            kind)
            select person_id, 1, date '2026-01-01', 1, 54321, 33, 1, 0, 1
            from person_version where known_to = 9223372036854775807 order by person_id
            """, stop);
        await connection.Execute($"""
            copy (select * from floor_line order by {key[key.IndexOf('(', StringComparison.Ordinal)..].Trim('(', ')')})
            to '/dev/null'
            """, stop);
        await connection.Execute("drop table floor_line", stop);
        return Convert.ToInt64(rows, CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Only a superuser may COPY to a file of the server; peer authentication lets us be it in our own database.
    /// </summary>
    public static NpgsqlDataSource Source(EmbeddedCluster cluster) => Database.Source(
        new NpgsqlConnectionStringBuilder(cluster.OwnerConnection)
        {
            Username = ServerSettings.Superuser, Pooling = false,
        }.ConnectionString);
}
