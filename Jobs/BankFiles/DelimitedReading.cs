using System.Text;

namespace Disbursement.Jobs.BankFiles;

/// <summary>Reads a delimited bank file by its profile.</summary>
internal static class DelimitedReading
{
    private const int BufferSize = 64 * 1024;

    public static void Read(Stream stream, BankProfile profile, FileTally tally)
    {
        // The whole text is decoded before anything is split: in GB18030 the byte of the delimiter hides in characters.
        using var text = new StreamReader(
            stream, BankCharacters.Strict(profile.Encoding), detectEncodingFromByteOrderMarks: false, BufferSize,
            leaveOpen: true);
        var columns = new Columns(profile);
        var buffer = new char[BufferSize];
        var filled = 0;
        while (true)
        {
            var read = text.Read(buffer, filled, buffer.Length - filled);
            if (read == 0) break;
            var rest = buffer.AsSpan(0, filled + read);
            for (var end = End(rest, profile); end > 0; end = End(rest, profile))
            {
                columns.Add(Row(rest[..end], profile.LineEnd, tally), tally);
                rest = rest[end..];
            }

            rest.CopyTo(buffer);
            filled = rest.Length;
        }

        if (filled > 0) throw tally.Refused(tally.Count + 1, "没有行尾，文件不完整（被截断）");
    }

    /// <summary>Behind the end of the next line; 0 where none ends.</summary>
    private static int End(ReadOnlySpan<char> text, BankProfile profile) => text.IndexOf(profile.LineEnd[^1]) + 1;

    private static ReadOnlySpan<char> Row(ReadOnlySpan<char> line, string lineEnd, FileTally tally) =>
        line.EndsWith(lineEnd, StringComparison.Ordinal)
            ? line[..^lineEnd.Length]
            : throw tally.Refused(tally.Count + 1, "行尾不对");

    /// <summary>Which column is which.</summary>
    private sealed class Columns(BankProfile profile)
    {
        private readonly int rowId = profile.Columns.IndexOf(Field.RowId);
        private readonly int amount = profile.Columns.IndexOf(Field.Amount);
        private readonly int payee = profile.Columns.IndexOf(Field.Name);
        private readonly int account = profile.Columns.IndexOf(Field.Account);

        // One more than there may be, so that a field too many is seen.
        private readonly Range[] fields = new Range[profile.Columns.Length + 1];

        public void Add(ReadOnlySpan<char> row, FileTally tally)
        {
            var count = row.Split(fields, profile.Delimiter![0]);
            if (count != profile.Columns.Length)
            {
                throw tally.Refused(
                    tally.Count + 1,
                    $"应有{profile.Columns.Length}栏，读到{row.Count(profile.Delimiter[0]) + 1}栏");
            }

            tally.Add(row[fields[rowId]], row[fields[amount]], row[fields[payee]], row[fields[account]]);
        }
    }
}
