using System.Diagnostics;
using Disbursement.Host.EmbeddedDatabase;
using Disbursement.Host.Homes;
using Disbursement.Host.Tests.Homes;
using Disbursement.Samples.Counties;
using Disbursement.Samples.Stories;

namespace Disbursement.Host.Tests.Runs;

/// <summary>A rehearsal home of its own, worked by the real program in processes of their own.</summary>
public sealed class Office : IDisposable
{
    private const string Today = "2025-08-05";
    private readonly string folder = Directory.CreateTempSubdirectory("disburse-office-").FullName;

    public string Home => Path.Combine(folder, "home");

    /// <summary>Home, users, the opening files of a county of so many people; ready for `payout run 2025-08`.</summary>
    public static async Task<Office> With(int people)
    {
        ClusterCreation.Pattern.Value = await PatternCluster.Copied($"office-{people}", copy => First(people, copy));
        var office = new Office();
        var home = HomeFolder.Create(office.Home, live: false);
        await (await EmbeddedCluster.Open(home, CancellationToken.None)).DisposeAsync();
        return office;
    }

    /// <summary>By processes of its own, from nothing; the others begin as copies of it.</summary>
    private static async Task First(int people, Func<string, Task> copy)
    {
        using var office = new Office();
        await office.Do("init");
        await office.Do("settings", "first-month", "2025-08");
        await office.Do("user", "add", "甲", "--roles", "经办");
        await office.Do("user", "add", "乙", "--roles", "复核");
        await office.Do("user", "add", "丙", "--roles", "审批");
        await office.Do("user", "add", "丁", "--roles", "审批");
        foreach (var file in Story.Of(new County(people)).Opening.Where(f => f.Kind is "rates" or "wages" or "roster"))
            await office.Do("import", file.Kind, file.WriteInto(office.folder), "--today", Today, "--user", "甲");
        await copy(office.Home);
    }

    public async Task<string> Lines(string run)
    {
        var path = Path.Combine(folder, "lines.csv");
        await Do("lines", run, "--out", path);
        return await File.ReadAllTextAsync(path);
    }

    /// <summary>A file of the office; its path.</summary>
    public string Write(string name, IEnumerable<string> lines)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllLines(path, lines);
        return path;
    }

    /// <summary>A command that must succeed; what it said.</summary>
    public async Task<string> Do(params string[] arguments)
    {
        var (code, said) = await Try(arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)} ended with {code}: {said}");
        return said;
    }

    public async Task<(int Code, string Said)> Try(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    /// <summary>Starts a command and kills it (SIGKILL) after some milliseconds.</summary>
    public async Task Kill(int milliseconds, params string[] arguments)
    {
        using var process = Start(arguments);
        using var patience = new CancellationTokenSource(milliseconds);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    public void Dispose()
    {
        // The last command of a killed one's home stops its server.
        using (var last = Start("status")) last.WaitForExit();
        // Where root owns the home, the database lies elsewhere.
        var data = File.ReadAllText(Path.Combine(Home, "database.txt")).Split('：')[1].Trim();
        if (Directory.Exists(data)) Directory.Delete(data, recursive: true);
        Directory.Delete(folder, recursive: true);
    }

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(typeof(CommandLine).Assembly.Location);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["DISBURSE_HOME"] = Home;
        start.Environment.Remove("DISBURSE_DATABASE");
        return Process.Start(start)!;
    }
}
