using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace Disbursement.Jobs.Intake.Sheets.Workbooks;

/// <summary>The rows of a worksheet as rows of text, one at a time.</summary>
internal sealed class WorksheetRows : ISheetRows
{
    private const int HiddenRowsNamed = 5;

    private readonly Workbook workbook;
    private readonly Worksheet worksheet;
    private readonly MergedCells merged;
    private readonly XmlReader xml;
    private readonly CellXml cells = new();
    private readonly List<(int First, int Last)> hiddenColumns = [];
    private readonly List<string> notices = [];
    private readonly List<int> hiddenRows = [];
    private string[] row = new string[32];
    private int width;
    private int number;

    public WorksheetRows(Workbook workbook, WorksheetPart part, Worksheet worksheet)
    {
        this.workbook = workbook;
        this.worksheet = worksheet;
        try
        {
            merged = MergedCells.Read(part.GetStream(FileMode.Open, FileAccess.Read));
            xml = CellXml.Open(part.GetStream(FileMode.Open, FileAccess.Read));
            MoveToRows();
        }
        catch (Exception e) when (e is not SheetRefusedException && Workbook.IsDamage(e))
        {
            throw new SheetRefusedException(RejectionReason.WorkbookDamaged);
        }
    }

    public IReadOnlyList<string> Notices => hiddenRows.Count == 0
        ? notices
        :
        [
            .. notices,
            RejectionReason.HiddenRows(hiddenRows.Count, string.Join('、', hiddenRows.Take(HiddenRowsNamed))),
        ];

    public void Note(string notice) => notices.Add(notice);

    public bool IsHiddenColumn(int index) => hiddenColumns.Exists(c => index >= c.First && index <= c.Last);

    public bool Read(SheetHeader header, out SheetRow next)
    {
        try
        {
            while (!xml.EOF)
            {
                if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "row")
                {
                    var isHidden = ReadRow();
                    var texts = row[..width];
                    var shared = merged.IsEmpty ? null : merged.Fill(number, ref texts);
                    for (var i = 0; i < texts.Length; i++) texts[i] ??= "";
                    next = new SheetRow(number, texts, header, null) { Worksheet = worksheet, Merged = shared };
                    if (next.IsBlank) continue;
                    if (isHidden) hiddenRows.Add(number);
                    return true;
                }

                if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "sheetData") break;
                xml.Read();
            }
        }
        catch (Exception e) when (e is not SheetRefusedException && Workbook.IsDamage(e))
        {
            throw new SheetRefusedException(RejectionReason.WorkbookDamaged);
        }

        next = default;
        return false;
    }

    public void Dispose()
    {
        xml.Dispose();
        workbook.Dispose();
    }

    private void MoveToRows()
    {
        xml.MoveToContent();
        while (!xml.EOF && !(xml.NodeType == XmlNodeType.Element && xml.LocalName == "sheetData"))
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "col" && IsTrue("hidden"))
                hiddenColumns.Add((Number("min") - 1, Number("max") - 1));
            xml.Read();
        }

        // An empty one has no end, and no rows.
        if (!xml.EOF) xml.Read();
    }

    /// <summary>
    /// Takes the cells of a row and stands behind it. A row or cell without an address follows the last.
    /// </summary>
    private bool ReadRow()
    {
        Array.Clear(row, 0, width);
        width = 0;
        number = xml.GetAttribute("r") is null ? number + 1 : Number("r");
        var isHidden = IsTrue("hidden");
        if (!xml.IsEmptyElement)
        {
            var depth = xml.Depth;
            xml.Read();
            while (xml.Depth > depth)
            {
                if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "c") ReadCell();
                else xml.Read();
            }
        }

        xml.Read();
        return isHidden;
    }

    private void ReadCell()
    {
        var address = xml.GetAttribute("r");
        var column = address is null ? width : CellAddress.Read(address).Column;
        if (column < 0) column = width;
        var type = xml.GetAttribute("t");
        var style = xml.GetAttribute("s") is null ? 0 : Number("s");
        string? value = null;
        var isFormula = false;
        if (xml.IsEmptyElement)
        {
            xml.Read();
        }
        else
        {
            var depth = xml.Depth;
            xml.Read();
            while (xml.Depth > depth)
            {
                if (xml.NodeType != XmlNodeType.Element) xml.Read();
                else if (xml.LocalName == "v") value = cells.Text(xml);
                else if (xml.LocalName == "is") value = cells.Rich(xml);
                else
                {
                    isFormula |= xml.LocalName == "f";
                    xml.Skip();
                }
            }

            xml.Read();
        }

        if (column >= CellAddress.MostColumns) throw new SheetRefusedException(RejectionReason.WorkbookDamaged);
        Place(column, isFormula && string.IsNullOrEmpty(value) && type != "str"
            ? ErrorCell.NotWorkedOut
            : TextOf(type, style, value ?? ""));
    }

    private void Place(int column, string text)
    {
        if (column >= row.Length) Array.Resize(ref row, Math.Max(column + 1, row.Length * 2));
        row[column] = text;
        if (column >= width) width = column + 1;
    }

    private string TextOf(string? type, int style, string value) => type switch
    {
        _ when value.Length == 0 => "",
        "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            ? workbook.Texts[place]
            : "",
        "b" => value == "1" ? "是" : "否",
        null or "n" => NumberText.Of(value, workbook.Formats[style], worksheet.CountsFrom1904),
        _ => value,
    };

    private bool IsTrue(string attribute) => xml.GetAttribute(attribute) is "1" or "true";

    private int Number(string attribute) => int.TryParse(
        xml.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var found) ? found : 0;
}
