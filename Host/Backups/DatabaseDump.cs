using Disbursement.Host.EmbeddedDatabase;
using Disbursement.Jobs.Running;
using Npgsql;

namespace Disbursement.Host.Backups;

/// <summary>
/// The schema disburse as one file, out and in, by the programs that belong to the server. In comes all or nothing.
/// </summary>
/// <param name="ownerConnection">Of the role that owns the schema.</param>
/// <param name="folder">A private folder for what must not be seen: a password, the script.</param>
internal sealed class DatabaseDump(string ownerConnection, string folder)
{
    private readonly NpgsqlConnectionStringBuilder server = new(ownerConnection);

    public async Task WriteTo(string file, CancellationToken stop) => await Run(
        "pg_dump", ["--format=custom", "--schema=disburse", "--no-owner", $"--file={file}"], stop);

    /// <summary>In place of what the schema holds now, in one transaction.</summary>
    public async Task ReadFrom(string file, CancellationToken stop)
    {
        var script = Path.Combine(folder, "restore.sql");
        var emptied = Path.Combine(folder, "empty.sql");
        await File.WriteAllTextAsync(emptied, "drop schema if exists disburse cascade;\n", stop);
        string[] rights = await HasApplicationRole(stop) ? [] : ["--no-privileges"];
        await Start(await Program("pg_restore", stop), ["--no-owner", .. rights, $"--file={script}", file], stop);
        await Run("psql",
        [
            "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", $"--file={emptied}",
            $"--file={script}",
        ], stop);
        File.Delete(script);
    }

    /// <summary>A program that works on the database.</summary>
    private async Task Run(string program, string[] arguments, CancellationToken stop) => await Start(
        await Program(program, stop), [.. arguments, $"--dbname={await Connection(stop)}"], stop);

    private static async Task Start(string path, string[] arguments, CancellationToken stop)
    {
        var (code, said) = await ProgramRun.Run([path, .. arguments], stop);
        if (code != 0)
            throw new Refused($"{Path.GetFileName(path)} 没有做成，数据库没有变动：\n{said.Trim()}");
    }

    /// <summary>Of the server's own version: an older program does not read a newer server.</summary>
    private async Task<string> Program(string name, CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(ownerConnection);
        await connection.OpenAsync(stop);
        ServerPrograms programs;
        try
        {
            programs = await ServerPrograms.Of(connection.PostgreSqlVersion.Major, stop);
        }
        catch (EmbeddedDatabaseFailed)
        {
            programs = await ServerPrograms.Newest(stop);
        }

        return Path.Combine(programs.Folder, name);
    }

    private async Task<bool> HasApplicationRole(CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(ownerConnection);
        await connection.OpenAsync(stop);
        await using var command = new NpgsqlCommand(
            "select exists (select from pg_roles where rolname = 'disburse_application')", connection);
        return (bool)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>As the programs of the server write it; a password goes by a file that only we read.</summary>
    private async Task<string> Connection(CancellationToken stop)
    {
        var text = $"host={Quoted(server.Host!)} port={server.Port} user={Quoted(server.Username!)} "
            + $"dbname={Quoted(server.Database!)}";
        if (string.IsNullOrEmpty(server.Password)) return text;
        var passwords = Path.Combine(folder, "pgpass");
        var password = server.Password.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace(":", "\\:", StringComparison.Ordinal);
        await File.WriteAllTextAsync(passwords, $"*:*:*:*:{password}\n", stop);
        return $"{text} passfile={Quoted(passwords)}";
    }

    private static string Quoted(string value) => "'" + value.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("'", "\\'", StringComparison.Ordinal) + "'";
}
