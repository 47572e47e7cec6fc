using Disbursement.Host.EmbeddedDatabase;
using Disbursement.Host.Homes;
using Disbursement.Host.Tests.Homes;

[assembly: AssemblyFixture(typeof(PatternCluster))]

namespace Disbursement.Host.Tests.Homes;

/// <summary>
/// One empty home, made as every home is made; the homes of the tests of this process are copies of its database.
/// Homes made by processes of their own are made from nothing.
/// </summary>
public sealed class PatternCluster : IAsyncLifetime
{
    private readonly string top = Directory.CreateTempSubdirectory("disburse-pattern-").FullName;
    private string? data;

    public async ValueTask InitializeAsync()
    {
        var home = HomeFolder.Create(Path.Combine(top, "home"), live: false);
        // Closed again: a copy of it is whole. The schema comes in with each home, as init says.
        await (await EmbeddedCluster.Open(home, CancellationToken.None)).DisposeAsync();
        data = await DataFolder.Find(home, CancellationToken.None);
        ClusterCreation.Pattern = data;
    }

    public ValueTask DisposeAsync()
    {
        ClusterCreation.Pattern = null;
        if (data is not null && Directory.Exists(data)) Directory.Delete(data, recursive: true);
        Directory.Delete(top, recursive: true);
        return ValueTask.CompletedTask;
    }
}
