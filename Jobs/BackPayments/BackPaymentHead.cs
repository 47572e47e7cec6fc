using System.Globalization;
using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Exceptions;
using Disbursement.Jobs.Papers;

namespace Disbursement.Jobs.BackPayments;

/// <summary>What every paper of back-payment says of itself.</summary>
/// <param name="SpentFen">What the ledger of funds has posted for batches.</param>
/// <param name="Known">As known at this act.</param>
internal sealed record BackPaymentHead(
    BackPaymentTally Tally, long SpentFen, int Open, long OpenFen, DateOnly Today, long Known, string Authority,
    bool Rehearsal)
    : PaperHead(Authority, Rehearsal)
{
    public override string Stem => string.Create(CultureInfo.InvariantCulture, $"{Family}-{Today:yyyyMMdd}");

    public override string Family => "社保补缴";

    public override string What => $"截至 {Spoken.Date(Today)}";

    public override string Totals => $"案件 {Tally.Cases}件　不一致 {Open}项　涉及 {Money.Spoken(OpenFen)}";

    public override string Root => $"按第{Known}号以前知道的";

    public override string Which => $"社保补缴对账　截至{Spoken.Date(Today)}　{Mark}";

    public override string TitleOf(Paper paper) => $"{Authority}{paper.Title}";

    /// <summary>Lists of another day are kept: they are what was known then.</summary>
    public override bool IsOlder(string rest) => false;
}
