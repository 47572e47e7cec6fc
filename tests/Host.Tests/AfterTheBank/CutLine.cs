using System.Net;
using System.Net.Sockets;

namespace Disbursement.Host.Tests.AfterTheBank;

/// <summary>
/// The line to the bank, which breaks: once the file has begun to arrive, so many more messages get through, and the
/// answer to the last of them does not. The answer shows that the bank took it before the line went.
/// </summary>
/// <param name="to">Port of the bank's server.</param>
/// <param name="hasBegun">Whether the file has begun to arrive there.</param>
/// <param name="messages">How many more get through.</param>
sealed class CutLine : IAsyncDisposable
{
    /// <summary>Not every message has an answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task serving;
    private readonly Func<bool> hasBegun;
    private int left;

    public CutLine(int to, Func<bool> hasBegun, int messages)
    {
        this.hasBegun = hasBegun;
        left = messages;
        listener.Start();
        serving = Serve(to);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public bool IsCut { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        await serving;
        closing.Dispose();
    }

    private async Task Serve(int to)
    {
        try
        {
            while (!closing.IsCancellationRequested)
            {
                using var office = await listener.AcceptTcpClientAsync(closing.Token);
                using var bank = new TcpClient();
                await bank.ConnectAsync(IPAddress.Loopback, to, closing.Token);
                office.NoDelay = bank.NoDelay = true;
                await Task.WhenAny(
                    Pass(office.GetStream(), bank.GetStream(), isToBank: true),
                    Pass(bank.GetStream(), office.GetStream(), isToBank: false));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Pass(NetworkStream from, NetworkStream to, bool isToBank)
    {
        var buffer = new byte[1 << 16];
        try
        {
            while (await from.ReadAsync(buffer, closing.Token) is > 0 and var read)
            {
                if (IsCut && !isToBank) answered.TrySetResult();
                if (IsCut) return;
                if (isToBank && hasBegun()) IsCut = --left < 0;
                await to.WriteAsync(buffer.AsMemory(0, read), closing.Token);
                if (IsCut) await answered.Task.WaitAsync(Patience, closing.Token);
            }
        }
        catch (Exception end) when (end is IOException or OperationCanceledException or ObjectDisposedException
            or TimeoutException)
        {
            // One side hung up.
        }
    }
}
