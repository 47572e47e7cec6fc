using System.Text;

namespace Disbursement.Model.Tests.Engines;

/// <summary>A CSV file of the program, by column name (RFC 4180).</summary>
static class CsvTable
{
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string path)
    {
        var records = Records(File.ReadAllText(path, Encoding.UTF8)).Where(r => r.Count > 1 || r[0] != "").ToList();
        if (records.Count == 0) return [];
        var header = records[0];
        return
        [
            .. records.Skip(1).Select(r => header.Zip(r)
                .ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal)),
        ];
    }

    public static IEnumerable<IReadOnlyList<string>> Records(string text)
    {
        var record = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[++i]);
            else if (c == '"') quoted = !quoted;
            else if (quoted || c is not (',' or '\n' or '\r' or '\uFEFF')) cell.Append(c);
            else if (c is ',' or '\n')
            {
                record.Add(cell.ToString());
                cell.Clear();
                if (c == ',') continue;
                yield return record;
                record = [];
            }
        }

        if (cell.Length > 0 || record.Count > 0) yield return [.. record, cell.ToString()];
    }
}
