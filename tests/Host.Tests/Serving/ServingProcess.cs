using System.Diagnostics;
using Disbursement.Host.Homes;

namespace Disbursement.Host.Tests.Serving;

/// <summary>The program itself, serving a home on a free port in a process of its own.</summary>
internal sealed class ServingProcess : IDisposable
{
    private const int Terminate = 15;

    private readonly Process process;
    private readonly Task<string> log;

    private ServingProcess(Process process)
    {
        this.process = process;
        log = process.StandardError.ReadToEndAsync();
    }

    public HttpClient Web { get; } = new();

    public static async Task<ServingProcess> Start(string home, CancellationToken stop, params string[] more)
    {
        var start = new ProcessStartInfo("dotnet",
            [typeof(CommandLine).Assembly.Location, "serve", "--url", "http://127.0.0.1:0", .. more])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DISBURSE_HOME"] = home },
        };
        var serving = new ServingProcess(Process.Start(start)!);
        var line = await serving.process.StandardOutput.ReadLineAsync(stop);
        if (line is null) Assert.Fail($"it ended before it served: {await serving.log}");
        serving.Web.BaseAddress = new Uri(line.Split(' ')[0]);
        return serving;
    }

    /// <summary>Asks it to stop, as the system does when it shuts down.</summary>
    /// <returns>Exit code and what it logged.</returns>
    public async Task<(int Code, string Log)> End(CancellationToken stop)
    {
        Posix.Signal(process.Id, Terminate);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await log);
    }

    public void Dispose()
    {
        Web.Dispose();
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }
}
