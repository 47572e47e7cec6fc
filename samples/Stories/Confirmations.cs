using System.Globalization;
using Disbursement.Samples.Counties;

namespace Disbursement.Samples.Stories;

/// <summary>
/// 确认 of everybody who came, or was called on, in time: more in the first weeks, the slow ones in the last.
/// </summary>
internal sealed class Confirmations
{
    private const ulong Seed = 9_102;
    private const ulong SlowSeed = 9_103;
    private const ulong AgainSeed = 9_105;

    private static readonly DateOnly[] Days = [.. WorkingDays()];

    private readonly Population population;
    private readonly CampaignCast cast;
    private readonly HashSet<string> apart;
    private readonly List<ConfirmationRow> single;

    public Confirmations(Population population, CampaignCast cast, RosterPerson wronglyDead)
    {
        (this.population, this.cast) = (population, cast);
        apart = cast.All.Append(wronglyDead).Select(p => p.IdNumber).ToHashSet(StringComparer.Ordinal);
        single =
        [
            HouseCall(wronglyDead, new(2026, 2, 3)), Seen(cast.ReportedOnce, new(2026, 2, 26), byTwo: true),
            HouseCall(cast.ReportedTwice, new(2026, 3, 5)), Seen(cast.Pensioner, new(2026, 1, 20)),
            Seen(cast.OtherName, new(2026, 1, 21)), Seen(cast.Serving, new(2026, 1, 22)),
            Seen(cast.OldNumber, new(2026, 1, 23)), Seen(cast.PaidElsewhere, new(2026, 1, 26)),
            Seen(cast.OnProbation, new(2026, 1, 27)),
            Seen(cast.NoLongerEligible, new(2026, 2, 10)) with
            {
                Result = "不再符合", Proof = "本人陈述已领职工养老金，待人社核对",
            },
            .. Attempts(),
        ];
    }

    /// <summary>Rows of these days, both included.</summary>
    public IEnumerable<ConfirmationRow> Between(DateOnly first, DateOnly last) => population.People
        .Where(p => !apart.Contains(p.IdNumber)).Select(Of).OfType<ConfirmationRow>().Concat(single)
        .Where(row => row.On >= first && row.On <= last);

    /// <summary>Slow, and confirmed in time after a reminder.</summary>
    public IEnumerable<RosterPerson> Slow => population.People.Where(
        p => !apart.Contains(p.IdNumber) && IsSlow(p) && Of(p) is not null);

    /// <summary>重核: of a station's people the bureau itself sees the most, some day of three.</summary>
    public IEnumerable<ConfirmationRow> Again(string station, DateOnly first)
    {
        foreach (var person in population.People.Where(p => p.Township.Name == station && !apart.Contains(p.IdNumber)))
        {
            var dice = Dice.For(AgainSeed, person.Index);
            var day = first.AddDays(dice.Below(3));
            if (Of(person) is null || !population.IsAlive(person, day) || !dice.Percent(60)) continue;
            var method = population.IsHouseCall(person) ? "入户" : "现场";
            yield return new ConfirmationRow(person.IdNumber, day, method)
            {
                Station = station, By = Staff.Bureau.By, Second = Staff.Bureau.Second, Proof = "重核照片",
            };
        }
    }

    /// <summary>At the station, alone or before two.</summary>
    public static ConfirmationRow Seen(RosterPerson person, DateOnly on, bool byTwo = false)
    {
        var (by, second) = Staff.Of(person.Township, person.Index);
        return new ConfirmationRow(person.IdNumber, on, "现场")
        {
            Station = person.Township.Name, By = by, Second = byTwo ? second : null,
        };
    }

    public static ConfirmationRow HouseCall(RosterPerson person, DateOnly on) =>
        Seen(person, on, byTwo: true) with { Method = "入户", Proof = "入户照片、本人签字" };

    /// <summary>Null: died before anybody saw him.</summary>
    private ConfirmationRow? Of(RosterPerson person)
    {
        var dice = Dice.For(Seed, person.Index);
        var place = IsSlow(person)
            ? Days.Length - 1 - dice.Below(Days.Length / 4)
            : Math.Min(dice.Below(Days.Length), dice.Below(Days.Length));
        var day = Days[place];
        if (!population.IsAlive(person, day)) return null;
        var row = population.IsHouseCall(person) ? HouseCall(person, day) : ByMethod(person, day, dice.Below(1_000));
        return dice.OneIn(400) ? row with { Result = "信息有变", Proof = row.Proof ?? "电话、住址有变，另报变动" } : row;
    }

    private bool IsSlow(RosterPerson person) =>
        Dice.For(SlowSeed, person.Index).OneIn(150) && !population.IsHouseCall(person);

    private static ConfirmationRow ByMethod(RosterPerson person, DateOnly day, int lot)
    {
        var seen = Seen(person, day);
        var serial = person.Index.ToString("00000", CultureInfo.InvariantCulture);
        if (Population.IsMovedIn(person) || lot < 35)
            return seen with { Method = "异地协查", Proof = $"协查复函2026-{serial}号" };
        return lot switch
        {
            < 37 => seen with { Method = "境外证明", Proof = $"驻外使领馆在世证明2026-{serial}号" },
            < 97 => seen with { Method = "视频" },
            < 147 => seen with { Method = "人脸识别" },
            < 165 => HouseCall(person, day),
            _ => seen,
        };
    }

    /// <summary>What was tried of those who missed the deadline.</summary>
    private IEnumerable<ConfirmationRow> Attempts()
    {
        yield return Seen(cast.Unreachable, new(2026, 3, 18)) with { Method = "视频", Result = "失联" };
        yield return Seen(cast.Unreachable, new(2026, 3, 30)) with { Method = "视频", Result = "失联" };
        yield return Seen(cast.Abroad, new(2026, 3, 20)) with { Method = "视频", Result = "境外" };
        yield return Seen(cast.AskedElsewhere, new(2026, 3, 10)) with
        {
            Method = "异地协查", Result = "失联", Station = "邻山县局", Proof = "协查函2026-014号",
        };
        yield return HouseCall(cast.NotAtHome, new(2026, 4, 2)) with { Result = "失联", Proof = "两人上门未见，邻居在场" };
    }

    /// <summary>From the opening to the deadline, without weekends and the Spring Festival.</summary>
    private static IEnumerable<DateOnly> WorkingDays()
    {
        for (var day = CampaignStory.From; day <= CampaignStory.Deadline; day = day.AddDays(1))
        {
            var isFestival = day >= new DateOnly(2026, 2, 15) && day <= new DateOnly(2026, 2, 23);
            if (!isFestival && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) yield return day;
        }
    }
}
