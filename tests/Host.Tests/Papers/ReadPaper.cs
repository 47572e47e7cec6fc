using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace Disbursement.Host.Tests.Papers;

/// <summary>
/// A paper read back from its file, a workbook by the Open XML SDK, a page by its tags: rows of texts, amounts in yuan.
/// </summary>
sealed partial record ReadPaper(string Name, string[][] Rows)
{
    /// <summary>With the folder of its township, without run, attempt, stage and ending.</summary>
    public string Paper => Stem().Replace(Name, "");

    public string All => string.Join('\n', Rows.Select(r => string.Join(' ', r)));

    public static ReadPaper Of(string folder, string path) => new(
        Path.GetRelativePath(folder, path),
        path.EndsWith(".xlsx", StringComparison.Ordinal) ? Workbook(path) : Page(File.ReadAllText(path)));

    public static IReadOnlyList<ReadPaper> Folder(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => Of(folder, path)),
    ];

    /// <summary>
    /// The rows below the head of a table whose title begins so, to its total, as the columns are named.
    /// </summary>
    public IReadOnlyList<Dictionary<string, string>> Table(string title)
    {
        var start = Array.FindIndex(Rows, r => r[0].StartsWith(title, StringComparison.Ordinal));
        Assert.True(start >= 0, $"{Name} has no table {title}");
        var head = Rows[start + 1];
        return
        [
            .. Rows.Skip(start + 2).TakeWhile(r => r.Length == head.Length && r.Any(c => c.Length > 0))
                .Select(r => head.Zip(r).ToDictionary(p => p.First, p => p.Second)),
        ];
    }

    public static decimal Yuan(string text) =>
        decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

    private static string[][] Workbook(string path)
    {
        using var workbook = SpreadsheetDocument.Open(path, isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(workbook).Select(e => $"{path} {e.Part?.Uri} {e.Description}"));
        return
        [
            .. workbook.WorkbookPart!.Workbook!.Sheets!.Elements<Sheet>().SelectMany(sheet =>
                ((WorksheetPart)workbook.WorkbookPart.GetPartById(sheet.Id!.Value!)).Worksheet!.Descendants<Row>()
                    .Select(row => Cut([.. row.Elements<Cell>().Select(c => c.InnerText)]))),
        ];
    }

    /// <summary>A text over several columns is one text.</summary>
    private static string[] Cut(string[] row) => row.Skip(1).All(c => c.Length == 0) ? [.. row.Take(1), ""] : row;

    private static string[][] Page(string html) =>
    [
        .. Line().Matches(html).Select(m => m.Groups["tag"].Value == "tr"
            ? Place().Matches(m.Groups["text"].Value).Select(c => Plain(c.Groups["text"].Value)).ToArray()
            : [Plain(m.Groups["text"].Value), ""]),
    ];

    private static string Plain(string html) => WebUtility.HtmlDecode(Tag().Replace(html, ""));

    [GeneratedRegex(
        "<(?<tag>tr|h1|h2|p)(?: class=\"[a-z ]+\")?>(?<text>.*?)</\\k<tag>>",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Line();

    [GeneratedRegex("<t[dh][^>]*>(?<text>.*?)</t[dh]>", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Place();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"(?<=^|/)2026-\d\d-\d-(?:送审稿|定稿)-|\.(?:xlsx|html)$")]
    private static partial Regex Stem();
}
