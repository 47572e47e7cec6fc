using Disbursement.Host.Homes;

namespace Disbursement.Host.EmbeddedDatabase;

/// <summary>The private PostgreSQL of a home, for as long as this process uses it.</summary>
/// <remarks>
/// Two locks carry it. Whoever uses the database holds the home shared; whoever starts or stops the server holds the
/// home's mark alone meanwhile. The last to leave stops the server. A process that is killed lets go of both, its
/// server stays, and the next one joins it.
/// </remarks>
public sealed class EmbeddedCluster : IAsyncDisposable
{
    readonly HomeFolder home;
    readonly FileLock use;
    readonly string data;
    bool left;

    EmbeddedCluster(HomeFolder home, FileLock use, string data, string socket)
    {
        this.home = home;
        this.use = use;
        this.data = data;
        OwnerConnection = ConnectionAs(ServerSettings.Owner, socket);
        ApplicationConnection = ConnectionAs(ServerSettings.Application, socket);
    }

    /// <summary>Npgsql connection string of the role that owns database and schema; for migrations.</summary>
    public string OwnerConnection { get; }

    /// <summary>Npgsql connection string of the role with granted rights only; for everything else.</summary>
    public string ApplicationConnection { get; }

    /// <summary>Makes the cluster where there is none, starts the server or joins it.</summary>
    /// <exception cref="EmbeddedDatabaseFailed">With the reason and what to do, for the officer.</exception>
    public static async Task<EmbeddedCluster> Open(HomeFolder home, CancellationToken stop)
    {
        using var start = await FileLock.TakeAlone(home.StartLock, stop);
        var held = FileLock.On(home.Path);
        try
        {
            // Nobody else can come or go under the start lock, so what is seen here stays true.
            var othersUseIt = !held.TryAlone();
            held.TryShared();
            var (cluster, account) = await Cluster(home, stop);
            try
            {
                var socket = await new ServerStart(home, cluster, account).Ready(othersUseIt, stop);
                return new EmbeddedCluster(home, held, cluster, socket);
            }
            catch when (!othersUseIt)
            {
                await RunningServer.Stop(cluster, CancellationToken.None);
                throw;
            }
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Starts the server again if it was killed while this process uses it; else does nothing.</summary>
    public async Task Revive(CancellationToken stop)
    {
        using var start = await FileLock.TakeAlone(home.StartLock, stop);
        await new ServerStart(home, data, ServerAccount.OwnerOf(data)).Ready(othersUseIt: true, stop);
    }

    /// <summary>Lets go of the database; the last to do so stops the server and waits until all is on disk.</summary>
    public async ValueTask DisposeAsync()
    {
        if (left) return;
        left = true;
        using var last = use;
        using var start = await FileLock.TakeAlone(home.StartLock, CancellationToken.None);
        if (use.TryAlone()) await RunningServer.Stop(data, CancellationToken.None);
    }

    static async Task<(string Data, ServerAccount Account)> Cluster(HomeFolder home, CancellationToken stop)
    {
        var cluster = await DataFolder.Find(home, stop);
        if (cluster is null)
        {
            var account = ServerAccount.For(home);
            await ClusterCreation.Make(home, account, await DataFolder.PlaceFor(home, account, stop), stop);
            cluster = (await DataFolder.Find(home, stop))!;
        }

        DataFolder.Note(home, cluster);
        return (cluster, ServerAccount.OwnerOf(cluster));
    }

    /// <summary>Over the socket there is nothing to encrypt; asking for it would only cost time.</summary>
    static string ConnectionAs(string role, string socket) =>
        $"Host={socket};Port=5432;Database={ServerSettings.Database};Username={role};" +
        "SSL Mode=Disable;GSS Encryption Mode=Disable;Application Name=disburse";
}
