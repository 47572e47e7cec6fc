using System.Text.RegularExpressions;

namespace Disbursement.Domain.People;

/// <summary>Identity and account numbers inside a sentence: lists and logs show the last four digits.</summary>
public static partial class LongNumber
{
    /// <summary>The sentence with 尾号 and four digits in place of each number of twelve digits or more.</summary>
    public static string Masked(string sentence) =>
        Long().Replace(sentence, number => "尾号" + IdentityNumber.Tail(number.Value));

    [GeneratedRegex("(?<![.0-9])[0-9]{12,}(?![0-9Ee])[Xx]?", RegexOptions.CultureInvariant)]
    private static partial Regex Long();
}
