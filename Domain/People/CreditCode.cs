namespace Disbursement.Domain.People;

/// <summary>统一社会信用代码 (GB 32100-2015): 18 characters, the last of which checks the others.</summary>
public static class CreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly int[] Weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    /// <summary>The check character that the first 17 ask for; null: one of them may not stand there.</summary>
    public static char? CheckCharacter(string code)
    {
        if (code.Length < Weights.Length) return null;
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
        {
            var value = Alphabet.IndexOf(code[i], StringComparison.Ordinal);
            if (value < 0) return null;
            sum += value * Weights[i];
        }

        return Alphabet[(Alphabet.Length - (sum % Alphabet.Length)) % Alphabet.Length];
    }

    public static bool IsValid(string code) => code.Length == Weights.Length + 1 && CheckCharacter(code) == code[^1];
}
