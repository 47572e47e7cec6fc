using Disbursement.Domain;
using Disbursement.Samples.Counties;

namespace Disbursement.Samples.Stories;

/// <summary>The file 新增 of each month: most turn sixty, some are approved late or moved here.</summary>
internal sealed class Newcomers(Cast cast)
{
    /// <summary>Who had one identity and gets another: review, both, higher, higher (rules §3, overlap).</summary>
    private static readonly (int Step, string Has, string Gets)[] SecondIdentities =
        [(1, "11", "21"), (2, "11", "42"), (4, "11", "51"), (6, "21", "81")];

    public List<RosterPerson> In(int step, DateOnly before, DateOnly today)
    {
        var people = new List<RosterPerson>();
        for (var n = cast.Dice.Between(6, 9); n > 0; n--) people.Add(TurningSixty(before, today));
        for (var n = cast.Dice.Between(2, 4); n > 0; n--) people.Add(Approved(before, today));
        // Moved in: the county they left pays to December (令788 art. 30, 办法 art. 23).
        if (step == 5)
        {
            for (var n = 0; n < 3; n++) people.Add(MovedIn(before, today));
        }

        foreach (var (when, has, gets) in SecondIdentities)
        {
            if (when == step) people.Add(SecondIdentity(has, gets, before, today));
        }

        return people;
    }

    private RosterPerson TurningSixty(DateOnly before, DateOnly today)
    {
        var person = cast.Stranger(p => p.First.Category.Code == "81" && Cast.IsPlain(p) && p.Male);
        var born = cast.DayIn(before, today).AddYears(-60);
        ref var dice = ref cast.Dice;
        var identity = Mix.Identity("81", person.Index, born, ref dice) with { Start = PayMonth.Of(born.AddYears(60)) };
        return person with
        {
            IdNumber = cast.NumberOf(born, male: true),
            Name = Names.Draw(male: true, born.Year, ref dice),
            Born = born,
            HomeVisit = false,
            First = Signed(identity, "云退役军人农龄批", before, today),
        };
    }

    /// <summary>One in four was entitled months before the papers came: arrears with the first payment.</summary>
    private RosterPerson Approved(DateOnly before, DateOnly today)
    {
        var person = cast.Stranger(p =>
            Cast.IsPlain(p) && p.First.Category.Code is "11" or "23" or "42" or "51" or "B1");
        var late = (person.Is("51") || person.Is("42")) && cast.Dice.Percent(50);
        var start = PayMonth.Later(PayMonth.Of(today) - (late ? cast.Dice.Between(1, 5) : 0), Story.FirstMonth);
        return person with { First = Signed(person.First with { Start = start }, "云退役军人认定", before, today) };
    }

    private RosterPerson MovedIn(DateOnly before, DateOnly today)
    {
        var person = cast.Stranger(p => Cast.IsPlain(p) && p.First.Category.Code is "51" or "11");
        var identity = person.First with { Start = new PayMonth(2026, 1) };
        return person with { First = Signed(identity, "抚恤关系转入函", before, today) };
    }

    /// <summary>Only what is new is filled in: empty cells of the person agree with what is known.</summary>
    private RosterPerson SecondIdentity(string has, string gets, DateOnly before, DateOnly today)
    {
        var person = cast.Take(p => Fits(p, has));
        ref var dice = ref cast.Dice;
        var identity = Mix.Identity(gets, person.Index, person.Born, ref dice) with { Start = PayMonth.Of(today) };
        return person with
        {
            Bank = null,
            Account = null,
            Phone = null,
            HomeVisit = false,
            First = Signed(identity, "云退役军人认定", before, today),
        };
    }

    /// <summary>Of an age at which every second identity of the table is possible.</summary>
    private static bool Fits(RosterPerson person, string has) =>
        Cast.IsPlain(person) && person.First.Category.Code == has && person.Born.Year is > 1945 and < 1963;

    private RosterIdentity Signed(RosterIdentity identity, string paper, DateOnly before, DateOnly today)
    {
        var approved = identity.Category.IsByServiceYears ? today : cast.DayIn(before, today);
        return identity with { ApprovedOn = approved, Document = cast.Paper(paper, approved) };
    }
}
