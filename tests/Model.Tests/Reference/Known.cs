namespace Disbursement.Model.Tests.Reference;

/// <summary>"A fact's place is (act, row in file)": the order of knowledge.</summary>
readonly record struct Place(int Act, int Row) : IComparable<Place>
{
    public int CompareTo(Place other) => Act != other.Act ? Act.CompareTo(other.Act) : Row.CompareTo(other.Row);

    public static bool operator <(Place a, Place b) => a.CompareTo(b) < 0;

    public static bool operator >(Place a, Place b) => a.CompareTo(b) > 0;

    public static bool operator <=(Place a, Place b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Place a, Place b) => a.CompareTo(b) >= 0;
}

sealed record KnownIdentity(RosterRow Row, Place Place)
{
    public string Category => Row.Category;
}

sealed class KnownChange(ChangeRow row, Place place)
{
    public ChangeRow Row { get; } = row;

    public Place Place { get; } = place;

    /// <summary>False from the moment a 撤销 takes it back.</summary>
    public bool Stands { get; set; } = true;
}

sealed record KnownRate(RateRow Row, string Rounding, Place Place)
{
    public bool Stands { get; set; } = true;
}

sealed record KnownWage(WageRow Row, Place Place);

sealed record KnownParameter(ParameterRow Row, Place Place);

sealed record KnownHistory(KnownPerson Person, HistoryRow Row, Place Place);

sealed record KnownAssessed(KnownPerson Person, AssessedRow Row, Place Place);

sealed class KnownPerson(string enrolledNumber)
{
    public string EnrolledNumber { get; } = enrolledNumber;

    public List<KnownIdentity> Identities { get; } = [];

    public List<KnownChange> Changes { get; } = [];

    /// <summary>Every row that named the person and what became of it, for the report of a difference.</summary>
    public List<string> Diary { get; } = [];

    /// <summary>"Several changes: in order of date, then of knowledge."</summary>
    public IEnumerable<KnownChange> Standing(params string[] types) => Changes
        .Where(c => c.Stands && types.Contains(c.Row.Type))
        .OrderBy(c => c.Row.EffectiveOn).ThenBy(c => c.Place);

    /// <summary>Those of one identity: its own, and those "of all where the category is empty".</summary>
    public IEnumerable<KnownChange> StandingOf(string category, params string[] types) =>
        Standing(types).Where(c => c.Row.Category == category || c.Row.Category == "");

    public KnownIdentity? Identity(string category) => Identities.FirstOrDefault(i => i.Category == category);

    /// <summary>The number as known now: of several corrections the last in order.</summary>
    public string Number =>
        Standing("更正").LastOrDefault(c => c.Row.NewIdNumber != "")?.Row.NewIdNumber ?? EnrolledNumber;

    public string Name =>
        Standing("更正").LastOrDefault(c => c.Row.Name != "")?.Row.Name ?? Identities[0].Row.Name;

    /// <summary>Enrolled under, or corrected to and not taken back.</summary>
    public IEnumerable<string> Names => Identities.Select(i => i.Row.Name)
        .Concat(Standing("更正").Select(c => c.Row.Name)).Where(n => n != "");

    /// <summary>
    /// "Old and new identity number both find the person": those enrolled under, and those of corrections that stand;
    /// one taken back is "as if never made".
    /// </summary>
    public bool IsFoundBy(string number) =>
        Identities.Exists(i => i.Row.IdNumber == number) || Standing("更正").Any(c => c.Row.NewIdNumber == number);
}
