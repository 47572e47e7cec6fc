using System.Globalization;
using System.Net;
using System.Text;
using Disbursement.Domain;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.Reports;

namespace Disbursement.Jobs.Papers;

/// <summary>A paper as UTF-8 HTML that prints on A4, streamed: table heads repeat and pages are numbered.</summary>
internal sealed class HtmlPaper : IDisposable
{
    private readonly StreamWriter page;
    private PaperTable? table;
    private long rows;
    private bool inHalves;

    public HtmlPaper(string path, Paper paper, PaperHead head)
    {
        page = new StreamWriter(PrivateFile.Create(path), new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };
        page.Write("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>");
        Plain($"{head.Stem} {paper.Title}");
        page.Write("</title>\n<style>\n");
        page.Write(PaperStyle.Of(paper, head));
        page.Write("</style>\n</head>\n<body>\n");
        if (head.Rehearsal) page.Write($"<p class=\"mark\">{head.Mark}</p>\n");
        Element("h1", head.TitleOf(paper));
        Element("p", head.What, "head");
        Element("p", head.Totals, "head totals");
        Element("p", head.Root, "head root");
    }

    public void Facts(ReadOnlySpan<(string Label, string Value)> facts)
    {
        Close();
        page.Write("<table class=\"facts\">\n");
        foreach (var (label, value) in facts)
        {
            page.Write("<tr><th>");
            Plain(label);
            page.Write("</th><td>");
            Plain(value);
            page.Write("</td></tr>\n");
        }

        page.Write("</table>\n");
    }

    public void Begin(PaperTable next)
    {
        CloseTable();
        if (next.IsHalf && !inHalves) page.Write("<div class=\"halves\">\n");
        if (!next.IsHalf) CloseHalves();
        inHalves = next.IsHalf;
        table = next;
        rows = 0;
        page.Write("<section>\n");
        Element("h2", next.Title);
        page.Write("<table>\n<colgroup>");
        var printed = next.Columns.Where(c => !c.SheetOnly).ToArray();
        var width = printed.Sum(c => c.Width);
        foreach (var column in printed)
            page.Write(string.Create(
                CultureInfo.InvariantCulture, $"<col style=\"width:{100.0 * column.Width / width:0.##}%\">"));
        page.Write("</colgroup>\n<thead><tr>");
        foreach (var column in printed)
        {
            page.Write(column.Kind is ColumnKind.Money or ColumnKind.Count ? "<th class=\"n\">" : "<th>");
            Plain(column.Title);
            page.Write("</th>");
        }

        page.Write("</tr></thead>\n<tbody>\n");
    }

    /// <summary>What is said once for the rows below it, up to the next.</summary>
    public void Group(string head, string text)
    {
        rows++;
        var width = table!.Columns.Count(c => !c.SheetOnly);
        page.Write($"<tr class=\"group\"><td colspan=\"{width}\"><b>");
        Plain(head);
        page.Write("</b>　");
        Plain(text);
        page.Write("</td></tr>\n");
    }

    public void Row(ReadOnlySpan<Cell> cells)
    {
        rows++;
        Cells("<tr>", cells);
    }

    public void Total(ReadOnlySpan<Cell> cells)
    {
        if (rows == 0) None();
        rows++;
        Cells("<tr class=\"total\">", cells);
    }

    /// <param name="svg">Our own drawing: nothing of anybody else's is in it.</param>
    public void Picture(string svg)
    {
        Close();
        page.Write("<figure>");
        page.Write(svg);
        page.Write("</figure>\n");
    }

    public void Note(string text)
    {
        Close();
        Element("p", text, "note");
    }

    public void Signatures(ReadOnlySpan<(string Label, string Value)> signers)
    {
        Close();
        page.Write("<table class=\"sign\">\n<tr>");
        foreach (var (label, value) in signers)
        {
            page.Write("<td>");
            Plain(label + "（签章）");
            page.Write("<br><b>");
            Plain(value);
            page.Write("</b><br>　　　年　　月　　日</td>");
        }

        page.Write("</tr>\n</table>\n");
    }

    public void Finish()
    {
        Close();
        page.Write("</body>\n</html>\n");
        page.Flush();
    }

    public void Dispose() => page.Dispose();

    private void Cells(string open, ReadOnlySpan<Cell> cells)
    {
        if (cells.Length != table!.Columns.Length)
            throw new InvalidOperationException(
                $"{table.Title} has {table.Columns.Length} columns, not {cells.Length}.");
        page.Write(open);
        for (var i = 0; i < cells.Length; i++)
            if (!table.Columns[i].SheetOnly) One(cells[i], table.Columns[i].Kind);
        page.Write("</tr>\n");
    }

    private void One(Cell cell, ColumnKind column)
    {
        if (cell.Kind == ColumnKind.Money)
        {
            page.Write("<td class=\"n\">");
            page.Write(Money.Figures(cell.Number));
        }
        else if (cell.Kind == ColumnKind.Count)
        {
            page.Write("<td class=\"n\">");
            page.Write(cell.Number.ToString("#,0", CultureInfo.InvariantCulture));
        }
        else
        {
            page.Write(column == ColumnKind.Code ? "<td class=\"c\">" : "<td>");
            Plain(CsvText.Disarmed(cell.Text));
        }

        page.Write("</td>");
    }

    private void None()
    {
        page.Write($"<tr><td class=\"none\" colspan=\"{table!.Columns.Length}\">无</td></tr>\n");
    }

    private void CloseTable()
    {
        if (table is null) return;
        if (rows == 0) None();
        page.Write("</tbody>\n</table>\n</section>\n");
        table = null;
    }

    private void CloseHalves()
    {
        if (inHalves) page.Write("</div>\n");
        inHalves = false;
    }

    private void Close()
    {
        CloseTable();
        CloseHalves();
    }

    private void Element(string name, string text, string? style = null)
    {
        page.Write(style is null ? $"<{name}>" : $"<{name} class=\"{style}\">");
        Plain(text);
        page.Write($"</{name}>\n");
    }

    private void Plain(string? text) => WebUtility.HtmlEncode(text, page);
}
