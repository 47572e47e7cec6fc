using System.Text;

namespace Disbursement.Domain.Payouts;

/// <summary>An amount in Chinese capitals (大写金额), as the control sheet carries it beside the figures.</summary>
/// <remarks>支付结算办法 (银发〔1997〕393号), appendix 1: 零 for zeros between figures, 整 where it ends at 元 or 角.</remarks>
public static class ChineseAmount
{
    private const string Figures = "零壹贰叁肆伍陆柒捌玖";
    private static readonly string[] Places = ["", "拾", "佰", "仟"];
    private static readonly string[] Groups = ["", "万", "亿", "万亿", "亿亿"];

    /// <summary>1,005.01 yuan as 人民币壹仟零伍元零壹分. Not negative.</summary>
    public static string Write(long fen)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fen);
        var text = new StringBuilder("人民币");
        var yuan = fen / 100;
        var jiao = (int)(fen / 10 % 10);
        var last = (int)(fen % 10);
        if (yuan > 0 || fen == 0) AppendWhole(text, yuan).Append('元');
        if (jiao == 0 && last == 0) return text.Append('整').ToString();

        if (jiao > 0) text.Append(Figures[jiao]).Append('角');
        else if (yuan > 0) text.Append('零');
        return last > 0 ? text.Append(Figures[last]).Append('分').ToString() : text.Append('整').ToString();
    }

    private static StringBuilder AppendWhole(StringBuilder text, long yuan)
    {
        if (yuan == 0) return text.Append('零');
        var written = false;
        var zeroOwed = false;
        for (var group = Groups.Length - 1; group >= 0; group--)
        {
            var four = (int)(yuan / PowerOfTenThousand(group) % 10_000);
            if (four == 0)
            {
                zeroOwed = written;
                continue;
            }

            if (written && (zeroOwed || four < 1000)) text.Append('零');
            AppendFour(text, four);
            text.Append(Groups[group]);
            written = true;
            zeroOwed = false;
        }

        return text;
    }

    private static void AppendFour(StringBuilder text, int four)
    {
        var divisor = 1000;
        var written = false;
        var zeroOwed = false;
        for (var place = 3; place >= 0; place--, divisor /= 10)
        {
            var figure = four / divisor % 10;
            if (figure == 0)
            {
                zeroOwed = written;
                continue;
            }

            if (zeroOwed) text.Append('零');
            text.Append(Figures[figure]).Append(Places[place]);
            written = true;
            zeroOwed = false;
        }
    }

    private static long PowerOfTenThousand(int exponent)
    {
        var power = 1L;
        for (var i = 0; i < exponent; i++) power *= 10_000;
        return power;
    }
}
