using Disbursement.Host.EmbeddedDatabase;
using Disbursement.Host.Homes;

namespace Disbursement.Host.Tests.Homes;

/// <summary>A place for a home that is gone, with its database, when the test ends.</summary>
sealed class TemporaryHome : IAsyncDisposable
{
    readonly string top = Directory.CreateTempSubdirectory("disburse-test-").FullName;

    /// <summary>The name of the home may be long, and may have folders in it.</summary>
    public TemporaryHome(string name = "home") => Path = System.IO.Path.Combine(top, name);

    public string Path { get; }

    public HomeFolder Create() => HomeFolder.Create(Path, live: false);

    /// <summary>Where the data lies: inside the home, or elsewhere when root owns it.</summary>
    public string Data =>
        File.ReadAllText(System.IO.Path.Combine(Path, "database.txt")).Split('：')[1].Trim();

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(System.IO.Path.Combine(Path, "database.txt")))
        {
            // Whatever the test left running stops with its last user.
            var cluster = await EmbeddedCluster.Open(HomeFolder.Open(Path), CancellationToken.None);
            await cluster.DisposeAsync();
            Directory.Delete(Data, recursive: true);
        }

        Directory.Delete(top, recursive: true);
    }
}
