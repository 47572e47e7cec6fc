using Disbursement.Domain;
using Disbursement.Samples.Counties;

namespace Disbursement.Samples.Stories;

/// <summary>云溪县 from August 2025 to April 2026, as files in order: what a demo or a test imports and runs.</summary>
/// <remarks>Told month by month in README.md. Every row is valid; bad rows are under samples/bad.</remarks>
public sealed class Story
{
    private static readonly DateOnly[] Days =
    [
        new(2025, 8, 8), new(2025, 9, 8), new(2025, 10, 9), new(2025, 11, 7), new(2025, 12, 8),
        new(2026, 1, 8), new(2026, 2, 5), new(2026, 3, 12), new(2026, 4, 8),
    ];

    private readonly Episodes episodes;

    private Story(County county)
    {
        County = county;
        var cast = new Cast(county);
        // Rare cases choose their people first: deaths take the old at random.
        var accounts = new Accounts(cast);
        episodes = new Episodes(cast);
        var newcomers = new Newcomers(cast);
        var deaths = new Deaths(cast);
        var (allChanges, allNewcomers) = (new List<List<ChangeRow>>(), new List<List<RosterPerson>>());
        for (var step = 0; step < Days.Length; step++)
        {
            var (before, today) = (step == 0 ? OpeningDay : Days[step - 1], Days[step]);
            List<ChangeRow> changes =
            [
                .. deaths.In(step, before, today),
                .. accounts.In(step, before, today),
                .. episodes.In(step, before, today),
            ];
            // In January a station sends two rows of December again: known rows are skipped and counted.
            if (step == 5) changes.AddRange(allChanges[4].Where(c => c.Change == "死亡").Take(2));
            allChanges.Add(changes);
            allNewcomers.Add(newcomers.In(step, before, today));
        }

        Campaign = new CampaignStory(cast, episodes, allChanges, allNewcomers, Days);
        Months = [.. Days.Select((day, step) => Month(FirstMonth + step, day, allNewcomers[step], allChanges[step]))];
    }

    /// <summary>The setting first-month: the last August not yet risen when the engine started.</summary>
    public static PayMonth FirstMonth { get; } = new(2025, 8);

    /// <summary>The day on which <see cref="Opening"/> is imported.</summary>
    public static DateOnly OpeningDay { get; } = new(2025, 8, 1);

    public County County { get; }

    /// <summary>Standards, wages, banks and the first roster, in this order.</summary>
    public IReadOnlyList<StoryFile> Opening =>
    [
        StoryFile.Standard("rates", "rates-national.csv"),
        StoryFile.Standard("wages", "wages.csv"),
        StoryFile.Standard("banks", "banks.csv"),
        new("roster", "名册-2025-08.csv", writer => County.WriteRoster(writer)),
    ];

    /// <summary>August 2025 to April 2026.</summary>
    public IReadOnlyList<StoryMonth> Months { get; }

    /// <summary>年度确认 of 2026.</summary>
    public CampaignStory Campaign { get; }

    /// <summary>The man recorded dead in November 2025 whose death is withdrawn in February 2026.</summary>
    public string WronglyDead => episodes.WronglyDead;

    /// <summary>The story of the demo county, or of another size (at least some 5,000 people).</summary>
    public static Story Of(County? county = null) => new(county ?? new County(County.DemoPeople));

    private StoryMonth Month(PayMonth month, DateOnly today, List<RosterPerson> newcomers, List<ChangeRow> changes)
    {
        var files = new List<StoryFile>();
        if (month == new PayMonth(2026, 3)) files.Add(StoryFile.Standard("rates", "rates-2025.csv"));
        files.Add(new StoryFile("roster", $"新增-{month}.csv", writer => RosterFile.Write(writer, newcomers)));
        files.AddRange(Campaign.BeforeChanges(month));
        files.Add(new StoryFile("changes", $"变动-{month}.csv", writer => ChangesFile.Write(writer, changes)));
        files.AddRange(Campaign.AfterChanges(month));
        return new StoryMonth(month, today, files, newcomers, changes);
    }
}
