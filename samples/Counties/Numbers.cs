using System.Globalization;
using Disbursement.Domain.People;

namespace Disbursement.Samples.Counties;

/// <summary>Numbers that are unique because of how they are made, not because a set was asked.</summary>
/// <remarks>
/// An identity number is region, day of birth, order number. A resident's index becomes (block, remainder of the day
/// by 1,024, order number): no two residents share all three, whatever day their category lets them be born on.
/// Order numbers 918–998 are kept for newcomers and relatives, who are not residents by index.
/// </remarks>
public static class Numbers
{
    private const int Remainders = 1_024;
    private const int Orders = 449;
    private const int Block = Remainders * Orders;

    /// <summary>Prime to 2 and 449, the factors of Block, so that multiplying by it visits every place once.</summary>
    private const long Spread = 290_351;

    /// <summary>Prime to 10: multiplying by it visits every ten-digit number once.</summary>
    private const long AccountSpread = 6_180_339_887;
    private const long Accounts = 10_000_000_000;

    /// <summary>A number of the resident with this index, born on one of the days given (both included).</summary>
    public static string Identity(int index, bool male, DateOnly first, DateOnly last, ref Dice dice)
    {
        var place = index % Block * Spread % Block;
        var remainder = (int)(place % Remainders);
        var pair = (int)(place / Remainders);
        // Each fiftieth pair is left out: a woman's order number there ends in 00, and with the check digit 0 the
        // number would end in 000, which imports refuse because Excel leaves 18 digits so.
        var order = ((pair + (pair / 49)) * 2) + (male ? 1 : 2);
        // One in thirty was born in a neighbouring county and keeps its code (policy §8.1).
        var county = 999_001 + (index / Block * 10) + (dice.OneIn(30) ? dice.Between(1, 3) : 0);
        var day = first.DayNumber + ((remainder - first.DayNumber) & (Remainders - 1));
        var choices = ((last.DayNumber - day) / Remainders) + 1;
        return Identity(county, DateOnly.FromDayNumber(day + (dice.Below(choices) * Remainders)), order);
    }

    /// <summary>A number from the band that residents never use; the caller never uses an order twice a day.</summary>
    /// <param name="order">0–19 for payees, 20–39 for newcomers and heirs.</param>
    public static string IdentityOutside(DateOnly born, bool male, int order) =>
        Identity(999_001, born, 918 + (order * 2) + (male ? 1 : 2));

    /// <summary>A card: 19 digits beginning with 62, made-up issuer, right Luhn digit unless told otherwise.</summary>
    public static string Card(long serial, bool rightCheckDigit)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"62999801{Scattered(serial):0000000000}");
        var check = LuhnDigit(body);
        return body + (char)('0' + (rightCheckDigit ? check : (check + 5) % 10));
    }

    /// <summary>A rural bank's passbook: 23 digits, no check digit.</summary>
    public static string Passbook(long serial) =>
        string.Create(CultureInfo.InvariantCulture, $"1099900120{Scattered(serial):0000000000}001");

    /// <summary>Eleven digits beginning with 100: no mobile number in use begins so.</summary>
    public static string Phone(long serial) =>
        string.Create(CultureInfo.InvariantCulture, $"100{serial * 61_803_399 % 100_000_000:00000000}");

    /// <summary>The ISO 7812 digit that completes a card number.</summary>
    public static int LuhnDigit(string body)
    {
        var sum = 0;
        for (var i = 0; i < body.Length; i++)
        {
            var digit = body[body.Length - 1 - i] - '0';
            if (i % 2 == 0) digit = digit > 4 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
        }

        return (10 - (sum % 10)) % 10;
    }

    private static string Identity(int county, DateOnly born, int order)
    {
        Span<char> number = stackalloc char[18];
        Digits(number[..6], county);
        Digits(number[6..14], (born.Year * 10_000) + (born.Month * 100) + born.Day);
        Digits(number[14..17], order);
        number[17] = IdentityNumber.CheckCharacter(number[..17]);
        return new string(number);
    }

    private static void Digits(Span<char> into, int value)
    {
        for (var i = into.Length - 1; i >= 0; i--, value /= 10) into[i] = (char)('0' + (value % 10));
    }

    private static long Scattered(long serial) => (long)(UInt128)((Int128)serial * AccountSpread % Accounts);
}
