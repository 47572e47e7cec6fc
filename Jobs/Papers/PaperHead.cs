using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Payout;

namespace Disbursement.Jobs.Papers;

/// <summary>What every paper of a run says of itself: whose, which run, how far, and the one content root.</summary>
internal sealed record PaperHead(PayoutRun Run, string Authority, bool Rehearsal)
{
    /// <summary>送审稿 before the approval, 定稿 from then on.</summary>
    public string Stage => Run.State >= RunState.Approved ? "定稿" : "送审稿";

    /// <summary>All names of files begin with it: run, attempt, stage.</summary>
    public string Stem => $"{Run.Name}-{Run.Attempt}-{Stage}";

    public string TitleOf(Paper paper) => $"{Authority}{paper.Title}（{Stage}）";

    public string What => $"{Spoken.Month(Run.Month)}　批次 {Run.Name}　第{Run.Attempt}次　{Stage}　测算日期 "
        + Spoken.Date(Run.OpenedOn);

    public string Totals => $"本批 {Run.RowCount}笔　{Money.Spoken(Run.SumFen ?? 0)}";

    public string Root => $"内容根 {Run.ContentRoot}";

    public string Mark => Rehearsal ? "演练 不得付款" : "";
}
