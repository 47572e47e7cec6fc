using Disbursement.Jobs.Running;

namespace Disbursement.Jobs.Payout;

/// <summary>
/// 笔数、金额 as whoever signs entered them once more from the paper. A refusal never shows the right ones.
/// </summary>
/// <param name="Count">Bank rows; null: not entered.</param>
/// <param name="Yuan">Null: not entered.</param>
public readonly record struct BlindEntry(long? Count, decimal? Yuan)
{
    /// <exception cref="Refused">One was entered that is not the run's.</exception>
    internal void RequireRight(PayoutRun run)
    {
        if ((Count is null || Count == run.RowCount) && (Yuan is null || Yuan * 100 == run.SumFen)) return;
        var entered = (Count is null ? "" : $"{Count}笔") + (Yuan is null ? "" : $"{Yuan}元");
        throw new Refused($"您输入的{entered}，与本批不符。请看清本批的笔数和金额（./disburse payout show {run.Name}）再输一次。");
    }

    /// <exception cref="Refused">One of the two is missing.</exception>
    internal void RequireGiven(PayoutRun run)
    {
        if (Count is not null && Yuan is not null) return;
        throw new Refused($"正式库里批准{run.Name}，要对着审批单把笔数和金额再输一遍（--count 笔数 --sum 金额），没有做任何事。");
    }
}
