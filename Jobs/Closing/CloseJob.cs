using System.Text.Json;
using Disbursement.Domain;
using Disbursement.Domain.Duties;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Funds;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Running;
using Npgsql;

namespace Disbursement.Jobs.Closing;

/// <summary>
/// 结账: nothing is unknown, every bank's account ties with our books, and every open case goes on in somebody's hands.
/// </summary>
public sealed class CloseJob(NpgsqlDataSource source)
{
    /// <param name="carryTo">Who has the cases that were given to nobody; null: there are to be none.</param>
    /// <exception cref="Refused">What is missing, each with its number.</exception>
    public async Task<Signature> Close(string name, string? carryTo, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        var run = await PayoutStore.Named(act.Connection, name, stop);
        await UserStore.Require(act, Deed.CloseRun, stop, run.Done);
        if (run.State == RunState.Closed) return new Signature(run, false, $"{name}早已结账，没有再做任何事。");
        if (run.State != RunState.Settled)
            throw new Refused($"{name}现在是“{run.State.Label()}”，不能结账。{run.State.NextStep()}");
        await PayoutStore.RequireNotBefore(act.Connection, run, performer, stop);
        foreach (var tie in await ClosingStore.Ties(act.Connection, run, stop))
            await StatementAllotment.Find(act, tie.Bank, stop);
        var ties = await ClosingStore.Ties(act.Connection, run, stop);
        var cases = await OpenCases(run, performer.Today, stop);
        await Require(act.Connection, run, ties, carryTo is null ? cases.FindAll(c => c.AssignedTo is null) : [], stop);
        await ClosingStore.Close(
            act, run, ties,
            [.. cases.Select(c => new CarriedCase(c.Code.Code, c.Id ?? "", c.AssignedTo ?? carryTo!.Trim()))], stop);
        await PayoutStore.MoveOrRefuse(act.Connection, run, RunState.Closed, "", stop);
        await Audit.Append(act.Connection, Audit.RunChain(run.Id), act.Performer, "closed",
            JsonSerializer.SerializeToElement(new
            {
                run = run.Name, attempt = run.Attempt, root = run.ContentRoot, carried = cases.Count,
                banks = ties.Select(t => new { t.Bank, t.Debit, t.Credit, t.Sent, t.CameBack }),
            }), stop);
        var now = await PayoutStore.ById(act.Connection, run.Id, stop);
        await act.Commit("close", run.Name, default, null, new { run = run.Id, carried = cases.Count }, stop);
        return new Signature(now, true, $"{name}已结账：送盘{Money.Spoken(ties.Sum(t => t.Sent))}，"
            + $"到账{Money.Spoken(ties.Sum(t => t.Credited))}，退回{Money.Spoken(ties.Sum(t => t.CameBack))}，与对账单相符。"
            + (cases.Count == 0 ? "没有未办的异常。" : $"{cases.Count}件异常接着办，各有负责人。"));
    }

    private async Task<List<ExceptionRow>> OpenCases(PayoutRun run, DateOnly today, CancellationToken stop)
    {
        var rows = new List<ExceptionRow>(await new ExceptionReport(source).Rows(run.Name, null, stop));
        rows.AddRange(await new OutsideReport(source).Cases(run.Name, null, today, stop));
        // Rows of files that were sent back belong to no run, and stay on the list of their own.
        return rows.FindAll(r => r.IsOpen && r.Run == run.Name && r.Code != ExceptionCode.StatementDiffers);
    }

    private static async Task Require(
        NpgsqlConnection connection, PayoutRun run, IReadOnlyList<StatementTie> ties,
        List<ExceptionRow> nobodys, CancellationToken stop)
    {
        var missing = new List<string>();
        if (await ClosingStore.Unknown(connection, run, stop) is > 0 and var unknown) missing.Add($"结果不明{unknown}笔");
        if (nobodys.Count > 0)
            missing.Add($"异常没有负责人{nobodys.Count}件（逐件 exceptions assign，或加 --carry-to 姓名 一并交办）");
        missing.AddRange(ties.Where(t => t.Difference != 0).Select(t => t.Debit == 0
            ? $"{t.Bank}的对账单里还没有这一批的支出"
            : $"对账差{Money.Spoken(t.Difference)}（{t.Bank}：支出{Money.Spoken(t.Debit)}，退回{Money.Spoken(t.Credit)}；"
                + $"我方到账{Money.Spoken(t.Credited)}，退回{Money.Spoken(t.CameBack)}）"));
        if (await ClosingStore.UnexplainedDebits(connection, run, stop) is > 0 and var debits)
            missing.Add($"对账单里有{debits}笔支出不知道归到哪一批（./disburse bank-statement list --open）");
        if (missing.Count > 0) throw new Refused($"{run.Name}还不能结账：{string.Join('；', missing)}。");
    }
}
