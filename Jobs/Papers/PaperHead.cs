using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Payout;

namespace Disbursement.Jobs.Papers;

/// <summary>What a paper says of itself: whose it is, of what, and as of when.</summary>
internal abstract record PaperHead(string Authority, bool Rehearsal)
{
    /// <summary>All names of files begin with it.</summary>
    public abstract string Stem { get; }

    /// <summary>The first part of <see cref="Stem"/>: of the same run, or the same year.</summary>
    public abstract string Family { get; }

    public abstract string What { get; }

    public abstract string Totals { get; }

    /// <summary>What it was made from, by which it is known again.</summary>
    public abstract string Root { get; }

    /// <summary>At the foot of each page.</summary>
    public abstract string Which { get; }

    public abstract string TitleOf(Paper paper);

    /// <summary>Of a file of the same family: printed before, and good for nothing any more.</summary>
    /// <param name="rest">Its name behind the family.</param>
    public abstract bool IsOlder(string rest);

    public string Mark => Rehearsal ? "演练 不得付款" : "";
}

/// <summary>What every paper of a run says of itself: whose, which run, how far, and the one content root.</summary>
internal sealed record RunHead(PayoutRun Run, string Authority, bool Rehearsal) : PaperHead(Authority, Rehearsal)
{
    /// <summary>送审稿 before the approval, 定稿 from then on.</summary>
    public string Stage => Run.State >= RunState.Approved ? "定稿" : "送审稿";

    /// <summary>Run, attempt, stage.</summary>
    public override string Stem => $"{Run.Name}-{Run.Attempt}-{Stage}";

    public override string Family => Run.Name;

    public override string What => $"{Spoken.Month(Run.Month)}　批次 {Run.Name}　第{Run.Attempt}次　{Stage}　测算日期 "
        + Spoken.Date(Run.OpenedOn);

    public override string Totals => $"本批 {Run.RowCount}笔　{Money.Spoken(Run.SumFen ?? 0)}";

    public override string Root => $"内容根 {Run.ContentRoot}";

    public override string Which => $"批次 {Run.Name}　第{Run.Attempt}次　{Stage}　{Mark}";

    public override string TitleOf(Paper paper) => $"{Authority}{paper.Title}（{Stage}）";

    /// <summary>Of this run, and not of "2026-03-S1" where it is "2026-03"; of another attempt or stage.</summary>
    public override bool IsOlder(string rest)
    {
        var parts = rest.Split('-', 3);
        return int.TryParse(parts[0], System.Globalization.NumberStyles.None,
                System.Globalization.CultureInfo.InvariantCulture, out var attempt)
            && parts.Length == 3 && (attempt != Run.Attempt || parts[1] != Stage);
    }
}
