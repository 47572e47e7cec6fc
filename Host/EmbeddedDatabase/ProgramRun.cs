using System.Diagnostics;

namespace Disbursement.Host.EmbeddedDatabase;

/// <summary>Runs one program of the database to its end.</summary>
static class ProgramRun
{
    /// <summary>Its exit code, and what it said on both outputs.</summary>
    public static async Task<(int Code, string Output)> Run(IReadOnlyList<string> command, CancellationToken stop)
    {
        using var process = Start(command);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(stop);
            var errors = process.StandardError.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Starts it in /, without our environment: secrets and PG… variables are none of its.</summary>
    public static Process Start(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var libraries = Environment.GetEnvironmentVariable("LD_LIBRARY_PATH");
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin";
        start.Environment["LC_ALL"] = "C";
        start.Environment["TZ"] = "UTC";
        if (libraries is not null) start.Environment["LD_LIBRARY_PATH"] = libraries;
        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new EmbeddedDatabaseFailed($"不能运行 {command[0]}：{e.Message}。请检查它是否已安装、能否执行。", e);
        }
    }
}
