using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Papers;
using Disbursement.Jobs.Payout;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Cell = Disbursement.Jobs.Papers.Cell;
using Cell0 = DocumentFormat.OpenXml.Spreadsheet.Cell;
using Columns = Disbursement.Jobs.Papers.Columns;

namespace Disbursement.Jobs.Tests.Papers;

/// <summary>A workbook as another program reads it.</summary>
public sealed class WorkbookPaperTests : IDisposable
{
    private static readonly RunHead Head = new(
        new PayoutRun(
            1, "2026-01", PayoutRun.Regular, new PayMonth(2026, 1), 1, RunState.Assessed, 9, null, false, false, 0, 40,
            40, 4000, 0, new string('a', 64), null, null, null, null, null, null, null, new DateOnly(2026, 1, 8)),
        "<云溪县> \"局\" & 局", Rehearsal: true);

    private static readonly PaperTable Table = new(
        "乡镇 1/2", [Columns.Name, Columns.IdNumber, Columns.Amount, Columns.People], Sheet: "乡镇 1/2");

    private readonly string folder = Directory.CreateTempSubdirectory("disburse-paper-").FullName;

    [Fact]
    public void What_does_not_fit_on_a_sheet_goes_on_on_the_next_with_its_head_and_nothing_is_lost()
    {
        var path = Write("long", mostRows: 20, people: 40);
        using var workbook = SpreadsheetDocument.Open(path, isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(workbook, TestContext.Current.CancellationToken)
            .Select(e => $"{e.Part?.Uri} {e.Description}"));
        var sheets = Sheets(workbook);
        Assert.Equal(["乡镇 1-2", "乡镇 1-2(2)", "乡镇 1-2(3)", "乡镇 1-2(4)"], sheets.Select(s => s.Name));
        Assert.All(sheets, s =>
        {
            Assert.InRange(s.Rows.Length, 7, 20);
            Assert.Equal("【演练 不得付款】<云溪县> \"局\" & 局发放清册（送审稿）", s.Rows[0][0]);
            Assert.Equal("内容根 " + new string('a', 64), s.Rows[3][0]);
            Assert.Equal(["姓名", "身份证号", "金额（元）", "人数"], s.Rows[5]);
        });
        var people = sheets.SelectMany(s => s.Rows.Skip(6)).ToArray();
        Assert.Equal(41, people.Length);
        Assert.Equal(Enumerable.Range(1, 40).Select(i => $"{i}"), people.SkipLast(1).Select(r => r[3]));
        Assert.Equal(["合计", "", "40.00", "40"], people[^1]);
    }

    [Fact]
    public void Text_stays_text_formulas_are_disarmed_and_what_XML_cannot_carry_does_not_spoil_the_file()
    {
        var path = Path.Combine(folder, "text.xlsx");
        using (var paper = new WorkbookPaper(path, RegisterPaper.Paper, Head))
        {
            paper.Begin(Table);
            paper.Row(["=1+1", "999001194809120245", Cell.Money(-1), Cell.Count(0)]);
            paper.Row(["𠮷·\u0001<b>", "@x", Cell.Money(123_456_789), default]);
            paper.Finish();
        }

        using var workbook = SpreadsheetDocument.Open(path, isEditable: false);
        var rows = Sheets(workbook)[0].Rows;
        Assert.Equal(["'=1+1", "999001194809120245", "-0.01", "0"], rows[6]);
        Assert.Equal(["𠮷·\uFFFD<b>", "'@x", "1234567.89", ""], rows[7]);
        var cells = workbook.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Cell0>().ToArray();
        Assert.Equal(CellValues.InlineString, cells.Single(c => c.InnerText == "999001194809120245").DataType!.Value);
        Assert.Null(cells.Single(c => c.InnerText == "1234567.89").DataType);
    }

    [Fact]
    public void The_same_paper_has_the_same_bytes() => Assert.Equal(
        File.ReadAllBytes(Write("one", WorkbookPaper.MostRows, 3)),
        File.ReadAllBytes(Write("other", WorkbookPaper.MostRows, 3)));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Write(string name, int mostRows, int people)
    {
        var path = Path.Combine(folder, name + ".xlsx");
        using var paper = new WorkbookPaper(path, new Paper("09", "发放清册"), Head, mostRows);
        paper.Begin(Table);
        for (var i = 1; i <= people; i++) paper.Row([$"人{i}", "999001194809120245", Cell.Money(100), Cell.Count(i)]);
        paper.Total(["合计", "", Cell.Money(100 * people), Cell.Count(people)]);
        paper.Finish();
        return path;
    }

    private static (string Name, string[][] Rows)[] Sheets(SpreadsheetDocument workbook) =>
    [
        .. workbook.WorkbookPart!.Workbook!.Sheets!.Elements<Sheet>().Select(sheet => (
            sheet.Name!.Value!,
            ((WorksheetPart)workbook.WorkbookPart.GetPartById(sheet.Id!.Value!)).Worksheet!.Descendants<Row>()
                .Select(row => row.Elements<Cell0>().Select(c => c.InnerText).ToArray()).ToArray())),
    ];
}
