using Disbursement.Domain;
using Disbursement.Domain.Policy;

namespace Disbursement.Samples.Counties;

/// <summary>What a county is made of, and how an identity of each category looks; reasons in README.md.</summary>
internal static class Mix
{
    private static readonly Weighted<string> Shares = new(
        ("81", 6_345), ("51", 1_300), ("42", 890), ("11", 550), ("B1", 470), ("61", 150), ("41", 80),
        ("21", 60), ("23", 50), ("13", 40), ("14", 20), ("22", 20), ("15", 14), ("JX", 9), ("33", 2));

    private static readonly Weighted<string> Companions = new(
        ("51", 40), ("42", 20), ("21", 15), ("81", 15), ("61", 10));

    private static readonly Weighted<int> Levels = new(
        (1, 5), (2, 5), (3, 10), (4, 15), (5, 40), (6, 70), (7, 120), (8, 180), (9, 250), (10, 305));

    private static readonly Weighted<string> Years = new(
        ("2", 18), ("3", 31), ("4", 23), ("5", 14), ("6", 7), ("7", 3), ("8", 2), ("2.5", 1), ("4.2", 1));

    public static string Category(ref Dice dice) => Shares.Draw(ref dice);

    /// <summary>A category found beside the first on paper; which of the two is paid the overlap matrix says.</summary>
    public static string Companion(string first, ref Dice dice)
    {
        if (first is "81" or "B1") return dice.Percent(50) ? "51" : first == "81" ? "42" : "81";
        var second = Companions.Draw(ref dice);
        return second == first ? "81" : second;
    }

    /// <summary>First and last day of birth of a category; all span well over 1,024 days (see Numbers).</summary>
    public static (DateOnly First, DateOnly Last) Births(string category, bool child) => category switch
    {
        _ when child => (new(2007, 10, 1), new(2018, 12, 31)),
        "81" => (new(1945, 1, 1), new(1965, 6, 30)),
        "51" or "61" => (new(1940, 1, 1), new(1962, 12, 31)),
        "B1" => (new(1930, 1, 1), new(1950, 12, 31)),
        "41" => (new(1925, 1, 1), new(1936, 12, 31)),
        "33" => (new(1917, 1, 1), new(1923, 12, 31)),
        "42" => (new(1945, 1, 1), new(1980, 12, 31)),
        "JX" => (new(1938, 1, 1), new(1968, 12, 31)),
        "21" or "22" or "23" => (new(1932, 1, 1), new(1978, 12, 31)),
        "13" or "14" or "15" => (new(1950, 1, 1), new(1995, 12, 31)),
        _ => (new(1935, 1, 1), new(2000, 12, 31)),
    };

    /// <summary>The second identity asks for births that suit it too: a person of 81 is sixty.</summary>
    public static (DateOnly First, DateOnly Last) Births(string category, string second)
    {
        var (a, b) = (Births(category, child: false), Births(second, child: false));
        return (a.First > b.First ? a.First : b.First, a.Last < b.Last ? a.Last : b.Last);
    }

    /// <summary>Most names on a roster are men's; survivors are mostly widows and mothers.</summary>
    public static bool Male(string category, ref Dice dice) => category switch
    {
        "21" or "22" or "23" => dice.Percent(35),
        "B1" => dice.Percent(52),
        _ => dice.Percent(97),
    };

    public static RosterIdentity Identity(string category, int index, DateOnly born, ref Dice dice)
    {
        var identity = new RosterIdentity(Domain.Policy.Category.Of(category))
        {
            Start = Start(category, born, ref dice),
            Document = "历史数据",
            Certificate = $"云{category}字第{index + 1:000000}号",
        };
        return category switch
        {
            "11" or "13" or "14" or "15" => Disabled(identity, ref dice),
            "21" or "22" or "23" => Survivor(identity, born, ref dice),
            "41" => identity with { Period = born.Year <= 1928 ? "抗日战争时期" : "其他时期" },
            "51" or "61" or "42" => Served(identity, born, dice.Between(3, 6), 0),
            "81" => ByYears(identity, born, ref dice),
            "JX" => identity with { AssessedYuan = dice.Between(78, 132) * 100 },
            _ => identity,
        };
    }

    private static PayMonth Start(string category, DateOnly born, ref Dice dice)
    {
        var start = dice.Percent(22)
            ? new PayMonth(2011, 8) + dice.Below(89)
            : new PayMonth(2019, 1) + dice.Below(79);
        var age = category switch
        {
            "81" or "B1" => 60,
            "21" or "22" or "23" => 1,
            _ => 20,
        };
        var least = PayMonth.Of(born.AddYears(age));
        return PayMonth.Later(start, least);
    }

    private static RosterIdentity Disabled(RosterIdentity identity, ref Dice dice)
    {
        var level = Levels.Draw(ref dice);
        // 因病 stops at level 6 (令788 art. 27).
        var illness = level <= 6 && identity.Category.Code == "11" && dice.Percent(35);
        var nature = illness ? "因病" : dice.Percent(30) && identity.Category.Code == "11" ? "因战" : "因公";
        var nursing = level switch
        {
            <= 4 => dice.OneIn(12) ? "机构" : "是",
            <= 6 when illness && dice.Percent(40) => "精神",
            _ => null,
        };
        return identity with { Level = level, Nature = nature, Nursing = nursing };
    }

    private static RosterIdentity Survivor(RosterIdentity identity, DateOnly born, ref Dice dice)
    {
        if (born.Year >= 2005)
        {
            // Nobody asked yet for the papers of those who turn eighteen during the story.
            var proven = born.Year > 2007 && dice.Percent(70);
            return identity with { Relation = "子女", InSchoolUntil = proven ? new DateOnly(2026, 7, 15) : null };
        }

        var relation = born.Year < 1958 ? dice.Percent(60) ? "父母" : "配偶" : dice.Percent(92) ? "配偶" : "兄弟姐妹";
        return identity with { Relation = relation };
    }

    private static RosterIdentity ByYears(RosterIdentity identity, DateOnly born, ref Dice dice)
    {
        var years = Years.Draw(ref dice);
        var months = years.Length == 1 ? 0 : years == "2.5" ? 6 : 2;
        return Served(identity, born, years[0] - '0', months) with { ServiceYears = years };
    }

    private static RosterIdentity Served(RosterIdentity identity, DateOnly born, int years, int months)
    {
        // Recruits leave in December.
        var enlisted = new DateOnly(born.Year + 19, 12, 10);
        return identity with { Enlisted = enlisted, Discharged = enlisted.AddYears(years).AddMonths(months) };
    }
}
