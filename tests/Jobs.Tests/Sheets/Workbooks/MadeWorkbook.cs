using System.IO.Compression;
using System.Security;
using System.Text;

namespace Disbursement.Jobs.Tests.Sheets.Workbooks;

/// <summary>
/// A workbook made by hand, part by part, as Excel, WPS and the programs of other offices write them: a library would
/// only ever make tidy ones. In a folder of its own that goes with it.
/// </summary>
internal sealed class MadeWorkbook : IDisposable
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Packages = "http://schemas.openxmlformats.org/package/2006";
    private const string Content = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("workbook");
    private readonly List<(string Name, string State, string Xml)> sheets = [];

    /// <summary>The number formats of the styles 0, 1 … : an own code, or a number of Excel's.</summary>
    public List<string> Styles { get; } = ["0"];

    public List<string> Shared { get; } = [];

    public bool CountsFrom1904 { get; set; }

    public string Path => System.IO.Path.Combine(folder.FullName, "名册.xlsx");

    public static MadeWorkbook Of(params string[] rows) => new MadeWorkbook().Sheet("名册", rows);

    /// <param name="before">XML before the rows: columns.</param>
    /// <param name="after">XML behind them: merged cells.</param>
    public MadeWorkbook Sheet(
        string name, IEnumerable<string> rows, string state = "visible", string before = "", string after = "")
    {
        sheets.Add((name, state,
            $"<worksheet xmlns='{Main}' xmlns:r='{Office}'>{before}<sheetData>"
            + $"{string.Concat(rows)}</sheetData>{after}</worksheet>"));
        return this;
    }

    public static string Row(int number, params Cell?[] cells)
    {
        var placed = cells.Select((cell, i) => cell?.At(Jobs.Intake.Sheets.Worksheet.Letters(i) + number));
        return $"<row r='{number}'>{string.Concat(placed)}</row>";
    }

    public static Cell Number(string value, int style = 0) => new($"s='{style}' ", $"<v>{value}</v>");

    public static Cell SharedText(int place) => new("t='s' ", $"<v>{place}</v>");

    public static Cell Formula(string formula, string value, string type = "n") =>
        new($"t='{type}' ", $"<f>{formula}</f><v>{value}</v>");

    public static Cell Error(string error) => new("t='e' ", $"<v>{error}</v>");

    public static string Merge(params string[] areas) =>
        $"<mergeCells>{string.Concat(areas.Select(a => $"<mergeCell ref='{a}'/>"))}</mergeCells>";

    /// <summary>Writes it; the path.</summary>
    public string Write()
    {
        using var archive = ZipFile.Open(Path, ZipArchiveMode.Create);
        Part(archive, "[Content_Types].xml", $"""
            <Types xmlns="{Packages}/content-types">
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Override PartName="/xl/workbook.xml" ContentType="{Content}sheet.main+xml"/>
            <Override PartName="/xl/styles.xml" ContentType="{Content}styles+xml"/>
            <Override PartName="/xl/sharedStrings.xml" ContentType="{Content}sharedStrings+xml"/>
            {string.Concat(sheets.Select((_, i) =>
                $"<Override PartName='/xl/worksheets/sheet{i}.xml' ContentType='{Content}worksheet+xml'/>"))}
            </Types>
            """);
        Part(archive, "_rels/.rels", Relations(("r0", "officeDocument", "/xl/workbook.xml")));
        Part(archive, "xl/workbook.xml", $"""
            <workbook xmlns="{Main}" xmlns:r="{Office}"><workbookPr date1904="{(CountsFrom1904 ? 1 : 0)}"/><sheets>
            {string.Concat(sheets.Select((s, i) =>
                $"<sheet name='{s.Name}' sheetId='{i + 1}' state='{s.State}' r:id='r{i}'/>"))}
            </sheets></workbook>
            """);
        Part(archive, "xl/_rels/workbook.xml.rels", Relations(
        [
            .. sheets.Select((_, i) => ($"r{i}", "worksheet", $"worksheets/sheet{i}.xml")),
            ("styles", "styles", "styles.xml"), ("texts", "sharedStrings", "/xl/sharedStrings.xml"),
        ]));
        Part(archive, "xl/styles.xml", StyleSheet());
        Part(archive, "xl/sharedStrings.xml", $"<sst xmlns='{Main}'>{string.Concat(Shared)}</sst>");
        foreach (var (at, sheet) in sheets.Index()) Part(archive, $"xl/worksheets/sheet{at}.xml", sheet.Xml);
        return Path;
    }

    public void Dispose() => folder.Delete(recursive: true);

    private string StyleSheet()
    {
        var own = Styles.Where(s => !int.TryParse(s, out _)).ToList();
        return $"""
            <styleSheet xmlns="{Main}"><numFmts count="{own.Count}">
            {string.Concat(own.Select((code, i) =>
                $"<numFmt numFmtId='{164 + i}' formatCode='{SecurityElement.Escape(code)}'/>"))}
            </numFmts><cellXfs>
            {string.Concat(Styles.Select(s =>
                $"<xf numFmtId='{(int.TryParse(s, out var id) ? id : 164 + own.IndexOf(s))}'/>"))}
            </cellXfs></styleSheet>
            """;
    }

    private static string Relations(params (string Id, string Type, string Target)[] relations) => $"""
        <Relationships xmlns="{Packages}/relationships">
        {string.Concat(relations.Select(r =>
            $"<Relationship Id='{r.Id}' Type='{Office}/{r.Type}' Target='{r.Target}'/>"))}
        </Relationships>
        """;

    private static void Part(ZipArchive archive, string name, string text)
    {
        using var stream = archive.CreateEntry(name).Open();
        stream.Write(Encoding.UTF8.GetBytes("<?xml version='1.0' encoding='UTF-8'?>" + text.Trim()));
    }
}

/// <summary>A cell before it has a place.</summary>
internal sealed record Cell(string Attributes, string Inner)
{
    /// <summary>As WPS and most programs write a text: in the cell itself.</summary>
    public static implicit operator Cell(string text) => new(
        "t='inlineStr' ", $"<is><t xml:space='preserve'>{SecurityElement.Escape(text)}</t></is>");

    public string At(string address) => $"<c r='{address}' {Attributes}>{Inner}</c>";

    /// <summary>Some programs leave the address out: the next cell is the next column.</summary>
    public string Anywhere => $"<c {Attributes}>{Inner}</c>";
}
