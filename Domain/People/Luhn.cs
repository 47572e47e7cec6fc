namespace Disbursement.Domain.People;

/// <summary>The check digit of bank cards (ISO/IEC 7812-1). Only a warning: passbooks do not follow it.</summary>
public static class Luhn
{
    /// <summary>Whether the last digit agrees with the others. False for anything but two or more digits.</summary>
    public static bool Agrees(string number)
    {
        if (number.Length < 2 || number.AsSpan().ContainsAnyExceptInRange('0', '9')) return false;
        var sum = 0;
        for (var i = 0; i < number.Length; i++)
        {
            var digit = number[number.Length - 1 - i] - '0';
            var weighed = i % 2 == 1 ? digit * 2 : digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }

        return sum % 10 == 0;
    }
}
