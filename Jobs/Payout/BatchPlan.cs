using Disbursement.Domain.Payouts;
using Disbursement.Jobs.OneOffs;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>
/// What would be opened for a one-off batch: the batch itself, once, then supplementary runs for what did not go
/// through or came later. It starts from no run and none starts from it; a monthly one may be open beside it.
/// </summary>
internal static class BatchPlan
{
    /// <param name="list">The file of --only, where it names one.</param>
    /// <exception cref="Refused">The batch cannot be worked out now; the message says why.</exception>
    public static async Task<RunPlan> Find(
        NpgsqlConnection connection, PayoutOrder order, PersonList? list, DateOnly today, long knownThrough,
        CancellationToken stop)
    {
        var batch = await Named(connection, order.Batch!, stop);
        var open = await PayoutStore.Open(connection, stop, batch.Component);
        var name = await NameOf(connection, order, batch, open, stop);
        if (open is not null && open.Name != name) throw new Refused($"{open.Name}还没有批准或取消，先办完它。");
        if (open is { State: not (RunState.Opened or RunState.Assessed) })
            throw new Refused($"{open.Name}现在是“{open.State.Label()}”，不能再测算。{open.State.NextStep()}");
        var run = PayoutRun.Planned(open, name, order, null, knownThrough, today) with
        {
            Kind = PayoutRun.OneOff, Month = batch.Month, IsPartial = true, Batch = batch.Component,
            Document = order.Document ?? open?.Document,
        };
        var everybody = await OneOffStore.People(connection, batch.Component, knownThrough, stop);
        var people = order.Only is null ? everybody : await Some(connection, order.Only, list, run, everybody, stop);
        return new RunPlan(open, null, batch.Month, run, people);
    }

    private static async Task<OneOffBatch> Named(NpgsqlConnection connection, string name, CancellationToken stop)
    {
        var all = await OneOffStore.Batches(connection, stop);
        return all.Find(b => b.Name == name) ?? throw new Refused(
            $"没有“{name}”这个一次性批次。先导入名单（./disburse import oneoff 文件）"
            + (all.Count == 0 ? "。" : $"；已有的：{string.Join('、', all.Select(b => PayoutRun.OneOffPrefix + b.Name))}。"));
    }

    private static async Task<string> NameOf(
        NpgsqlConnection connection, PayoutOrder order, OneOffBatch batch, PayoutRun? open, CancellationToken stop)
    {
        var name = PayoutRun.OneOffPrefix + batch.Name;
        var done = await PayoutStore.Find(connection, name, stop);
        var isApproved = done is { ApprovedBy: not null, State: not RunState.Cancelled };
        if (!order.Supplementary && isApproved)
            throw new Refused($"{name}已于{done!.ApprovedOn:yyyy年M月d日}由{done.ApprovedAs}批准，没有再做任何事。"
                + $"退回的、后来加的人，用补发批：./disburse payout run {name} --supplementary");
        if (!order.Supplementary) return name;
        if (!isApproved) throw new Refused($"{name}还没有批准过，不用补发批：./disburse payout run {name}");
        if (open is not null && open.Name != name) return open.Name;
        var used = await connection.Scalar<long>("""
            select count(distinct name) from payout_run where batch = $1 and name <> $2 and state <> 'cancelled'
            """, stop, batch.Component, name);
        return $"{name}-S{used + 1}";
    }

    private static async Task<int[]> Some(
        NpgsqlConnection connection, string only, PersonList? list, PayoutRun run, int[] everybody,
        CancellationToken stop)
    {
        if (only == RunPeople.Released)
            throw new Refused("一次性批次没有 --only released：不写 --only 的补发批就发解除了的，谁也不会多发。");
        var people = await RunPeople.Find(connection, only, list, run, null, stop);
        return people.Except(everybody).Any()
            ? throw new Refused($"名单里有{people.Except(everybody).Count()}个人不在{run.BatchName}里，一个人也没有测算。改好名单，再执行一次。")
            : people;
    }
}
