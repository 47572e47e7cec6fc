using Disbursement.Domain;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Intake.Templates;
using Disbursement.Jobs.Running;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace Disbursement.Jobs.Tests.Sheets.Workbooks;

/// <summary>An empty sheet from us is a sheet for us: by the rules of the format, and by our own header.</summary>
public sealed class TemplateTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("template");

    public static TheoryData<string> Kinds => [.. TemplateJob.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_template_is_a_right_workbook_with_lists_where_there_is_a_choice(string kind)
    {
        var path = Written(kind);
        using var document = SpreadsheetDocument.Open(path, isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(document, TestContext.Current.CancellationToken)
            .Select(e => $"{e.Path?.XPath} {e.Description}"));
        foreach (var list in Lists(document))
        {
            Assert.Matches(@"^选项!\$[A-Z]\$1:\$[A-Z]\$\d+$", list.Formula1!.Text);
            Assert.Equal(DataValidationValues.List, list.Type!.Value);
        }

        var isOfPeople = kind is "roster" or "changes" or "assessed" or "paid-history" or "monthly" or "rates"
            or "shares";
        Assert.Equal(isOfPeople, Lists(document).Any(l => l.ErrorTitle == "优抚类别"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Its_header_is_found_whole_below_its_title(string kind)
    {
        var path = Written(kind);
        foreach (var (sheet, of) in TemplateSheets(kind))
        {
            using var reader = SheetReader.Open(new SheetSource(path, sheet), of);
            Assert.Equal(of.Columns.Count(), reader.Header.Count);
            Assert.Empty(reader.Header.Ignored);
            Assert.Contains(sheet == "零报告" ? "零报告" : "行政区划代码：999001101", Assert.Single(reader.Titles));
            Assert.Empty(reader.Rows());
        }
    }

    [Fact]
    public void A_column_of_long_numbers_keeps_every_digit()
    {
        using var document = SpreadsheetDocument.Open(Written("roster"), isEditable: false);
        var workbook = document.WorkbookPart!;
        var sheet = workbook.Workbook!.Sheets!.Elements<Sheet>().First();
        var first = (WorksheetPart)workbook.GetPartById(sheet.Id!.Value!);
        var columns = first.Worksheet!.GetFirstChild<Columns>()!.ChildElements
            .Cast<DocumentFormat.OpenXml.Spreadsheet.Column>().ToArray();
        CellFormat[] formats = [.. workbook.WorkbookStylesPart!.Stylesheet!.CellFormats!.Elements<CellFormat>()];
        foreach (var (at, column) in SheetKind.Roster.Columns.Index())
        {
            if (column is not (Intake.Sheets.Column.IdNumber or Intake.Sheets.Column.AccountNumber
                or Intake.Sheets.Column.PayeeId or Intake.Sheets.Column.Phone or Intake.Sheets.Column.StartMonth))
                continue;
            Assert.Equal(49u, formats[(int)columns[at].Style!.Value].NumberFormatId!.Value);
        }
    }

    [Fact]
    public void A_file_that_is_there_is_never_written_over()
    {
        var path = Written("roster");
        var bytes = File.ReadAllBytes(path);
        Assert.Contains("没有改动它", Assert.Throws<Refused>(() => Written("roster")).Message);
        Assert.Equal(bytes, File.ReadAllBytes(path));
        Assert.Single(folder.GetFiles());
    }

    public void Dispose() => folder.Delete(recursive: true);

    private string Written(string kind)
    {
        var path = Path.Combine(folder.FullName, TemplateJob.FileName(kind, null, new PayMonth(2026, 3)));
        TemplateJob.Write(kind, "999001101", new PayMonth(2026, 3), path);
        return path;
    }

    private static IEnumerable<DataValidation> Lists(SpreadsheetDocument document) =>
        document.WorkbookPart!.WorksheetParts.SelectMany(p => p.Worksheet!.Descendants<DataValidation>());

    private static (string Sheet, SheetKind Kind)[] TemplateSheets(string kind) => kind == "monthly"
        ? [("新增", SheetKind.Roster), ("变动", SheetKind.Changes), ("零报告", SheetKind.ZeroReport)]
        : [(Path.GetFileNameWithoutExtension(TemplateJob.FileName(kind, null, default)), SheetKind.Of(kind))];
}
