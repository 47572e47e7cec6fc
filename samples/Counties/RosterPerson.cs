using Disbursement.Domain;
using Disbursement.Domain.Policy;

namespace Disbursement.Samples.Counties;

/// <summary>A person as the roster states him: one row per identity, the columns of the person on each.</summary>
public sealed record RosterPerson
{
    public required int Index { get; init; }

    public required string IdNumber { get; init; }

    public required string Name { get; init; }

    public required bool Male { get; init; }

    public required DateOnly Born { get; init; }

    public required Township Township { get; init; }

    public required RosterIdentity First { get; init; }

    /// <summary>One in a hundred has two identities.</summary>
    public RosterIdentity? Second { get; init; }

    public string? Bank { get; init; }

    /// <summary>Empty for three in a thousand.</summary>
    public string? Account { get; init; }

    /// <summary>Empty is the person's own name.</summary>
    public string? AccountName { get; init; }

    public RosterPayee? Payee { get; init; }

    public bool HomeVisit { get; init; }

    public string? Phone { get; init; }

    public bool Is(string category) => First.Category.Code == category || Second?.Category.Code == category;

    /// <summary>Whole years on a day.</summary>
    public int AgeOn(DateOnly day)
    {
        var years = day.Year - Born.Year;
        return Born.AddYears(years) > day ? years - 1 : years;
    }
}

/// <summary>One identity of a person: (person, category).</summary>
public sealed record RosterIdentity(Category Category)
{
    public required PayMonth Start { get; init; }

    /// <summary>历史数据 on the first load.</summary>
    public required string Document { get; init; }

    public DateOnly? ApprovedOn { get; init; }

    public string? Certificate { get; init; }

    /// <summary>1–10; 0 where the category has none.</summary>
    public int Level { get; init; }

    public string? Nature { get; init; }

    public string? Period { get; init; }

    /// <summary>Years of conscript service as written on the papers: "4" or "2.5".</summary>
    public string? ServiceYears { get; init; }

    /// <summary>核定月标准 of JX, yuan.</summary>
    public int AssessedYuan { get; init; }

    /// <summary>是 否 精神 机构.</summary>
    public string? Nursing { get; init; }

    /// <summary>与牺牲者关系.</summary>
    public string? Relation { get; init; }

    public DateOnly? InSchoolUntil { get; init; }

    public DateOnly? Enlisted { get; init; }

    public DateOnly? Discharged { get; init; }
}

/// <summary>收款人: who receives for the person; the account on the row is then the payee's.</summary>
public sealed record RosterPayee(string Name, string IdNumber, string Relation);
