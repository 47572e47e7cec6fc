using System.Text;
using System.Xml;
using Disbursement.Domain.Payouts;

namespace Disbursement.Jobs.BankFiles;

/// <summary>
/// Reads a bank's result file (回盘) by its profile. It takes what banks and Excel do to a file: other line ends, UTF-8
/// with a mark, full-width digits; it refuses what lost something: cut lines, numbers in scientific notation.
/// </summary>
public static class ResultReader
{
    /// <param name="path">The file.</param>
    /// <param name="profile">Of the bank.</param>
    /// <exception cref="BankFileRefused">The file as a whole is refused; the message says where and why.</exception>
    public static ResultFile Read(string path, BankProfile profile)
    {
        var name = Path.GetFileName(path);
        if (profile.Result is not { } layout)
            throw new BankFileRefused($"{name}：{profile.Name}还没有回盘格式，不能导入。请按银行给的补进格式表。");
        try
        {
            return layout.IsPain ? PainResultReading.Read(path) : Rows(path, name, layout);
        }
        catch (DecoderFallbackException wrong)
        {
            throw new BankFileRefused($"{name}：有不是{layout.Encoding}的字节，文件已损坏，没有导入。请向银行重要一份。", wrong);
        }
        catch (XmlException wrong)
        {
            throw new BankFileRefused(
                $"{name}：第{wrong.LineNumber}行起不是完整的XML，文件被截断或改动过，没有导入。请向银行重要一份。", wrong);
        }
    }

    private static ResultFile Rows(string path, string name, ResultLayout layout)
    {
        var failures = OfFailures(name, layout);
        var rows = new List<ResultRow>();
        var seen = new HashSet<RowId>();
        var (hasBegun, hasEnded) = (layout.RowsAfter is null, false);
        foreach (var (line, number) in Lines(path, layout))
        {
            if (!hasBegun)
            {
                hasBegun = line.StartsWith(layout.RowsAfter!, StringComparison.Ordinal);
                continue;
            }

            if (line.AsSpan().Trim().IsEmpty) continue;
            if (hasEnded) throw Refused(name, number, $"结束标志“{layout.RowsUntil}”后面还有内容");
            hasEnded = line == layout.RowsUntil;
            if (hasEnded) continue;
            var row = new ResultLine(name, number, layout).Read(line, failures);
            if (!seen.Add(row.Id)) throw Refused(name, number, "行号重复");
            rows.Add(row);
        }

        if (!hasBegun)
            throw new BankFileRefused($"{name}：没有找到以“{layout.RowsAfter}”开头的表头，不是这家银行的回盘，没有导入。");
        return layout.RowsUntil is null || hasEnded
            ? new ResultFile(name, rows, IsOfFailures: failures)
            : throw new BankFileRefused(
                $"{name}：没有结束标志“{layout.RowsUntil}”，文件被截断，没有导入。请向银行重要一份。");
    }

    /// <summary>
    /// Decoded before anything is split: a delimiter's byte hides in characters. A line ends by CR, LF or both, as the
    /// bank's program or somebody's mail left it.
    /// </summary>
    private static IEnumerable<(string Line, int Number)> Lines(string path, ResultLayout layout)
    {
        using var text = new StreamReader(
            path, BankCharacters.Strict(layout.Encoding), detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16);
        for (var number = 1; text.ReadLine() is { } line; number++) yield return (line, number);
    }

    private static bool? OfFailures(string name, ResultLayout layout)
    {
        if (layout.PaidSuffix is null) return null;
        var stem = Path.GetFileNameWithoutExtension(name);
        if (stem.EndsWith(layout.PaidSuffix, StringComparison.OrdinalIgnoreCase)) return false;
        if (stem.EndsWith(layout.FailedSuffix!, StringComparison.OrdinalIgnoreCase)) return true;
        throw new BankFileRefused($"{name}：文件名要以“{layout.PaidSuffix}”（成功）或“{layout.FailedSuffix}”（失败）结尾，"
            + "才知道哪些到账了。请用银行原来的文件名。");
    }

    internal static BankFileRefused Refused(string name, int line, string wrong) =>
        new($"{name}第{line}行：{wrong}，整份没有导入。请对照银行原件；银行给错的，请其重出。");
}

/// <summary>One line of a result file.</summary>
internal readonly struct ResultLine(string file, int number, ResultLayout layout)
{
    /// <param name="isFailure">By which of the two files it is in; null: its status says.</param>
    public ResultRow Read(string line, bool? isFailure)
    {
        var cells = line.Split(layout.Delimiter![0]);
        if (layout.EndsWithDelimiter && cells[^1].Length == 0) cells = cells[..^1];
        var most = layout.Columns.Length;
        if (cells.Length > most || cells.Length < most - layout.OptionalColumns)
            throw Refused($"应有{most}栏，读到{cells.Length}栏（被截断的文件不能导入）");
        if (!RowId.TryParse(Digits(Of(cells, ResultField.RowId) ?? ""), out var id))
            throw Refused($"行号“{Of(cells, ResultField.RowId)}”不是我方的行号");
        var status = Of(cells, ResultField.Status);
        var outcome = isFailure is { } failed ? failed ? Outcome.Failed : Outcome.Paid : OutcomeOf(status);
        var reason = Of(cells, ResultField.Reason) ?? Behind(status);
        if (isFailure == false && reason is not null)
            throw Refused($"成功的文件里写着原因“{reason}”，是不是失败的文件改了名；请用银行原来的文件");
        var account = Digits(Of(cells, ResultField.Account) ?? "");
        if (account.Contains("E+", StringComparison.OrdinalIgnoreCase))
            throw Refused($"账号是科学计数法（{account}），后几位已经丢了；请用没有经过Excel的原文件");
        return new ResultRow(
            number, id, outcome, account.Length == 0 ? null : account, Of(cells, ResultField.Name),
            Fen(cells, ResultField.Amount), Fen(cells, ResultField.Credited),
            outcome == Outcome.Paid ? null : reason, Of(cells, ResultField.BankSerial),
            Of(cells, ResultField.NewAccount));
    }

    private string? Of(string[] cells, ResultField field)
    {
        var at = layout.Columns.IndexOf(field);
        if (at < 0 || at >= cells.Length) return null;
        var cell = cells[at].Trim();
        return cell.Length == 0 ? null : cell;
    }

    private long? Fen(string[] cells, ResultField field)
    {
        if (Of(cells, field) is not { } cell) return null;
        var amount = Digits(cell).Replace(",", "", StringComparison.Ordinal);
        if (layout.AmountSuffix.Length > 0 && amount.EndsWith(layout.AmountSuffix, StringComparison.Ordinal))
            amount = amount[..^layout.AmountSuffix.Length];
        return FileTally.TryFen(amount, layout.AmountUnit, out var fen) ? fen : throw Refused($"金额“{cell}”看不懂");
    }

    private Outcome OutcomeOf(string? status)
    {
        foreach (var word in layout.Statuses)
        {
            if (status is not null && status.StartsWith(word.Begins, StringComparison.Ordinal)) return word.Outcome;
        }

        throw Refused($"处理状态“{status}”不认识");
    }

    /// <summary>"处理失败：账号不存在"</summary>
    private static string? Behind(string? status)
    {
        var at = status?.IndexOfAny([':', '：']) ?? -1;
        return at < 0 ? null : status![(at + 1)..].Trim();
    }

    /// <summary>Full-width letters and digits are what they look like.</summary>
    private static string Digits(string text) => string.Create(text.Length, text, static (plain, from) =>
    {
        for (var i = 0; i < plain.Length; i++)
            plain[i] = from[i] is >= '！' and <= '～' ? (char)(from[i] - '！' + '!') : from[i];
    });

    private BankFileRefused Refused(string wrong) => ResultReader.Refused(file, number, wrong);
}
