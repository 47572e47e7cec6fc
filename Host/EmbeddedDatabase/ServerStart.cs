using System.Diagnostics;
using Disbursement.Host.Homes;

namespace Disbursement.Host.EmbeddedDatabase;

/// <summary>Brings the server of a data folder up, or finds it up already. Called under the start lock only.</summary>
sealed class ServerStart(HomeFolder home, string data, ServerAccount account)
{
    const long LongLog = 1024 * 1024;

    /// <summary>
    /// A session of its own, so that Ctrl-C of one command does not end it; outputs to its log and no inherited
    /// files, so that nobody waits for it. The shell replaces itself: the server keeps the number that was started.
    /// </summary>
    const string Script = """
        set -e
        umask 077
        cd "$1"
        printf '%s' "$2" > disburse.conf
        printf '%s' "$3" > pg_hba.conf
        printf '%s' "$4" > pg_ident.conf
        printf '%s' "$5" > disburse.machine
        exec setsid "$6" -D "$1" </dev/null >>server.log 2>&1 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
        """;

    readonly string log = Path.Combine(data, "server.log");

    /// <summary>The folder of the socket of a server that takes connections.</summary>
    public async Task<string> Ready(bool othersUseIt, CancellationToken stop)
    {
        using var turns = new PeriodicTimer(TimeSpan.FromMilliseconds(3));
        Process? started = null;
        long logStart = 0;
        try
        {
            while (true)
            {
                var server = RunningServer.Find(data);
                if (server is { IsReady: true }) return server.SocketFolder;
                if (server is { IsStopping: true }) await RunningServer.Stop(data, stop);
                if (started is { HasExited: true }) throw Failed(started, logStart);
                if (server is null && started is null)
                {
                    if (othersUseIt) RefuseOtherMachine();
                    logStart = TrimLog();
                    started = await Start(stop);
                }

                await turns.WaitForNextTickAsync(stop);
            }
        }
        finally
        {
            started?.Dispose();
        }
    }

    async Task<Process> Start(CancellationToken stop)
    {
        var programs = await ServerPrograms.Of(DataFolder.MajorVersion(data), stop);
        var socket = SocketFolder.Prepare(home, account);
        if (RunningServer.HasPidFile(data) || File.Exists(SocketFolder.SocketIn(socket)))
        {
            await RunningServer.ClearDead(data, stop);
        }

        Posix.KeepInheritedFiles();
        var settings = ServerSettings.Text(home, socket, new DriveInfo(data).AvailableFreeSpace);
        return ProgramRun.Start(account.Command("sh", "-c", Script, "sh", data, settings,
            ServerSettings.HostBasedAccess, ServerSettings.Identities(account), ThisMachine(), programs.Postgres));
    }

    EmbeddedDatabaseFailed Failed(Process started, long logStart)
    {
        var said = started.StandardError.ReadToEnd();
        if (File.Exists(log))
        {
            using var stream = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            stream.Position = Math.Min(logStart, stream.Length);
            using var reader = new StreamReader(stream);
            said += reader.ReadToEnd();
        }

        return EmbeddedDatabaseFailed.Of("数据库不能启动", said, data);
    }

    /// <summary>Where the log of this start will begin.</summary>
    long TrimLog()
    {
        var length = File.Exists(log) ? new FileInfo(log).Length : 0;
        if (length < LongLog) return length;
        File.Move(log, $"{log}.1", overwrite: true);
        return 0;
    }

    /// <summary>
    /// Others hold the home and no server is seen. On this machine it was killed and may be started again; started
    /// in another container or on another machine (a shared disk) it is alive out of our sight, and a second one
    /// would destroy the data.
    /// </summary>
    void RefuseOtherMachine()
    {
        var file = Path.Combine(data, "disburse.machine");
        if (!RunningServer.HasPidFile(data) || !File.Exists(file) || File.ReadAllText(file) == ThisMachine()) return;
        throw new EmbeddedDatabaseFailed($"数据目录 {home.Path} 正由另一台机器或另一个容器使用。" +
            "请先在那里结束程序；要多台机器同时使用，请用 DISBURSE_DATABASE 连接独立的数据库。");
    }

    static string ThisMachine() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()
        + new FileInfo("/proc/self/ns/pid").LinkTarget;
}
