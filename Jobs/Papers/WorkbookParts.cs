using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Disbursement.Jobs.Papers;

/// <summary>How a cell looks: the place of its format in the part xl/styles.xml.</summary>
internal enum WorkbookStyle
{
    Plain,
    Title,
    Head,
    Caption,
    Header,
    Text,
    Money,
    Count,
    TextTotal,
    MoneyTotal,
    CountTotal,
    Note,
}

/// <summary>The parts of a workbook beside its sheets; most are the same in all.</summary>
internal static class WorkbookParts
{
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Content = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    /// <summary>A zip must say when: the same for all, so that the same paper has the same bytes.</summary>
    private static readonly DateTimeOffset NoTime = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const string Styles = """
        <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="4"><font><sz
        val="10"/><name val="宋体"/></font><font><b/><sz val="16"/><name val="宋体"/></font><font><b/><sz
        val="10"/><name val="宋体"/></font><font><sz val="9"/><name val="宋体"/></font></fonts><fills
        count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill
        patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor
        rgb="FFEEEEEE"/></patternFill></fill></fills><borders
        count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style="thin"/><right
        style="thin"/><top style="thin"/><bottom style="thin"/><diagonal/></border></borders><cellStyleXfs
        count="1"><xf/></cellStyleXfs><cellXfs count="12"><xf/>
        """;

    private static readonly string[] Formats =
    [
        Format(0, 1, 0, 0, "horizontal=\"center\" vertical=\"center\""),
        Format(0, 3, 0, 0, "horizontal=\"center\" shrinkToFit=\"1\""),
        Format(0, 2, 0, 0, "vertical=\"center\""),
        Format(49, 2, 2, 1, "horizontal=\"center\" vertical=\"center\" wrapText=\"1\""),
        Format(49, 0, 0, 1, "vertical=\"top\" wrapText=\"1\""),
        Format(4, 0, 0, 1, "vertical=\"top\""),
        Format(3, 0, 0, 1, "vertical=\"top\""),
        Format(49, 2, 0, 1, "vertical=\"top\" wrapText=\"1\""),
        Format(4, 2, 0, 1, "vertical=\"top\""),
        Format(3, 2, 0, 1, "vertical=\"top\""),
        Format(0, 3, 0, 0, "vertical=\"top\" wrapText=\"1\""),
    ];

    public static StreamWriter Open(ZipArchive archive, string name)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = NoTime;
        var xml = new StreamWriter(entry.Open(), new UTF8Encoding(false), 1 << 16);
        xml.Write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
        return xml;
    }

    /// <summary>Everything but the sheets, which are closed.</summary>
    public static void Write(ZipArchive archive, IReadOnlyList<WorkbookSheet> sheets)
    {
        Part(archive, "xl/styles.xml",
            Styles.ReplaceLineEndings(" ") + string.Concat(Formats) + "</cellXfs></styleSheet>");
        Part(archive, "xl/workbook.xml", Workbook(sheets));
        Part(archive, "xl/_rels/workbook.xml.rels", Related([
            .. sheets.Select((_, i) => ("worksheet", $"worksheets/sheet{i + 1}.xml")), ("styles", "styles.xml"),
        ]));
        Part(archive, "_rels/.rels", Related([("officeDocument", "xl/workbook.xml")]));
        Part(archive, "[Content_Types].xml", Types(sheets.Count));
    }

    /// <summary>A text between tags; what XML cannot carry becomes the sign for it.</summary>
    public static void Plain(TextWriter xml, string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '&') xml.Write("&amp;");
            else if (c == '<') xml.Write("&lt;");
            else if (c == '>') xml.Write("&gt;");
            else if (c == '"') xml.Write("&quot;");
            else if (XmlConvert.IsXmlChar(c)) xml.Write(c);
            else if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], c))
            {
                xml.Write(c);
                xml.Write(text[++i]);
            }
            else xml.Write('\uFFFD');
        }
    }

    /// <summary>As Excel takes it: at most 31 characters, none of []:*?/\, no two alike.</summary>
    public static string SheetName(string wanted, IEnumerable<string> taken)
    {
        const int Longest = 31;
        var plain = new string([.. wanted.Select(c => "[]:*?/\\'".Contains(c, StringComparison.Ordinal) ? '-' : c)]);
        var others = taken.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var name = plain.Length > Longest ? plain[..Longest] : plain;
        for (var number = 2; others.Contains(name); number++)
        {
            var end = $" {number}";
            name = (plain.Length + end.Length > Longest ? plain[..(Longest - end.Length)] : plain) + end;
        }

        return name;
    }

    private static string Format(int number, int font, int fill, int border, string alignment) =>
        $"<xf numFmtId=\"{number}\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{border}\" applyNumberFormat=\"1\" "
        + "applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\">"
        + $"<alignment {alignment}/></xf>";

    private static void Part(ZipArchive archive, string name, string xml)
    {
        using var part = Open(archive, name);
        part.Write(xml);
    }

    private static string Workbook(IReadOnlyList<WorkbookSheet> sheets)
    {
        var xml = new StringWriter();
        xml.Write("<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
            + $"xmlns:r=\"{Relations}\">"
            + "<bookViews><workbookView/></bookViews><sheets>");
        for (var i = 0; i < sheets.Count; i++)
        {
            xml.Write("<sheet name=\"");
            Plain(xml, sheets[i].Name);
            xml.Write($"\" sheetId=\"{i + 1}\" r:id=\"rId{i + 1}\"/>");
        }

        xml.Write("</sheets>");
        if (sheets.Any(s => s.TitleRow > 0)) Titles(xml, sheets);
        xml.Write("</workbook>");
        return xml.ToString();
    }

    /// <summary>The heads of tables, printed again on each page.</summary>
    private static void Titles(StringWriter xml, IReadOnlyList<WorkbookSheet> sheets)
    {
        xml.Write("<definedNames>");
        for (var i = 0; i < sheets.Count; i++)
        {
            if (sheets[i].TitleRow == 0) continue;
            xml.Write($"<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{i}\">'");
            Plain(xml, sheets[i].Name);
            xml.Write($"'!${sheets[i].TitleRow}:${sheets[i].TitleRow}</definedName>");
        }

        xml.Write("</definedNames>");
    }

    private static string Related((string Type, string Target)[] parts) =>
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + string.Concat(parts.Select((p, i) =>
            $"<Relationship Id=\"rId{i + 1}\" Type=\"{Relations}/{p.Type}\" Target=\"{p.Target}\"/>"))
        + "</Relationships>";

    private static string Types(int sheets) =>
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
        + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        + $"<Override PartName=\"/xl/workbook.xml\" ContentType=\"{Content}.sheet.main+xml\"/>"
        + $"<Override PartName=\"/xl/styles.xml\" ContentType=\"{Content}.styles+xml\"/>"
        + string.Concat(Enumerable.Range(1, sheets).Select(i =>
            $"<Override PartName=\"/xl/worksheets/sheet{i}.xml\" ContentType=\"{Content}.worksheet+xml\"/>"))
        + "</Types>";
}
