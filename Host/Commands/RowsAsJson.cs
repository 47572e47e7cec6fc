using System.Text;
using System.Text.Json;

namespace Disbursement.Host.Commands;

/// <summary>
/// A list for programs: {ok, changed, rows: [{column: text}], count}, written row by row as the list comes.
/// </summary>
internal sealed class RowsAsJson(TextWriter output) : TextWriter
{
    private string[]? columns;
    private long count;

    public override Encoding Encoding => output.Encoding;

    /// <summary>The header first; every line is a row, whatever its cells hold.</summary>
    public override void WriteLine(string? value)
    {
        var cells = Cells(value ?? "");
        if (columns is null)
        {
            columns = cells;
            output.Write("{\"ok\":true,\"changed\":false,\"rows\":[");
            return;
        }

        var row = new Dictionary<string, string>(columns.Length, StringComparer.Ordinal);
        for (var i = 0; i < columns.Length; i++) row[columns[i]] = i < cells.Length ? cells[i] : "";
        if (count++ > 0) output.Write(',');
        output.Write(JsonSerializer.Serialize(row));
    }

    public override Task WriteLineAsync(string? value)
    {
        WriteLine(value);
        return Task.CompletedTask;
    }

    public override void Write(char value) => throw new NotSupportedException("A list is written by its lines.");

    public void Finish() => output.WriteLine($"],\"count\":{count}}}");

    private static string[] Cells(string line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && isQuoted && i + 1 < line.Length && line[i + 1] == '"') cell.Append(line[i++]);
            else if (line[i] == '"') isQuoted = !isQuoted;
            else if (line[i] == ',' && !isQuoted) Next();
            else cell.Append(line[i]);
        }

        Next();
        return [.. cells];

        void Next()
        {
            cells.Add(cell.ToString());
            cell.Clear();
        }
    }
}
