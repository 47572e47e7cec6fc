using Disbursement.Domain.Funds;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Funds;

/// <summary>An advance that is not replaced yet, as the office looks at it; fen.</summary>
/// <param name="Purpose">As it is called.</param>
/// <param name="Run">Name of the run that needed it.</param>
public sealed record StandingAdvance(
    Fund Fund, string Purpose, string Run, DateOnly On, string? Document, long Fen, long OutstandingFen)
{
    public string Label => Fund.Label(Purpose);
}

/// <summary>The funds as they stand.</summary>
/// <param name="Checked">False: no money was ever imported, so nothing of funds is checked.</param>
public sealed record FundsShown(
    bool Checked, IReadOnlyList<FundStanding> Funds, IReadOnlyList<StandingAdvance> Advances);

/// <summary>资金台账: what came in, what is reserved, spent, available; what the county advanced. It only reads.</summary>
public sealed class FundsJob(NpgsqlDataSource source)
{
    /// <param name="year">Null: all years.</param>
    public async Task<FundsShown> Show(short? year, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var balances = await FundsStore.Balances(connection, long.MaxValue, stop);
        var funds = (await FundsStore.Standings(connection, year, stop))
            .ConvertAll(f => f with { AdvancedFen = balances.GetValueOrDefault(f.Fund)?.Advanced ?? 0 });
        var advances = await Advances(connection, balances, stop);
        return new FundsShown(
            await FundsStore.AnyMoney(connection, long.MaxValue, stop), funds,
            advances.FindAll(a => year is null || a.Fund.Year == year));
    }

    /// <summary>
    /// Where the ledger does not tie: what came in against what is available, reserved and spent, fund by fund, and
    /// reservations that outlived their run. Empty: it ties.
    /// </summary>
    public async Task<IReadOnlyList<FundDifference>> FundsProof(CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await FundsStore.Differences(connection, stop);
    }

    /// <summary>Not replaced yet, oldest first.</summary>
    internal static async Task<List<StandingAdvance>> Advances(
        NpgsqlConnection connection, Dictionary<Fund, FundBalance> balances, CancellationToken stop)
    {
        var standing = balances.SelectMany(b => b.Value.Advances.Select(a => (Fund: b.Key, Advance: a))).ToList();
        if (standing.Count == 0) return [];
        var names = await FundNames.Read(connection, stop);
        var days = (await connection.Rows("select number, business_date from act where number = any($1)",
            r => (r.GetInt64(0), r.Date(1)), stop, standing.Select(s => s.Advance.Act).Distinct().ToArray()))
            .ToDictionary(d => d.Item1, d => d.Item2);
        var runs = (await PayoutStore.All(connection, stop)).ToDictionary(r => r.Id, r => r.Name);
        return
        [
            .. standing.OrderBy(s => s.Advance.Act).ThenBy(s => s.Fund.Purpose).ThenBy(s => s.Fund.Source)
                .Select(s => new StandingAdvance(
                    s.Fund, names.Of(s.Fund.Purpose), runs[s.Advance.Run], days[s.Advance.Act], s.Advance.Document,
                    s.Advance.Fen, s.Advance.OutstandingFen)),
        ];
    }
}
