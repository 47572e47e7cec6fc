using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Disbursement.Jobs.Papers;

/// <summary>Whose part of a paper it is, as a folder and a file may be called, here and on a Windows machine.</summary>
internal static class PartName
{
    // With what stands before it and the ending it stays below the 255 bytes of a file's name, in Chinese too.
    private const int Longest = 40;

    private const string NotAllowed = "\\/:*?\"<>|";

    /// <summary>The name itself where it may stand; else what is left of it, with a mark of its own.</summary>
    public static string Of(string name)
    {
        var plain = new StringBuilder();
        foreach (var rune in name.EnumerateRunes().Take(Longest)) plain.Append(MayStand(rune) ? rune.ToString() : "_");
        var left = plain.ToString().Trim(' ', '.');
        if (left == name) return name;
        // Two that are left alike are still two: nobody's rows may come into another's file.
        return $"{left}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8]}";
    }

    private static bool MayStand(Rune rune) => !NotAllowed.Contains(rune.ToString(), StringComparison.Ordinal)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
