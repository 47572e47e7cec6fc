using Disbursement.Samples.Counties;

namespace Disbursement.Samples.Stories;

/// <summary>The people of the campaign of 2026 about whom something is told: sixty miss the deadline.</summary>
internal sealed class CampaignCast
{
    /// <summary>Not of the disability group and told in April; of them so many are seen late.</summary>
    private const int ToldInApril = 32;

    public CampaignCast(Cast cast, Population population, RosterPerson sentencedLate)
    {
        SentencedLate = sentencedLate;
        Func<RosterPerson, bool> plain = p => Cast.IsPlain(p) && !population.IsHouseCall(p) && p.Born.Year < 2000;
        Func<RosterPerson, bool> disabled = p => plain(p) && p.First.Category.IsDisability;
        Func<RosterPerson, bool> others = p => plain(p) && p.First.Category.Code is "81" or "51" or "42" or "61";
        Func<RosterPerson, bool> old = p => plain(p) && p.First.Category.Code == "81";
        RosterPerson[] Several(int count, Func<RosterPerson, bool> fits) =>
            [.. Enumerable.Range(0, count).Select(_ => cast.Take(fits))];
        DisabledToldEarly = Several(4, disabled);
        DisabledToldInApril = Several(8, disabled);
        DisabledNotCalledOn = Several(2, p => Cast.IsPlain(p) && p.First is { Level: >= 1 and <= 4, Nature: not null });
        OthersToldEarly = Several(4, others);
        OthersToldInApril = Several(ToldInApril, others);
        OthersNotCalledOn = Several(4, p => Cast.IsPlain(p) && population.IsHouseCall(p) && p.Is("B1"));
        NotAtHome = cast.Take(p => Cast.IsPlain(p) && population.IsHouseCall(p) && p.Is("B1"));
        Unreachable = cast.Take(old);
        Abroad = cast.Take(others);
        AskedElsewhere = cast.Take(others);
        Undelivered = Several(2, old);
        ReportedOnce = cast.Take(old);
        ReportedTwice = cast.Take(p => plain(p) && p.Is("42"));
        OtherName = cast.Take(old);
        OldNumber = cast.Take(p => old(p) && p.Born.Year < 1966);
        Pensioner = cast.Take(old);
        PaidElsewhere = cast.Take(p => plain(p) && p.Is("51"));
        Serving = cast.Take(p => plain(p) && p.Is("51"));
        OnProbation = cast.Take(p => plain(p) && p.Is("42"));
        NoLongerEligible = cast.Take(old);
    }

    /// <summary>伤残类, told in writing by 2 February: the sixty days are over on the day of the decision.</summary>
    public IReadOnlyList<RosterPerson> DisabledToldEarly { get; }

    public IReadOnlyList<RosterPerson> DisabledToldInApril { get; }

    public IReadOnlyList<RosterPerson> DisabledNotCalledOn { get; }

    public IReadOnlyList<RosterPerson> OthersToldEarly { get; }

    public IReadOnlyList<RosterPerson> OthersToldInApril { get; }

    public IReadOnlyList<RosterPerson> OthersNotCalledOn { get; }

    /// <summary>Two went before the deadline and met nobody.</summary>
    public RosterPerson NotAtHome { get; }

    /// <summary>失联</summary>
    public RosterPerson Unreachable { get; }

    /// <summary>境外, without proof.</summary>
    public RosterPerson Abroad { get; }

    /// <summary>异地协查, and no answer.</summary>
    public RosterPerson AskedElsewhere { get; }

    /// <summary>A letter went, and nobody knows whether it arrived.</summary>
    public IReadOnlyList<RosterPerson> Undelivered { get; }

    /// <summary>Alive, and reported dead by one weak source.</summary>
    public RosterPerson ReportedOnce { get; }

    /// <summary>Alive, and reported dead by two, one of them strong.</summary>
    public RosterPerson ReportedTwice { get; }

    /// <summary>A list has the number with another's name.</summary>
    public RosterPerson OtherName { get; }

    /// <summary>A list has an old number of 15 digits.</summary>
    public RosterPerson OldNumber { get; }

    /// <summary>职工养老 beside 81.</summary>
    public RosterPerson Pensioner { get; }

    public RosterPerson PaidElsewhere { get; }

    /// <summary>服刑, reported by the prison alone: the county holds, the province has to decide.</summary>
    public RosterPerson Serving { get; }

    /// <summary>His sentence was recorded three months late.</summary>
    public RosterPerson SentencedLate { get; }

    public RosterPerson OnProbation { get; }

    public RosterPerson NoLongerEligible { get; }

    /// <summary>The sixty.</summary>
    public IReadOnlyList<RosterPerson> Missed =>
    [
        .. DisabledToldEarly, .. DisabledToldInApril, .. DisabledNotCalledOn, .. OthersToldEarly, .. OthersToldInApril,
        .. OthersNotCalledOn, NotAtHome, Unreachable, Abroad, AskedElsewhere, .. Undelivered,
    ];

    /// <summary>Everybody whose rows are written down one by one.</summary>
    public IEnumerable<RosterPerson> All =>
    [
        .. Missed, ReportedOnce, ReportedTwice, OtherName, OldNumber, Pensioner, PaidElsewhere, Serving, OnProbation,
        NoLongerEligible,
    ];
}
