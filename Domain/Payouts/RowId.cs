using System.Globalization;

namespace Disbursement.Domain.Payouts;

/// <summary>
/// 行号, the number of a bank row (代发明细): authority 6 digits, run serial 5, attempt 2, person serial 9, check digit.
/// It goes to the bank with the row and comes back with its result; unique for ever, computed, never stored.
/// </summary>
/// <remarks>
/// The check digit is ISO/IEC 7064 MOD 11,10: it finds every single wrong digit and nearly every exchange of two
/// neighbours. The default value belongs to no authority.
/// </remarks>
public readonly record struct RowId
{
    /// <summary>Digits of a row id, the check digit included; no bank seen takes fewer than 30.</summary>
    public const int Length = 23;

    // The step of the check digit for each product and digit: it is asked for every bank row, written and read.
    private static readonly byte[] NextProduct = Products();

    private RowId(string authorityCode, int runSerial, int attempt, int personSerial)
    {
        AuthorityCode = authorityCode;
        RunSerial = runSerial;
        Attempt = attempt;
        PersonSerial = personSerial;
    }

    /// <summary>行政区划代码 of the paying authority, 6 digits.</summary>
    public string AuthorityCode { get; }

    /// <summary>1–99,999.</summary>
    public int RunSerial { get; }

    /// <summary>1–99.</summary>
    public int Attempt { get; }

    /// <summary>1–999,999,999.</summary>
    public int PersonSerial { get; }

    /// <summary>The row id of one person in one attempt of one run, 23 digits.</summary>
    /// <exception cref="ArgumentException">A part does not fit its digits.</exception>
    public static string For(string authorityCode, int runSerial, int attempt, int personSerial)
    {
        if (authorityCode.Length != 6 || authorityCode.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0)
            throw new ArgumentException($"'{authorityCode}' is not a code of 6 digits.", nameof(authorityCode));
        Fits(runSerial, 99_999, nameof(runSerial));
        Fits(attempt, 99, nameof(attempt));
        Fits(personSerial, 999_999_999, nameof(personSerial));
        return string.Create(Length, (authorityCode, runSerial, attempt, personSerial), static (digits, parts) =>
        {
            parts.authorityCode.CopyTo(digits);
            Write(parts.runSerial, digits[6..11]);
            Write(parts.attempt, digits[11..13]);
            Write(parts.personSerial, digits[13..22]);
            digits[^1] = CheckDigit(digits[..^1]);
        });
    }

    /// <summary>Reads 23 digits with a right check digit, nothing else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out RowId id)
    {
        id = default;
        if (text.Length != Length || text.IndexOfAnyExceptInRange('0', '9') >= 0) return false;
        if (CheckDigit(text[..^1]) != text[^1]) return false;
        id = new(text[..6].ToString(), Number(text[6..11]), Number(text[11..13]), Number(text[13..22]));
        return id is { RunSerial: > 0, Attempt: > 0, PersonSerial: > 0 };
    }

    /// <summary>ISO/IEC 7064 MOD 11,10 over decimal digits.</summary>
    public static char CheckDigit(ReadOnlySpan<char> digits)
    {
        var product = 10;
        foreach (var digit in digits) product = NextProduct[(product * 10) + digit - '0'];
        return (char)('0' + ((11 - product) % 10));
    }

    private static byte[] Products()
    {
        var next = new byte[110];
        for (var product = 1; product <= 10; product++)
        {
            for (var digit = 0; digit < 10; digit++)
            {
                var sum = (product + digit) % 10;
                next[(product * 10) + digit] = (byte)((sum == 0 ? 10 : sum) * 2 % 11);
            }
        }

        return next;
    }

    public override string ToString() => For(AuthorityCode, RunSerial, Attempt, PersonSerial);

    private static void Write(int number, Span<char> digits)
    {
        for (var i = digits.Length - 1; i >= 0; i--, number /= 10) digits[i] = (char)('0' + (number % 10));
    }

    private static int Number(ReadOnlySpan<char> digits) =>
        int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static void Fits(int number, int most, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, most, name);
    }
}
