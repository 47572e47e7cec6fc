using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>Runs as others read them.</summary>
public sealed class RunList(NpgsqlDataSource source)
{
    /// <summary>All runs, oldest first.</summary>
    public async Task<IReadOnlyList<PayoutRun>> All(CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await PayoutStore.All(connection, stop);
    }

    /// <summary>What became known since the run was worked out, in lines of their own; else empty.</summary>
    public async Task<string> News(PayoutRun run, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await RunNews.Said(connection, run, stop);
    }

    /// <summary>It has to be worked out again before anybody signs: then no signature is the next step.</summary>
    public async Task<bool> IsOvertaken(PayoutRun run, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await RunNews.IsOvertaken(connection, run, stop);
    }

    /// <summary>The bridge from the month before; null where there is none.</summary>
    public async Task<RunBridge?> Bridge(PayoutRun run, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await RunBridgeStore.Of(connection, run, stop);
    }

    /// <summary>
    /// The run of a name that is not cancelled, else the latest cancelled one; null when there is none.
    /// </summary>
    public async Task<PayoutRun?> Find(string name, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await PayoutStore.Find(connection, name, stop);
    }
}
