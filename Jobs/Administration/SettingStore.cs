using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Administration;

/// <summary>Settings as known at an act: the latest value of a key.</summary>
public static class SettingStore
{
    public static async Task<string?> Value(
        NpgsqlConnection connection, string key, CancellationToken stop, long knownThrough = long.MaxValue)
    {
        var found = await connection.Rows(
            "select value from setting where key = $1 and act <= $2 order by act desc limit 1",
            r => r.GetString(0), stop,
            key, knownThrough);
        return found.Count == 0 ? null : found[0];
    }

    public static Task<List<(string Key, string Value, string? Document)>> All(
        NpgsqlConnection connection, CancellationToken stop) => connection.Rows("""
            select distinct on (key) key, value, document from setting order by key, act desc
            """, r => (r.GetString(0), r.GetString(1), r.TextOrNull(2)), stop);
}
