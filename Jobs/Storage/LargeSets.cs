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
    /// For a long stream: by one process, because the reader keeps the other cores busy; what is added up in the order
    /// of a sort stays in that order.
    /// </summary>
    public static Task PrepareStream(NpgsqlConnection connection, CancellationToken stop) => connection.Execute("""
        set work_mem = '192MB'; set max_parallel_workers_per_gather = 0; set enable_hashagg = off
        """, stop);

    /// <summary>For adding up by person: in the order of the key, in which the lines lie, and not by a hash.</summary>
    public static Task PrepareInOrder(NpgsqlConnection connection, CancellationToken stop) => connection.Execute("""
        set enable_hashagg = off; set enable_sort = off; set max_parallel_workers_per_gather = 0
        """, stop);

    /// <summary>
    /// For a stream in the order of a key: block by block through its index, however the server guesses.
    /// </summary>
    public static Task PrepareKeyOrder(NpgsqlConnection connection, CancellationToken stop) => connection.Execute("""
        set enable_seqscan = off; set enable_bitmapscan = off; set max_parallel_workers_per_gather = 0
        """, stop);

    /// <summary>
    /// A statement that joins everybody's lines of a run: by hashes, however few people the server expects. Person by
    /// person it would go through the whole key of the lines for each.
    /// </summary>
    public static async Task<T> ByHashes<T>(NpgsqlConnection connection, Func<Task<T>> read, CancellationToken stop)
    {
        await connection.Execute("set enable_nestloop = off; set work_mem = '192MB'", stop);
        var result = await read();
        await connection.Execute("reset enable_nestloop; reset work_mem", stop);
        return result;
    }
}
