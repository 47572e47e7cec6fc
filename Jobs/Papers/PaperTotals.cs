using Disbursement.Domain.Payouts;
using Disbursement.Domain.Policy;

namespace Disbursement.Jobs.Papers;

/// <summary>The sums that several papers carry, read once.</summary>
internal sealed record PaperTotals(
    IReadOnlyList<(Category Category, short? Component, GroupTotal Total)> Categories,
    IReadOnlyList<(FundKey Fund, GroupTotal Total)> Funds, IReadOnlyList<(Block Reason, GroupTotal Total)> Held,
    IReadOnlyList<(string? Region, string? Bank, GroupTotal Total)> Places)
{
    public static async Task<PaperTotals> Read(PaperRun of, CancellationToken stop)
    {
        var categories = await PapersStore.ByCategory(of, stop);
        var positions = categories.Where(c => c.Component is not null)
            .Select(c => (c.Category, c.Component!.Value)).ToArray();
        var totals = new PaperTotals(
            categories, await PapersStore.ByFund(of, positions, stop), await PapersStore.Held(of, stop),
            await PapersStore.ByPlace(of, stop));
        totals.RequireOneSum(of);
        return totals;
    }

    /// <exception cref="InvalidOperationException">The lines are not what the run was signed for.</exception>
    private void RequireOneSum(PaperRun of)
    {
        var sum = of.Run.SumFen!.Value;
        Require("categories", Categories.Where(c => c.Component is null).Sum(c => c.Total.Fen), sum);
        Require("components", Categories.Where(c => c.Component is not null).Sum(c => c.Total.Fen), sum);
        Require(
            "funds", Funds.Where(f => f.Fund is { Source: not null, Purpose: not null }).Sum(f => f.Total.Fen), sum);
        Require("places", Places.Sum(p => p.Total.Fen), sum);
        Require("rows", Places.Sum(p => p.Total.People), of.Run.RowCount!.Value);
        Require("held", Held.Sum(h => h.Total.Fen), of.Run.HeldFen!.Value);
    }

    internal static void Require(string what, long found, long wanted)
    {
        if (found != wanted)
            throw new InvalidOperationException(
                $"The {what} of a paper come to {found} and not to {wanted} as the run.");
    }
}
