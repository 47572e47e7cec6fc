using System.Globalization;
using Disbursement.Domain.Exceptions;
using Disbursement.Jobs.Papers;

namespace Disbursement.Jobs.Verification;

/// <summary>What every paper of a campaign says of itself: the year, the window, and as of when.</summary>
/// <param name="Group">Papers that are made together, and take each other's place.</param>
internal sealed record VerificationHead(
    VerificationOverview Of, string Authority, bool Rehearsal, string Group = "年度确认")
    : PaperHead(Authority, Rehearsal)
{
    public override string Stem => string.Create(
        CultureInfo.InvariantCulture, $"{Family}-{Of.Today:yyyyMMdd}");

    public override string Family => string.Create(CultureInfo.InvariantCulture, $"{Of.Campaign.Year}-{Group}");

    public override string What => $"{Of.Campaign.Year}年　确认期 {Spoken.Date(Of.Campaign.From)}至"
        + $"{Spoken.Date(Of.Campaign.Deadline)}　截至 {Spoken.Date(Of.Today)}"
        + (Of.Stored.ClosedOn is null ? "" : "　已结束，名单冻结");

    public override string Totals => $"应确认 {Of.People}人　有着落 {Of.AccountedFor}人"
        + $"（{ProgressSums.PercentOf(Of.AccountedFor, Of.People)}）　已确认 {Of.Confirmed}人"
        + $"（{ProgressSums.PercentOf(Of.Confirmed, Of.People)}）";

    public override string Root => $"名单冻结于第{Of.Campaign.KnownThrough}号";

    public override string Which => $"{Of.Campaign.Year}年年度确认　截至{Spoken.Date(Of.Today)}　{Mark}";

    public override string TitleOf(Paper paper) => $"{Authority}{paper.Title}";

    /// <summary>Lists of another day are kept: they are what was known then.</summary>
    public override bool IsOlder(string rest) => false;
}
