using Disbursement.Jobs.Storage;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Npgsql;

namespace Disbursement.Host.Serving;

/// <summary>Where Hangfire keeps its queue: schema hangfire of the same database. It is only the trigger.</summary>
internal static class JobDatabase
{
    private const string Schema = "hangfire";

    /// <summary>Makes or updates Hangfire's tables as the owner; the application role may only use them.</summary>
    public static async Task Prepare(string ownerConnection, CancellationToken stop)
    {
        await using var source = Database.Source(ownerConnection);
        await using var connection = await source.OpenConnectionAsync(stop);
        // Two programs that start at once: one installs, the other finds it done.
        await connection.Execute("select pg_advisory_lock(7210003)", stop);
        PostgreSqlObjectsInstaller.Install(connection, Schema);
        await connection.Execute($"""
            do $$ begin
                if exists (select from pg_roles where rolname = 'disburse_application') then
                    grant usage on schema {Schema} to disburse_application;
                    grant select, insert, update, delete on all tables in schema {Schema} to disburse_application;
                    grant usage, select, update on all sequences in schema {Schema} to disburse_application;
                end if;
            end $$
            """, stop);
        await connection.Execute("select pg_advisory_unlock(7210003)", stop);
    }

    /// <summary>As the application role. A worker that was killed gives its jobs back within minutes.</summary>
    public static PostgreSqlStorage Open(string applicationConnection)
    {
        var options = new PostgreSqlStorageOptions
        {
            SchemaName = Schema,
            PrepareSchemaIfNecessary = false,
            QueuePollInterval = TimeSpan.FromSeconds(1),
            // Without it a job of more than half an hour would be started again while it runs.
            UseSlidingInvisibilityTimeout = true,
            InvisibilityTimeout = TimeSpan.FromMinutes(5),
            // The lock of a program that was killed is void after this; Hangfire holds none for longer than moments.
            DistributedLockTimeout = TimeSpan.FromMinutes(1),
        };
        var settings = new NpgsqlConnectionStringBuilder(applicationConnection)
        {
            ApplicationName = "disburse-jobs", Timezone = "<+08>-08",
        };
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(settings.ConnectionString, options), options);
    }
}
