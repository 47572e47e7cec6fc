using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Jobs.Papers;

namespace Disbursement.Jobs.BackPayments;

/// <summary>What the paper of a batch says of itself: which batch, and how far it is.</summary>
internal sealed record BatchHead(BatchAccount Account, string Authority, bool Rehearsal)
    : PaperHead(Authority, Rehearsal)
{
    public override string Stem => $"{Family}-{Account.Batch.State}";

    public override string Family => $"拨款批次-{PartName.Of(Account.Batch.Name)}";

    public override string What => $"拨款批次 {Account.Batch.Name}　{Account.Batch.State}　提出日期 "
        + Spoken.Date(Account.Batch.CreatedOn);

    public override string Totals =>
        $"案件 {Account.Cases}件　{Account.Batch.Months}个月　申请 {Money.Spoken(Account.Batch.Fen)}";

    public override string Root => $"登记于第{Account.Act}号";

    public override string Which => $"拨款批次 {Account.Batch.Name}　{Account.Batch.State}　{Mark}";

    public override string TitleOf(Paper paper) => $"{Authority}{paper.Title}（{Account.Batch.State}）";

    /// <summary>Of this batch, and not of "第1批-2" where it is "第1批"; of another step.</summary>
    public override bool IsOlder(string rest) =>
        rest.Split('-') is [var state, _] && state != Account.Batch.State;
}
