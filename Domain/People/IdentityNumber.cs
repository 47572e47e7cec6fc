using System.Globalization;

namespace Disbursement.Domain.People;

/// <summary>公民身份号码, GB 11643-1999: 17 digits and a check character.</summary>
public static class IdentityNumber
{
    private const string CheckCharacters = "10X98765432";
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>The 18th character for 17 digits.</summary>
    public static char CheckCharacter(ReadOnlySpan<char> seventeen)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++) sum += (seventeen[i] - '0') * Weights[i];
        return CheckCharacters[sum % 11];
    }

    /// <summary>18 characters, 17 of them digits, the last a digit or X.</summary>
    public static bool HasForm(string number) =>
        number.Length == 18
        && number.AsSpan(0, 17).IndexOfAnyExceptInRange('0', '9') < 0
        && (char.IsAsciiDigit(number[17]) || number[17] == 'X');

    /// <summary>Form, check character and date of birth are right.</summary>
    public static bool IsValid(string number) =>
        HasForm(number) && CheckCharacter(number) == number[17] && BirthDate(number) is not null;

    /// <summary>Digits 7–14; null when there is no such day.</summary>
    public static DateOnly? BirthDate(string number) =>
        DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var day)
            ? day
            : null;

    /// <summary>Digit 17 is odd for a man, even for a woman; of a number that has the form.</summary>
    public static bool IsMan(string number) => (number[16] - '0') % 2 == 1;

    /// <summary>
    /// The 18-character form of an old 15-digit number, to be checked against the papers; null when it has none.
    /// </summary>
    public static string? FromFifteen(string fifteen)
    {
        if (fifteen.Length != 15 || fifteen.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0) return null;
        var seventeen = string.Concat(fifteen.AsSpan(0, 6), "19", fifteen.AsSpan(6));
        return seventeen + CheckCharacter(seventeen);
    }

    /// <summary>The last four characters: all that lists and logs show.</summary>
    public static string Tail(string number) => number.Length <= 4 ? number : number[^4..];
}
