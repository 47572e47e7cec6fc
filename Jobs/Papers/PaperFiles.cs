namespace Disbursement.Jobs.Papers;

/// <summary>
/// A paper in both its forms, written at once, row by row: what is printed and what is reckoned with are the same.
/// </summary>
internal sealed class PaperFiles : IDisposable
{
    private readonly WorkbookPaper? workbook;
    private readonly HtmlPaper? html;

    private PaperFiles(WorkbookPaper? workbook, HtmlPaper? html)
    {
        this.workbook = workbook;
        this.html = html;
    }

    /// <param name="stem">Folder and name without the ending.</param>
    public static PaperFiles Create(string stem, Paper paper, PaperHead head) => new(
        new WorkbookPaper(stem + ".xlsx", paper, head), new HtmlPaper(stem + ".html", paper, head));

    /// <summary>Into a workbook that goes on, and a page of its own.</summary>
    public static PaperFiles Join(WorkbookPaper workbook, string htmlStem, Paper paper, PaperHead head) =>
        new(null, new HtmlPaper(htmlStem + ".html", paper, head)) { Joined = workbook };

    private WorkbookPaper? Joined { get; init; }

    public void Facts(params ReadOnlySpan<(string Label, string Value)> facts)
    {
        Sheets?.Facts(facts);
        html?.Facts(facts);
    }

    public void Begin(PaperTable table)
    {
        Sheets?.Begin(table);
        html?.Begin(table);
    }

    /// <summary>On paper once for the rows below it; the workbook has it in each row, to sort and filter by.</summary>
    public void Group(string head, string text) => html?.Group(head, text);

    public void Row(params ReadOnlySpan<Cell> cells)
    {
        Sheets?.Row(cells);
        html?.Row(cells);
    }

    /// <summary>The last row of a table.</summary>
    public void Total(params ReadOnlySpan<Cell> cells)
    {
        Sheets?.Total(cells);
        html?.Total(cells);
    }

    /// <summary>On paper only; the workbook has the numbers.</summary>
    public void Picture(string svg) => html?.Picture(svg);

    public void Note(string text)
    {
        Sheets?.Note(text);
        html?.Note(text);
    }

    public void Signatures(params ReadOnlySpan<(string Label, string Value)> signers)
    {
        Sheets?.Signatures(signers);
        html?.Signatures(signers);
    }

    public void Finish()
    {
        workbook?.Finish();
        html?.Finish();
    }

    public void Dispose()
    {
        workbook?.Dispose();
        html?.Dispose();
    }

    private WorkbookPaper? Sheets => workbook ?? Joined;
}
