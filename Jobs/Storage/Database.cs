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
        };
        return NpgsqlDataSource.Create(settings.ConnectionString);
    }
}
