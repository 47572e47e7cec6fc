using System.Globalization;
using Disbursement.Host.Homes;

namespace Disbursement.Host.EmbeddedDatabase;

/// <summary>A server that is alive on a data folder, as its pid file tells.</summary>
sealed record RunningServer(int Process, string SocketFolder, string Status)
{
    const string PidFile = "postmaster.pid";

    /// <summary>Takes connections.</summary>
    public bool IsReady => Status == "ready" && File.Exists(EmbeddedDatabase.SocketFolder.SocketIn(SocketFolder));

    /// <summary>On its way out, by whomever: it will take no connections any more.</summary>
    public bool IsStopping => Status == "stopping";

    /// <summary>The server of this data folder, or null where none is alive.</summary>
    public static RunningServer? Find(string data)
    {
        // Lines: pid, data folder, start, port, socket folder, address, memory key, status. Written bit by bit.
        var lines = ReadPidFile(data);
        if (lines.Length == 0 || !int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
        {
            return null;
        }

        var socket = lines.Length > 4 ? lines[4].Trim() : "";
        var status = lines.Length > 7 ? lines[7].Trim() : "";
        return IsServerProcess(pid, data) ? new(pid, socket, status) : null;
    }

    public static bool HasPidFile(string data) => File.Exists(Path.Combine(data, PidFile));

    /// <summary>Fast shutdown: open transactions roll back, what was committed is on disk; waits.</summary>
    public static async Task Stop(string data, CancellationToken stop)
    {
        if (Find(data) is not { } server) return;
        Posix.Signal(server.Process, Posix.Interrupt);
        await Gone(server.Process, data, stop);
        if (server.SocketFolder.Length > 0) EmbeddedDatabase.SocketFolder.Remove(server.SocketFolder);
    }

    /// <summary>Waits until the process of the server has ended.</summary>
    public static async Task Gone(int process, string data, CancellationToken stop)
    {
        using var turns = new PeriodicTimer(TimeSpan.FromMilliseconds(3));
        while (IsServerProcess(process, data)) await turns.WaitForNextTickAsync(stop);
    }

    /// <summary>
    /// Clears up after a server that was killed: the pid file, whose number another process may have by now, and
    /// server processes that have not noticed yet, because two servers on one folder would destroy it.
    /// </summary>
    public static async Task ClearDead(string data, CancellationToken stop)
    {
        using var turns = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var turn = 0; ; turn++)
        {
            var left = ServerProcesses(data).ToList();
            if (left.Count == 0) break;
            var signal = turn switch { 100 => Posix.Quit, 500 => Posix.Kill, _ => 0 };
            if (signal != 0) left.ForEach(process => Posix.Signal(process, signal));
            await turns.WaitForNextTickAsync(stop);
        }

        File.Delete(Path.Combine(data, PidFile));
    }

    static IEnumerable<int> ServerProcesses(string data) =>
        from folder in Directory.EnumerateDirectories("/proc")
        let number = Path.GetFileName(folder)
        where char.IsAsciiDigit(number[0])
        let process = int.Parse(number, CultureInfo.InvariantCulture)
        where IsServerProcess(process, data)
        select process;

    /// <summary>A living PostgreSQL process at work in this very folder: a number alone proves nothing.</summary>
    static bool IsServerProcess(int process, string data)
    {
        try
        {
            // "pid (name) state …"; a zombie has ended and only waits for its parent to notice.
            var status = File.ReadAllText($"/proc/{process}/stat");
            var end = status.LastIndexOf(')');
            if (!status[..end].EndsWith("(postgres") || status[end + 2] is 'Z' or 'X') return false;
            // A home deleted under its server, and made again, has the old server beside it for a minute.
            var folder = new FileInfo($"/proc/{process}/cwd").LinkTarget;
            return folder == data || folder == $"{data} (deleted)";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    static string[] ReadPidFile(string data)
    {
        try
        {
            return File.ReadAllLines(Path.Combine(data, PidFile));
        }
        catch (IOException)
        {
            return [];
        }
    }
}
