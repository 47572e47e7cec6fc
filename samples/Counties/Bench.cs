using Disbursement.Domain;
using Disbursement.Samples.Stories;

namespace Disbursement.Samples.Counties;

/// <summary>A county of any size that changes a little each month, streamed, for <c>./disburse bench</c>.</summary>
/// <remarks>
/// Five in a thousand change each month (two of them die, one leaves no other trace than a new card …) and two in a
/// thousand join. In month m those change whose index leaves the remainder m by 200: nobody twice in 200 months.
/// </remarks>
public sealed class Bench(int people, PayMonth firstMonth)
{
    /// <summary>One person in so many changes in a month.</summary>
    public const int ChangingOneIn = 200;

    /// <summary>One newcomer a month for so many people.</summary>
    public const int JoiningOneIn = 500;

    private readonly County county = new(people);

    /// <summary>The business date of a month: the 8th.</summary>
    public DateOnly Today(int month) => (firstMonth + month).FirstDay.AddDays(7);

    /// <returns>Rows, header not counted.</returns>
    public int WriteRoster(TextWriter writer) => county.WriteRoster(writer);

    /// <param name="writer">Takes the file 新增.</param>
    /// <param name="month">0 is the first month.</param>
    /// <returns>Rows, header not counted.</returns>
    public int WriteNewcomers(TextWriter writer, int month) => RosterFile.Write(writer, Newcomers(month));

    /// <param name="writer">Takes the file 变动.</param>
    /// <param name="month">0 is the first month.</param>
    /// <returns>Rows, header not counted.</returns>
    public int WriteChanges(TextWriter writer, int month) => ChangesFile.Write(writer, Changes(month));

    public IEnumerable<RosterPerson> Newcomers(int month)
    {
        var joining = people / JoiningOneIn;
        for (var n = 0; n < joining; n++)
        {
            var person = county.Person(people + (month * joining) + n);
            yield return person with
            {
                Second = null,
                First = person.First with { Start = firstMonth + month, Document = $"云退役军人认定{firstMonth + month}" },
            };
        }
    }

    public IEnumerable<ChangeRow> Changes(int month)
    {
        for (var index = month * 77 % ChangingOneIn; index < people; index += ChangingOneIn)
        {
            var dice = Dice.For(7, ((long)month << 32) + index);
            yield return Change(county.Person(index), Today(month), ref dice);
        }
    }

    private static ChangeRow Change(RosterPerson person, DateOnly today, ref Dice dice)
    {
        var day = today.AddDays(-dice.Below(28));
        var paper = $"变动{PayMonth.Of(today)}第{person.Index}号";
        return dice.Below(20) switch
        {
            < 8 => new(person.IdNumber, "死亡", dice.OneIn(4) ? day.AddMonths(-2) : day)
            {
                Document = paper,
                Cause = "因病",
            },
            < 14 => new(person.IdNumber, "账户变更", day)
            {
                Document = paper,
                Bank = person.Township.Branch,
                Account = Numbers.Card(4_000_000_000 + person.Index, rightCheckDigit: true),
            },
            < 16 => new(person.IdNumber, "暂缓", day) { Reason = "失联" },
            < 18 when person.First.ServiceYears is not null => new(person.IdNumber, "更正", day)
            {
                Category = person.First.Category.Label,
                Document = paper,
                ServiceYears = person.First.ServiceYears == "4" ? "5" : "4",
            },
            _ => new(person.IdNumber, "信息变更", day) { Phone = Numbers.Phone(50_000_000 + person.Index) },
        };
    }
}
