using System.Text;

namespace Disbursement.Jobs.Papers;

/// <summary>How a paper looks on A4: whose it is and how far stands at the edge of every page.</summary>
internal static class PaperStyle
{
    private const string Rules = """
        * { box-sizing: border-box }
        body { font: 8.5pt/1.35 "SimSun", "Noto Serif CJK SC", serif; margin: 0 auto; padding: 0 .3mm; color: #000 }
        h1 { font-size: 15pt; text-align: center; margin: 0 0 1.5mm }
        h2 { font-size: 10pt; margin: 2.5mm 0 1mm; break-after: avoid }
        .mark { border: 1.5px solid; text-align: center; font-size: 11pt; letter-spacing: .8em; margin: 0 0 2mm }
        .head { text-align: center; margin: 0 0 .8mm }
        .totals { font-weight: bold }
        .root { font: 7.5pt/1.3 monospace; word-break: break-all }
        .note { margin: 1mm 0 2mm; font-size: 8.5pt }
        table { border-collapse: collapse; width: 100%; table-layout: fixed }
        thead { display: table-header-group }
        tr { break-inside: avoid }
        th, td { border: .5pt solid #444; padding: .5mm 1mm; text-align: left; vertical-align: top;
            overflow-wrap: anywhere }
        th { background: #eee; font-weight: bold }
        .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; overflow-wrap: normal }
        th.n { white-space: normal }
        td.c { font-size: 8pt; white-space: nowrap; overflow-wrap: normal }
        .none { text-align: center; color: #555 }
        .group { break-after: avoid }
        .group td { background: #f6f6f6 }
        .total td { font-weight: bold; border-top-width: 1.2pt }
        .facts { margin: 1.5mm 0 0 }
        .facts th { width: 22% }
        .halves { columns: 2; column-gap: 5mm }
        .halves section { break-inside: avoid }
        .sign { margin-top: 3mm; break-inside: avoid }
        .sign td { height: 17mm; width: 25% }
        @media screen { body { padding: 8mm; max-width: 297mm } }
        """;

    /// <summary>Closer, so that the longest one there can be stays on its page.</summary>
    private const string OnePage = """
        body { font-size: 8.5pt; line-height: 1.25 }
        h2 { font-size: 9.5pt; margin: 0; padding: 1.6mm 0 .6mm }
        th, td { padding: .25mm 1mm }
        .note { font-size: 7pt; margin: 1mm 0 1.5mm }
        .sign td { height: 15mm }
        """;

    public static string Of(Paper paper, PaperHead head)
    {
        var what = Text($"{head.Authority}{paper.Title}");
        var which = Text(head.Which);
        return $$"""
            @page {
                size: A4{{(paper.IsLandscape ? " landscape" : "")}}; margin: 13mm 10mm 13mm;
                @top-left { content: {{what}}; font: 7.5pt serif }
                @top-right { content: {{which}}; font: 7.5pt serif }
                @bottom-left { content: {{Text(head.Root)}}; font: 6.5pt monospace }
                @bottom-right { content: "第 " counter(page) " 页 共 " counter(pages) " 页"; font: 7.5pt serif }
            }

            """.ReplaceLineEndings("\n") + Rules.ReplaceLineEndings("\n") + "\n"
            + (paper.OneSheet ? OnePage.ReplaceLineEndings("\n") + "\n" : "");
    }

    /// <summary>
    /// A string of CSS: what is not plain goes by its number, so that no name ends the string or the style.
    /// </summary>
    private static string Text(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '-') quoted.Append(rune.ToString());
            else quoted.Append('\\').Append(rune.Value.ToString("x", null)).Append(' ');
        }

        return quoted.Append('"').ToString();
    }
}
