using System.Globalization;
using Disbursement.Samples.Counties;

namespace Disbursement.Samples.Stories;

/// <summary>The people of the county as the story takes them: each for one thread only.</summary>
internal sealed class Cast(County county)
{
    private const ulong StorySeed = 9_101;

    /// <summary>Indexes from here on have the code of another county.</summary>
    private const int Outside = 2_000_000;

    private readonly RosterPerson[] people = [.. county.Everybody()];
    private readonly HashSet<int> taken = [];
    private readonly HashSet<string> numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> papers = new(StringComparer.Ordinal);
    private Dice dice = new(StorySeed);
    private int newest = county.People;
    private long account = 5_000_000_000;

    public ref Dice Dice => ref dice;

    /// <summary>Everybody of the first roster.</summary>
    public IReadOnlyList<RosterPerson> People => people;

    /// <summary>Somebody not yet taken whom the test fits.</summary>
    public RosterPerson Take(Func<RosterPerson, bool> fits)
    {
        var from = dice.Below(people.Length);
        for (var step = 0; step < people.Length; step++)
        {
            var person = people[(from + step) % people.Length];
            if (fits(person) && taken.Add(person.Index)) return person;
        }

        throw new InvalidOperationException("The county is too small for its story.");
    }

    /// <summary>Everybody not yet taken whom the test fits, at most so many, in order of index.</summary>
    public List<RosterPerson> TakeAll(Func<RosterPerson, bool> fits, int most)
    {
        var found = people.Where(p => fits(p) && !taken.Contains(p.Index)).Take(most).ToList();
        foreach (var person in found) taken.Add(person.Index);
        return found;
    }

    /// <summary>An ordinary person with this single category, an account and no payee.</summary>
    public RosterPerson Plain(string category) => Take(p => IsPlain(p) && p.First.Category.Code == category);

    public RosterPerson Plain(string category, Func<RosterIdentity, bool> fits) =>
        Take(p => IsPlain(p) && p.First.Category.Code == category && fits(p.First));

    public static bool IsPlain(RosterPerson person) =>
        person is { Second: null, Payee: null, Account: not null, AccountName: null };

    /// <summary>The next person not on the first roster whom the test fits.</summary>
    public RosterPerson Stranger(Func<RosterPerson, bool> fits)
    {
        while (true)
        {
            var person = county.Person(newest++);
            if (fits(person)) return person;
        }
    }

    /// <summary>Somebody who is on no roster of this county; the same for the same place.</summary>
    public RosterPerson Outsider(int place) => county.Person(Outside + place);

    /// <summary>A number for someone whose day of birth is given: newcomers, heirs, guardians.</summary>
    public string NumberOf(DateOnly born, bool male)
    {
        for (var order = 20; order < 40; order++)
        {
            var number = Numbers.IdentityOutside(born, male, order);
            if (numbers.Add(number)) return number;
        }

        throw new InvalidOperationException("Twenty people of the story share a birthday.");
    }

    public string Card() => Numbers.Card(account++, rightCheckDigit: true);

    /// <summary>The next number of a kind of paper, counted by year: 死亡证明2025-0001号.</summary>
    public string Paper(string kind, DateOnly day)
    {
        var series = string.Create(CultureInfo.InvariantCulture, $"{kind}{day.Year}");
        var number = papers.GetValueOrDefault(series) + 1;
        papers[series] = number;
        return string.Create(CultureInfo.InvariantCulture, $"{series}-{number:0000}号");
    }

    /// <summary>A day after the first and not after the last.</summary>
    public DateOnly DayIn(DateOnly after, DateOnly last) =>
        after.AddDays(dice.Between(1, last.DayNumber - after.DayNumber));

    /// <summary>A relative: a payee with a number and an account of his own.</summary>
    public (string Name, string Number, string Account) Relative()
    {
        var male = dice.Percent(55);
        var born = new DateOnly(dice.Between(1958, 1996), dice.Between(1, 12), dice.Between(1, 28));
        return (Names.Draw(male, born.Year, ref dice), NumberOf(born, male), Card());
    }
}
