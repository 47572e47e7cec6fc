using System.Text.Json;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.HandOver;

/// <summary>What a step of hand-over is about, and its entry in the chain of the run.</summary>
internal static class FilesOfRun
{
    public static List<BankFileRow> Wanted(PayoutRun run, List<BankFileRow> files, string? name)
    {
        if (files.Count == 0)
            throw new Refused(run.State < RunState.Exported || run.State == RunState.Cancelled
                ? $"{run.Name}现在是“{run.State.Label()}”，还没有可以交的文件。{run.State.NextStep()}"
                : $"{run.Name}没有可以交的文件：整批退回的、旧版程序导出的，都要再导出一次（./disburse payout export {run.Name}）再交。");
        if (name is null) return files;
        return files.Find(f => f.Name == name) is { } one
            ? [one]
            : throw new Refused($"{run.Name}没有“{name}”这个文件；有：{string.Join('、', files.Select(f => f.Name))}。");
    }

    /// <summary>What another command left in Sending when it died: to be called under the hold.</summary>
    public static async Task NoteCutOff(
        NpgsqlDataSource source, PayoutRun run, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        var live = await FileStore.Live(act.Connection, run.Id, stop);
        var cut = live.FindAll(f => f.State == FileState.Sending);
        if (cut.Count == 0) return;
        foreach (var file in cut) await FileStore.Move(act.Connection, file, FileState.InDoubt, "", stop);
        await FileStore.MoveRun(act.Connection, run.Id, stop);
        await Record(act, run, "in-doubt", cut, null, stop);
    }

    public static async Task Record(
        Act act, PayoutRun run, string what, IReadOnlyList<BankFileRow> files, string? document, CancellationToken stop)
    {
        await Audit.Append(act.Connection, Audit.RunChain(run.Id), act.Performer, what,
            JsonSerializer.SerializeToElement(new
            {
                run = run.Name, attempt = run.Attempt, document,
                files = files.Select(f => new { f.Name, f.Sha256, f.Count, f.SumFen }),
            }), stop);
        await act.Commit(
            what, run.Name, default, document, new { run = run.Id, files = files.Select(f => f.Name) }, stop);
    }
}
