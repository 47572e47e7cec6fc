using System.Text.Json;
using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>What came of a signature.</summary>
/// <param name="Changed">False: it stood already.</param>
public sealed record Signature(PayoutRun Run, bool Changed, string Said);

/// <summary>提交、复核、审批、退回、取消: three people over one content root; each a compare-and-set.</summary>
public sealed class SigningJob(NpgsqlDataSource source)
{
    public Task<Signature> Submit(string name, Performer performer, CancellationToken stop) =>
        Sign(name, performer, RunState.Submitted, stop);

    public Task<Signature> Check(string name, Performer performer, CancellationToken stop) =>
        Sign(name, performer, RunState.Checked, stop);

    public Task<Signature> Approve(string name, Performer performer, CancellationToken stop) =>
        Sign(name, performer, RunState.Approved, stop);

    /// <summary>Back to the maker, signatures cleared.</summary>
    public async Task<Signature> Reject(string name, string? note, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        var run = await Find(act.Connection, name, stop);
        await UserStore.Require(act.Connection, performer, "退回", stop, Roles.Checker, Roles.Approver);
        if (run.State == RunState.Assessed) return new Signature(run, false, $"{name}已经在经办手里，没有再做任何事。");
        await MoveOrRefuse(act.Connection, run, RunState.Assessed, """
            submitted_by = null, submitted_at = null, checked_by = null, checked_at = null, note = $7
            """, stop, note);
        return await Done(act, run, "reject", $"{name}已退回经办。", stop, note);
    }

    /// <summary>A draft goes at once; an approved run keeps its lines, which no longer count.</summary>
    public async Task<Signature> Cancel(
        string name, string? document, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        var run = await Find(act.Connection, name, stop);
        if (run.State == RunState.Cancelled) return new Signature(run, false, $"{name}已经取消，没有再做任何事。");
        if (run.State is RunState.Opened or RunState.Assessed) return await CancelDraft(act, run, stop);
        var user = await UserStore.Require(
            act.Connection, performer, "取消已批准的批次", stop, Roles.Approver, Roles.Checker, Roles.Maker);
        RunMoves.Require(run.State, RunState.Cancelled);
        await RequireLatest(act.Connection, run, stop);
        if (run.State == RunState.Exported && run.CancelProposedBy is null)
        {
            await act.Connection.Execute(
                "update payout_run set cancel_proposed_by = $2 where run_id = $1 and state = 'exported'", stop, run.Id,
                user);
            return await Done(act, run, "propose-cancel", $"{name}已导出，取消要两个人：{user}已提出，请另一人再执行一次取消。", stop,
                document);
        }

        if (run.CancelProposedBy == user)
            throw new Refused($"{name}的取消是您提出的，确认要换一个人。");
        await MoveOrRefuse(act.Connection, run, RunState.Cancelled,
            "cancelled_by = $7, cancelled_at = $8, cancel_document = $9", stop, user, performer.Now, document);
        return await Done(act, run, "cancel", $"{name}已取消；这个月可以重新测算。", stop, document);
    }

    private static async Task<Signature> CancelDraft(Act act, PayoutRun run, CancellationToken stop)
    {
        await UserStore.RequireMaker(act.Connection, act.Performer, "取消", stop);
        await act.Connection.Execute("select discard_draft($1)", stop, run.Id);
        await MoveOrRefuse(act.Connection, run, RunState.Cancelled, "cancelled_by = $7, cancelled_at = $8", stop,
            act.Performer.User ?? act.Performer.SystemUser, act.Performer.Now);
        return await Done(act, run, "cancel", $"{run.Name}的草稿已取消。", stop, null);
    }

    private async Task<Signature> Sign(string name, Performer performer, RunState to, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        var run = await Find(act.Connection, name, stop);
        var (role, column, deed) = to switch
        {
            RunState.Submitted => (Roles.Maker, "submitted", "提交"),
            RunState.Checked => (Roles.Checker, "checked", "复核"),
            _ => (Roles.Approver, "approved", "审批"),
        };
        var user = await UserStore.Require(act.Connection, performer, deed, stop, role);
        if (Already(run, to) is { } said) return new Signature(run, false, said);
        if (!RunMoves.May(run.State, to)) throw new IllegalMove(run.State, to);
        await RequireOther(act.Connection, run, to, user, stop);
        await RunFitness.Require(act.Connection, run, deed, stop);
        var also = $"{column}_by = $7, {column}_at = $8"
            + (to == RunState.Approved ? ", approved_on = $9, approval_act = $10" : "");
        object?[] values = to == RunState.Approved
            ? [user, performer.Now, performer.Today, act.Number]
            : [user, performer.Now];
        await MoveOrRefuse(act.Connection, run, to, also, stop, values);
        return await Done(act, run, column,
            $"{name}已{deed}：{run.RowCount}笔，{Money.Spoken(run.SumFen ?? 0)}，内容根 {run.ContentRoot}",
            stop, null);
    }

    private static string? Already(PayoutRun run, RunState to) => to switch
    {
        RunState.Submitted when run.State is RunState.Submitted or RunState.Checked =>
            $"{run.Name}已由{run.SubmittedBy}提交，没有再做任何事。",
        RunState.Checked when run.State == RunState.Checked => $"{run.Name}已由{run.CheckedBy}复核，没有再做任何事。",
        _ when run.ApprovedBy is not null && run.State != RunState.Cancelled =>
            $"{run.Name}已于{run.ApprovedOn:yyyy年M月d日}由{run.ApprovedBy}批准，没有再做任何事。",
        _ => null,
    };

    private static async Task RequireOther(
        NpgsqlConnection connection, PayoutRun run, RunState to, string user, CancellationToken stop)
    {
        if (to == RunState.Checked && run.SubmittedBy == user)
        {
            var others = await UserStore.With(connection, Roles.Checker, except: user, stop);
            throw new Refused($"这一批是您提交的，复核要换一个人（现在有复核权限的：{others}）。");
        }

        if (to == RunState.Approved && run.SubmittedBy == user)
            throw new Refused("这一批是您提交的，审批要换一个人。");
        if (to == RunState.Approved && run.CheckedBy == user)
            throw new Refused("您已经复核过这一批，审批要换一个人。");
    }

    private static async Task RequireLatest(NpgsqlConnection connection, PayoutRun run, CancellationToken stop)
    {
        var latest = await PayoutStore.LastApproved(connection, wholeOnly: false, regularOnly: false, stop);
        if (latest?.Id != run.Id) throw new Refused($"只能取消最后批准的一批（{latest?.Name}）。");
        if (await PayoutStore.Open(connection, stop) is { } open)
            throw new Refused($"{open.Name}还没有批准或取消，先办完它。");
    }

    private static async Task<PayoutRun> Find(NpgsqlConnection connection, string name, CancellationToken stop) =>
        await PayoutStore.Find(connection, name, stop) ?? throw new Refused($"没有批次{name}。");

    private static async Task MoveOrRefuse(
        NpgsqlConnection connection, PayoutRun run, RunState to, string also, CancellationToken stop,
        params object?[] values)
    {
        if (!await PayoutStore.Move(connection, run, to, also, stop, values))
            throw new Refused($"{run.Name}刚刚被别人动过，没有做任何事。请用 payout show {run.Name} 看现在的状态。");
    }

    private static async Task<Signature> Done(
        Act act, PayoutRun run, string what, string said, CancellationToken stop, string? document)
    {
        await Audit.Append(act.Connection, Audit.RunChain(run.Id), act.Performer, what,
            JsonSerializer.SerializeToElement(new
            {
                run = run.Name, attempt = run.Attempt, root = run.ContentRoot, count = run.RowCount, fen = run.SumFen,
            }), stop);
        var now = await PayoutStore.ById(act.Connection, run.Id, stop);
        await act.Commit(what, run.Name, default, document, new { run = run.Id }, stop);
        return new Signature(now, true, said);
    }
}
