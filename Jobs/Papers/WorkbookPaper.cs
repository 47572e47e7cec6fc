using System.Globalization;
using System.IO.Compression;
using System.Text;
using Disbursement.Domain;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.Reports;

namespace Disbursement.Jobs.Papers;

/// <summary>
/// A paper as a workbook (ECMA-376), streamed into its parts: memory does not grow with the rows, and the same paper
/// has the same bytes. Text is text, also where it looks like a number; amounts are numbers.
/// </summary>
/// <remarks>
/// Libraries that could write it hold a whole sheet in memory, or know no print titles and no merged heads.
/// </remarks>
internal sealed class WorkbookPaper : IDisposable
{
    /// <summary>The most rows that a sheet has, in Excel as in the standard.</summary>
    public const int MostRows = 1_048_576;

    private const int HeadRows = 4;

    private static readonly PaperColumn[] OneSheetColumns =
    [
        new("", ColumnKind.Text, 34), new("", ColumnKind.Text, 14), new("", ColumnKind.Text, 20),
        new("", ColumnKind.Text, 24),
    ];

    private readonly Paper paper;
    private readonly PaperHead head;
    private readonly int mostRows;
    private readonly ZipArchive archive;
    private readonly List<WorkbookSheet> sheets = [];
    private PaperTable? table;
    private WorkbookSheet? sheet;
    private int part;
    private long rows;

    public WorkbookPaper(string path, Paper paper, PaperHead head, int mostRows = MostRows)
    {
        this.paper = paper;
        this.head = head;
        this.mostRows = mostRows;
        archive = new ZipArchive(PrivateFile.Create(path), ZipArchiveMode.Create);
    }

    public void Facts(ReadOnlySpan<(string Label, string Value)> facts)
    {
        if (sheet is null) Open(paper.Title, []);
        foreach (var (label, value) in facts)
        {
            sheet!.Row();
            sheet.Text(label, WorkbookStyle.Header);
            sheet.Wide(value, WorkbookStyle.Text);
        }
    }

    public void Begin(PaperTable next)
    {
        CloseTable();
        table = next;
        rows = 0;
        part = 1;
        if (sheet is null || !paper.OneSheet) Open(next.Sheet ?? next.Title, next.Columns.AsSpan());
        Heading();
    }

    public void Row(ReadOnlySpan<Cell> cells)
    {
        // One row is kept for the total.
        if (sheet!.Rows >= mostRows - 1)
        {
            part++;
            Open($"{table!.Sheet ?? table.Title}({part})", table.Columns.AsSpan());
            Heading();
        }

        rows++;
        Cells(cells, total: false);
    }

    public void Total(ReadOnlySpan<Cell> cells)
    {
        if (rows == 0) None();
        rows++;
        Cells(cells, total: true);
    }

    public void Note(string text)
    {
        CloseTable();
        if (sheet is null) Open(paper.Title, []);
        sheet!.Row(sheet.HeightOf(text));
        sheet.Wide(text, WorkbookStyle.Note);
    }

    public void Signatures(ReadOnlySpan<(string Label, string Value)> signers)
    {
        CloseTable();
        sheet!.Row();
        foreach (var (label, value) in signers)
        {
            sheet.Row(height: 36);
            sheet.Text(label + "（签章）", WorkbookStyle.Header);
            sheet.Wide(value + "　　　　　年　　月　　日", WorkbookStyle.Text);
        }
    }

    public void Finish()
    {
        CloseTable();
        if (sheet is null) Open(paper.Title, []);
        CloseSheet();
        WorkbookParts.Write(archive, sheets);
    }

    public void Dispose()
    {
        sheet?.Dispose();
        archive.Dispose();
    }

    private void Open(string name, ReadOnlySpan<PaperColumn> columns)
    {
        CloseSheet();
        sheet = new WorkbookSheet(
            archive, sheets.Count + 1, WorkbookParts.SheetName(name, sheets.Select(s => s.Name)), paper,
            paper.OneSheet ? OneSheetColumns : columns);
        sheets.Add(sheet);
        sheet.Row(height: 26);
        sheet.Wide($"{(head.Rehearsal ? $"【{head.Mark}】" : "")}{head.TitleOf(paper)}", WorkbookStyle.Title);
        foreach (var line in (ReadOnlySpan<string>)[head.What, head.Totals, head.Root])
        {
            sheet.Row();
            sheet.Wide(line, WorkbookStyle.Head);
        }
    }

    private void Heading()
    {
        if (sheet!.Rows > HeadRows) sheet.Row();
        sheet.Row(height: 20);
        sheet.Wide(table!.Title, WorkbookStyle.Caption);
        sheet.Row();
        for (var i = 0; i < table.Columns.Length; i++)
            Text(table.Columns[i].Title, WorkbookStyle.Header, i, table.Columns[i].Kind == ColumnKind.Text);
        if (!paper.OneSheet) sheet.TitleRow = sheet.Rows;
    }

    private void Cells(ReadOnlySpan<Cell> cells, bool total)
    {
        if (cells.Length != table!.Columns.Length)
            throw new InvalidOperationException(
                $"{table.Title} has {table.Columns.Length} columns, not {cells.Length}.");
        sheet!.Row(HeightOf(cells));
        for (var i = 0; i < cells.Length; i++)
        {
            var cell = cells[i];
            if (cell.Kind == ColumnKind.Money)
                sheet.Number(Money.Yuan(cell.Number), total ? WorkbookStyle.MoneyTotal : WorkbookStyle.Money);
            else if (cell.Kind == ColumnKind.Count)
                sheet.Number(
                    cell.Number.ToString(CultureInfo.InvariantCulture),
                    total ? WorkbookStyle.CountTotal : WorkbookStyle.Count);
            else
                Text(CsvText.Disarmed(cell.Text), total ? WorkbookStyle.TextTotal : WorkbookStyle.Text, i,
                    table.Columns[i].Kind == ColumnKind.Text);
        }
    }

    /// <summary>Where all tables share the columns of one sheet, words that end a row have the rest of it.</summary>
    private void Text(string? text, WorkbookStyle style, int column, bool isWords)
    {
        if (paper.OneSheet && isWords && column > 0 && column == table!.Columns.Length - 1)
            sheet!.Wide(text ?? "", style);
        else sheet!.Text(text, style);
    }

    /// <summary>Not every program makes room for wrapped text by itself.</summary>
    private int? HeightOf(ReadOnlySpan<Cell> cells)
    {
        var lines = 1;
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i].Text is not { } text) continue;
            var width = WidthAt(i, toTheEnd: i > 0 && i == cells.Length - 1);
            // Even if all of it is wide, it fits.
            if (2 * text.Length > width) lines = Math.Max(lines, WorkbookSheet.LinesOf(text, width));
        }

        return lines == 1 ? null : lines * WorkbookSheet.LineHeight;
    }

    private int WidthAt(int column, bool toTheEnd)
    {
        if (!paper.OneSheet) return table!.Columns[column].Width;
        var width = 0;
        for (var i = column; i < (toTheEnd ? OneSheetColumns.Length : column + 1); i++)
            width += OneSheetColumns[i].Width;
        return width;
    }

    private void None()
    {
        sheet!.Row();
        sheet.Wide("无", WorkbookStyle.Text);
    }

    private void CloseTable()
    {
        if (table is not null && rows == 0) None();
        table = null;
    }

    private void CloseSheet()
    {
        sheet?.Close();
        sheet = null;
    }
}
