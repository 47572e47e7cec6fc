using System.Globalization;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;

namespace Disbursement.Domain.Verification;

/// <summary>How a row of a list was found to be about a person. The numbers are stored.</summary>
public enum MatchKind : short
{
    /// <summary>Number and name are equal.</summary>
    Equal = 1,

    /// <summary>The number is equal, the name is not.</summary>
    NameDiffers = 2,

    /// <summary>An old number of 15 digits, worked out to 18.</summary>
    FifteenDigits = 3,

    /// <summary>Name and day of birth are equal, the number is not.</summary>
    NumberDiffers = 4,
}

/// <summary>A row of somebody else's list that is, or may be, about a person.</summary>
/// <param name="Id">By which people name it.</param>
/// <param name="Act">When it became known to be about the person.</param>
/// <param name="Said">采用 or 不采用 by 复核; null: nobody said.</param>
public sealed record Evidence(
    int Id, long Act, EvidenceKind Kind, MatchKind Match, string Source, string Fact, DateOnly? On, DateOnly KnownOn,
    string IdNumber, string Name, string? Reason, string? Detail, bool? Said)
{
    /// <summary>编号, as lists print it and commands take it: "E12".</summary>
    public string Handle => string.Create(CultureInfo.InvariantCulture, $"E{Id}");

    /// <summary>It counts: equal in number and name, or adopted by a person.</summary>
    public bool Counts => Said ?? Match == MatchKind.Equal;

    /// <summary>A person has to look whether it is the same one.</summary>
    public bool IsUndecided => Said is null && Match != MatchKind.Equal;

    /// <summary>Holds at once. Adopted by hand it is as strong as its source.</summary>
    public bool IsStrong => Counts && Kind.Weight == EvidenceWeight.Strong;

    public bool IsWeak => Counts && Kind.Weight == EvidenceWeight.Weak;

    /// <summary>The day it speaks of; a list without days speaks of the day on which it came.</summary>
    public DateOnly Day => On ?? KnownOn;

    /// <summary>Number first, then name (rules §7). Null: it is about somebody else.</summary>
    /// <param name="number">As the list has it: 15 or 18 characters.</param>
    public static MatchKind? Compare(string number, string name, string ours, string ourName)
    {
        var isSameName = PersonName.Same(name, ourName);
        if (number == ours) return isSameName ? MatchKind.Equal : MatchKind.NameDiffers;
        if (number.Length == 15) return IdentityNumber.FromFifteen(number) == ours ? MatchKind.FifteenDigits : null;
        return isSameName && number.AsSpan(6, 8).SequenceEqual(ours.AsSpan(6, 8)) ? MatchKind.NumberDiffers : null;
    }
}
