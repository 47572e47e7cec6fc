using Npgsql;

namespace Disbursement.Jobs.Storage;

/// <summary>A statement with its values, in one line. SQL stays in sight; nothing is mapped.</summary>
public static class Statements
{
    public static NpgsqlCommand Statement(this NpgsqlConnection connection, string sql, params object?[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        return command;
    }

    public static async Task<int> Execute(
        this NpgsqlConnection connection, string sql, CancellationToken stop, params object?[] values)
    {
        await using var command = connection.Statement(sql, values);
        return await command.ExecuteNonQueryAsync(stop);
    }

    public static async Task<T> Scalar<T>(
        this NpgsqlConnection connection, string sql, CancellationToken stop, params object?[] values)
    {
        await using var command = connection.Statement(sql, values);
        return (T)(await command.ExecuteScalarAsync(stop))!;
    }

    public static async Task<List<T>> Rows<T>(
        this NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken stop,
        params object?[] values)
    {
        await using var command = connection.Statement(sql, values);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var rows = new List<T>();
        while (Next(reader, stop)) rows.Add(read(reader));
        return rows;
    }

    /// <summary>
    /// The next row, waited for on this thread: over the socket of a database nearby, handing every few rows to another
    /// thread costs more than the waiting.
    /// </summary>
    public static bool Next(this NpgsqlDataReader reader, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return reader.Read();
    }

    public static string? TextOrNull(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    public static DateOnly? DateOrNull(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateOnly>(column);

    public static DateOnly Date(this NpgsqlDataReader reader, int column) => reader.GetFieldValue<DateOnly>(column);

    public static long? LongOrNull(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetInt64(column);

    public static Domain.PayMonth Month(this NpgsqlDataReader reader, int column) =>
        Domain.PayMonth.Of(reader.GetFieldValue<DateOnly>(column));

    public static Domain.PayMonth? MonthOrNull(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.Month(column);
}
