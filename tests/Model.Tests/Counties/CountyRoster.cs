using Disbursement.Model.Tests.Reference;

namespace Disbursement.Model.Tests.Counties;

/// <summary>People and their identities, alone and together.</summary>
sealed class CountyRoster(Dice dice, DateOnly first, CountyOptions options, bool mayMiss)
{
    private static readonly IReadOnlyList<(string, int)> Alone =
    [
        ("11", 22), ("13", 3), ("14", 4), ("15", 3), ("21", 5), ("22", 5), ("23", 4), ("31", 1), ("32", 1), ("33", 2),
        ("41", 5), ("42", 8), ("51", 10), ("61", 4), ("81", 18), ("B1", 5), ("JX", 3),
    ];

    /// <summary>Overlaps of all three kinds, two and three at a time.</summary>
    private static readonly string[][] Together =
    [
        ["11", "21"], ["JX", "11"], ["13", "22"], ["JX", "21"], ["11", "42"], ["14", "61"], ["42", "61"], ["JX", "41"],
        ["JX", "51"], ["41", "51"], ["21", "22"], ["11", "51"], ["51", "81"], ["B1", "81"], ["42", "51"], ["11", "13"],
        ["11", "42", "61"], ["11", "21", "51"], ["51", "81", "B1"], ["JX", "11", "21"], ["42", "11", "21"],
    ];

    /// <summary>All identities of one new person, in an order of their own.</summary>
    public IReadOnlyList<RosterRow> Person(DateOnly today)
    {
        var categories = dice.Chance(0.25) ? dice.Some(dice.Pick(Together), 3) : [dice.Weighted(Alone)];
        var isChild = categories is ["21" or "22" or "23"] && dice.Chance(0.4);
        var (number, name) = (Number(categories, isChild), dice.Name());
        DateOnly? school = isChild && dice.Chance(0.5) ? Months.Of(today).AddMonths(dice.Between(-3, 9)) : null;
        var account = dice.Chance(0.94) ? dice.Account() : "";
        var accountName = account == "" || dice.Chance(0.5) ? "" : name;
        if (account != "" && options.OtherNames && dice.Chance(0.04)) accountName = dice.Name();
        return
        [
            .. categories.Select(c => Identity(number, name, c, today) with
            {
                Account = account,
                AccountName = accountName,
                Relation = isChild ? "子女" : c[0] == '2' ? "配偶" : "",
                InSchoolUntil = school,
            }),
        ];
    }

    /// <summary>Some turn 60, and some 18, while the county is looked at.</summary>
    private string Number(IEnumerable<string> categories, bool isChild) =>
        isChild ? dice.IdNumber(2006, 3)
        : categories.Any(c => c is "81" or "B1") && dice.Chance(0.3) ? dice.IdNumber(1964, 3)
        : dice.IdNumber();

    /// <summary>
    /// A further identity of somebody known. The columns of the person are left empty: "empty agrees".
    /// </summary>
    public RosterRow? Further(KnownPerson person, DateOnly today)
    {
        var held = person.Identities.Select(i => i.Category).ToList();
        var more = dice.Pick(Together).Where(c => !held.Contains(c)).ToList();
        return more.Count == 0 || held.Count > 2 ? null : Identity(person.Number, person.Name, dice.Pick(more), today);
    }

    private RosterRow Identity(string number, string name, string category, DateOnly today)
    {
        var row = new RosterRow(number, name, category)
        {
            ApprovalDocument = dice.Chance(0.03) ? "" : dice.Chance(0.8) ? "历史数据" : dice.Document("优抚", today),
        };
        return Specifics(Begun(row, today));
    }

    private RosterRow Begun(RosterRow row, DateOnly today)
    {
        // Months around the first one, and around 2024-10-01, where an approval begins to count in its own month.
        var approved = dice.Chance(0.5)
            ? new DateOnly(2024, 10, 1).AddDays(dice.Between(-50, 50))
            : today.AddDays(-200);
        return dice.Between(1, 10) switch
        {
            1 => row with { ApprovedOn = approved },
            2 => row with { StartMonth = Months.Of(today).AddMonths(dice.Between(-8, 1)) },
            3 => row with { StartMonth = first.AddMonths(dice.Between(-2, 3)), ApprovedOn = approved },
            _ => row with { StartMonth = first.AddMonths(-dice.Between(1, 120)) },
        };
    }

    private RosterRow Specifics(RosterRow row)
    {
        var known = !mayMiss || !dice.Chance(0.06);
        if (Categories.IsDisability(row.Category))
        {
            var nature = dice.Pick("因战", "因公", "因公", "因病");
            var level = dice.Between(1, nature == "因病" ? 6 : 10);
            var nursing = level <= 4 ? dice.Pick("是", "是", "是", "否", "机构", "精神") : dice.Pick("否", "否", "否", "精神");
            return row with { Nature = nature, Level = level, Nursing = nursing };
        }

        if (row.Category == "41" && known) return row with { Period = dice.Pick("抗日战争时期", "其他时期") };
        if (row.Category == "81" && known)
            return row with { ServiceYears = dice.Between(1, 8) + (options.PartYears && dice.Chance(0.1) ? 0.5m : 0) };
        if (row.Category == "JX" && known) return row with { AssessedFen = dice.Between(500_000, 1_200_000) };
        return row;
    }
}
