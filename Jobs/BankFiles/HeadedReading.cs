using System.Text;
using System.Text.RegularExpressions;

namespace Disbursement.Jobs.BankFiles;

/// <summary>
/// Reads a bank file with header and trailer by its profile, and checks what they state: totals, day, end mark; of the
/// rows also their numbering and what must be the same in each.
/// </summary>
internal sealed class HeadedReading(BankProfile profile, FileTally tally)
{
    private const int BufferSize = 64 * 1024;

    private readonly char delimiter = profile.Delimiter![0];

    // One more than there may be, so that a field too many is seen; and behind the last delimiter there is nothing.
    private readonly Range[] fields = new Range[profile.Columns.Length + 2];
    private readonly Field[] columns = [.. profile.Columns];
    private int headerLines;
    private int trailerLines;
    private string? day, sum, count, debitAccount;

    public static void Read(Stream stream, BankProfile profile, FileTally tally)
    {
        // The whole text is decoded before anything is split: in GB18030 the byte of the delimiter hides in characters.
        using var text = new StreamReader(
            stream, BankCharacters.Strict(profile.Encoding), detectEncodingFromByteOrderMarks: false, BufferSize,
            leaveOpen: true);
        var reading = new HeadedReading(profile, tally);
        var buffer = new char[BufferSize];
        var filled = 0;
        for (var read = text.Read(buffer); read > 0; read = text.Read(buffer, filled, buffer.Length - filled))
        {
            var rest = buffer.AsSpan(0, filled + read);
            for (var end = reading.End(rest); end > 0; end = reading.End(rest))
            {
                reading.Take(rest[..end]);
                rest = rest[end..];
            }

            rest.CopyTo(buffer);
            filled = rest.Length;
        }

        if (filled > 0) throw tally.Refused("最后一行没有行尾，文件不完整（被截断）");
        reading.Finish();
    }

    /// <summary>Behind the end of the next line; 0 where none ends.</summary>
    private int End(ReadOnlySpan<char> text) => text.IndexOf(profile.LineEnd[^1]) + 1;

    private void Take(ReadOnlySpan<char> line)
    {
        if (!line.EndsWith(profile.LineEnd, StringComparison.Ordinal))
            throw tally.Refused(tally.Count + 1, "行尾不对");
        line = line[..^profile.LineEnd.Length];
        if (headerLines < profile.Header.Length) TakeHeader(line.ToString());
        else if (trailerLines == profile.Trailer.Length && trailerLines > 0) throw tally.Refused("结束标志后面还有内容");
        else if (trailerLines < profile.Trailer.Length && line.SequenceEqual(profile.Trailer[trailerLines]))
            trailerLines++;
        else if (trailerLines > 0) throw tally.Refused($"结束标志的第{trailerLines + 1}行不对");
        else TakeRow(line);
    }

    private void TakeHeader(string line)
    {
        var pattern = Regex.Escape(profile.Header[headerLines])
            .Replace(@"\{pay-day}", "(?<day>[0-9]{8})", StringComparison.Ordinal)
            .Replace(@"\{sum}", "(?<sum>[0-9.]+)", StringComparison.Ordinal)
            .Replace(@"\{count}", "(?<count>[0-9]+)", StringComparison.Ordinal);
        headerLines++;
        var match = Regex.Match(line, $@"\A{pattern}\z");
        if (!match.Success) throw tally.Refused($"文件头第{headerLines}行不是格式规定的样子");
        if (match.Groups["day"] is { Success: true } statedDay) day = statedDay.Value;
        if (match.Groups["sum"] is { Success: true } statedSum) sum = statedSum.Value;
        if (match.Groups["count"] is { Success: true } statedCount) count = statedCount.Value;
    }

    private void TakeRow(ReadOnlySpan<char> line)
    {
        var found = line.Split(fields, delimiter);
        // As many as there are columns, and nothing behind the last delimiter.
        if (found != columns.Length + 1 || !line[fields[columns.Length]].IsEmpty)
        {
            throw tally.Refused(
                tally.Count + 1, $"应有{columns.Length}栏、每栏后一个分隔符，读到{line.Count(delimiter)}个分隔符");
        }

        for (var i = 0; i < columns.Length; i++) Check(columns[i], line[fields[i]]);
        tally.Add(
            Of(line, Field.RowId), Of(line, Field.Amount), Of(line, Field.Name), Of(line, Field.Account),
            profile.AmountUnit);
    }

    private void Check(Field column, ReadOnlySpan<char> field)
    {
        var row = tally.Count + 1;
        if (profile.Texts.TryGetValue(column, out var text) && !field.SequenceEqual(text))
            throw tally.Refused(row, $"{column}栏是“{field}”，应为“{text}”");
        if (column == Field.PayDay && !field.SequenceEqual(day))
            throw tally.Refused(row, $"日期“{field}”与文件头的“{day}”不同");
        if (column == Field.Sequence && !(FileTally.Whole(field, out var sequence) && sequence == row))
            throw tally.Refused(row, $"顺序号是“{field}”，应为{row}");
        if (column != Field.DebitAccount) return;
        debitAccount ??= field.ToString();
        if (field.IsEmpty || !field.SequenceEqual(debitAccount)) throw tally.Refused(row, "付款账号为空或与上一笔不同");
    }

    private ReadOnlySpan<char> Of(ReadOnlySpan<char> line, Field column) =>
        line[fields[Array.IndexOf(columns, column)]];

    private void Finish()
    {
        if (headerLines < profile.Header.Length) throw tally.Refused("文件头不完整（被截断）");
        if (trailerLines < profile.Trailer.Length)
            throw tally.Refused($"没有结束标志“{profile.Trailer[trailerLines]}”，文件不完整（被截断）");
        if (!FileTally.Whole(count, out var statedCount) || statedCount != tally.Count)
            throw tally.Refused($"文件头笔数写的是“{count}”，实有{tally.Count}笔");
        if (!FileTally.TryFen(sum, profile.AmountUnit, out var stated) || stated != tally.SumFen)
            throw tally.Refused($"文件头合计写的是“{sum}”，实为{RowBytes.Amount(profile, tally.SumFen)}");
    }
}
