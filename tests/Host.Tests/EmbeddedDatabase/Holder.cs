using System.Diagnostics;
using Disbursement.Host.EmbeddedDatabase;
using Disbursement.Host.Homes;

namespace Disbursement.Host.Tests.EmbeddedDatabase;

/// <summary>Another process that opens the database of a home and keeps it, until it is killed.</summary>
/// <remarks>This very program once more, told by a variable to run only the holding below.</remarks>
sealed class Holder : IDisposable
{
    public const string Variable = "DISBURSE_TEST_HOLD";

    readonly Process process;
    readonly string home;

    Holder(Process process, string home)
    {
        this.process = process;
        this.home = home;
    }

    public int ProcessId => process.Id;

    public static string Opened(string home) => Path.Combine(home, "opened-by-holder");

    public static Holder Start(string home)
    {
        var dll = typeof(Holder).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", [dll, "-class", typeof(HoldingTests).FullName!])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { [Variable] = home },
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("TESTINGPLATFORM")).ToList())
        {
            start.Environment.Remove(name);
        }

        return new Holder(Process.Start(start)!, home);
    }

    public async Task HasOpened(CancellationToken stop)
    {
        using var turns = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!File.Exists(Opened(home)))
        {
            Assert.False(process.HasExited, "the holder ended before it opened the database");
            await turns.WaitForNextTickAsync(stop);
        }
    }

    public Task HasEnded(CancellationToken stop) => process.WaitForExitAsync(stop);

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }
}

public sealed class HoldingTests
{
    [Fact]
    public async Task Holds_the_home_that_it_is_told_to_hold()
    {
        if (Environment.GetEnvironmentVariable(Holder.Variable) is not { } home) return;
        var stop = TestContext.Current.CancellationToken;
        await using var cluster = await EmbeddedCluster.Open(HomeFolder.Open(home), stop);
        await File.WriteAllTextAsync(Holder.Opened(home), "", stop);
        using var never = new PeriodicTimer(TimeSpan.FromMinutes(5));
        await never.WaitForNextTickAsync(stop);
    }
}
