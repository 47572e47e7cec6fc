using Disbursement.Domain.Entitlements;
using Disbursement.Domain.OneOffs;
using Disbursement.Jobs.OneOffs;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>What a shard of a one-off batch needs beside people: their rows, and accounts that take no money.</summary>
internal sealed class BatchShard
{
    private readonly short batch;
    private readonly ILookup<int, OneOffRow> rows;
    private readonly Dictionary<string, ReturnedAccount> returned;
    private readonly HashSet<string> schemes;

    private BatchShard(
        short batch, ILookup<int, OneOffRow> rows, Dictionary<string, ReturnedAccount> returned,
        HashSet<string> schemes)
    {
        this.batch = batch;
        this.rows = rows;
        this.returned = returned;
        this.schemes = schemes;
    }

    /// <param name="people">Of the shard.</param>
    /// <returns>Null: the run pays months.</returns>
    public static async Task<BatchShard?> Read(
        NpgsqlConnection connection, PayoutRun run, int[]? people, CancellationToken stop)
    {
        if (run.Batch is not { } batch) return null;
        var rows = await OneOffStore.Of(connection, people ?? [], run.KnownThrough, stop);
        string[] accounts = [.. rows.SelectMany(r => r).Select(r => r.Account?.Number).OfType<string>().Distinct()];
        return new BatchShard(
            batch, rows, await ReturnedAccounts.Among(connection, run.KnownThrough, accounts, stop),
            await OneOffStore.Schemes(connection, batch, run.KnownThrough, stop));
    }

    public OneOffOwed OwedOf(int person, FoldedPerson folded) => 
        OneOffOwed.Of(batch, folded, [.. rows[person]], schemes);

    /// <summary>Money came back from the account, and nobody confirmed it since; null: it takes money.</summary>
    public ReturnedAccount? Returned(string account) => returned.GetValueOrDefault(account);
}
