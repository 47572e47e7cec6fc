using System.Globalization;
using System.Xml;

namespace Disbursement.Jobs.Intake.Sheets.Workbooks;

/// <summary>
/// Cells that are one with those below them: what stands in the first is meant for each row. Cells that are one beside
/// each other only take up room.
/// </summary>
internal sealed class MergedCells
{
    private readonly Dictionary<int, SortedSet<(int First, int Last)>> rowsOfColumn = [];
    private readonly Dictionary<int, string> texts = [];

    public bool IsEmpty => rowsOfColumn.Count == 0;

    /// <summary>They are listed behind the rows, so the sheet is run through once before it is read.</summary>
    public static MergedCells Read(Stream part)
    {
        var merged = new MergedCells();
        using var xml = CellXml.Open(part);
        xml.MoveToContent();
        while (!xml.EOF)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "sheetData")
            {
                xml.Skip();
                continue;
            }

            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "mergeCell"
                && xml.GetAttribute("ref") is { } area)
                merged.Add(area);
            xml.Read();
        }

        return merged;
    }

    /// <summary>Gives a row what stands above it in the same cell; null where the row shares no cell.</summary>
    public bool[]? Fill(int row, ref string[] cells)
    {
        bool[]? shared = null;
        foreach (var (column, areas) in rowsOfColumn)
        {
            // Rows come in order, so what ends above this one is done with.
            while (areas.Count > 0 && areas.Min.Last < row) areas.Remove(areas.Min);
            if (areas.Count == 0 || areas.Min.First > row) continue;
            if (column >= cells.Length) Array.Resize(ref cells, column + 1);
            if (row == areas.Min.First) texts[column] = cells[column] ?? "";
            else cells[column] = texts.GetValueOrDefault(column, "");
            shared ??= new bool[cells.Length];
            if (column >= shared.Length) Array.Resize(ref shared, column + 1);
            shared[column] = true;
        }

        return shared;
    }

    private void Add(string area)
    {
        var colon = area.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return;
        var (column, first) = CellAddress.Read(area.AsSpan(0, colon));
        var (_, last) = CellAddress.Read(area.AsSpan(colon + 1));
        if (last <= first || column < 0) return;
        if (!rowsOfColumn.TryGetValue(column, out var areas)) rowsOfColumn.Add(column, areas = []);
        areas.Add((first, last));
    }
}

/// <summary>C12: the column from 0 and the row from 1.</summary>
internal static class CellAddress
{
    /// <summary>XFD</summary>
    public const int MostColumns = 16_384;

    /// <returns>Column −1 or row 0 where the text does not say.</returns>
    public static (int Column, int Row) Read(ReadOnlySpan<char> text)
    {
        var column = 0;
        var at = 0;
        while (at < text.Length && char.IsAsciiLetter(text[at]) && column <= MostColumns)
            column = (column * 26) + (text[at++] & 0x1F);
        if (column > MostColumns) throw new SheetRefusedException(RejectionReason.WorkbookDamaged);
        return (column - 1,
            int.TryParse(text[at..], NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : 0);
    }
}
