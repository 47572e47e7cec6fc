using System.Collections.Concurrent;
using System.Diagnostics;
using Disbursement.Host.EmbeddedDatabase;
using Disbursement.Host.Homes;
using Disbursement.Host.Tests.Homes;
using Disbursement.Jobs.Storage;

[assembly: AssemblyFixture(typeof(PatternCluster))]

namespace Disbursement.Host.Tests.Homes;

/// <summary>
/// Databases that homes begin as, each made once as every home is made; the homes of the tests of this process are
/// copies of them (<see cref="ClusterCreation.Pattern"/>). Homes made by processes of their own are made from nothing.
/// </summary>
public sealed class PatternCluster : IAsyncLifetime
{
    // No test outlives a power cut.
    private const string InNoDanger = "fsync = off\nsynchronous_commit = off\n";

    /// <summary>The temporary folder of the machine, where what a failed test leaves can be looked at.</summary>
    public static string Lasting { get; } = Path.GetTempPath();

    private static readonly string Top = Place();

    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> All = new(StringComparer.Ordinal);

    /// <summary>As it is delivered; the schema comes in with each home, as init says.</summary>
    public static Task<string> Bare => Once("bare", () => Made("bare", _ => Task.CompletedTask));

    /// <summary>With the schema of this program and nothing in it.</summary>
    public static Task<string> Empty => Once("empty", async () =>
    {
        var data = await Made("empty", async cluster =>
        {
            await using var owner = Database.Source(cluster.OwnerConnection);
            await Migrator.Migrate(owner, CancellationToken.None);
        });
        await File.AppendAllTextAsync(Path.Combine(data, "local.conf"), InNoDanger);
        return data;
    });

    public async ValueTask InitializeAsync() => ClusterCreation.UsualPattern = await Bare;

    public async ValueTask DisposeAsync()
    {
        ClusterCreation.UsualPattern = null;
        foreach (var data in All.Values)
            if (Directory.Exists(await data.Value)) Directory.Delete(await data.Value, recursive: true);
        Directory.Delete(Top, recursive: true);
    }

    /// <summary>A copy of what somebody filled.</summary>
    /// <param name="fill">
    /// Called once, however many ask for the name; calls what it is given with its home, closed and still there.
    /// </param>
    public static Task<string> Copied(string name, Func<Func<string, Task>, Task> fill) => Once(name, async () =>
    {
        var data = "";
        await fill(async home =>
        {
            var made = (await DataFolder.Find(HomeFolder.Open(home), CancellationToken.None))!;
            data = Path.Combine(Path.GetDirectoryName(await Bare)!, $"{Path.GetFileName(made)}-{name}");
            using var copy = Process.Start("cp", ["-a", made, data]);
            await copy.WaitForExitAsync();
            if (copy.ExitCode != 0) throw new InvalidOperationException($"cp of {made} ended with {copy.ExitCode}");
            await File.AppendAllTextAsync(Path.Combine(data, "local.conf"), InNoDanger);
        });
        return data;
    });

    /// <summary>
    /// In memory where there is enough: hundreds of homes are made and deleted, each of a thousand files, and a disk
    /// remembers the deleted. What tests write to the temporary folder goes there too.
    /// </summary>
    private static string Place()
    {
        const string memory = "/dev/shm";
        const long enough = 4L << 30;
        // Who was started by a test shares its place.
        if (Environment.GetEnvironmentVariable(DataFolder.ElsewhereVariable) is { Length: > 0 }
            || !Directory.Exists(memory) || new DriveInfo(memory).AvailableFreeSpace < enough)
            return Directory.CreateTempSubdirectory("disburse-pattern-").FullName;
        Environment.SetEnvironmentVariable("TMPDIR", memory);
        var place = Directory.CreateTempSubdirectory("disburse-tests-").FullName;
        Environment.SetEnvironmentVariable("TMPDIR", Directory.CreateDirectory(Path.Combine(place, "tmp")).FullName);
        Environment.SetEnvironmentVariable(
            DataFolder.ElsewhereVariable, Directory.CreateDirectory(Path.Combine(place, "clusters")).FullName);
        // The server is not root.
        Posix.SetMode(place, Posix.Passable);
        return place;
    }

    private static async Task<string> Made(string name, Func<EmbeddedCluster, Task> fill)
    {
        var home = HomeFolder.Create(Path.Combine(Top, name), live: false);
        // Closed again: a copy of it is whole.
        await using (var cluster = await EmbeddedCluster.Open(home, CancellationToken.None)) await fill(cluster);
        return (await DataFolder.Find(home, CancellationToken.None))!;
    }

    private static Task<string> Once(string name, Func<Task<string>> make) =>
        All.GetOrAdd(name, _ => new Lazy<Task<string>>(make)).Value;
}
