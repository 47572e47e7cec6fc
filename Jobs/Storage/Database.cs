using Npgsql;

namespace Disbursement.Jobs.Storage;

/// <summary>Connections of the application role, schema disburse first.</summary>
public static class Database
{
    public static NpgsqlDataSource Source(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            SearchPath = "disburse",
            CommandTimeout = 0,
            Timezone = "<+08>-08",
            ApplicationName = "disburse",
            // A month is read and written in long streams; the usual 8 KB would wait for the server at every few rows.
            ReadBufferSize = 64 * 1024,
            WriteBufferSize = 64 * 1024,
        };
        return NpgsqlDataSource.Create(settings.ConnectionString);
    }
}
