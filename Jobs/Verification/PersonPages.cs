using System.Net;
using System.Text;
using Disbursement.Jobs.BankFiles;

namespace Disbursement.Jobs.Verification;

/// <summary>
/// Pages of which each is one person's: UTF-8 HTML that prints on A4, a page a person, streamed.
/// </summary>
internal sealed class PersonPages : IDisposable
{
    private const string Style = """
        @page { size: A4; margin: 22mm 22mm 18mm }
        * { box-sizing: border-box }
        body { font: 12pt/1.7 "SimSun", "Noto Serif CJK SC", serif; margin: 0 auto; color: #000 }
        article { break-after: page; position: relative }
        article:last-child { break-after: auto }
        h1 { font-size: 20pt; text-align: center; margin: 4mm 0 8mm; letter-spacing: .1em }
        p { text-indent: 2em; margin: 0 0 3mm }
        p.plain { text-indent: 0 }
        .mark { border: 1.5px solid; text-align: center; font-size: 11pt; letter-spacing: .8em; text-indent: 0 }
        .right { text-align: right; text-indent: 0 }
        table { border-collapse: collapse; width: 100%; margin: 4mm 0; font-size: 11pt }
        td, th { border: .6pt solid #333; padding: 2mm 3mm; text-align: left; vertical-align: top; font-weight: normal }
        th { width: 22%; background: #f2f2f2 }
        .tall td { height: 26mm }
        .receipt { border-top: 1pt dashed #555; margin-top: 12mm; padding-top: 4mm; font-size: 11pt }
        @media screen {
            body { max-width: 210mm; padding: 10mm }
            article { border-bottom: 1px dashed #999; padding-bottom: 10mm }
        }
        """;

    private readonly StreamWriter page;

    public PersonPages(string path, string title)
    {
        page = new StreamWriter(PrivateFile.Create(path), new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };
        page.Write("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
            + $"<title>{Plain(title)}</title>\n<style>\n{Style}</style>\n</head>\n<body>\n");
    }

    public void Begin(string mark, string title)
    {
        page.Write("<article>\n");
        if (mark.Length > 0) page.Write($"<p class=\"mark\">{Plain(mark)}</p>\n");
        page.Write($"<h1>{Plain(title)}</h1>\n");
    }

    public void Paragraph(string text, string kind = "") =>
        page.Write(kind.Length == 0 ? $"<p>{Plain(text)}</p>\n" : $"<p class=\"{kind}\">{Plain(text)}</p>\n");

    public void Table(string kind, params ReadOnlySpan<(string Label, string Value)> rows)
    {
        page.Write(kind.Length == 0 ? "<table>\n" : $"<table class=\"{kind}\">\n");
        foreach (var (label, value) in rows)
            page.Write($"<tr><th>{Plain(label)}</th><td>{Plain(value)}</td></tr>\n");
        page.Write("</table>\n");
    }

    public void Receipt(string text) => page.Write($"<div class=\"receipt\">{Plain(text)}</div>\n");

    public void End() => page.Write("</article>\n");

    public void Dispose()
    {
        page.Write("</body>\n</html>\n");
        page.Dispose();
    }

    private static string Plain(string text) =>
        WebUtility.HtmlEncode(text).Replace("\n", "<br>", StringComparison.Ordinal);
}
