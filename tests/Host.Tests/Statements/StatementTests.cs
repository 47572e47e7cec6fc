using Disbursement.Host.Commands;
using Disbursement.Host.Tests.Homes;
using Npgsql;

namespace Disbursement.Host.Tests.Statements;

/// <summary>No statement waits for the day it is needed to turn out wrong.</summary>
public sealed class StatementTests
{
    /// <summary>
    /// Everything else is resolved; only the type of a parameter is known to the program alone, and with it, which of
    /// two functions is meant.
    /// </summary>
    private static readonly string[] TypeOfParameterUnknown = ["42P18", "42725"];

    /// <summary>Nothing to prepare: they are done, and taken back where they are not for the session.</summary>
    private static readonly string[] Utility = ["create", "set", "reset", "truncate"];

    private static readonly string[] Wrong =
    [
        "select no_such_column from payout_run",
        "update payout_run set state = $1 where run_id = 'x'::text",
        "copy payout_run (no_such_column) from stdin (format binary)",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_statement_of_the_jobs_is_understood_by_the_database_as_migrated()
    {
        var statements = WrittenStatements.All();
        Assert.True(statements.Count > 80, $"only {statements.Count} statements were found");
        await using var place = new TemporaryHome();
        await using var session = await Session.Open(place.Create(), Stop);
        await using var connection = await session.Source.OpenConnectionAsync(Stop);
        await using var transaction = await connection.BeginTransactionAsync(Stop);
        // A test that takes anything proves nothing.
        foreach (var wrong in Wrong) Assert.NotNull(await Fault(connection, wrong));
        var faults = new List<string>();
        // Tables for the session first: what is staged in them comes after.
        foreach (var statement in statements
            .OrderByDescending(s => s.Sql.Contains("create temp ", StringComparison.Ordinal)))
            if (await Fault(connection, statement.Sql) is { } fault)
                faults.Add($"{statement.Place} {fault}");
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static async Task<string?> Fault(NpgsqlConnection connection, string sql)
    {
        var verb = sql.TrimStart().Split(' ')[0];
        await Execute(connection, "savepoint before");
        try
        {
            if (verb == "copy") await Begin(connection, sql);
            else if (Utility.Contains(verb)) await Execute(connection, sql);
            else await Execute(connection, $"prepare understood as {sql}", "deallocate understood");
            if (verb == "create") await Execute(connection, "savepoint before");
            return null;
        }
        catch (PostgresException fault)
        {
            return TypeOfParameterUnknown.Contains(fault.SqlState) ? null : $"{fault.MessageText}\n    {sql.Trim()}";
        }
        finally
        {
            await Execute(connection, "rollback to savepoint before");
        }
    }

    /// <summary>The copy is asked for and given up: tables and columns were there.</summary>
    private static async Task Begin(NpgsqlConnection connection, string sql)
    {
        await using var copy = await connection.BeginBinaryImportAsync(sql, Stop);
    }

    private static async Task Execute(NpgsqlConnection connection, params string[] statements)
    {
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(Stop);
        }
    }
}
