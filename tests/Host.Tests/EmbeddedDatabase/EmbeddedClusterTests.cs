using System.Diagnostics;
using Disbursement.Host.EmbeddedDatabase;
using Disbursement.Host.Homes;
using Disbursement.Host.Tests.Homes;
using Npgsql;

namespace Disbursement.Host.Tests.EmbeddedDatabase;

public sealed class EmbeddedClusterTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fresh_home_gets_a_database_with_two_roles_and_no_superuser_among_them()
    {
        await using var place = new TemporaryHome();
        await using var cluster = await EmbeddedCluster.Open(place.Create(), Stop);
        Assert.Equal("disburse_application/false", await Ask(cluster.ApplicationConnection, """
            select current_user || '/' || rolsuper from pg_roles where rolname = current_user
            """));
        Assert.Equal("disburse_owner/false", await Ask(cluster.OwnerConnection, """
            select current_user || '/' || rolsuper from pg_roles where rolname = current_user
            """));
        await Ask(cluster.OwnerConnection, "create table t (n int); grant select on t to disburse_application");
        Assert.Equal("0", await Ask(cluster.ApplicationConnection, "select count(*)::text from disburse.t"));
        foreach (var forbidden in new[] { "insert into t values (1)", "create table u (n int)" })
        {
            await Assert.ThrowsAsync<PostgresException>(() => Ask(cluster.ApplicationConnection, forbidden));
        }
    }

    [Fact]
    public async Task The_server_is_set_as_the_contract_says()
    {
        await using var place = new TemporaryHome();
        await using var cluster = await EmbeddedCluster.Open(place.Create(), Stop);
        string[] names = ["server_encoding", "timezone", "fsync", "full_page_writes", "synchronous_commit",
            "listen_addresses", "jit"];
        var columns = string.Join(" || '|' || ", names.Select(name => $"current_setting('{name}')"));
        Assert.Equal("UTF8|<+08>-08|on|on|on||off", await Ask(cluster.OwnerConnection, $"select {columns}"));
        Assert.Equal("C", await Ask(cluster.OwnerConnection,
            "select datcollate from pg_database where datname = current_database()"));
    }

    [Fact]
    public async Task A_long_path_is_no_obstacle()
    {
        await using var place = new TemporaryHome($"优抚/{new string('x', 120)}");
        await using var cluster = await EmbeddedCluster.Open(place.Create(), Stop);
        Assert.Equal("1", await Ask(cluster.ApplicationConnection, "select '1'"));
    }

    [Fact]
    public async Task A_home_under_a_folder_that_others_may_not_enter_works()
    {
        await using var place = new TemporaryHome("private/home");
        Posix.KeepNewFilesPrivate();
        Directory.CreateDirectory(Path.GetDirectoryName(place.Path)!);
        await using var cluster = await EmbeddedCluster.Open(place.Create(), Stop);
        Assert.Equal("1", await Ask(cluster.ApplicationConnection, "select '1'"));
    }

    [Fact]
    public async Task What_was_committed_is_there_the_next_time_and_nothing_runs_meanwhile()
    {
        await using var place = new TemporaryHome();
        var home = place.Create();
        await using (var first = await EmbeddedCluster.Open(home, Stop))
        {
            await Ask(first.OwnerConnection, "create table t as select 'kept' as word");
        }

        Assert.False(File.Exists(Path.Combine(place.Data, "postmaster.pid")));
        await using var second = await EmbeddedCluster.Open(home, Stop);
        Assert.Equal("kept", await Ask(second.OwnerConnection, "select word from t"));
    }

    [Fact]
    public async Task Two_at_once_on_a_fresh_home_share_one_server_and_the_last_stops_it()
    {
        await using var place = new TemporaryHome();
        var home = place.Create();
        var both = await Task.WhenAll(Task.Run(() => EmbeddedCluster.Open(home, Stop), Stop),
            Task.Run(() => EmbeddedCluster.Open(home, Stop), Stop));
        var server = ServerOf(place);
        await both[0].DisposeAsync();
        Assert.Equal("1", await Ask(both[1].ApplicationConnection, "select '1'"));
        Assert.Equal(server, ServerOf(place));
        await both[1].DisposeAsync();
        Assert.False(File.Exists(Path.Combine(place.Data, "postmaster.pid")));
    }

    [Fact]
    public async Task After_the_server_was_killed_the_next_command_starts_it_again()
    {
        await using var place = new TemporaryHome();
        var home = place.Create();
        await using var first = await EmbeddedCluster.Open(home, Stop);
        await Ask(first.OwnerConnection, "create table t as select 'kept' as word");
        await KillServer(place);
        await using var second = await EmbeddedCluster.Open(home, Stop);
        Assert.Equal("kept", await Ask(second.OwnerConnection, "select word from t"));
    }

    [Fact]
    public async Task A_process_whose_server_was_killed_can_revive_it()
    {
        await using var place = new TemporaryHome();
        await using var cluster = await EmbeddedCluster.Open(place.Create(), Stop);
        await KillServer(place);
        await cluster.Revive(Stop);
        Assert.Equal("1", await Ask(cluster.ApplicationConnection, "select '1'"));
    }

    [Fact]
    public async Task A_pid_file_that_names_another_living_process_is_recognised_as_stale()
    {
        await using var place = new TemporaryHome();
        var home = place.Create();
        await (await EmbeddedCluster.Open(home, Stop)).DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(place.Data, "postmaster.pid"),
            $"{Environment.ProcessId}\n{place.Data}\n1700000000\n5432\n/tmp\n\n  1 2\nready   \n", Stop);
        await using var cluster = await EmbeddedCluster.Open(home, Stop);
        Assert.NotEqual(Environment.ProcessId, ServerOf(place));
        Assert.Equal("1", await Ask(cluster.ApplicationConnection, "select '1'"));
    }

    [Fact]
    public async Task After_the_process_that_held_it_was_killed_the_next_joins_its_server_and_stops_it()
    {
        await using var place = new TemporaryHome();
        var home = place.Create();
        using (var holder = Holder.Start(place.Path))
        {
            await holder.HasOpened(Stop);
            Posix.Signal(holder.ProcessId, Posix.Kill);
            await holder.HasEnded(Stop);
        }

        var server = ServerOf(place);
        using (var process = Process.GetProcessById(server)) Assert.False(process.HasExited);
        var cluster = await EmbeddedCluster.Open(home, Stop);
        Assert.Equal(server, ServerOf(place));
        Assert.Equal("1", await Ask(cluster.ApplicationConnection, "select '1'"));
        await cluster.DisposeAsync();
        Assert.False(File.Exists(Path.Combine(place.Data, "postmaster.pid")));
    }

    internal static async Task<string?> Ask(string connection, string sql)
    {
        // Without a pool: an idle connection of one test would see another's server die.
        await using var database = new NpgsqlConnection($"{connection};Pooling=false");
        await database.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, database);
        return await command.ExecuteScalarAsync(Stop) as string;
    }

    /// <summary>Kills it and waits until it has ended; as a zombie it has.</summary>
    static async Task KillServer(TemporaryHome place)
    {
        var status = $"/proc/{ServerOf(place)}/stat";
        Posix.Signal(ServerOf(place), Posix.Kill);
        using var turns = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (await Lives(status)) await turns.WaitForNextTickAsync(Stop);
    }

    static async Task<bool> Lives(string status)
    {
        try
        {
            return !(await File.ReadAllTextAsync(status, Stop)).Contains(") Z ");
        }
        catch (IOException)
        {
            // It went between two looks.
            return false;
        }
    }

    static int ServerOf(TemporaryHome place) =>
        int.Parse(File.ReadLines(Path.Combine(place.Data, "postmaster.pid")).First());
}
