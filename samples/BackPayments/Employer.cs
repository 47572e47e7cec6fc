using System.Globalization;

namespace Disbursement.Samples.BackPayments;

/// <summary>An invented employer with a 统一社会信用代码 whose two check characters are right.</summary>
/// <param name="Name">单位名称</param>
/// <param name="CreditCode">信用代码</param>
public sealed record Employer(string Name, string CreditCode)
{
    private const int Known = 60;

    /// <summary>GB 32100-2015: no I, O, S, V, Z.</summary>
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly string[] Places = ["城关", "东河", "西岭", "南桥", "北塘", "高岗"];

    private static readonly string[] Trades =
        ["机械厂", "棉纺织厂", "农机公司", "粮油公司", "物资公司", "化肥厂", "水泥厂", "运输公司", "酒厂", "供销社"];

    /// <summary>One of sixty, the same for the same number.</summary>
    internal static Employer Of(int number)
    {
        var which = number % Known;
        return new Employer($"云溪县{Places[which / Trades.Length]}{Trades[which % Trades.Length]}", Code(which));
    }

    /// <summary>Whether both check characters are right.</summary>
    public static bool IsValid(string code) => code.Length == 18 && code.All(c => Alphabet.Contains(c))
        && OrganisationCheck(code.AsSpan(8, 8)) == code[16] && CodeCheck(code.AsSpan(0, 17)) == code[17];

    private static string Code(int which)
    {
        // Category 91: an enterprise; 999001: the made-up county.
        var body = string.Create(CultureInfo.InvariantCulture, $"91999001MA{700_031 + (which * 4_837):000000}");
        body += OrganisationCheck(body.AsSpan(8, 8));
        return body + CodeCheck(body);
    }

    private static char OrganisationCheck(ReadOnlySpan<char> eight)
    {
        ReadOnlySpan<int> weights = [3, 7, 9, 10, 5, 8, 4, 2];
        var sum = 0;
        for (var i = 0; i < 8; i++)
            sum += weights[i] * (char.IsAsciiDigit(eight[i]) ? eight[i] - '0' : eight[i] - 'A' + 10);
        return "0X987654321"[sum % 11];
    }

    private static char CodeCheck(ReadOnlySpan<char> seventeen)
    {
        var (sum, weight) = (0, 1);
        foreach (var character in seventeen)
        {
            sum += weight * Alphabet.IndexOf(character, StringComparison.Ordinal);
            weight = weight * 3 % 31;
        }

        return Alphabet[(31 - (sum % 31)) % 31];
    }
}
