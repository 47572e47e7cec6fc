using System.Globalization;

namespace Disbursement.Domain.Tests.Tables;

/// <summary>
/// A table as the office writes it: a line a row, cells between bars, the first row the names of the columns. Every row
/// is tried; a failure shows the rows that came out otherwise.
/// </summary>
static class ClerkTable
{
    /// <param name="answer">What the engine says to a row, to be compared with its last column.</param>
    public static void Holds(string text, Func<Row, string> answer)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var columns = Cells(lines[0]);
        var wrong = new List<string>();
        foreach (var line in lines.Skip(1))
        {
            var cells = Cells(line);
            Assert.True(cells.Length == columns.Length, $"A cell is missing or too many: {line}");
            var said = answer(new Row(columns, cells));
            if (said != cells[^1]) wrong.Add($"{line}  →  {said}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Prepend("These rows come out otherwise:")));
    }

    private static string[] Cells(string line) => line.Trim('|').Split('|', StringSplitOptions.TrimEntries);
}

/// <summary>A row: its cells by the name of the column; an empty cell says nothing.</summary>
sealed record Row(string[] Columns, string[] Cells)
{
    public string this[string column] => Cells[Array.IndexOf(Columns, column)];

    /// <summary>Yuan as written, in fen.</summary>
    public long Fen(string column) =>
        Money.TryFen(decimal.Parse(this[column], CultureInfo.InvariantCulture), out var fen)
            ? fen
            : throw new FormatException(this[column]);
}
