using Npgsql;

namespace Disbursement.Jobs.Storage;

/// <summary>Statements over everybody: the connection may use more memory and all cores until it goes back.</summary>
internal static class LargeSets
{
    /// <summary>
    /// The server guesses that rows from its helpers are dear and would sort a million rows alone, on disk, once it
    /// knows how many there are; so the time of a month would jump when statistics come in.
    /// </summary>
    public static Task Prepare(NpgsqlConnection connection, CancellationToken stop) => connection.Execute("""
        set work_mem = '192MB'; set parallel_setup_cost = 10; set parallel_tuple_cost = 0
        """, stop);

    /// <summary>
    /// For a stream in the order of a key, in which the rows lie already: by the key's index, and by one process,
    /// because the reader keeps the other cores busy.
    /// </summary>
    public static Task PrepareStream(NpgsqlConnection connection, CancellationToken stop) => connection.Execute("""
        set work_mem = '192MB'; set max_parallel_workers_per_gather = 0; set enable_sort = off
        """, stop);
}
