using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>A range of people worked out in one go.</summary>
internal readonly record struct ShardRange(int Ordinal, int FirstPerson, int LastPerson);

/// <summary>The people of a run, cut into shards.</summary>
internal static class RunShards
{
    /// <summary>People per shard: memory is bounded by it, and dying anywhere repeats at most one.</summary>
    public const int UsualSize = 16384;

    /// <param name="people">In order; null: everybody.</param>
    public static async Task<List<ShardRange>> Ranges(
        NpgsqlConnection connection, long knownThrough, int[]? people, int size, CancellationToken stop) =>
        people is not null
            ? [.. people.Chunk(size).Select((chunk, ordinal) => new ShardRange(ordinal, chunk[0], chunk[^1]))]
            : [.. Enumerable.Range(0, (await Last(connection, knownThrough, stop) + size - 1) / size)
                .Select(ordinal => new ShardRange(ordinal, (ordinal * size) + 1, (ordinal + 1) * size))];

    /// <summary>The highest serial of a person.</summary>
    public static Task<int> Last(NpgsqlConnection connection, long knownThrough, CancellationToken stop) =>
        connection.Scalar<int>(
            "select coalesce(max(person_id), 0) from person_version where known_from <= $1", stop, knownThrough);

    /// <summary>Gives the run its shards to be worked out.</summary>
    public static async Task Add(
        NpgsqlConnection connection, int run, long knownThrough, List<ShardRange> ranges, CancellationToken stop)
    {
        await connection.Execute("""
            insert into run_shard (run_id, ordinal, first_person, last_person, known_through)
            select $1, o, f, l, $2 from unnest($3::int[], $4::int[], $5::int[]) as u (o, f, l)
            """, stop, run, knownThrough, ranges.Select(r => r.Ordinal).ToArray(),
            ranges.Select(r => r.FirstPerson).ToArray(), ranges.Select(r => r.LastPerson).ToArray());
        await connection.Execute("update payout_run set shards_left = $2 where run_id = $1", stop, run, ranges.Count);
    }
}
