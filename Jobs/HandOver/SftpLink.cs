using System.Globalization;
using System.Net.Sockets;
using Disbursement.Jobs.Running;
using Polly;
using Polly.Retry;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Disbursement.Jobs.HandOver;

/// <summary>
/// The bank's SFTP server. All that can fail before a byte leaves fails in <see cref="Prepare"/>: reaching it, its host
/// key, the sign-in, the folder. Then the file is written under a name that nobody takes, its size compared, and
/// renamed; what is there already is never written over.
/// </summary>
/// <param name="hostKey">SHA256:…, as the bank told it: any other server is refused.</param>
internal sealed class SftpLink(SftpAddress address, string hostKey, LinkKeys keys) : IFileLink
{
    private static readonly ResiliencePipeline Reaching = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            // Only what a second attempt can mend; of a host key or a sign-in there is none.
            ShouldHandle = new PredicateBuilder()
                .Handle<SocketException>().Handle<SshOperationTimeoutException>().Handle<SshConnectionException>(),
            MaxRetryAttempts = 4,
            Delay = TimeSpan.FromSeconds(1),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
        })
        .Build();

    private SftpClient? client;

    public async Task Prepare(BankFileRow file, CancellationToken stop)
    {
        try
        {
            client = await Reaching.ExecuteAsync(async token => await Connect(token), stop);
            if (!await client.ExistsAsync(address.Folder, stop))
                throw new Refused($"{address}：没有这个目录，{file.Name}没有交盘。请核对“传送”，或问银行。");
            if (await client.ExistsAsync(Target(file), stop))
                throw new Refused($"{file.Name} 已经在 {address} 里，没有再传。请核实是不是已经交过。");
            // Left by an attempt that the bank says it has not received.
            if (await client.ExistsAsync(Writing(file), stop)) await client.DeleteFileAsync(Writing(file), stop);
        }
        catch (Exception fault) when (IsOfTheLink(fault))
        {
            throw new Refused($"{address}：{Words(fault)}，{file.Name}没有传，状态不变。请查明以后再交。");
        }
    }

    public async Task<Delivery> Send(BankFileRow file, CancellationToken stop)
    {
        try
        {
            await using (var from = File.OpenRead(Path.Combine(file.Folder, file.Name)))
            await using (var to = await client!.OpenAsync(Writing(file), FileMode.CreateNew, FileAccess.Write, stop))
                await from.CopyToAsync(to, stop);

            // What is there is as long as what was approved, or nobody takes it.
            if ((await client.GetAttributesAsync(Writing(file), stop)).Size != file.Bytes) return Delivery.InDoubt;
            await client.RenameFileAsync(Writing(file), Target(file), stop);
            return Delivery.Arrived;
        }
        catch (Exception fault) when (IsOfTheLink(fault) || fault is OperationCanceledException)
        {
            return Delivery.InDoubt;
        }
    }

    public string Said(BankFileRow file) => $"已传到 {address}。";

    public ValueTask DisposeAsync()
    {
        client?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<SftpClient> Connect(CancellationToken stop)
    {
        string? shown = null;
        var connecting = new SftpClient(new ConnectionInfo(address.Host, address.Port, address.User, keys.For(address))
        {
            Timeout = TimeSpan.FromSeconds(15),
        })
        {
            OperationTimeout = TimeSpan.FromMinutes(2), KeepAliveInterval = TimeSpan.FromSeconds(15),
        };
        connecting.HostKeyReceived += (_, key) =>
        {
            shown = "SHA256:" + key.FingerPrintSHA256.TrimEnd('=');
            key.CanTrust = shown == hostKey.TrimEnd('=');
        };
        try
        {
            await connecting.ConnectAsync(stop);
            return connecting;
        }
        catch (Exception fault)
        {
            connecting.Dispose();
            if (fault is SshConnectionException && shown is not null && shown != hostKey.TrimEnd('='))
                throw new Refused($"{address}：主机指纹是 {shown}，登记的是 {hostKey}，可能不是银行的服务器，没有登录，"
                    + "什么也没有传。请打电话向银行核对；银行换了机器的，重新导入代发银行表。");
            throw;
        }
    }

    private string Target(BankFileRow file) => $"{address.Folder.TrimEnd('/')}/{file.Name}";

    private string Writing(BankFileRow file) => Target(file) + ".part";

    private static bool IsOfTheLink(Exception fault) =>
        fault is SshException or SocketException or IOException or ObjectDisposedException
            or UnauthorizedAccessException;

    private static string Words(Exception fault) => fault switch
    {
        SshAuthenticationException => "登录被拒绝（用户、密钥或密码不对）",
        SftpPermissionDeniedException => "没有权限",
        SocketException => "连不上",
        SshOperationTimeoutException => "没有回应",
        _ => string.Create(CultureInfo.InvariantCulture, $"连接不成（{fault.Message}）"),
    };
}
