using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Funds;
using Disbursement.Jobs.Running;

namespace Disbursement.Jobs.Papers;

/// <summary>The sums that several papers carry, read once.</summary>
internal sealed record PaperTotals(
    IReadOnlyList<(Category Category, short? Component, GroupTotal Total)> Categories,
    IReadOnlyList<(FundKey Fund, GroupTotal Total)> Funds, IReadOnlyList<(Block Reason, GroupTotal Total)> Held,
    IReadOnlyList<(string? Region, string? Bank, GroupTotal Total)> Places)
{
    /// <summary>Of whom anything is held, each once.</summary>
    public long HeldPeople { get; private init; }

    /// <summary>Of whom nobody can say how much it is.</summary>
    public long UndecidedPeople { get; private init; }

    /// <summary>By what the sources go.</summary>
    public required string FundsNote { get; init; }

    public static async Task<PaperTotals> Read(PaperRun of, CancellationToken stop)
    {
        var categories = await PapersStore.ByCategory(of, stop);
        var split = await FundSplit.Of(of.Connection, of.Run, stop);
        var totals = new PaperTotals(
            categories, await FundStore.ByFund(of, split, stop), await PapersStore.Held(of, stop),
            await PapersStore.ByPlace(of, stop))
        {
            HeldPeople = await PapersStore.HeldPeople(of, stop),
            UndecidedPeople = await PapersStore.UndecidedPeople(of, stop),
            FundsNote = FundsPaper.Note(
                split.Shares, await FundsStore.AnyMoney(of.Connection, of.Run.KnownThrough, stop)),
        };
        totals.RequireOneSum(of);
        return totals;
    }

    /// <exception cref="Refused">The lines are not what the run was signed for.</exception>
    private void RequireOneSum(PaperRun of)
    {
        var sum = of.Run.SumFen!.Value;
        Require("按类别的金额", Categories.Where(c => c.Component is null).Sum(c => c.Total.Fen), sum);
        Require("按组成的金额", Categories.Where(c => c.Component is not null).Sum(c => c.Total.Fen), sum);
        Require(
            "按资金的金额", Funds.Where(f => f.Fund is { Source: not null, Purpose: not null }).Sum(f => f.Total.Fen), sum);
        Require("按地方的金额", Places.Sum(p => p.Total.Fen), sum);
        Require("按地方的笔数", Places.Sum(p => p.Total.People), of.Run.RowCount!.Value);
        Require("暂缓的金额", Held.Sum(h => h.Total.Fen), of.Run.HeldFen!.Value);
    }

    internal static void Require(string what, long found, long wanted)
    {
        if (found != wanted)
            throw new Refused($"表里{what}合计{Spoken(found)}，与本批的{Spoken(wanted)}不符，没有出任何表。"
                + "明细和汇总对不上，请报管理员核查（./disburse payout run 重新测算后仍不符的，不要签字）。");

        string Spoken(long value) => what.EndsWith("金额", StringComparison.Ordinal) ? Money.Spoken(value) : $"{value}";
    }
}
