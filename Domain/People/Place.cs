namespace Disbursement.Domain.People;

/// <summary>
/// Where a fact stands in the order of knowledge: the act that made it known, and its row in the file.
/// </summary>
public readonly record struct Place(long Act, int Row) : IComparable<Place>
{
    public int CompareTo(Place other) => Act != other.Act ? Act.CompareTo(other.Act) : Row.CompareTo(other.Row);

    public static bool operator <(Place a, Place b) => a.CompareTo(b) < 0;

    public static bool operator >(Place a, Place b) => a.CompareTo(b) > 0;

    public static bool operator <=(Place a, Place b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Place a, Place b) => a.CompareTo(b) >= 0;
}
