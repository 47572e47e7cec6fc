using Disbursement.Domain.People;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>A citizen's identity number (GB 11643-1999) as a cell holds it.</summary>
public static class IdentityCell
{
    /// <summary>Reads 18 characters, blanks inside left out, a small x made large.</summary>
    /// <param name="number">The number as far as it can be told, also when there is a reason.</param>
    /// <returns>Null, or the reason why it cannot be the number of a person.</returns>
    public static string? Read(string text, out string number)
    {
        // A leading apostrophe is how other programs tell Excel that a cell is text.
        number = Characters.Compact(text).TrimStart('\'', '’', '‘').ToUpperInvariant();
        if (Characters.IsScientific(number)) return RejectionReason.Scientific(text);
        if (IdentityNumber.FromFifteen(number) is { } eighteen) return RejectionReason.FifteenDigits(eighteen);
        if (number.Length != 18) return RejectionReason.IdentityLength(number.Length);
        var strange = number.AsSpan(0, 17).IndexOfAnyExceptInRange('0', '9');
        if (strange >= 0) return RejectionReason.IdentityCharacter(strange + 1, number[strange]);
        var expected = IdentityNumber.CheckCharacter(number);
        if (number[17] != expected)
        {
            // Excel keeps fifteen digits and writes zeros for the rest. About one true number in a thousand ends in 000
            // as well, so only a wrong check character tells that the three digits were lost.
            return number.EndsWith("000", StringComparison.Ordinal)
                ? RejectionReason.EndsInTripleZero
                : RejectionReason.CheckCharacter(expected, number[17]);
        }

        return IdentityNumber.BirthDate(number) is null ? RejectionReason.IdentityBirthDate(number[6..14]) : null;
    }
}
