using System.Globalization;
using System.Text;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>
/// A person's name. Its own characters are never changed; only the separator of minority names is made one.
/// </summary>
public static class NameCell
{
    /// <summary>The separator (民委发〔2016〕33号): U+00B7, which banks can read.</summary>
    private const char Separator = '·';

    /// <summary>Reads a name, blanks at its ends left out.</summary>
    /// <returns>Null, or the reason why it cannot be a name.</returns>
    public static string? Read(string text, out string name)
    {
        name = WithOneSeparator(Characters.TrimSpaces(text));
        if (name.Length > 0 && name[0] is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠')
            return RejectionReason.Formula(name[0]);
        foreach (var c in name)
        {
            // Nearly every character of nearly every name.
            if (c is >= '\u4E00' and <= '\u9FFF' or Separator) continue;
            if (Strangeness(c) is { } what) return RejectionReason.NameStrange(what);
        }

        return HasPlanes15And16(name, out var rune) ? RejectionReason.NameStrange($"自造字 U+{rune:X}") : null;
    }

    private static string WithOneSeparator(string name)
    {
        const string written = "•‧・．.･∙⋅";
        return name.AsSpan().IndexOfAny(written) < 0
            ? name
            : string.Create(name.Length, name, (to, from) =>
            {
                for (var i = 0; i < from.Length; i++)
                    to[i] = written.Contains(from[i], StringComparison.Ordinal) ? Separator : from[i];
            });
    }

    private static string? Strangeness(char c) => c switch
    {
        // A character outside the old code is lost as "?" by programs that write GBK without telling.
        '?' or '？' => "问号（多半是生僻字没有转换过来）",
        '\uFFFD' => "无法识别的字符 U+FFFD",
        >= '\uE000' and <= '\uF8FF' => $"自造字 U+{(int)c:X4}",
        _ when Characters.IsInvisible(c) || c is >= '\uFE00' and <= '\uFE0F' => "零宽字符",
        _ when char.IsControl(c) => "控制字符",
        _ when Characters.IsBlank(c) => "空格",
        _ => null,
    };

    private static bool HasPlanes15And16(string name, out int rune)
    {
        rune = 0;
        if (name.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0) return false;
        foreach (var r in name.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(r) != UnicodeCategory.PrivateUse) continue;
            rune = r.Value;
            return true;
        }

        return false;
    }
}
