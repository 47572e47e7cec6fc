using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>What would be opened, from what is known: its name, what it starts from, whom it is for.</summary>
/// <param name="Open">The draft that is worked out again; null: none yet.</param>
/// <param name="First">The setting first-month.</param>
/// <param name="Run">As it would be; its number is that of the draft, or 0.</param>
/// <param name="People">Whom a partial run is for, in order; null: everybody.</param>
internal sealed record RunPlan(PayoutRun? Open, PayoutRun? Basis, PayMonth First, PayoutRun Run, int[]? People)
{
    /// <param name="list">The file of --only, where it names one.</param>
    /// <param name="knownThrough">The last act the run may know.</param>
    /// <param name="rehearses">Nothing is issued, so a month ahead needs no document.</param>
    /// <exception cref="Refused">The month cannot be worked out now; the message says why.</exception>
    public static async Task<RunPlan> Find(
        NpgsqlConnection connection, PayoutOrder order, PersonList? list, DateOnly today, long knownThrough,
        bool rehearses, CancellationToken stop)
    {
        if (order.Batch is not null) return await BatchPlan.Find(connection, order, list, today, knownThrough, stop);
        var basis = await PayoutStore.LastApproved(connection, wholeOnly: true, regularOnly: false, stop);
        var lastRegular = await PayoutStore.LastApproved(connection, wholeOnly: false, regularOnly: true, stop);
        var name = order.Supplementary
            ? await SupplementaryName(connection, order, lastRegular, stop)
            : order.Month.ToString();
        var open = await PayoutStore.Open(connection, stop);
        if (open is not null && open.Name != name)
            throw new Refused($"{open.Name}还没有批准或取消，先办完它。");
        var first = await RequireMonth(connection, order, open, stop);
        if (!order.Supplementary) await RequireNext(connection, order, open, lastRegular, stop);
        if (!rehearses && !order.Supplementary && order.Month.FirstDay > today
            && string.IsNullOrWhiteSpace(order.Document))
            throw new Refused($"{order.Month}还没有开始；提前发放要凭通知的文号（--document）。");
        var run = PayoutRun.Planned(open, name, order, basis, knownThrough, today);
        int[]? people = order.Only is null
            ? null
            : await RunPeople.Find(connection, order.Only, list, run, basis!, stop);
        return new RunPlan(open, basis, first, run, people);
    }

    private static async Task<string> SupplementaryName(
        NpgsqlConnection connection, PayoutOrder order, PayoutRun? lastRegular, CancellationToken stop)
    {
        if (lastRegular is null || lastRegular.Month != order.Month)
            throw new Refused($"补发批只能做最后批准的月份（{lastRegular?.Month.ToString() ?? "还没有批准过任何月份"}）。");
        var open = await PayoutStore.Open(connection, stop);
        if (open is { Kind: PayoutRun.Supplementary } && open.Month == order.Month) return open.Name;
        var used = await connection.Scalar<long>(
            """
            select count(distinct name) from payout_run
            where kind = 'supplementary' and month = $1 and state <> 'cancelled'
            """,
            stop, order.Month.FirstDay);
        return $"{order.Month}-S{used + 1}";
    }

    /// <returns>The setting first-month.</returns>
    private static async Task<PayMonth> RequireMonth(
        NpgsqlConnection connection, PayoutOrder order, PayoutRun? open, CancellationToken stop)
    {
        var first = await SettingStore.Value(connection, "first-month", stop) is { } value
            ? PayMonth.Parse(value)
            : throw new Refused("还没有设置“从哪个月开始由本系统计算”（first-month）。建议设为最近一次未补齐调标的8月，"
                + "并导入此后的已发记录。命令：./disburse settings first-month 2025-08");
        if (order.Month < first) throw new Refused($"{order.Month}早于开始由本系统计算的月份{first}（first-month）。");
        if (open is { State: not (RunState.Opened or RunState.Assessed) })
            throw new Refused($"{open.Name}现在是“{open.State.Label()}”，不能再测算。{open.State.NextStep()}");
        return first;
    }

    /// <summary>A regular run comes after the last approved one.</summary>
    private static async Task RequireNext(
        NpgsqlConnection connection, PayoutOrder order, PayoutRun? open, PayoutRun? lastRegular, CancellationToken stop)
    {
        var name = order.Month.ToString();
        if (open is null && await PayoutStore.Find(connection, name, stop) is { State: not RunState.Cancelled } done)
            throw new Refused($"{name}已于{done.ApprovedOn:yyyy年M月d日}由{done.ApprovedAs}批准，没有再做任何事。"
                + "以前月份的差额会在下一批自动补发。");
        if (lastRegular is not null && order.Month <= lastRegular.Month)
            throw new Refused($"{order.Month}早于最后批准的月份{lastRegular.Month}。以前月份的差额会在本月自动补发，不用重开。");
    }
}
