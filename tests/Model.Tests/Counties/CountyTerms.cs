using Disbursement.Model.Tests.Reference;

namespace Disbursement.Model.Tests.Counties;

/// <summary>Regrades, corrections and nursing: the columns that change what the rates are looked up by.</summary>
sealed class CountyTerms(Dice dice, DateOnly first, CountyOptions options, bool mayMiss)
{
    public ChangeRow? Regrade(KnownPerson person, KnownIdentity identity, ChangeRow row) => identity.Category switch
    {
        "81" => row with { ServiceYears = dice.Between(1, 10) },
        "JX" => row with { AssessedFen = dice.Between(500_000, 1_200_000) },
        _ when Categories.IsDisability(identity.Category) => row with { Level = Level(person, identity) },
        _ => null,
    };

    public ChangeRow? Correction(KnownPerson person, KnownIdentity identity, ChangeRow row)
    {
        var of = identity.Category;
        return dice.Between(1, 10) switch
        {
            1 => OfThePerson(row, identity) with { Name = dice.Name() },
            2 => OfThePerson(row, identity) with { NewIdNumber = dice.IdNumber() },
            <= 4 => row with { StartMonth = first.AddMonths(dice.Between(-12, 5)) },
            _ when of == "41" => row with { Period = dice.Pick("抗日战争时期", "其他时期") },
            _ when of == "81" => row with { ServiceYears = dice.Between(1, 10) },
            _ when of == "JX" => row with { AssessedFen = dice.Between(500_000, 1_200_000) },
            <= 8 when Categories.IsDisability(of) => row with { Level = Level(person, identity) },
            _ when Categories.IsDisability(of) => Nature(row),
            _ => null,
        };
    }

    /// <summary>
    /// Of several identities a 更正 must name one; whether also where only the person's name or number is corrected, the
    /// documents leave open. So one is named.
    /// </summary>
    private static ChangeRow OfThePerson(ChangeRow row, KnownIdentity identity) =>
        row.Category == "" ? row with { Category = identity.Category } : row;

    public ChangeRow? Nursing(KnownPerson person, KnownIdentity identity, ChangeRow row) =>
        Categories.IsDisability(identity.Category) && person.Identities.Count > 0
            ? row with { Nursing = dice.Pick("是", "否", "精神", "机构") }
            : null;

    /// <summary>Where 因病 was ever recorded, only the levels it has.</summary>
    private int Level(KnownPerson person, KnownIdentity identity)
    {
        var ill = identity.Row.Nature == "因病" || person.Changes.Exists(c => c.Row.Nature == "因病");
        return dice.Between(1, ill ? 6 : 10);
    }

    private ChangeRow Nature(ChangeRow row) => row with
    {
        Nature = mayMiss && options.ImpossibleLevels ? dice.Pick("因战", "因公", "因病") : dice.Pick("因战", "因公"),
    };
}
