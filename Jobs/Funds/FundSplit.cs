using Disbursement.Domain;
using Disbursement.Domain.Funds;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;
using Npgsql;

namespace Disbursement.Jobs.Funds;

/// <summary>
/// Which sources a run's lines are paid from, by the shares and standards that the run knew: so papers, reservation and
/// results say the same whatever was imported since.
/// </summary>
internal sealed class FundSplit
{
    private readonly StandardTable standards;

    private FundSplit(ShareTable shares, StandardTable standards)
    {
        Shares = shares;
        this.standards = standards;
    }

    public ShareTable Shares { get; }

    public static async Task<FundSplit> Of(NpgsqlConnection connection, PayoutRun run, CancellationToken stop) => new(
        new ShareTable(await ShareStore.Known(connection, run.KnownThrough, stop)),
        new StandardTable(await StandardStore.Rates(connection, run.KnownThrough, stop), []));

    /// <summary>Who bears such lines; null: nobody says.</summary>
    public Sharing? Sharing(in LineGroup lines) =>
        Shares.Of(lines.Category, lines.Component, Standard(lines), lines.Month);

    public Standard? Standard(in LineGroup lines) => standards.ById(lines.StandardId);

    public static Purpose PurposeOf(in LineGroup lines) => Purposes.Of(Category.Of(lines.Category), lines.Component);
}

/// <summary>Amounts by purpose and source: each line is split by itself, equal lines once.</summary>
internal sealed class FundTotals(FundSplit split)
{
    private readonly SortedDictionary<Purpose, Parts> parts = [];
    private readonly SortedDictionary<Purpose, long> undecided = [];

    /// <summary>By source and purpose; a null source: nobody decided it (分担未定).</summary>
    public IEnumerable<(Source? Source, Purpose Purpose, long Fen)> All => parts
        .SelectMany(p => Enum.GetValues<Source>().Select(s => ((Source?)s, p.Key, p.Value[s])))
        .Concat(undecided.Select(u => ((Source?)null, u.Key, u.Value)))
        .Where(f => f.Item3 != 0);

    public IEnumerable<(Purpose Purpose, Parts Parts)> Decided => parts.Select(p => (p.Key, p.Value));

    public static FundTotals Of(FundSplit split, IEnumerable<LineGroup> lines)
    {
        var totals = new FundTotals(split);
        foreach (var group in lines) totals.Add(group);
        return totals;
    }

    public void Add(in LineGroup lines)
    {
        var purpose = FundSplit.PurposeOf(lines);
        if (split.Sharing(lines) is { } sharing) Add(purpose, sharing.Levels.Split(lines.Fen) * lines.Count);
        else undecided[purpose] = undecided.GetValueOrDefault(purpose) + (lines.Fen * lines.Count);
    }

    public void Add(Purpose purpose, Parts more) => parts[purpose] = parts.GetValueOrDefault(purpose) + more;

    public IEnumerable<FundEntry> Entries(short year, FundMove move) => parts.SelectMany(p => Enum.GetValues<Source>()
        .Select(s => new FundEntry(new Fund(year, s, p.Key), move, p.Value[s])));
}
