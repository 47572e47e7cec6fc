using Disbursement.Jobs.Intake.Sheets;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Column = DocumentFormat.OpenXml.Spreadsheet.Column;
using Sheet = DocumentFormat.OpenXml.Spreadsheet.Sheet;
using Worksheet = DocumentFormat.OpenXml.Spreadsheet.Worksheet;

namespace Disbursement.Jobs.Intake.Templates;

/// <summary>
/// Writes the workbook: the sheets to fill in, one that explains their columns, and a hidden one with the lists.
/// </summary>
internal sealed class TemplateWorkbook
{
    private const string ListSheet = "选项";
    private const string ExplanationSheet = "填写说明";
    private const uint HeaderRow = 2;
    private const uint A4 = 9;
    private const int LastRow = 1_048_576;

    private readonly WorkbookPart workbook;
    private readonly DocumentFormat.OpenXml.Spreadsheet.Sheets sheets = new();
    private readonly List<IReadOnlyList<string>> lists = [];

    private TemplateWorkbook(WorkbookPart workbook) => this.workbook = workbook;

    public static void Write(string path, IReadOnlyList<TemplateSheet> sheets)
    {
        using var document = SpreadsheetDocument.Create(path, SpreadsheetDocumentType.Workbook);
        var written = new TemplateWorkbook(document.AddWorkbookPart());
        written.workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = TemplateStyles.Sheet();
        foreach (var sheet in sheets) written.Add(sheet);
        written.AddExplanation(sheets);
        written.AddLists();
        written.workbook.Workbook = new Workbook(written.sheets);
    }

    private void Add(TemplateSheet sheet)
    {
        TemplateColumn[] columns = [.. TemplateColumn.Of(sheet.Kind)];
        var worksheet = new Worksheet(
            new SheetProperties(new PageSetupProperties { FitToPage = true }),
            new SheetViews(new SheetView(new Pane
            {
                VerticalSplit = HeaderRow, TopLeftCell = "A3", ActivePane = PaneValues.BottomLeft,
                State = PaneStateValues.Frozen,
            })
            { WorkbookViewId = 0 }),
            new Columns(columns.Select((column, i) => new Column
            {
                Min = (uint)i + 1, Max = (uint)i + 1, CustomWidth = true, Width = WidthOf(column),
                Style = TemplateStyles.Of(column.Form),
            })),
            new SheetData(
                Row(1, [sheet.Title], TemplateStyles.Title),
                Row(HeaderRow, columns.Select(c => c.Heading), TemplateStyles.Heading)));
        if (Validations(columns) is { Count: > 0 } validations)
            worksheet.Append(new DataValidations(validations) { Count = (uint)validations.Count });
        worksheet.Append(Landscape());
        Append(sheet.Name, worksheet, isHidden: false);
    }

    private List<DataValidation> Validations(TemplateColumn[] columns)
    {
        var validations = new List<DataValidation>();
        for (var i = 0; i < columns.Length; i++)
        {
            var column = columns[i];
            if (column.Choices.Count == 0) continue;
            var letters = Intake.Sheets.Worksheet.Letters(i);
            var cells = $"{letters}{HeaderRow + 1}:{letters}{LastRow}";
            validations.Add(new DataValidation(new Formula1(ListOf(column.Choices)))
            {
                Type = DataValidationValues.List,
                AllowBlank = true,
                ShowErrorMessage = true,
                ErrorStyle = column.IsOpen
                    ? DataValidationErrorStyleValues.Warning
                    : DataValidationErrorStyleValues.Stop,
                ErrorTitle = ColumnNames.Of(column.Column).Chinese,
                Error = column.IsOpen ? "下拉里没有这一项，确定要这样填吗？" : "请从下拉里选。",
                SequenceOfReferences = new ListValue<StringValue> { InnerText = cells },
            });
        }

        return validations;
    }

    /// <summary>On a sheet of their own: a list inside the cell may have 255 characters, which 优抚类别 exceeds.</summary>
    private string ListOf(IReadOnlyList<string> choices)
    {
        var at = lists.FindIndex(list => list.SequenceEqual(choices));
        if (at < 0)
        {
            at = lists.Count;
            lists.Add(choices);
        }

        var letters = Intake.Sheets.Worksheet.Letters(at);
        return $"{ListSheet}!${letters}$1:${letters}${choices.Count}";
    }

    private void AddLists()
    {
        var longest = lists.Count == 0 ? 0 : lists.Max(list => list.Count);
        var rows = Enumerable.Range(0, longest).Select(at =>
            Row((uint)at + 1, lists.Select(list => at < list.Count ? list[at] : null), TemplateStyles.Plain));
        Append(ListSheet, new Worksheet(new SheetData(rows)), isHidden: true);
    }

    private void AddExplanation(IReadOnlyList<TemplateSheet> written)
    {
        // Only where a kind has them: an empty column asks what belongs in it.
        var hasExamples = written.SelectMany(s => TemplateColumn.Of(s.Kind)).Any(c => c.Example is not null);
        var rows = new List<Row>
        {
            Row(1, ["带*的列必须填。列可以删、可以换次序，列名不要改；表头上面可以写标题，下面的合计、制表、审核行会跳过。"], TemplateStyles.Plain),
            Row(2, ["工作表", "列", "英文列名", "必填", "怎么填", "可以选的", hasExamples ? "例" : null], TemplateStyles.Heading),
        };
        foreach (var sheet in written)
        {
            foreach (var column in TemplateColumn.Of(sheet.Kind))
            {
                rows.Add(Row((uint)rows.Count + 1,
                [
                    sheet.Name, ColumnNames.Of(column.Column).Chinese, ColumnNames.Of(column.Column).Others[0],
                    column.IsObligatory ? "是" : null, column.Explanation, string.Join('、', column.Choices),
                    column.Example,
                ], TemplateStyles.Plain));
            }
        }

        double[] widths = [14, 16, 24, 6, 60, 80, 24];
        Append(ExplanationSheet, new Worksheet(
            new SheetProperties(new PageSetupProperties { FitToPage = true }),
            new Columns(widths.Select((width, i) => new Column
            {
                Min = (uint)i + 1, Max = (uint)i + 1, Width = width, CustomWidth = true,
            })),
            new SheetData(rows),
            Landscape()), isHidden: false);
    }

    private void Append(string name, Worksheet worksheet, bool isHidden)
    {
        var part = workbook.AddNewPart<WorksheetPart>();
        part.Worksheet = worksheet;
        var number = (uint)sheets.ChildElements.Count + 1;
        sheets.Append(new Sheet
        {
            Name = name, SheetId = number, Id = workbook.GetIdOfPart(part),
            State = isHidden ? SheetStateValues.Hidden : SheetStateValues.Visible,
        });
    }

    private static Row Row(uint number, IEnumerable<string?> texts, uint style)
    {
        var row = new Row { RowIndex = number };
        foreach (var (at, text) in texts.Index())
        {
            if (string.IsNullOrEmpty(text)) continue;
            row.Append(new Cell(new InlineString(new Text(text)))
            {
                CellReference = $"{Intake.Sheets.Worksheet.Letters(at)}{number}", DataType = CellValues.InlineString,
                StyleIndex = style,
            });
        }

        return row;
    }

    private static PageSetup Landscape() => new()
    {
        PaperSize = A4, Orientation = OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0,
    };

    private static double WidthOf(TemplateColumn column) => column.Column switch
    {
        Intake.Sheets.Column.IdNumber or Intake.Sheets.Column.NewIdNumber or Intake.Sheets.Column.AccountNumber
            or Intake.Sheets.Column.PayeeId => 24,
        Intake.Sheets.Column.Category or Intake.Sheets.Column.Bank or Intake.Sheets.Column.Document
            or Intake.Sheets.Column.ApprovalDocument or Intake.Sheets.Column.Source => 26,
        _ => Math.Max(12, (column.Heading.Length * 2) + 4),
    };
}
