using Disbursement.Domain;
using Disbursement.Domain.Funds;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Funds;
using Disbursement.Jobs.Running;
using Npgsql;

namespace Disbursement.Jobs.BackPayments;

/// <summary>A batch in the ledger of funds: its purpose is 社保补缴, and a row of shares says who bears it.</summary>
internal static class BatchFunds
{
    /// <summary>What a batch asks for by level of government; null: nobody says who bears it.</summary>
    public static async Task<Parts?> ByLevel(
        NpgsqlConnection connection, int batch, DateOnly on, CancellationToken stop) =>
        await LevelsOf(connection, long.MaxValue, on, stop) is { } levels
            ? await Need(connection, batch, levels, stop)
            : null;

    /// <summary>As the shares in force on a day have it.</summary>
    private static async Task<Parts?> LevelsOf(
        NpgsqlConnection connection, long known, DateOnly on, CancellationToken stop) =>
        new ShareTable(await ShareStore.Known(connection, known, stop))
            .Of(Category.OneOff.Number, (short)Purpose.BackPayment, null, PayMonth.Of(on))?.Levels;

    /// <summary>By level of government, as the shares in force on the day of the approval have it.</summary>
    /// <exception cref="Refused">Nobody says who bears it.</exception>
    public static async Task<Parts> Levels(Act act, DateOnly approvedOn, CancellationToken stop) =>
        await LevelsOf(act.Connection, act.Number, approvedOn, stop)
            ?? throw new Refused("不知道社保补缴的钱由哪一级出（share-missing）。请导入分担表（./disburse import shares 文件）："
                + $"优抚类别写“一次性”，组成写“{Purpose.BackPayment.Label()}”，各级写金额，或按比例写的数（如 60 和 40），"
                + $"生效日期不晚于{PayMonth.Of(approvedOn).FirstDay:yyyy-MM-dd}。");

    /// <summary>Reserves what the batch asks for.</summary>
    /// <returns>What was done, said.</returns>
    /// <exception cref="Refused">A fund is short.</exception>
    public static async Task<string> Reserve(Act act, int batch, CancellationToken stop)
    {
        if (!await FundsStore.AnyMoney(act.Connection, act.Number, stop)) return FundReservation.NotChecked;
        var need = await Need(act, batch, act.Performer.Today, stop);
        var year = (short)act.Performer.Today.Year;
        var balances = await FundsStore.Balances(act.Connection, act.Number, stop);
        var entries = Enum.GetValues<Source>().Where(s => need[s] > 0)
            .Select(s => new FundEntry(new Fund(year, s, Purpose.BackPayment), FundMove.Reserve, need[s])).ToList();
        var gaps = entries.Where(e => (balances.GetValueOrDefault(e.Fund) ?? new FundBalance()).Gap(e.Fen) > 0)
            .Select(e => $"{e.Fund.Label(Purpose.BackPayment.Label())}可用"
                + $"{Money.Spoken((balances.GetValueOrDefault(e.Fund) ?? new FundBalance()).Free)}，"
                + $"需要{Money.Spoken(e.Fen)}").ToList();
        if (gaps.Count > 0)
            throw new Refused($"资金不足（funds-short），没有批准：{string.Join('；', gaps)}。"
                + "资金已到未登记的，先登记（./disburse import funds 文件）；不得挪用其他用途。");
        await BatchStore.Share(act, batch, need, stop);
        await FundsStore.Enter(act, null, entries, stop, batch);
        return "资金已预留：" + string.Join('、', entries.Select(e =>
            $"{e.Fund.Source.Label()}{Money.Spoken(e.Fen)}")) + "。";
    }

    /// <summary>
    /// A batch that was approved when no money was registered comes into the ledger once there is some: it was signed,
    /// so nobody is asked again.
    /// </summary>
    /// <exception cref="Refused">Nobody says who bears it, or a fund is short.</exception>
    public static async Task ReserveLate(Act act, int batch, DateOnly approvedOn, CancellationToken stop)
    {
        var need = await Need(act, batch, approvedOn, stop);
        var free = await FundsStore.Balances(act.Connection, act.Number, stop);
        Fund FundOf(Source source) => new((short)approvedOn.Year, source, Purpose.BackPayment);
        if (Enum.GetValues<Source>().Any(source =>
                (free.GetValueOrDefault(FundOf(source)) ?? new FundBalance()).Gap(need[source]) > 0))
            throw new Refused("登记的拨款不够这一批，补登拨款（./disburse import funds 文件）以后再对账。");
        await BatchStore.Share(act, batch, need, stop);
        await FundsStore.Enter(act, null, Enum.GetValues<Source>().Select(source => new FundEntry(
            FundOf(source), FundMove.Reserve, need[source])), stop, batch);
    }

    private static async Task<Parts> Need(Act act, int batch, DateOnly approvedOn, CancellationToken stop) =>
        await Need(act.Connection, batch, await Levels(act, approvedOn, stop), stop);

    private static async Task<Parts> Need(
        NpgsqlConnection connection, int batch, Parts levels, CancellationToken stop) =>
        levels.Split(await BatchStore.AskedFen(connection, batch, stop));

    /// <summary>
    /// The ledger follows what a batch comes to, split as its reservation was: shares that came later change nothing of
    /// it. What was paid beyond that comes from what is available, never from what is reserved for others.
    /// </summary>
    /// <returns>Whether anything moved, and what could not be posted because the fund has no more; fen.</returns>
    public static async Task<(bool Moved, long ShortFen)> Settle(
        Act act, ReservedBatch batch, BatchMoney money, CancellationToken stop)
    {
        var spent = batch.Reservation.Split(money.SpentFen) - batch.Posted;
        var held = batch.Reservation.Split(money.OpenFen) - batch.Reserved;
        if (spent == default && held == default) return (false, 0);
        var (free, missing) = (await FundsStore.Balances(act.Connection, act.Number, stop), 0L);
        var moves = new List<FundEntry>();
        foreach (var source in Enum.GetValues<Source>())
        {
            var fund = new Fund(batch.Year, source, Purpose.BackPayment);
            var more = spent[source] + held[source];
            var lacks = more > 0 ? (free.GetValueOrDefault(fund) ?? new FundBalance()).Gap(more) : 0;
            missing += lacks;
            moves.Add(new FundEntry(fund, FundMove.Reverse, Math.Max(0, -spent[source])));
            // What was reversed is available again, so that it is reserved anew.
            var reserve = Math.Max(0, spent[source]) + held[source] - lacks;
            moves.Add(new FundEntry(fund, FundMove.Reserve, Math.Max(0, reserve)));
            moves.Add(new FundEntry(fund, FundMove.Void, Math.Max(0, -reserve)));
            moves.Add(new FundEntry(fund, FundMove.Post, Math.Max(0, Math.Max(0, spent[source]) - lacks)));
        }

        await FundsStore.Enter(act, null, moves, stop, batch.Id);
        return (moves.Exists(m => m.Fen != 0), missing);
    }
}

/// <summary>What a batch comes to; fen.</summary>
internal struct BatchMoney
{
    /// <summary>All that receipts say of it.</summary>
    public long SpentFen;

    /// <summary>What it still asks for.</summary>
    public long OpenFen;
}
