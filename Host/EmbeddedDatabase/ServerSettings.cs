using Disbursement.Host.Homes;

namespace Disbursement.Host.EmbeddedDatabase;

/// <summary>The configuration files of the private server; written anew at each start.</summary>
static class ServerSettings
{
    public const string Superuser = "disburse_superuser";
    public const string Owner = "disburse_owner";
    public const string Application = "disburse_application";
    public const string Database = "disburse";

    /// <summary>Peer only, and only over the socket: whoever the kernel says is calling.</summary>
    public const string HostBasedAccess = "local all all peer map=disburse\n";

    const long Mega = 1024 * 1024;

    private const string Notes = """
        # What the server notes must hold no personal data: no statements, rows or values.
        log_destination = 'stderr'
        logging_collector = off
        log_min_messages = log
        log_min_error_statement = panic
        log_error_verbosity = terse
        log_checkpoints = off
        log_autovacuum_min_duration = -1
        log_line_prefix = '%m '
        """;

    /// <summary>Which operating-system user may be which role.</summary>
    public static string Identities(ServerAccount account) => string.Concat(
        from caller in account.Callers
        from role in new[] { Superuser, Owner, Application }
        select $"disburse \"{caller}\" {role}\n");

    /// <summary>The settings; an administrator's own go into local.conf in the data folder and win.</summary>
    public static string Text(HomeFolder home, string socket, long freeDisk)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Mega;
        return $"""
            # Written at each start. Settings of your own: local.conf in this folder.
            listen_addresses = ''
            port = 5432
            unix_socket_directories = '{socket}'
            unix_socket_permissions = 0700
            cluster_name = 'disburse {home.Id}'
            max_connections = 100

            # Money: a commit is on disk before it is told.
            fsync = on
            full_page_writes = on
            synchronous_commit = on
            # Nothing reads the log but recovery after a crash, for which minimal is enough.
            wal_level = minimal
            max_wal_senders = 0
            max_logical_replication_workers = 0

            # A month is loaded by one large COPY on a small machine.
            shared_buffers = {(memory >= 1500 ? 256 : 64)}MB
            effective_cache_size = {Math.Max(128, memory / 2)}MB
            work_mem = {(memory >= 1500 ? 32 : 8)}MB
            maintenance_work_mem = {(memory >= 1500 ? 128 : 64)}MB
            max_wal_size = {(freeDisk / Mega >= 20_000 ? 4096 : 1024)}MB
            checkpoint_timeout = 15min
            checkpoint_completion_target = 0.9
            random_page_cost = 1.1
            jit = off

            timezone = '<+08>-08'
            log_timezone = '<+08>-08'
            datestyle = 'iso, ymd'
            lc_messages = 'C'

            {Notes}

            include_if_exists = 'local.conf'

            """;
    }
}
