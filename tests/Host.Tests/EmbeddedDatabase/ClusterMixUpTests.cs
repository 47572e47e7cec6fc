using System.Diagnostics;
using Disbursement.Host.EmbeddedDatabase;
using Disbursement.Host.Homes;
using Disbursement.Host.Tests.Homes;

namespace Disbursement.Host.Tests.EmbeddedDatabase;

/// <summary>Homes moved, copied, deleted or half made: never a foreign database, never an empty one.</summary>
public sealed class ClusterMixUpTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_home_that_was_moved_keeps_its_data()
    {
        await using var place = new TemporaryHome("new");
        var before = Path.Combine(Path.GetDirectoryName(place.Path)!, "before");
        await using (var cluster = await EmbeddedCluster.Open(HomeFolder.Create(before, live: true), Stop))
        {
            await EmbeddedClusterTests.Ask(cluster.OwnerConnection, "create table t as select 'kept' as word");
        }

        Directory.Move(before, place.Path);
        await using var moved = await EmbeddedCluster.Open(HomeFolder.Open(place.Path), Stop);
        Assert.Equal("kept", await EmbeddedClusterTests.Ask(moved.OwnerConnection, "select word from t"));
    }

    [Fact]
    public async Task A_copy_of_a_home_never_works_on_the_data_of_the_original()
    {
        await using var place = new TemporaryHome();
        var copy = $"{place.Path}-copy";
        await (await EmbeddedCluster.Open(place.Create(), Stop)).DisposeAsync();
        using (var copying = Process.Start("cp", ["-a", place.Path, copy])) await copying.WaitForExitAsync(Stop);
        if (place.Data.StartsWith(place.Path))
        {
            // The data lies inside and was copied with the home: two databases, each its own.
            await using var original = await EmbeddedCluster.Open(HomeFolder.Open(place.Path), Stop);
            await using var other = await EmbeddedCluster.Open(HomeFolder.Open(copy), Stop);
            Assert.NotEqual(original.OwnerConnection, other.OwnerConnection);
            return;
        }

        var failed = await Assert.ThrowsAsync<EmbeddedDatabaseFailed>(
            () => EmbeddedCluster.Open(HomeFolder.Open(copy), Stop));
        Assert.Contains("副本", failed.Message);
    }

    [Fact]
    public async Task A_new_home_at_the_place_of_a_deleted_one_starts_empty()
    {
        await using var place = new TemporaryHome();
        await using (var cluster = await EmbeddedCluster.Open(place.Create(), Stop))
        {
            await EmbeddedClusterTests.Ask(cluster.OwnerConnection, "create table t ()");
        }

        Directory.Delete(place.Path, recursive: true);
        await using var again = await EmbeddedCluster.Open(place.Create(), Stop);
        Assert.Equal("0", await EmbeddedClusterTests.Ask(again.OwnerConnection,
            "select count(*)::text from pg_tables where tablename = 't'"));
    }

    [Fact]
    public async Task A_home_deleted_while_its_server_runs_can_be_made_again()
    {
        await using var place = new TemporaryHome();
        using (var holder = Holder.Start(place.Create().Path))
        {
            await holder.HasOpened(Stop);
            Posix.Signal(holder.ProcessId, Posix.Kill);
            await holder.HasEnded(Stop);
        }

        Directory.Delete(place.Path, recursive: true);
        await using var again = await EmbeddedCluster.Open(place.Create(), Stop);
        Assert.Equal("1", await EmbeddedClusterTests.Ask(again.ApplicationConnection, "select '1'"));
    }

    [Fact]
    public async Task A_database_that_is_gone_is_not_replaced_by_an_empty_one()
    {
        await using var place = new TemporaryHome();
        var home = place.Create();
        await (await EmbeddedCluster.Open(home, Stop)).DisposeAsync();
        var (data, aside) = (place.Data, $"{place.Data}-aside");
        Directory.Move(data, aside);
        await File.WriteAllTextAsync(Path.Combine(aside, "disburse.home"), "another", Stop);
        var failed = await Assert.ThrowsAsync<EmbeddedDatabaseFailed>(() => EmbeddedCluster.Open(home, Stop));
        Assert.Contains("不见了", failed.Message);
        await File.WriteAllTextAsync(Path.Combine(aside, "disburse.home"), home.Token, Stop);
        Directory.Move(aside, data);
    }

    [Fact]
    public async Task What_an_interrupted_creation_left_is_taken_away()
    {
        await using var place = new TemporaryHome();
        var home = place.Create();
        await (await EmbeddedCluster.Open(home, Stop)).DisposeAsync();
        var data = place.Data;
        Directory.Delete(data, recursive: true);
        File.Delete(Path.Combine(home.Path, "database.txt"));
        Directory.CreateDirectory($"{data}.tmp-interrupted/base");
        await using var cluster = await EmbeddedCluster.Open(home, Stop);
        Assert.False(Directory.Exists($"{data}.tmp-interrupted"));
    }
}
