using System.Globalization;
using Disbursement.Domain.People;

namespace Disbursement.Model.Tests.Counties;

/// <summary>Everything drawn at random, from one seed.</summary>
sealed class Dice(int seed)
{
    private const string Surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗";
    private const string Given = "建国明华军文平志强永生春海东光成福德金玉兰秀英桂芳红梅云山林";

    private readonly Random random = new(seed);
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private int numbers;
    private int accounts;
    private int documents;

    public bool Chance(double probability) => random.NextDouble() < probability;

    /// <summary>From the first to the last, both included.</summary>
    public int Between(int first, int last) => random.Next(first, last + 1);

    public T Pick<T>(params IReadOnlyList<T> items) => items[random.Next(items.Count)];

    /// <summary>An item by its weight.</summary>
    public T Weighted<T>(IReadOnlyList<(T Item, int Weight)> items)
    {
        var left = random.Next(items.Sum(i => i.Weight));
        foreach (var (item, weight) in items)
            if ((left -= weight) < 0)
                return item;
        throw new InvalidOperationException("weights are positive");
    }

    public IReadOnlyList<T> Some<T>(IReadOnlyList<T> items, int count) =>
        [.. items.OrderBy(_ => random.Next()).Take(count)];

    /// <summary>A name that nobody else in the county has.</summary>
    public string Name()
    {
        while (true)
        {
            var name = $"{Surnames[random.Next(Surnames.Length)]}{Letter()}{(Chance(0.7) ? Letter() : "")}";
            if (names.Add(name)) return name;
        }

        string Letter() => Given[random.Next(Given.Length)].ToString();
    }

    /// <summary>A valid identity number that nobody else has, of somebody born 1935–1955.</summary>
    /// <summary>Of somebody born in these years.</summary>
    public string IdNumber(int from = 1935, int years = 20)
    {
        var birth = new DateOnly(from, 1, 1).AddDays(random.Next(years * 365));
        var seventeen = string.Create(
            CultureInfo.InvariantCulture, $"130434{birth:yyyyMMdd}{(++numbers % 998) + 1:000}");
        return seventeen + IdentityNumber.CheckCharacter(seventeen);
    }

    /// <summary>Nineteen digits.</summary>
    public string Account() =>
        string.Create(CultureInfo.InvariantCulture, $"621700{random.Next(10_000):0000}{++accounts:00000000}8");

    public string Document(string kind, DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}{day.Year}-{++documents:0000}");
}
