using System.Text.Json;
using Disbursement.Domain;
using Disbursement.Domain.Duties;
using Disbursement.Domain.Funds;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Funds;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Npgsql;

namespace Disbursement.Jobs.Finance;

/// <summary>Money that the treasury paid for a run.</summary>
public sealed record TreasuryReceipt(Source Source, Purpose Purpose, long Fen, string Voucher, DateOnly On);

/// <summary>
/// 送财政: sent, passed or returned, money in. Until it has passed and the money is there to the fen, per purpose and,
/// where the shares say so, per source, nothing is exported.
/// </summary>
public sealed class FinanceJob(NpgsqlDataSource source)
{
    public Task<Signature> Send(
        string name, string document, string? note, Performer performer, CancellationToken stop) =>
        Step(name, "sent", document, note, performer, stop);

    public Task<Signature> Pass(
        string name, string document, string? note, Performer performer, CancellationToken stop) =>
        Step(name, "passed", document, note, performer, stop);

    /// <summary>The approval is void; it is worked out and signed again.</summary>
    public Task<Signature> Return(
        string name, string document, string? note, Performer performer, CancellationToken stop) =>
        Step(name, "returned", document, note, performer, stop);

    /// <summary>资金到账, a voucher at a time.</summary>
    public async Task<Signature> Funded(
        string name, TreasuryReceipt receipt, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        var run = await PayoutStore.Named(act.Connection, name, stop);
        await UserStore.Require(act, Deed.ReceiveFunds, stop, run.Done);
        if (run.State == RunState.Funded)
            return new Signature(run, false, $"{name}的资金早已到齐，没有再做任何事。");
        if (run.State != RunState.AtFinance) throw NotThere(run);
        if (receipt.On > performer.Today) throw new Refused($"到账日期{receipt.On:yyyy-MM-dd}还没有到。");
        var fund = receipt.Source.Label() + run.Label(receipt.Purpose);
        if (await FinanceStore.Registered(act.Connection, run, receipt, stop) is { } fen && fen != receipt.Fen)
            throw new Refused(
                $"凭证{receipt.Voucher}的{fund}登记过{Money.Spoken(fen)}，与这次的不同，没有登记。"
                + "请核对凭证号和金额；登记错了的，凭冲正的凭证另行登记（金额写负数）。");
        if (!await FinanceStore.Receive(act, run, receipt, stop))
            return new Signature(run, false, $"凭证{receipt.Voucher}的{fund}早已登记，没有再做任何事。");
        var said = $"{name}已登记{fund}{Money.Spoken(receipt.Fen)}（{receipt.Voucher}）。";
        return await Settle(act, run, "funded", receipt.Voucher, said, stop);
    }

    private async Task<Signature> Step(
        string name, string kind, string document, string? note, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        var run = await PayoutStore.Named(act.Connection, name, stop);
        if (string.IsNullOrWhiteSpace(document)) throw new Refused("要写文号（--document）。");
        await UserStore.Require(act, Deed.ReceiveFunds, stop, run.Done);
        var last = await FinanceStore.Last(act.Connection, run, stop);
        if (last is { } said && said.Kind == kind && (kind == "returned"
                ? run.State < RunState.Approved && said.Document == document.Trim()
                : run.State is RunState.AtFinance or RunState.Funded))
            return new Signature(run, false, $"{name}早已登记（{said.Document}），没有再做任何事。");
        if (kind == "sent" && run.State != RunState.Approved)
            throw new Refused($"{name}现在是“{run.State.Label()}”，不能送财政。{run.State.NextStep(reviewed: true)}");
        if (kind != "sent" && run.State != RunState.AtFinance) throw NotThere(run);
        if (kind == "sent" && await SettingStore.Value(act.Connection, "finance-review", stop) != "required")
            throw new Refused("本县没有设财政审核（finance-review 是 off），批准后直接导出。要送财政的，先由经办凭文号改设置。");
        await PayoutStore.RequireNotBefore(act.Connection, run, performer, stop);
        await FinanceStore.Add(act, run, kind, document.Trim(), note, stop);
        if (kind == "returned") return await Returned(act, run, document.Trim(), note, stop);
        if (kind == "sent") await PayoutStore.MoveOrRefuse(act.Connection, run, RunState.AtFinance, "", stop);
        return await Settle(act, run, $"finance-{kind}", document.Trim(),
            kind == "sent" ? $"{name}已送财政（{document.Trim()}）。" : $"{name}财政审核通过（{document.Trim()}）。", stop);
    }

    private static async Task<Signature> Returned(
        Act act, PayoutRun run, string document, string? note, CancellationToken stop)
    {
        var latest = await PayoutStore.LastOfFamily(act.Connection, run.Batch, stop);
        if (latest?.Id != run.Id || await PayoutStore.Open(act.Connection, stop, run.Batch) is not null)
            throw new Refused($"{run.Name}以后又开了或批准了别的批次，不能作废它的批准。先取消后面的批次。");
        await PayoutStore.MoveOrRefuse(act.Connection, run, RunState.Assessed, """
            submitted_by = null, submitted_at = null, submitted_for = null, checked_by = null, checked_at = null,
            checked_for = null, approved_by = null, approved_at = null, approved_for = null, approved_on = null,
            approval_act = null, note = $7
            """, stop, note);
        await FundsStore.Release(act, run.Id, stop);
        return await Done(act, run, "finance-returned", document,
            $"财政退回{run.Name}（{document}）{(note is null ? "" : $"：{note}")}。原批准作废：改正后重新测算、提交、复核、审批。", stop);
    }

    /// <summary>Once it has passed and all of the money is there, the files may be made.</summary>
    private static async Task<Signature> Settle(
        Act act, PayoutRun run, string what, string document, string said, CancellationToken stop)
    {
        var now = await PayoutStore.ById(act.Connection, run.Id, stop);
        var gaps = await FinanceStore.Gaps(act.Connection, run, stop);
        // This very act is not among those that are written yet.
        var passed = what == "finance-passed"
            || (await FinanceStore.Last(act.Connection, now, stop))?.Kind == "passed";
        if (passed && gaps.Count == 0)
        {
            await PayoutStore.MoveOrRefuse(act.Connection, now, RunState.Funded, "", stop);
            said += "资金已到齐。";
        }
        else
        {
            said += (passed ? "" : "财政还没有审核意见。")
                + (gaps.Count == 0 ? "" : $"资金还没有对上：{string.Join('；', gaps.Select(g => g.Said))}。");
        }

        return await Done(act, run, what, document, said, stop);
    }

    private static Refused NotThere(PayoutRun run) => new(
        $"{run.Name}现在是“{run.State.Label()}”，不在财政。{run.State.NextStep(reviewed: true)}");

    private static async Task<Signature> Done(
        Act act, PayoutRun run, string what, string document, string said, CancellationToken stop)
    {
        await Audit.Append(act.Connection, Audit.RunChain(run.Id), act.Performer, what,
            JsonSerializer.SerializeToElement(new
            {
                run = run.Name, attempt = run.Attempt, root = run.ContentRoot, document,
            }), stop);
        var now = await PayoutStore.ById(act.Connection, run.Id, stop);
        await act.Commit(what, run.Name, default, document, new { run = run.Id }, stop);
        return new Signature(now, true, said);
    }
}
