using Disbursement.Domain;
using Disbursement.Domain.Duties;
using Disbursement.Domain.People;
using Disbursement.Domain.Recoveries;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;
using Npgsql;

namespace Disbursement.Jobs.Recoveries;

/// <summary>Money that came back, as it is told.</summary>
/// <param name="Months">Which months it makes good, oldest first; empty: the oldest open ones.</param>
/// <param name="Document">收据、银行回单或缴款书号: one of a person says one thing, once.</param>
/// <param name="Voucher">缴款书号, where it is with the treasury already.</param>
public sealed record MoneyBackOrder(
    string IdNumber, IReadOnlyList<PayMonth> Months, long Fen, DateOnly On, string Document, string? Voucher,
    bool ByBank);

/// <summary>
/// 追缴: decisions, money that comes back, its way to the treasury. Each is an act; what was wrong is taken back by
/// another.
/// </summary>
public sealed class RecoveryJob(NpgsqlDataSource source)
{
    public const string Kind = "recovery";

    /// <summary>A file of decisions, all of it or nothing.</summary>
    /// <exception cref="Refused">A row is bad, or the file is.</exception>
    public async Task<ImportOutcome> Decide(SheetSource file, Performer performer, CancellationToken stop)
    {
        var hash = await ImportJob.Hash(file.Path, stop);
        await using var act = await Act.Begin(source, performer, stop);
        if (await ImportJob.Earlier(act.Connection, Kind, hash, stop) is { } earlier)
            return new ImportOutcome(Kind, file.Path, null, 0, 0, 0, null, [], earlier);
        try
        {
            var take = new FileIntake(act, Kind, file, hash);
            await take.Table(RecoverySheet.Read(file, performer.Today), new RecoveryIntake(act), stop);
            return await take.Finish(stop);
        }
        catch (SheetRefusedException refused)
        {
            throw new Refused($"{file.Name}：{refused.Message}");
        }
    }

    /// <summary>收回: booked on the overpaid positions as they are now, oldest month first.</summary>
    /// <exception cref="Refused">Nobody of the number, more than is open, or another receipt's number.</exception>
    public async Task<(bool Changed, string Said)> Receive(
        MoneyBackOrder order, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        await UserStore.Require(act, Deed.ReceiveFunds, stop);
        var (person, name) = await Find(act.Connection, order.IdNumber, stop);
        if (order.On > performer.Today) throw new Refused($"收款日期{order.On:yyyy-MM-dd}还没有到，没有登记。");
        if (await RecoveryStore.Receipt(act.Connection, person, order.Document, stop) is { } known)
            return Again(known, order, name);
        var parts = await Parts(act, order, person, name, stop);
        await RecoveryStore.Receive(
            act, new StoredReceipt(person, order.Document, order.Fen, order.ByBank, order.On, parts), stop);
        if (order.Voucher is { } voucher)
            await RecoveryStore.Remit(act, voucher, order.On, [act.Number], stop);
        await act.Commit("money-back", Kind, default, order.Document, new { person, fen = order.Fen }, stop);
        return (true, $"已登记收回{name}多发的{Money.Spoken(order.Fen)}（{Months(parts)}，{order.Document}）。"
            + (order.Voucher is null
                ? "请当日缴国库，登记缴款书号：./disburse recovery remit --voucher 缴款书号 --date 日期。"
                : $"已缴国库（{order.Voucher}）。"));
    }

    /// <summary>A receipt that was entered wrongly does not count any more.</summary>
    /// <exception cref="Refused">There is no such receipt, or it says another amount.</exception>
    public async Task<(bool Changed, string Said)> Withdraw(
        string idNumber, string receipt, string document, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        await UserStore.Require(act, Deed.ReceiveFunds, stop);
        var (person, name) = await Find(act.Connection, idNumber, stop);
        var known = await RecoveryStore.Receipt(act.Connection, person, receipt, stop)
            ?? throw new Refused($"没有登记过{name}的{receipt}，没有可以撤销的。");
        if (known.IsEnded) return (false, $"{name}的{receipt}早已撤销，没有再做任何事。");
        if (await RecoveryStore.VoucherOf(act.Connection, known.Act, stop) is { } voucher)
            throw new Refused($"{name}的{receipt}已随缴款书{voucher}缴国库{Money.Spoken(known.Fen)}，不能撤销："
                + "缴错的凭财政文件办退库，退回来的登记拨款（import funds，类型“收回”）。");
        await RecoveryStore.End(act, known, document, stop);
        await act.Commit("money-back-withdrawn", Kind, default, document, new { person, fen = known.Fen }, stop);
        return (true, $"已撤销{name}的{receipt}（{Money.Spoken(known.Fen)}，依据{document}）。以后各批不再算它收回。");
    }

    /// <summary>缴国库: of all that came back, or of the receipts named.</summary>
    /// <exception cref="Refused">A receipt is unknown, or there is nothing to be remitted.</exception>
    public async Task<(bool Changed, string Said)> Remit(
        string voucher, DateOnly on, IReadOnlyCollection<string> receipts, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        await UserStore.Require(act, Deed.ReceiveFunds, stop);
        if (on > performer.Today) throw new Refused($"缴库日期{on:yyyy-MM-dd}还没有到，没有登记。");
        if (await RecoveryStore.RemittedFen(act.Connection, voucher, stop) is { } fen)
            return (false, $"缴款书{voucher}早已登记（{Money.Spoken(fen)}），没有再做任何事。");
        var open = await RecoveryStore.Unremitted(act.Connection, stop);
        if (receipts.FirstOrDefault(r => !open.Exists(o => o.Document == r)) is { } missing)
            throw new Refused($"没有还没缴库的收款{missing}，没有登记。还没缴库的：{Documents(open)}");
        var of = receipts.Count == 0 ? open : open.FindAll(o => receipts.Contains(o.Document));
        if (of.Count == 0) return (false, "收回的多发款都已缴国库，没有再做任何事。");
        await RecoveryStore.Remit(act, voucher, on, of.Select(o => o.Act), stop);
        await act.Commit(
            "remitted", Kind, default, voucher, new { receipts = of.Count, fen = of.Sum(o => o.Fen) }, stop);
        return (true, $"已登记缴国库{Money.Spoken(of.Sum(o => o.Fen))}（{of.Count}笔，{voucher}）。");
    }

    private static (bool Changed, string Said) Again(KnownReceipt known, MoneyBackOrder order, string name)
    {
        if (known.IsEnded) throw new Refused($"{name}的{order.Document}登记后已经撤销；再登记要用另外的号。");
        if (known.Fen != order.Fen
            || (order.Months.Count > 0 && !known.Months.All(order.Months.Contains)))
            throw new Refused($"{name}的{order.Document}登记过{Money.Spoken(known.Fen)}"
                + $"（{string.Join('、', known.Months)}），与这次的不同，没有登记。登记错了的先撤销（--withdraw 依据文号）。");
        return (false, $"{name}的{order.Document}（{Money.Spoken(known.Fen)}）早已登记，没有再做任何事。");
    }

    private static async Task<List<Overpaid>> Parts(
        Act act, MoneyBackOrder order, int person, string name, CancellationToken stop)
    {
        var claims = (await ClaimsNow.Of(act.Connection, act.Number, [person], stop))
            .Concat(await ClaimsNow.OfBatches(act.Connection, act.Number, [person], stop)).ToList()
            .FindAll(c => order.Months.Count == 0 || order.Months.Contains(c.Month));
        var open = claims.Sum(c => c.OpenFen);
        if (open < order.Fen)
        {
            var which = order.Months.Count == 0 ? "" : string.Join('、', order.Months);
            throw new Refused(open == 0
                ? $"{name}{which}没有未了结的多发，没有登记。请核对身份证号和月份（./disburse recovery list）。"
                : $"{name}{which}未了结的多发是{Money.Spoken(open)}，收回的{Money.Spoken(order.Fen)}比它多，没有登记。"
                    + "多收的退还本人；月份写得不全的，补上（--month）。");
        }

        var (left, parts) = (order.Fen, new List<Overpaid>());
        foreach (var claim in claims)
        {
            var fen = Math.Min(left, claim.OpenFen);
            parts.AddRange(Deduction.Spread(claim.Positions, claim.Month, fen));
            left -= fen;
        }

        return parts;
    }

    private static async Task<(int Person, string Name)> Find(
        NpgsqlConnection connection, string idNumber, CancellationToken stop)
    {
        var serials = await PersonStore.Serials(connection, [idNumber], stop);
        if (!serials.TryGetValue(idNumber, out var id))
            throw new Refused($"没有身份证号尾号{IdentityNumber.Tail(idNumber)}的人。请核对身份证号（要写18位）。");
        return (id, (await PersonStore.Names(connection, [idNumber], stop))[idNumber]);
    }

    private static string Months(List<Overpaid> parts) => string.Join('、', parts.Select(p => p.Month).Distinct());

    private static string Documents(List<UnremittedReceipt> open) =>
        open.Count == 0 ? "没有" : string.Join('、', open.Select(o => o.Document).Distinct());
}
