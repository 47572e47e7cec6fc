using Disbursement.Host;
using Disbursement.Host.EmbeddedDatabase;
using Disbursement.Host.Homes;
using Disbursement.Host.Tests.Homes;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Model.Tests.Engines;

/// <summary>The real program in this process, on a home of its own whose database stays up between commands.</summary>
sealed class CommandLineEngine : IEngine, IAsyncDisposable
{
    private readonly EmbeddedCluster cluster;
    private readonly string home;

    private CommandLineEngine(EmbeddedCluster cluster, string home) => (this.cluster, this.home) = (cluster, home);

    public static async Task<CommandLineEngine> In(string home)
    {
        ClusterCreation.Pattern.Value = await PatternCluster.Empty;
        return new(await EmbeddedCluster.Open(HomeFolder.Create(home, live: false), CancellationToken.None), home);
    }

    /// <summary>Of the application role, for looking at what the commands left in the tables.</summary>
    public NpgsqlDataSource Tables() => Database.Source(cluster.ApplicationConnection);

    public Task<int> Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        // One county at a time: the home is the process's environment.
        Environment.SetEnvironmentVariable("DISBURSE_HOME", home);
        return CommandLine.Invoke([.. arguments], output, error);
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();
}
