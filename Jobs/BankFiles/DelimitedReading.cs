using System.Text;

namespace Disbursement.Jobs.BankFiles;

/// <summary>Reads a delimited bank file by its profile.</summary>
internal static class DelimitedReading
{
    public static void Read(Stream stream, BankProfile profile, FileTally tally)
    {
        var rowId = profile.Columns.IndexOf(Field.RowId);
        var amount = profile.Columns.IndexOf(Field.Amount);
        var payee = profile.Columns.IndexOf(Field.Name);
        var account = profile.Columns.IndexOf(Field.Account);
        // The whole text is decoded before anything is split: in GB18030 the byte of the delimiter hides in characters.
        using var text = new StreamReader(
            stream, BankCharacters.Strict(profile.Encoding), detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        foreach (var row in Rows(text, profile.LineEnd, tally))
        {
            var fields = row.Split(profile.Delimiter!);
            if (fields.Length != profile.Columns.Length)
            {
                throw tally.Refused(
                    tally.Count + 1, $"应有{profile.Columns.Length}栏，读到{fields.Length}栏");
            }

            tally.Add(fields[rowId], fields[amount], fields[payee], fields[account]);
        }
    }

    private static IEnumerable<string> Rows(StreamReader text, string lineEnd, FileTally tally)
    {
        var row = new StringBuilder();
        for (var next = text.Read(); next >= 0; next = text.Read())
        {
            row.Append((char)next);
            if (next != lineEnd[^1]) continue;
            var line = row.ToString();
            if (!line.EndsWith(lineEnd, StringComparison.Ordinal)) throw tally.Refused(tally.Count + 1, "行尾不对");
            yield return line[..^lineEnd.Length];
            row.Clear();
        }

        if (row.Length > 0) throw tally.Refused(tally.Count + 1, "没有行尾，文件不完整（被截断）");
    }
}
