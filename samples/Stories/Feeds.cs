using Disbursement.Samples.Counties;

namespace Disbursement.Samples.Stories;

/// <summary>
/// 比对名单 of a month: most rows are about strangers, the others about the county's own dead, some of them before the
/// township reports them, and about a few of the living.
/// </summary>
internal sealed class Feeds(
    Cast cast, Population population, CampaignCast people, IReadOnlyList<DeathToTell> deaths,
    IReadOnlyList<RosterPerson> leavers)
{
    /// <summary>Step of January 2026: the first month with lists.</summary>
    public const int FirstStep = 5;

    private const ulong Seed = 9_106;
    private const int PlacesOfAMonth = 10_000;
    private const int PlacesOfASource = 1_000;

    /// <summary>Source and fact, and about how many strangers are on a month's list.</summary>
    private static readonly (string Source, string Fact, string? Reason, int Strangers)[] Lists =
    [
        ("殡仪馆", "火化", null, 70), ("卫健", "死亡医学证明", null, 60), ("公安", "户籍注销", "死亡", 70),
        ("医保", "医保停", "参保关系终止", 50), ("司法", "服刑名册", "有期徒刑", 15), ("人社", "职工养老", null, 80),
        ("邻山县", "外县在发", null, 30), ("医保", "就医", null, 120),
    ];

    public IEnumerable<EvidenceRow> In(int step, DateOnly before, DateOnly today) =>
        Strangers(step, before, today).Concat(OwnDead(step, today)).Concat(SeenByDoctors(step, before))
            .Concat(Told(step));

    private IEnumerable<EvidenceRow> Strangers(int step, DateOnly before, DateOnly today)
    {
        for (var source = 0; source < Lists.Length; source++)
        {
            var (from, fact, reason, most) = Lists[source];
            for (var n = 0; n < most; n++)
            {
                var place = (step * PlacesOfAMonth) + (source * PlacesOfASource) + n;
                var dice = Dice.For(Seed, place);
                var person = cast.Outsider(place);
                var day = before.AddDays(dice.Between(1, today.DayNumber - before.DayNumber - 1));
                yield return new EvidenceRow(from, person.IdNumber, person.Name, fact, day) { Reason = reason };
            }
        }
    }

    /// <summary>Each by some of the four who learn of a death.</summary>
    private IEnumerable<EvidenceRow> OwnDead(int step, DateOnly today)
    {
        foreach (var death in deaths.Where(d => d.HeardIn == step))
        {
            var dice = Dice.For(Seed, death.Person.Index);
            for (var list = 0; list < 4; list++)
            {
                var (from, fact, reason, _) = Lists[list];
                var day = death.On.AddDays(dice.Below(5));
                // The early ones are heard of by the list of cremations alone.
                var isOn = list == 0 ? death.IsEarly || dice.Percent(80) : !death.IsEarly && dice.Percent(60);
                if (!isOn) continue;
                yield return new EvidenceRow(
                    from, death.Person.IdNumber, death.Person.Name, fact, day < today ? day : today)
                { Reason = reason };
            }
        }
    }

    /// <summary>Signs of life of some who are alive.</summary>
    private IEnumerable<EvidenceRow> SeenByDoctors(int step, DateOnly before)
    {
        var dice = Dice.For(Seed, -step);
        for (var n = 0; n < 40; n++)
        {
            var person = cast.People[dice.Below(cast.People.Count)];
            if (population.Deaths.ContainsKey(person.IdNumber)) continue;
            yield return new EvidenceRow(
                "医保", person.IdNumber, person.Name, "就医", before.AddDays(dice.Between(1, 20)));
        }
    }

    private EvidenceRow[] Told(int step) => step switch
    {
        5 => [Of(people.SentencedLate, "司法", "服刑名册", new(2025, 9, 18)) with { Reason = "有期徒刑", Detail = "二年" }],
        6 =>
        [
            // They moved there in December, and are paid there as they should be.
            .. leavers.Select(p => Of(p, "邻山县", "外县在发", new(2026, 1, 1)) with { Detail = p.First.Category.Label }),
            Of(people.ReportedOnce, "医保", "医保停", new(2026, 1, 22)) with { Reason = "参保关系终止" },
            Of(people.ReportedTwice, "殡仪馆", "火化", new(2026, 1, 28)),
            Of(people.ReportedTwice, "医保", "医保停", new(2026, 1, 30)) with { Reason = "参保关系终止" },
            Of(people.OtherName, "殡仪馆", "火化", new(2026, 1, 19)) with { Name = people.OtherName.Name[..1] + "桂英" },
            Of(people.Pensioner, "人社", "职工养老", new(2026, 1, 1)) with { Detail = "企业职工基本养老保险" },
        ],
        7 =>
        [
            Of(people.OldNumber, "卫健", "死亡医学证明", new(2026, 2, 17)) with
            {
                IdNumber = people.OldNumber.IdNumber[..6] + people.OldNumber.IdNumber[8..17],
            },
            Of(people.PaidElsewhere, "邻山县", "外县在发", new(2026, 1, 1)) with { Detail = "参战退役人员" },
            Of(people.Serving, "司法", "服刑名册", new(2026, 2, 20)) with { Reason = "有期徒刑", Detail = "一年六个月" },
        ],
        8 =>
        [
            Of(people.Abroad, "公安", "户籍注销", new(2026, 3, 16)) with { Reason = "出国定居" },
            Of(people.OnProbation, "司法", "服刑名册", new(2026, 3, 25)) with { Reason = "缓刑" },
        ],
        _ => [],
    };

    private static EvidenceRow Of(RosterPerson person, string source, string fact, DateOnly on) =>
        new(source, person.IdNumber, person.Name, fact, on);
}

/// <summary>A death of the story, and in which month's lists it is.</summary>
/// <param name="IsEarly">Before the township reports it.</param>
internal sealed record DeathToTell(RosterPerson Person, DateOnly On, int HeardIn, bool IsEarly)
{
    private const ulong Seed = 9_107;

    /// <summary>Of those that a township reports late every second one is on a list before.</summary>
    /// <param name="recorded">The step whose file records it.</param>
    /// <param name="days">By step.</param>
    public static DeathToTell Of(RosterPerson person, DateOnly on, int recorded, IReadOnlyList<DateOnly> days)
    {
        var early = Dice.For(Seed, person.Index).Percent(50)
            ? Enumerable.Range(Feeds.FirstStep, Math.Max(0, recorded - Feeds.FirstStep))
                .FirstOrDefault(step => days[step] > on.AddDays(7), recorded)
            : recorded;
        return new DeathToTell(person, on, early, early < recorded);
    }
}
