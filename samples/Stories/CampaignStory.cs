using System.Globalization;
using Disbursement.Domain;
using Disbursement.Samples.Counties;

namespace Disbursement.Samples.Stories;

/// <summary>What comes in on a day between the months, in order.</summary>
public sealed record CampaignDay(DateOnly Day, IReadOnlyList<StoryFile> Files);

/// <summary>年度确认 2026 of 云溪县: its files, month by month and day by day. Told in README.md.</summary>
public sealed class CampaignStory
{
    public const int Year = 2026;

    /// <summary>Kind of the file of 停发决定, which has a command of its own.</summary>
    public const string StopDecisions = "stop-decisions";

    /// <summary>经办站 whose sample fails.</summary>
    public const string FailedStation = "高岗乡";

    private readonly CampaignCast people;
    private readonly Confirmations confirmations;
    private readonly CampaignPapers papers;
    private readonly Feeds feeds;
    private readonly Register register;
    private readonly Population population;
    private readonly IReadOnlyList<DateOnly> days;

    internal CampaignStory(
        Cast cast, Episodes episodes, IReadOnlyList<List<ChangeRow>> changes,
        IReadOnlyList<List<RosterPerson>> newcomers, IReadOnlyList<DateOnly> days)
    {
        this.days = days;
        population = new Population(cast, changes, newcomers, episodes.WronglyDead);
        people = new CampaignCast(cast, population, episodes.SentencedLate);
        var leavers = changes.SelectMany(rows => rows).Where(c => c.Change == "迁出").Take(2);
        var byNumber = cast.People.ToDictionary(p => p.IdNumber, StringComparer.Ordinal);
        confirmations = new Confirmations(population, people, byNumber[episodes.WronglyDead]);
        papers = new CampaignPapers(people, confirmations);
        feeds = new Feeds(cast, population, people,
        [
            .. changes.SelectMany((rows, step) => rows.Where(c => c.Change == "死亡").Select(c => (step, c)))
                .Where(d => d.c.IdNumber != episodes.WronglyDead).DistinctBy(d => d.c.IdNumber)
                .Select(d => DeathToTell.Of(byNumber[d.c.IdNumber], d.c.EffectiveOn, d.step, days)),
        ], [.. leavers.Select(c => byNumber[c.IdNumber])]);
        register = new Register(
            cast, newcomers.Skip(Feeds.FirstStep + 1).SelectMany(p => p).Where(p => p.Is("81")), new(2026, 1, 5));
        // What the list of February says is settled with the paper of the pension office.
        changes[^1].Add(new ChangeRow(people.Pensioner.IdNumber, "停发", new(2026, 1, 1))
        {
            Category = people.Pensioner.First.Category.Label, Document = "人社证明2026-012号（虚构）",
            Reason = "已领取职工基本养老金", Source = "经办",
        });
    }

    /// <summary>The day on which it is opened, after the run of January.</summary>
    public static DateOnly From { get; } = new(2026, 1, 9);

    /// <summary>The day before Qingming.</summary>
    public static DateOnly Deadline { get; } = new(2026, 4, 4);

    /// <summary>Days between and after the months of 2026 on which something comes in.</summary>
    public IReadOnlyList<CampaignDay> Days =>
    [
        new(new(2026, 4, 7),
        [
            Confirmed("确认表-2026-04.csv", confirmations.Between(new(2026, 3, 12), Deadline)),
            Notified("通知记录-2026-04.csv", papers.AfterDeadline()),
            new(StopDecisions, "停发决定-2026-04-07.csv", papers.Decisions),
        ]),
        new(new(2026, 4, 10), [Late(10)]),
        new(new(2026, 4, 14), [Late(14)]),
        new(new(2026, 4, 17),
        [
            Late(17),
            Confirmed($"重核-{FailedStation}-2026-04-17.csv", confirmations.Again(FailedStation, new(2026, 4, 15))),
            Notified("通知记录-2026-04-17.csv", papers.Anew(new(2026, 4, 17))),
            new("changes", "撤销停发-2026-04-17.csv",
                writer => ChangesFile.Write(writer, papers.StopTakenBack(new(2026, 4, 17)))),
        ]),
    ];

    /// <summary>The sixty who miss the deadline.</summary>
    public IReadOnlyList<string> Missed => [.. people.Missed.Select(p => p.IdNumber)];

    /// <summary>Alive, reported dead by one weak source, paid on.</summary>
    public string ReportedOnce => people.ReportedOnce.IdNumber;

    /// <summary>Alive, reported dead by two sources, held until two met him at home.</summary>
    public string ReportedTwice => people.ReportedTwice.IdNumber;

    /// <summary>A list of the dead has his number under another name; it is dismissed.</summary>
    public string OtherName => people.OtherName.IdNumber;

    /// <summary>Stopped by decision: the last one's notice was never delivered.</summary>
    public IReadOnlyList<string> Stopped => [.. people.DisabledToldEarly.Take(3).Select(p => p.IdNumber)];

    /// <summary>Nears sixty, and is past it without being paid.</summary>
    public (string Soon, string Unpaid) Eligible => (register.TurningSixty, register.Unpaid);

    /// <summary>Before the changes of a month: who was met at home is known when his death is taken back.</summary>
    internal IEnumerable<StoryFile> BeforeChanges(PayMonth month)
    {
        if (month == new PayMonth(Year, 2))
            yield return Confirmed("确认表-2026-02.csv", confirmations.Between(From, new(2026, 2, 4)));
        if (month == new PayMonth(Year, 3))
            yield return Confirmed("确认表-2026-03.csv", confirmations.Between(new(2026, 2, 5), new(2026, 3, 11)));
    }

    internal IEnumerable<StoryFile> AfterChanges(PayMonth month)
    {
        var step = month - Story.FirstMonth;
        if (step < Feeds.FirstStep) yield break;
        if (step == Feeds.FirstStep) yield return Compared("退役士兵信息采集.csv", register.Rows);
        yield return Compared($"比对名单-{month}.csv", feeds.In(step, days[step - 1], days[step]));
        if (month == new PayMonth(Year, 2)) yield return Notified("通知记录-2026-02.csv", papers.Early());
    }

    private StoryFile Late(int day) => Confirmed(
        string.Create(CultureInfo.InvariantCulture, $"逾期确认-2026-04-{day}.csv"), papers.Late(new(2026, 4, day)));

    private static StoryFile Confirmed(string name, IEnumerable<ConfirmationRow> rows) =>
        new("confirmations", name, writer => ConfirmationRow.Write(writer, rows));

    private static StoryFile Notified(string name, IEnumerable<NoticeRow> rows) =>
        new("notices", name, writer => NoticeRow.Write(writer, rows));

    private static StoryFile Compared(string name, IEnumerable<EvidenceRow> rows) =>
        new("evidence", name, writer => EvidenceRow.Write(writer, rows));
}
