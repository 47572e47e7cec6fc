using Disbursement.Domain;
using Disbursement.Samples.Counties;

namespace Disbursement.Samples.Stories;

/// <summary>Deaths of the old, most in time, some two to five months late; then heirs and funeral grants.</summary>
internal sealed class Deaths(Cast cast)
{
    /// <summary>August 2025 to April 2026: about three in a hundred a year, more in winter.</summary>
    private static readonly int[] ByMonth = [16, 17, 17, 19, 21, 23, 24, 21, 18];

    /// <summary>The rise of 2025 has no row for 81, and 11–23, 51, 61, B1 have funeral months (rules §10).</summary>
    private static readonly string[] WithGrant = ["11", "13", "21", "22", "23", "51", "61", "B1"];

    private readonly List<(RosterPerson Person, DateOnly Day)> waiting = [];

    public IEnumerable<ChangeRow> In(int step, DateOnly before, DateOnly today)
    {
        foreach (var row in Families(step, before, today)) yield return row;
        for (var n = 0; n < ByMonth[step]; n++)
        {
            var late = cast.Dice.Percent(24);
            var day = late ? Late(today) : cast.DayIn(before, today.AddDays(-1));
            var person = cast.Take(p => Cast.IsPlain(p) && MayDie(p, today));
            waiting.Add((person, day));
            yield return Of(person, day, late);
        }
    }

    private ChangeRow Of(RosterPerson person, DateOnly day, bool late) => new(person.IdNumber, "死亡", day)
    {
        Document = cast.Paper("死亡证明", day),
        Source = late ? cast.Dice.Of(["民政火化名单", "公安户籍注销"]) : cast.Dice.Of(["乡镇站", "家属申报", "卫健死亡证明"]),
        Cause = person.First.Category.IsDisability && cast.Dice.OneIn(6) ? null : cast.Dice.OneIn(14) ? "意外" : "因病",
        Note = late ? "家属外出，迟报" : null,
    };

    /// <summary>Two families a month name an heir and apply; after the rise (step 8) twelve of the others.</summary>
    private List<ChangeRow> Families(int step, DateOnly before, DateOnly today)
    {
        var most = step == 8 ? 12 : 2;
        var families = waiting.Where(w => WithGrant.Contains(w.Person.First.Category.Code)).Take(most).ToList();
        var rows = new List<ChangeRow>();
        foreach (var family in families)
        {
            waiting.Remove(family);
            var day = cast.DayIn(before, today);
            rows.Add(Heir(family.Person, day));
            if (step == 8) continue;
            rows.Add(new ChangeRow(family.Person.IdNumber, "丧葬申请", day)
            {
                Document = cast.Paper("丧葬申请表", day),
                Source = "家属申报",
            });
        }

        return rows;
    }

    private ChangeRow Heir(RosterPerson person, DateOnly day)
    {
        var (name, number, account) = cast.Relative();
        return new ChangeRow(person.IdNumber, "收款人变更", day)
        {
            Document = cast.Paper("继承人申请表", day),
            Source = "家属申报",
            Reason = "本人去世",
            Bank = person.Township.Branch,
            Account = account,
            AccountName = name,
            PayeeName = name,
            PayeeId = number,
            PayeeRelation = "继承人",
        };
    }

    private DateOnly Late(DateOnly today)
    {
        var month = PayMonth.Of(today) - cast.Dice.Between(2, 5);
        var day = month.FirstDay.AddDays(cast.Dice.Below(28));
        return day < new DateOnly(2025, 6, 10) ? new DateOnly(2025, 6, 10).AddDays(cast.Dice.Below(40)) : day;
    }

    private bool MayDie(RosterPerson person, DateOnly today) => person.AgeOn(today) switch
    {
        < 55 => false,
        < 70 => cast.Dice.OneIn(25),
        < 80 => cast.Dice.OneIn(9),
        < 88 => cast.Dice.OneIn(3),
        _ => true,
    };
}
