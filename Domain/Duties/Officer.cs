using System.Collections.Immutable;

namespace Disbursement.Domain.Duties;

/// <summary>代理: somebody else's role, on these days.</summary>
/// <param name="From">Whose role it is; he must still have it.</param>
public readonly record struct Mandate(string From, Role Role);

/// <summary>A user as he stands on a day: his own roles, and those that he has for others.</summary>
public sealed record Officer(string Name, ImmutableArray<Role> Roles, ImmutableArray<Mandate> Mandates);

/// <summary>A deed done on a run.</summary>
/// <param name="By">Who did it.</param>
/// <param name="For">Whose role he used (代); null: his own.</param>
public readonly record struct Signed(Deed Deed, string By, string? For)
{
    /// <summary>How papers and sentences name it: "丁（代乙）".</summary>
    public static string Name(string by, string? @for) => @for is null ? by : $"{by}（代{@for}）";

    /// <summary>Whether a person had a hand in it, himself or through a delegate.</summary>
    public bool Involves(string? person) => person is not null && (person == By || person == For);
}

/// <summary>What the table says to an officer who wants to do something.</summary>
/// <param name="For">Allowed for this absent person; null: in his own right.</param>
/// <param name="Lacks">Refused: none of these roles is his. Empty otherwise.</param>
/// <param name="Earlier">Refused: this was done before by him, or by the one he stands for.</param>
public readonly record struct Ruling(string? For, ImmutableArray<Role> Lacks, Signed? Earlier)
{
    public bool Allowed => Lacks.IsEmpty && Earlier is null;
}

/// <summary>
/// Whether an officer may do a deed on a run (rules §9). What a delegate does for another counts as done by both: where
/// the table parts two deeds, neither of them may do the second. What each does in his own right is his alone.
/// </summary>
public static class Judgement
{
    /// <param name="done">What was done on the run so far.</param>
    public static Ruling Of(Deed deed, Officer officer, IEnumerable<Signed> done)
    {
        var duty = Duty.Of(deed);
        return Of(duty.Who, duty.Not, officer, done);
    }

    /// <summary>
    /// Of the second of two people: another one than the first, and one of the two in the role that the duty asks for.
    /// </summary>
    /// <param name="first">The first as he stands today, and what he did.</param>
    public static Ruling OfSecond(
        Deed deed, Officer officer, (Officer Officer, Signed Signed) first, IReadOnlyCollection<Signed> done)
    {
        var duty = Duty.Of(deed);
        var qualified = Of(duty.OneOfTwo, duty.OneOfTwoNot, first.Officer, done).Allowed;
        var ruling = qualified
            ? Of(duty.Who, duty.Not, officer, done)
            : Of(duty.OneOfTwo, duty.OneOfTwoNot, officer, done);
        var same = first.Signed.Involves(officer.Name) || first.Signed.Involves(ruling.For);
        return ruling.Allowed && same ? ruling with { For = null, Earlier = first.Signed } : ruling;
    }

    private static Ruling Of(
        ImmutableArray<Role> who, ImmutableArray<Deed> not, Officer officer, IEnumerable<Signed> done)
    {
        Signed[] barring = [.. done.Where(d => not.Contains(d.Deed))];
        Signed? earlier = null;
        var has = false;
        foreach (var stands in Capacities(who, officer))
        {
            has = true;
            var conflict = Array.FindIndex(barring, d => d.Involves(officer.Name) || d.Involves(stands));
            if (conflict < 0) return new(stands, [], null);
            earlier ??= barring[conflict];
        }

        return has ? new(null, [], earlier) : new(null, who, null);
    }

    /// <summary>In his own right first: nobody stands for another where he need not.</summary>
    private static IEnumerable<string?> Capacities(ImmutableArray<Role> who, Officer officer)
    {
        if (officer.Roles.Any(r => who.Contains(r))) yield return null;
        var mandates = officer.Mandates.Where(m => who.Contains(m.Role)).Select(m => m.From);
        foreach (var absent in mandates.Order(StringComparer.Ordinal)) yield return absent;
    }
}
