namespace Disbursement.Samples.Counties;

/// <summary>云溪县: a county that does not exist, of any size, the same for the same seed on every machine.</summary>
/// <remarks>
/// Each person is made from the seed and an index alone, so that rows stream and any person can be looked up again
/// without keeping the others. What the people are like, and why, is in README.md.
/// </remarks>
public sealed class County(int people, ulong seed = County.DemoSeed)
{
    /// <summary>怀远县 had 8,493 in 2023 (policy §7).</summary>
    public const int DemoPeople = 8_500;

    public const ulong DemoSeed = 20_250_801;

    private const int OtherBanks = 8;

    public int People => people;

    /// <summary>Everybody on the first roster, by index.</summary>
    public IEnumerable<RosterPerson> Everybody()
    {
        for (var index = 0; index < people; index++) yield return Person(index);
    }

    /// <summary>The whole roster file, UTF-8 and LF when written through <see cref="Stories.StoryFile"/>.</summary>
    /// <returns>Rows, header not counted.</returns>
    public int WriteRoster(TextWriter writer) => RosterFile.Write(writer, Everybody());

    /// <summary>The person with this index; indexes from <see cref="People"/> on are people not yet enrolled.</summary>
    public RosterPerson Person(int index)
    {
        var dice = Dice.For(seed, index);
        var category = Mix.Category(ref dice);
        var survivor = category is "21" or "22" or "23";
        var child = survivor && dice.Percent(10);
        var second = !survivor && category is not ("JX" or "41" or "33") && dice.OneIn(100)
            ? Mix.Companion(category, ref dice)
            : null;
        var male = Mix.Male(category, ref dice);
        var (first, last) = second is null ? Mix.Births(category, child) : Mix.Births(category, second);
        var number = Numbers.Identity(index, male, first, last, ref dice);
        var born = Domain.People.IdentityNumber.BirthDate(number)!.Value;
        var person = new RosterPerson
        {
            Index = index,
            IdNumber = number,
            Name = Names.Draw(male, born.Year, ref dice),
            Male = male,
            Born = born,
            Township = Township.ByPeople.Draw(ref dice),
            First = Mix.Identity(category, index, born, ref dice),
            Second = second is null ? null : Mix.Identity(second, index, born, ref dice),
            HomeVisit = born.Year < 1940 ? dice.Percent(60) : dice.OneIn(150),
            Phone = dice.Percent(12) ? null : Numbers.Phone(index + 1),
        };
        return WithAccount(person, ref dice);
    }

    private RosterPerson WithAccount(RosterPerson person, ref Dice dice)
    {
        var index = person.Index;
        var guarded = person.Born.Year >= 2005 || person.First.Nursing == "精神" ? dice.Percent(75) : dice.OneIn(1_500);
        if (guarded) return WithPayee(person, ref dice);
        if (dice.Below(1_000) < 3) return person;
        person = person with { Bank = BankOf(person, ref dice) };
        if (index > 0 && dice.OneIn(700)) return WithAccountOf(Person(index - 1), person, ref dice);
        if (person.Born.Year < 1955 && dice.OneIn(25))
        {
            return person with { Bank = person.Township.Branch, Account = Numbers.Passbook(index + 1) };
        }

        return person with { Account = Numbers.Card(index + 1, rightCheckDigit: !dice.OneIn(400)) };
    }

    /// <summary>Two on one account: half under the other's name, half by a station's slip.</summary>
    private static RosterPerson WithAccountOf(RosterPerson other, RosterPerson person, ref Dice dice) => person with
    {
        Bank = other.Bank,
        Account = other.Account,
        AccountName = other.Account is not null && dice.Percent(50) ? other.AccountName ?? other.Name : null,
    };

    /// <summary>A child or a person who cannot act has a guardian; a few let someone collect for them.</summary>
    private static RosterPerson WithPayee(RosterPerson person, ref Dice dice)
    {
        var guardian = person.Born.Year >= 2005 || person.First.Nursing == "精神";
        var male = dice.Percent(50);
        var born = guardian ? dice.Between(1962, 1988) : dice.Between(1965, 1985);
        var name = Names.Draw(male, born, ref dice);
        // The day carries the index, the order number the band that no resident uses.
        var day = new DateOnly(born, 1, 1).AddDays(person.Index % 365);
        var number = Numbers.IdentityOutside(day, male, person.Index / 365 % 20);
        return person with
        {
            Bank = person.Township.Branch,
            Account = Numbers.Card(person.Index + 1, rightCheckDigit: true),
            AccountName = name,
            Payee = new RosterPayee(name, number, guardian ? "监护人" : "委托代领"),
        };
    }

    private static string BankOf(RosterPerson person, ref Dice dice)
    {
        if (!dice.Percent(OtherBanks)) return person.Township.Branch;
        return dice.Below(4) switch
        {
            0 => "中国工商银行云溪支行",
            1 => "中国邮政储蓄银行云溪县支行",
            _ => "中国农业银行云溪县支行",
        };
    }
}
