using Disbursement.Model.Tests.Reference;

namespace Disbursement.Model.Tests.Counties;

/// <summary>What the county paid before the program did, right and wrong, to the fen and not.</summary>
sealed class CountyHistory(Dice dice, Knowledge known, IReadOnlyList<DateOnly> months)
{
    private readonly List<HistoryRow> written = [];

    public IReadOnlyList<Row> All()
    {
        foreach (var person in known.People.Where(_ => dice.Chance(0.85)))
        {
            var owed = months.Select(m => (Month: m, Owed: new OwedMonth(known, person, m))).ToList();
            if (owed.Exists(o => o.Owed.Undecided is not null)) continue;
            foreach (var identity in person.Identities.Where(_ => dice.Chance(0.9)))
                Identity(person, identity.Category, [.. owed.Select(o =>
                    (o.Month, o.Owed.Identities.First(i => i.Category == identity.Category)))]);
        }

        return [.. written];
    }

    /// <summary>Some totals again: the same, and others.</summary>
    public IReadOnlyList<Row> Corrections() =>
    [
        .. dice.Some(written, 8).Where(r => known.Find(r.IdNumber) is not null)
            .Select(r => dice.Chance(0.4) ? r : r with { Fen = r.Fen + dice.Between(0, 150) })
            .Select(r => r with { IdNumber = known.Find(r.IdNumber)!.Number }),
    ];

    /// <summary>Funerals that were paid by hand, for people dead and alive.</summary>
    public IReadOnlyList<Row> Grants() =>
    [
        .. dice.Some(known.People, 30).Where(p => p.Standing("死亡").Any() || dice.Chance(0.03)).Take(3)
            .Where(p => known.Find(p.Number) == p)
            .Select(p => new HistoryRow(
                p.Number, dice.Pick(p.Identities).Category, Components.Funeral, dice.Pick(months),
                dice.Between(100_000, 900_000))),
    ];

    private void Identity(KnownPerson person, string category, IReadOnlyList<(DateOnly Month, IdentityMonth Owed)> owed)
    {
        var byComponent = category == "JX" || dice.Chance(0.5);
        var differences = Differences();
        for (var i = 0; i < owed.Count; i++)
        {
            var (month, identity) = owed[i];
            if (identity.SetAside || (differences is null && i == 0)) continue;
            var difference = differences?[i] ?? 0;
            if (identity.Components.Count == 0)
            {
                // Paid though it was not owed.
                if (dice.Chance(0.03)) Write(person, category, Components.National, month, 10_000);
            }
            else if (byComponent)
                foreach (var (component, fen) in identity.Components)
                {
                    var main = component is Components.National or Components.Assessed;
                    Write(person, category, component, month, fen + (main ? difference : 0));
                }
            else Write(person, category, "", month, identity.Components.Values.Sum() + difference);
        }
    }

    private void Write(KnownPerson person, string category, string component, DateOnly month, long fen)
    {
        if (fen < 0) return;
        var row = new HistoryRow(person.Number, category, component, month, fen);
        if (known.Find(row.IdNumber) == person) written.Add(row);
    }

    /// <summary>
    /// By month; null: the first month was not paid at all. One yuan in all is still 尾差, one fen more is not.
    /// </summary>
    private int[]? Differences()
    {
        var differences = new int[months.Count];
        switch (dice.Between(1, 20))
        {
            case <= 9:
                break;
            case <= 12:
                for (var i = 0; i < differences.Length; i++) differences[i] = dice.Between(-25, 25);
                break;
            case 13:
                (differences[0], differences[^1]) = (60, -40);
                break;
            case 14:
                (differences[0], differences[^1]) = (60, -41);
                break;
            case <= 18:
                differences[dice.Between(0, differences.Length - 1)] = dice.Between(-9_000, 9_000);
                break;
            default:
                return null;
        }

        return differences;
    }
}
