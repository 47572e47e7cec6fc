using Disbursement.Host.Homes;

namespace Disbursement.Host.EmbeddedDatabase;

/// <summary>Makes the cluster of a home, complete under another name and then renamed; or removes one.</summary>
/// <remarks>A process killed in the middle leaves only a staged folder, which the next one takes away.</remarks>
static class ClusterCreation
{
    const string StagedMark = ".tmp-";

    /// <summary>Neither role is a superuser; what the application may touch, migrations grant.</summary>
    const string Roles = """
        create role disburse_owner login
        create role disburse_application login
        create database disburse owner disburse_owner template template0 encoding 'UTF8' locale 'C'
        revoke all on database disburse from public
        grant connect, temporary on database disburse to disburse_application

        """;

    const string Schema = """
        revoke all on schema public from public
        create schema disburse authorization disburse_owner
        grant usage on schema disburse to disburse_application
        alter database disburse set search_path to disburse

        """;

    /// <summary>One script, run as the server's user. Synced at the end, everything at once.</summary>
    const string Script = """
        set -e
        umask 077
        initdb=$1 postgres=$2 data=$3
        if [ -n "$7" ]; then
            cp -a "$7/." "$data"
            printf '%s' "$4" > "$data/disburse.home"
            exit
        fi
        "$initdb" -D "$data" -U disburse_superuser -E UTF8 --locale=C -A peer --no-sync --no-instructions
        printf '%s' "$4" > "$data/disburse.home"
        printf "include_if_exists = 'disburse.conf'\n" >> "$data/postgresql.conf"
        printf "# 本机自己的数据库设置，优先于 disburse.conf\n" > "$data/local.conf"
        single() { "$postgres" --single -F -c exit_on_error=on -D "$data" "$1" > /dev/null; }
        printf '%s' "$5" | single postgres
        printf '%s' "$6" | single disburse
        "$initdb" --sync-only -D "$data"
        """;

    /// <summary>
    /// The data of another home, to be copied instead of made anew and not synced: for tests, which make hundreds.
    /// </summary>
    internal static AsyncLocal<string?> Pattern { get; } = new();

    /// <summary>The same where nothing else is said.</summary>
    internal static string? UsualPattern { get; set; }

    public static async Task Make(HomeFolder home, ServerAccount account, string data, CancellationToken stop)
    {
        var programs = await ServerPrograms.Newest(stop);
        RemoveStaged(data);
        var staged = Aside(data);
        try
        {
            Directory.CreateDirectory(staged);
            Posix.SetMode(staged, Posix.OwnerOnly);
            if (Posix.CurrentUserId == 0) Posix.GiveTo(account.User, staged);
            var (code, output) = await ProgramRun.Run(account.Command("sh", "-c", Script, "sh",
                programs.Initdb, programs.Postgres, staged, DataFolder.OwnerText(home), Roles, Schema,
                Pattern.Value ?? UsualPattern ?? ""),
                stop);
            if (code != 0) throw EmbeddedDatabaseFailed.Of("不能建立数据库", output, staged);
            Directory.Move(staged, data);
            // The new name itself must be on disk before anything is told to be stored.
            await ProgramRun.Run(["sync", Path.GetDirectoryName(data)!], stop);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw EmbeddedDatabaseFailed.Of("不能建立数据库", e.Message, staged);
        }
        finally
        {
            RemoveStaged(data);
        }
    }

    /// <summary>Removes a cluster whole: renamed first, so that nobody ever meets half of one.</summary>
    public static void Remove(string data)
    {
        Directory.Move(data, Aside(data));
        RemoveStaged(data);
    }

    public static bool IsStaged(string data) =>
        Path.GetFileName(data).Contains(StagedMark, StringComparison.Ordinal);

    static string Aside(string data) => $"{data}{StagedMark}{Guid.NewGuid():N}";

    static void RemoveStaged(string data)
    {
        var staged = $"{Path.GetFileName(data)}{StagedMark}*";
        foreach (var left in Directory.GetDirectories(Path.GetDirectoryName(data)!, staged))
        {
            try
            {
                Directory.Delete(left, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // An initdb whose starter was killed may still write there; the next creation removes it.
            }
        }
    }
}
