using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Disbursement.Host.Tests.AfterTheBank;

/// <summary>A bank's server: OpenSSH with a host key of its own on a free port of this machine, sftp only.</summary>
sealed class SftpServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/sshd";

    private readonly string home = Directory.CreateTempSubdirectory("disburse-bank-").FullName;
    private Process? running;

    private SftpServer(int port) => Port = port;

    public static bool IsHere => File.Exists(Program);

    public int Port { get; }

    /// <summary>Where the bank takes files from.</summary>
    public string Folder => Directory.CreateDirectory(Path.Combine(home, "in")).FullName;

    /// <summary>The private key that signs in.</summary>
    public string Key => Path.Combine(home, "key");

    public string Fingerprint { get; private set; } = "";

    public string Address(int? port = null) => $"sftp://{Environment.UserName}@127.0.0.1:{port ?? Port}{Folder}";

    public IEnumerable<string> Files => Directory.GetFiles(Folder).Select(f => Path.GetFileName(f)!).Order();

    public bool HasWrittenSince(DateTime utc) =>
        Directory.GetFiles(Folder).Any(f => File.GetLastWriteTimeUtc(f) >= utc);

    /// <summary>With its keys; nobody answers yet.</summary>
    public static async Task<SftpServer> Make()
    {
        var server = new SftpServer(FreePort());
        foreach (var key in new[] { "host", "key" })
            await Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", Path.Combine(server.home, key));
        File.Copy(server.Key + ".pub", Path.Combine(server.home, "authorized"));
        server.Fingerprint = (await Run("ssh-keygen", "-l", "-f", Path.Combine(server.home, "host.pub"))).Split(' ')[1];
        await File.WriteAllTextAsync(Path.Combine(server.home, "config"), $"""
            ListenAddress 127.0.0.1:{server.Port}
            HostKey {server.home}/host
            PidFile none
            AuthorizedKeysFile {server.home}/authorized
            StrictModes no
            UsePAM no
            PermitRootLogin prohibit-password
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            Subsystem sftp internal-sftp
            ForceCommand internal-sftp
            """ + "\n");
        return server;
    }

    public static async Task<SftpServer> Open()
    {
        var server = await Make();
        await server.Start();
        return server;
    }

    /// <summary>Somebody tried to reach it while nobody answers yet.</summary>
    public async Task Knocked(CancellationToken stop)
    {
        using var listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        using var client = await listener.AcceptTcpClientAsync(stop);
    }

    public async Task Start()
    {
        // Where it leaves its privileges; the distribution makes it when it starts a server of its own.
        if (Environment.IsPrivilegedProcess) Directory.CreateDirectory("/run/sshd");
        running = Process.Start(new ProcessStartInfo(
            Program, ["-D", "-f", Path.Combine(home, "config"), "-E", Path.Combine(home, "log")]))!;
        for (var tries = 0; tries < 200; tries++)
        {
            if (running.HasExited) break;
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(25);
            }
        }

        Assert.Fail($"sshd does not answer: {await File.ReadAllTextAsync(Path.Combine(home, "log"))}");
    }

    public async ValueTask DisposeAsync()
    {
        if (running is not null)
        {
            running.Kill(entireProcessTree: true);
            await running.WaitForExitAsync();
            running.Dispose();
        }

        Directory.Delete(home, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<string> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, UseShellExecute = false,
        })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return said;
    }
}
