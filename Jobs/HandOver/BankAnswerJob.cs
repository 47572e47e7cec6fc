using Disbursement.Domain;
using Disbursement.Domain.Duties;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Npgsql;

namespace Disbursement.Jobs.HandOver;

/// <summary>What the bank says of whole files: that it has them, that it has not, that it took none of one.</summary>
public sealed class BankAnswerJob(NpgsqlDataSource source)
{
    /// <summary>签收: the bank has the files; count and sum are theirs, and must be ours.</summary>
    public async Task<HandedOver> Acknowledge(
        string name, string? file, BlindEntry entered, string receipt, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        var run = await PayoutStore.Named(act.Connection, name, stop);
        await UserStore.Require(act, Deed.Acknowledge, stop);
        if (string.IsNullOrWhiteSpace(receipt)) throw new Refused("登记签收要写签收单号（--receipt）。");
        var files = FilesOfRun.Wanted(run, await FileStore.Live(act.Connection, run.Id, stop), file);
        if (files.Find(f => !f.IsOut) is { } waiting)
            throw new Refused($"{waiting.Name}还没有交盘，不能登记签收。先 ./disburse payout handover {name}。");
        if (files.Find(f => f.State is FileState.Sending or FileState.InDoubt) is { } doubtful)
            throw new Refused($"{doubtful.Name}交盘时中断，先由两人登记银行收到没有（./disburse payout doubt {name}）。");
        var (count, sum) = (files.Sum(f => f.Count), files.Sum(f => f.SumFen));
        if (entered.Count != count || entered.Yuan * 100 != sum)
            throw new Refused($"银行签收{entered.Count}笔、{entered.Yuan:N2}元，我方{count}笔、{Money.Spoken(sum)}，"
                + "对不上（bank-ack-differs）。请立即请银行停止入账，核对是哪个文件；查清前不登记签收。");
        if (files.TrueForAll(f => f.Receipt == receipt.Trim()))
            return new HandedOver(run, files, false, $"{name}的签收（{receipt.Trim()}）早已登记，没有再做任何事。");
        foreach (var one in files) await FileStore.Acknowledge(act, one, receipt.Trim(), stop);
        await FilesOfRun.Record(act, run, "acknowledged", files, receipt.Trim(), stop);
        return new HandedOver(run, files, true,
            $"{name}已登记银行签收：{files.Count}个文件，{count}笔，{Money.Spoken(sum)}（{receipt.Trim()}）。");
    }

    /// <summary>
    /// 核实: what the bank's evidence says of a file in doubt, or that it took none of one that was sent. One says it, a
    /// second one, 复核 among the two, confirms it.
    /// </summary>
    public async Task<HandedOver> EndDoubt(
        string name, string? file, FileOutcome outcome, string document, Performer performer, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(document)) throw new Refused("要写银行书面答复的文号（--document）。");
        await NoteCutOff(name, performer, stop);
        await using var act = await Act.Begin(source, performer, stop);
        var run = await PayoutStore.Named(act.Connection, name, stop);
        var one = OneOf(run, await FileStore.Live(act.Connection, run.Id, stop), file, outcome);
        if (one.Proposal is not { } first || first.Outcome != outcome)
            return await Propose(act, run, one, outcome, document.Trim(), stop);
        if (first.By.By == performer.User)
            return new HandedOver(run, [one], false, $"{performer.User}已登记“{outcome.Label()}”，等另一人确认，没有再做任何事。");
        await UserStore.RequireSecond(act, Deed.EndDoubt, first.By, stop);
        return await Confirm(act, run, one, outcome, document.Trim(), stop);
    }

    private async Task NoteCutOff(string name, Performer performer, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var run = await PayoutStore.Named(connection, name, stop);
        if (!await FileStore.Hold(connection, run.Id, stop)) return;
        await FilesOfRun.NoteCutOff(source, run, performer, stop);
        await FileStore.Release(connection, run.Id);
    }

    private static async Task<HandedOver> Propose(
        Act act, PayoutRun run, BankFileRow file, FileOutcome outcome, string document, CancellationToken stop)
    {
        var by = await UserStore.Require(act, Deed.EndDoubt, stop);
        var signed = new Signed(Deed.EndDoubt, by.User!, by.For);
        await FileStore.Propose(act, file, new FileProposal(outcome, signed, document, act.Number), stop);
        await FilesOfRun.Record(act, run, "doubt-proposed", [file], document, stop);
        return new HandedOver(
            run, [file], true, $"{file.Name}：{by.Named}登记银行答复“{outcome.Label()}”（{document}）。"
                + "要两个人，其中一个是复核：请另一人看过银行书面答复，再执行一次同样的命令。");
    }

    private static async Task<HandedOver> Confirm(
        Act act, PayoutRun run, BankFileRow file, FileOutcome outcome, string document, CancellationToken stop)
    {
        var to = outcome switch
        {
            FileOutcome.Received => FileState.Sent,
            FileOutcome.NotReceived => FileState.Exported,
            _ => FileState.Rejected,
        };
        await FileStore.Move(act.Connection, file, to, """
            proposed_outcome = null, proposed_by = null, proposed_for = null, proposed_act = null,
            proposed_document = null
            """ + (to == FileState.Exported
                ? ", handed_over_act = null, handed_over_by = null, handed_over_for = null, handed_over_on = null,"
                    + " handed_over_at = null"
                : ""), stop);
        await FileStore.MoveRun(act.Connection, run.Id, stop);
        var moved = await PayoutStore.ById(act.Connection, run.Id, stop);
        await FilesOfRun.Record(act, run, $"doubt-{outcome.Code()}", [file], document, stop);
        return new HandedOver(moved, [file], true, $"{file.Name}：按银行书面答复（{document}）登记为“{outcome.Label()}”。"
            + outcome switch
            {
                FileOutcome.Received => "等银行回盘。",
                FileOutcome.NotReceived => $"可以再交一次（./disburse payout handover {run.Name}）。",
                _ => $"一笔都没有入账。请按原因改好，重新导出第{file.Transmission + 1}次传送"
                    + $"（./disburse payout export {run.Name}）再交。",
            });
    }

    private static BankFileRow OneOf(
        PayoutRun run, List<BankFileRow> files, string? name, FileOutcome outcome)
    {
        var fitting = FilesOfRun.Wanted(run, files, name).FindAll(f => outcome == FileOutcome.Rejected
            ? f.State == FileState.Sent && f.AnsweredAct is null
            : f.State == FileState.InDoubt);
        return fitting switch
        {
            [var one] => one,
            [] => throw new Refused(outcome == FileOutcome.Rejected
                ? $"{run.Name}没有已交盘、还没有回盘的文件可以登记整批退回。"
                : $"{run.Name}没有待核实的文件。"),
            _ => throw new Refused($"有几个文件，请用 --file 写明是哪一个：{string.Join('、', fitting.Select(f => f.Name))}。"),
        };
    }
}
