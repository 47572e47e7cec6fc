using System.Text.Json;
using Disbursement.Domain;
using Disbursement.Domain.Duties;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Funds;
using Disbursement.Jobs.HandOver;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>What came of a signature.</summary>
/// <param name="Changed">False: it stood already.</param>
public sealed record Signature(PayoutRun Run, bool Changed, string Said);

/// <summary>What the officer says with it: both go into the audit, the note onto the run.</summary>
/// <param name="Note">说明</param>
/// <param name="Document">文号</param>
public readonly record struct Remark(string? Note, string? Document)
{
    /// <summary>文号 of finance's written consent that the county advances what a fund lacks (垫付).</summary>
    public string? Advance { get; init; }

    public static Remark None => default;
}

/// <summary>提交、复核、审批、退回、取消: three people over one content root; each a compare-and-set.</summary>
/// <param name="live">正式: whoever approves enters count and sum once more, without fail.</param>
public sealed class SigningJob(NpgsqlDataSource source, bool live = false)
{
    public Task<Signature> Submit(
        string name, Remark remark, Performer performer, CancellationToken stop, BlindEntry entered = default) =>
        Sign(name, remark, performer, RunState.Submitted, entered, stop);

    public Task<Signature> Check(
        string name, Remark remark, Performer performer, CancellationToken stop, BlindEntry entered = default) =>
        Sign(name, remark, performer, RunState.Checked, entered, stop);

    public Task<Signature> Approve(
        string name, Remark remark, Performer performer, CancellationToken stop, BlindEntry entered = default) =>
        Sign(name, remark, performer, RunState.Approved, entered, stop);

    /// <summary>Back to the maker, signatures cleared.</summary>
    public async Task<Signature> Reject(string name, Remark remark, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        var run = await PayoutStore.Named(act.Connection, name, stop);
        await UserStore.Require(act, Deed.Reject, stop, run.Done);
        if (run.State == RunState.Assessed) return new Signature(run, false, $"{name}已经在经办手里，没有再做任何事。");
        if (run.State >= RunState.Approved && !RunMoves.May(run.State, RunState.Assessed))
            throw new Refused($"{name}现在是“{run.State.Label()}”，已经批准的不能退回经办"
                + (RunMoves.May(run.State, RunState.Cancelled) ? $"，只能取消（./disburse payout cancel {name}）。" : "。"));
        await PayoutStore.RequireNotBefore(act.Connection, run, performer, stop);
        await PayoutStore.MoveOrRefuse(act.Connection, run, RunState.Assessed, """
            submitted_by = null, submitted_at = null, submitted_for = null, checked_by = null, checked_at = null,
            checked_for = null, note = $7
            """, stop, remark.Note);
        return await Done(act, run, remark, "reject", $"{name}已退回经办。", stop);
    }

    /// <summary>
    /// A draft goes at once; an approved run keeps its lines, which no longer count. An approval is undone by a checker
    /// or approver who did not submit; once exported by two people, one of them such.
    /// </summary>
    public async Task<Signature> Cancel(string name, Remark remark, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        var run = await PayoutStore.Named(act.Connection, name, stop);
        if (run.State == RunState.Cancelled) return new Signature(run, false, $"{name}已经取消，没有再做任何事。");
        await PayoutStore.RequireNotBefore(act.Connection, run, performer, stop);
        if (run.State is RunState.Opened or RunState.Assessed) return await CancelDraft(act, run, remark, stop);
        if ((await FileStore.All(act.Connection, run.Id, stop)).Find(f => f.IsOut || f.State == FileState.Rejected)
            is { } gone)
            throw new Refused($"{gone.Name}已经交过银行（{gone.State.Label()}），{name}不能再取消。"
                + "不该发的，用“撤下”（还没有交的文件）或按多发处理。");
        RunMoves.Require(run.State, RunState.Cancelled);
        if (run.CancelProposedBy is { } first && first == performer.User)
            return new Signature(run, false, $"{run.CancelProposedAs}已提出取消{name}，等另一人确认，没有再做任何事。");
        var by = await RequireCanceller(act, run, stop);
        await RequireLatest(act.Connection, run, stop);
        if (run.State == RunState.Exported && run.CancelProposedBy is null)
        {
            await Propose(act, run, by, remark.Note, stop);
            return await Done(act, run, remark, "propose-cancel",
                $"{name}已导出，取消要两个人，其中一个是复核或审批：{by.Named}已提出，请另一人再执行一次取消。"
                + "此后只要开了、签了或取消了任何一批，这次提出就作废。", stop);
        }

        await PayoutStore.MoveOrRefuse(act.Connection, run, RunState.Cancelled,
            "cancelled_by = $7, cancelled_at = $8, cancel_document = $9, note = $10, cancelled_for = $11", stop,
            by.User, performer.Moment, remark.Document, remark.Note, by.For);
        await FundsStore.Release(act, run.Id, stop);
        return await Done(act, run, remark, "cancel", $"{name}已取消；这个月可以重新测算。", stop);
    }

    /// <summary>Takes back an open proposal to cancel; whoever may propose may take it back.</summary>
    public async Task<Signature> WithdrawCancel(
        string name, Remark remark, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        var run = await PayoutStore.Named(act.Connection, name, stop);
        await UserStore.Require(act, Deed.WithdrawCancel, stop, run.Done);
        if (run.CancelProposedBy is null || run.State != RunState.Exported)
            return new Signature(run, false, $"没有人提出取消{name}，没有再做任何事。");
        await PayoutStore.RequireNotBefore(act.Connection, run, performer, stop);
        await Propose(act, run, null, remark.Note, stop);
        return await Done(
            act, run, remark, "withdraw-cancel", $"{run.CancelProposedAs}提出的取消已撤回，{name}照旧。", stop);
    }

    private static Task<int> Propose(
        Act act, PayoutRun run, Performer? by, string? note, CancellationToken stop) => act.Connection.Execute("""
            update payout_run set cancel_proposed_by = $2, cancel_proposed_act = $3, note = $4, cancel_proposed_for = $5
            where run_id = $1 and state = 'exported'
            """, stop, run.Id, by?.User, by is null ? null : act.Number, note, by?.For);

    private static async Task<Signature> CancelDraft(Act act, PayoutRun run, Remark remark, CancellationToken stop)
    {
        await UserStore.Require(act, Deed.CancelDraft, stop);
        await act.Connection.Execute("select discard_draft($1)", stop, run.Id);
        await PayoutStore.MoveOrRefuse(act.Connection, run, RunState.Cancelled,
            "cancelled_by = $7, cancelled_at = $8, cancel_document = $9, note = $10, cancelled_for = $11", stop,
            act.Performer.User ?? act.Performer.SystemUser, act.Performer.Moment, remark.Document, remark.Note,
            act.Performer.For);
        return await Done(act, run, remark, "cancel", $"{run.Name}的草稿已取消；这个月可以重新测算。", stop);
    }

    /// <summary>经办 alone may not undo what three people signed; he may propose it, or be the second.</summary>
    private static Task<Performer> RequireCanceller(Act act, PayoutRun run, CancellationToken stop) => run switch
    {
        { State: not RunState.Exported } => UserStore.Require(act, Deed.CancelApproved, stop, run.Done),
        { CancelProposedBy: { } first } => UserStore.RequireSecond(
            act, Deed.CancelExported, new Signed(Deed.CancelExported, first, run.CancelProposedFor), stop, run.Done),
        _ => UserStore.Require(act, Deed.CancelExported, stop, run.Done),
    };

    private async Task<Signature> Sign(
        string name, Remark remark, Performer performer, RunState to, BlindEntry entered, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        var run = await PayoutStore.Named(act.Connection, name, stop);
        var (what, column) = to switch
        {
            RunState.Submitted => (Deed.Submit, "submitted"),
            RunState.Checked => (Deed.Check, "checked"),
            _ => (Deed.Approve, "approved"),
        };
        entered.RequireRight(run);
        var deed = Duty.Of(what).Words;
        await UserStore.Require(act, what, stop);
        if (Already(run, to) is { } said) return new Signature(run, false, said);
        if (!RunMoves.May(run.State, to))
            throw new Refused($"{name}现在是“{run.State.Label()}”，不能{deed}，没有做任何事。{run.State.NextStep()}");
        await PayoutStore.RequireNotBefore(act.Connection, run, performer, stop);
        var by = await UserStore.Require(act, what, stop, run.Done);
        if (live && to == RunState.Approved) entered.RequireGiven(run);
        if (live && to == RunState.Submitted) await RequireAuthority(act.Connection, stop);
        await RunFitness.Require(act.Connection, run, deed, stop);
        if (live) await RunFitness.RequireStandardsSeen(act.Connection, run, deed, stop);
        // Its lines do not change any more, so once is enough.
        if (to == RunState.Submitted) await RunBalance.Require(source, act.Connection, run, stop);
        var also = $"{column}_by = $7, {column}_at = $8, note = $9, {column}_for = $10"
            + (to == RunState.Approved ? ", approved_on = $11, approval_act = $12" : "");
        object?[] values = to == RunState.Approved
            ? [by.User, performer.Moment, remark.Note, by.For, performer.Today, act.Number]
            : [by.User, performer.Moment, remark.Note, by.For];
        await PayoutStore.MoveOrRefuse(act.Connection, run, to, also, stop, values);
        var funds = to == RunState.Approved ? await FundReservation.Reserve(act, run, remark.Advance, stop) : null;
        var warning = (run.Warning is null ? "" : "\n" + run.Warning)
            + await RunNews.Said(act.Connection, run with { State = to }, stop);
        return await Done(act, run, remark, column,
            $"{name}已{deed}：{run.RowCount}笔，{Money.Spoken(run.SumFen ?? 0)}，内容根 {run.ContentRoot}{warning}"
            + (funds is null ? "" : "\n" + funds), stop);
    }

    /// <summary>Papers and bank files carry name and code; said before anybody signs, and not at the export.</summary>
    private static async Task RequireAuthority(NpgsqlConnection connection, CancellationToken stop)
    {
        foreach (var key in new[] { "authority-name", "authority-code" })
            if (await SettingStore.Value(connection, key, stop) is null)
                throw new Refused($"还没有设置 {key}，表和代发文件不能没有它，没有提交。"
                    + $"请先 ./disburse settings {key} …，再提交。");
    }

    private static string? Already(PayoutRun run, RunState to) => to switch
    {
        RunState.Submitted when run.State is RunState.Submitted or RunState.Checked =>
            $"{run.Name}已由{run.SubmittedAs}提交，没有再做任何事。",
        RunState.Checked when run.State == RunState.Checked => $"{run.Name}已由{run.CheckedAs}复核，没有再做任何事。",
        _ when run.ApprovedBy is not null && run.State != RunState.Cancelled =>
            $"{run.Name}已于{run.ApprovedOn:yyyy年M月d日}由{run.ApprovedAs}批准，没有再做任何事。",
        _ => null,
    };

    private static async Task RequireLatest(NpgsqlConnection connection, PayoutRun run, CancellationToken stop)
    {
        var latest = await PayoutStore.LastOfFamily(connection, run.Batch, stop);
        if (latest?.Id != run.Id) throw new Refused($"只能取消最后批准的一批（{latest?.Name}）。");
        if (await PayoutStore.Open(connection, stop, run.Batch) is { } open)
            throw new Refused($"{open.Name}还没有批准或取消，先办完它。");
    }

    private static async Task<Signature> Done(
        Act act, PayoutRun run, Remark remark, string what, string said, CancellationToken stop)
    {
        await Audit.Append(act.Connection, Audit.RunChain(run.Id), act.Performer, what,
            JsonSerializer.SerializeToElement(new
            {
                run = run.Name, attempt = run.Attempt, root = run.ContentRoot, count = run.RowCount, fen = run.SumFen,
                note = remark.Note, document = remark.Document, advance = remark.Advance,
            }), stop);
        var now = await PayoutStore.ById(act.Connection, run.Id, stop);
        await act.Commit(what, run.Name, default, remark.Document, new { run = run.Id, note = remark.Note }, stop);
        return new Signature(now, true, said);
    }
}
