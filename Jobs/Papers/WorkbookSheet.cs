using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Disbursement.Jobs.Papers;

/// <summary>One sheet of a workbook, written from its first row to its last.</summary>
internal sealed class WorkbookSheet : IDisposable
{
    private readonly StreamWriter xml;
    private readonly Paper paper;
    /// <summary>Points that a line of text of the papers' size takes.</summary>
    public const int LineHeight = 14;

    private readonly List<int> merged = [];
    private readonly int width;
    private readonly int widths;
    private int column;
    private bool inRow;

    public WorkbookSheet(
        ZipArchive archive, int number, string name, Paper paper, ReadOnlySpan<PaperColumn> columns)
    {
        Name = name;
        this.paper = paper;
        width = Math.Max(columns.Length, 1);
        widths = columns.Length == 0 ? 100 : 0;
        foreach (var column in columns) widths += column.Width;
        xml = WorkbookParts.Open(archive, $"xl/worksheets/sheet{number}.xml");
        xml.Write("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetPr>"
            + "<pageSetUpPr fitToPage=\"1\"/></sheetPr>" + Frozen(paper)
            + "<sheetFormatPr defaultRowHeight=\"15\"/><cols>");
        for (var i = 0; i < width; i++)
        {
            var one = columns.Length == 0 ? 100 : columns[i].Width;
            xml.Write($"<col min=\"{i + 1}\" max=\"{i + 1}\" width=\"{one}\" customWidth=\"1\"/>");
        }

        xml.Write("</cols><sheetData>");
    }

    public string Name { get; }

    public int Rows { get; private set; }

    /// <summary>The row that is printed again on each page; 0: none.</summary>
    public int TitleRow { get; set; }

    /// <param name="height">Points; null: as the text needs it.</param>
    public void Row(int? height = null)
    {
        if (inRow) xml.Write("</row>");
        inRow = true;
        Rows++;
        column = 0;
        xml.Write("<row r=\"");
        xml.Write(Rows);
        xml.Write(height is { } points ? $"\" ht=\"{points}\" customHeight=\"1\">" : "\">");
    }

    /// <summary>Lines of a text in a column; widths count letters, of which a Chinese character takes two.</summary>
    public static int LinesOf(string text, int width)
    {
        int lines = 1, used = 0;
        foreach (var c in text)
        {
            var takes = c >= '\u1100' ? 2 : 1;
            if (c == '\n' || used + takes > width - 1) (lines, used) = (lines + 1, 0);
            if (c != '\n') used += takes;
        }

        return lines;
    }

    /// <summary>Of a row with one text over all columns; null: one line.</summary>
    public int? HeightOf(string text) => LinesOf(text, widths) is > 1 and var lines ? lines * LineHeight : null;

    public void Text(string? text, WorkbookStyle style)
    {
        Open(style);
        if (string.IsNullOrEmpty(text))
        {
            xml.Write("\"/>");
            return;
        }

        xml.Write("\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
        WorkbookParts.Plain(xml, text);
        xml.Write("</t></is></c>");
    }

    public void Number(string number, WorkbookStyle style)
    {
        Open(style);
        xml.Write("\"><v>");
        xml.Write(number);
        xml.Write("</v></c>");
    }

    /// <summary>A text over all columns that are left in the row.</summary>
    public void Wide(string text, WorkbookStyle style)
    {
        if (column + 1 < width) merged.Add((Rows * 1000) + column);
        Text(text, style);
        while (column < width) Text(null, style);
    }

    public void Close()
    {
        if (inRow) xml.Write("</row>");
        inRow = false;
        xml.Write("</sheetData>");
        if (merged.Count > 0)
        {
            xml.Write($"<mergeCells count=\"{merged.Count}\">");
            foreach (var place in merged)
                xml.Write($"<mergeCell ref=\"{At(place % 1000, place / 1000)}:{At(width - 1, place / 1000)}\"/>");
            xml.Write("</mergeCells>");
        }

        var orientation = paper.IsLandscape ? "landscape" : "portrait";
        xml.Write("<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.5\" bottom=\"0.6\" header=\"0.25\" footer=\"0.3\"/>"
            + $"<pageSetup paperSize=\"9\" orientation=\"{orientation}\" fitToWidth=\"1\" "
            + $"fitToHeight=\"{(paper.OneSheet ? 1 : 0)}\"/>"
            + "<headerFooter><oddFooter>&amp;C第 &amp;P 页 共 &amp;N 页</oddFooter></headerFooter></worksheet>");
        xml.Dispose();
    }

    public void Dispose() => xml.Dispose();

    /// <summary>The head of a long table stays in sight.</summary>
    private static string Frozen(Paper paper) => paper.OneSheet
        ? ""
        : "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"6\" topLeftCell=\"A7\" "
            + "activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>";

    private static string At(int column, int row) => string.Create(
        CultureInfo.InvariantCulture, $"{(char)('A' + column)}{row}");

    private void Open(WorkbookStyle style)
    {
        xml.Write("<c r=\"");
        xml.Write((char)('A' + column++));
        xml.Write(Rows);
        xml.Write("\" s=\"");
        xml.Write((int)style);
    }
}
