using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Disbursement.Host.Tests.Intake;

/// <summary>A template as an officer fills it in: cell by cell under its headings, nothing else touched.</summary>
static class FilledTemplate
{
    private const uint HeaderRow = 2;

    public static void Fill(string path, string sheet, params (string Heading, string Text)[][] rows)
    {
        using var document = SpreadsheetDocument.Open(path, isEditable: true);
        var workbook = document.WorkbookPart!;
        var id = workbook.Workbook!.Sheets!.Elements<Sheet>().Single(s => s.Name == sheet).Id!.Value!;
        var worksheet = ((WorksheetPart)workbook.GetPartById(id)).Worksheet!;
        var data = worksheet.GetFirstChild<SheetData>()!;
        var columns = data.Elements<Row>().Single(r => r.RowIndex?.Value == HeaderRow).Elements<Cell>()
            .ToDictionary(c => c.InnerText.TrimEnd('*'), c => c.CellReference!.Value!.TrimEnd('2'));
        var number = HeaderRow;
        foreach (var cells in rows)
        {
            var row = new Row { RowIndex = ++number };
            foreach (var (letters, text) in cells.Select(c => (columns[c.Heading], c.Text))
                .OrderBy(c => c.Item1.Length).ThenBy(c => c.Item1, StringComparer.Ordinal))
            {
                row.Append(new Cell(new InlineString(new Text(text)))
                {
                    CellReference = $"{letters}{number}", DataType = CellValues.InlineString,
                });
            }

            data.Append(row);
        }

        worksheet.Save();
    }
}
