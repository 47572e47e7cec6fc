using System.Globalization;
using System.Text;
using System.Xml;

namespace Disbursement.Jobs.BankFiles;

/// <summary>What a bank file on disk comes to.</summary>
/// <param name="Sha256">Lower-case hexadecimal, as is <paramref name="Sm3"/>.</param>
/// <param name="AccountHash">See <see cref="AccountTotal"/>.</param>
public sealed record BankFileReading(
    long Bytes, string Sha256, string Sm3, long Count, long SumFen, string AccountHash)
{
    /// <summary>Refuses the file unless count, sum and control total are what was meant to be written.</summary>
    public void MustBe(string name, long count, long sumFen, string accountHash)
    {
        if (Count != count)
            throw new BankFileRefused($"文件 {name}：应有{count}笔，读回{Count}笔。文件作废，请重新导出。");
        if (SumFen != sumFen)
        {
            throw new BankFileRefused(
                $"文件 {name}：合计应为{Domain.Money.Spoken(sumFen)}，读回{Domain.Money.Spoken(SumFen)}。文件作废，请重新导出。");
        }

        if (AccountHash != accountHash)
            throw new BankFileRefused($"文件 {name}：账号控制数应为{accountHash}，读回{AccountHash}。文件作废，请重新导出。");
    }
}

/// <summary>
/// Reads a written bank file back from the disk, before anyone may send it: bytes to characters first, then to rows, in
/// code of its own, so that what the writer got wrong is not got wrong twice.
/// </summary>
public static class BankFileReader
{
    /// <summary>Reads the whole file; refuses it at the first thing that is wrong.</summary>
    /// <param name="path">The file.</param>
    /// <param name="profile">Its profile.</param>
    /// <param name="seen">Row ids of the files read before; the file's own are added.</param>
    /// <exception cref="BankFileRefused">Something is wrong; the message says where.</exception>
    public static BankFileReading Read(string path, BankProfile profile, RowIdsSeen seen)
    {
        var name = Path.GetFileName(path);
        var tally = new FileTally(name, seen);
        using var stream = new DigestingStream(File.OpenRead(path));
        try
        {
            Read(stream, profile, tally);
        }
        catch (DecoderFallbackException wrong)
        {
            throw new BankFileRefused($"文件 {name}：有不是{profile.Encoding}的字节，文件已损坏。请重新导出。", wrong);
        }
        catch (XmlException wrong)
        {
            throw new BankFileRefused($"文件 {name}：第{wrong.LineNumber}行起不是完整的XML，文件被截断或改动过。请重新导出。", wrong);
        }

        var (bytes, sha256, sm3) = stream.Finish();
        return new(bytes, sha256, sm3, tally.Count, tally.SumFen, tally.AccountHash);
    }

    /// <summary>Bytes, SHA-256 and SM3 of a file as it lies there, whatever is in it.</summary>
    public static (long Bytes, string Sha256, string Sm3) Digest(string path)
    {
        using var stream = new DigestingStream(File.OpenRead(path));
        return stream.Finish();
    }

    private static void Read(Stream stream, BankProfile profile, FileTally tally)
    {
        switch (profile.Layout)
        {
            case Layout.Pain: PainReading.Read(stream, profile, tally); break;
            case Layout.Headed: HeadedReading.Read(stream, profile, tally); break;
            case Layout.Fixed: FixedReading.Read(stream, profile, tally); break;
            default: DelimitedReading.Read(stream, profile, tally); break;
        }
    }

    /// <summary>A CNAPS number (联行号): 12 digits. Its check digit is not public.</summary>
    public static bool IsCnaps(string text) => text.Length == 12 && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;
}

/// <summary>Adds up one file as it is read, and refuses a row that is wrong by itself.</summary>
internal sealed class FileTally(string name, RowIdsSeen seen)
{
    private AccountTotal accounts;

    public long Count { get; private set; }

    public long SumFen { get; private set; }

    public string AccountHash => accounts.ToString();

    /// <summary>One row: its id right and new, its amount exact and more than zero.</summary>
    public void Add(
        ReadOnlySpan<char> rowId, ReadOnlySpan<char> amount, ReadOnlySpan<char> payee, ReadOnlySpan<char> account,
        AmountUnit unit = AmountUnit.Yuan)
    {
        if (seen.Add(rowId) is { } wrong) throw Refused(Count + 1, wrong);
        if (!TryFen(amount, unit, out var fen))
            throw Refused(Count + 1, $"金额“{amount}”不是{(unit == AmountUnit.Fen ? "整数的分" : "两位小数的元")}");
        if (fen <= 0) throw Refused(Count + 1, "金额不大于0");
        if (payee.Length == 0) throw Refused(Count + 1, "户名为空");
        if (account.Length == 0) throw Refused(Count + 1, "账号为空");
        Count++;
        SumFen += fen;
        accounts.Add(account);
    }

    public BankFileRefused Refused(long row, string wrong) =>
        new($"文件 {name} 第{row}笔：{wrong}。文件不得送银行，请重新导出；仍然如此的报管理员。");

    public BankFileRefused Refused(string wrong) =>
        new($"文件 {name}：{wrong}。文件不得送银行，请重新导出；仍然如此的报管理员。");

    /// <summary>Yuan with two decimals, or fen: digits only, and none before them that says nothing.</summary>
    public static bool TryFen(ReadOnlySpan<char> amount, AmountUnit unit, out long fen)
    {
        if (unit == AmountUnit.Yuan) return TryFen(amount, out fen);
        return Whole(amount, out fen);
    }

    /// <summary>A count or whole fen: up to 15 digits, no sign, no zero in front.</summary>
    public static bool Whole(ReadOnlySpan<char> digits, out long number)
    {
        number = 0;
        return digits.Length is > 0 and <= 15 && (digits[0] != '0' || digits.Length == 1)
            && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Digits, a point, two digits; no sign, no blank, no exponent.</summary>
    public static bool TryFen(ReadOnlySpan<char> yuan, out long fen)
    {
        fen = 0;
        var point = yuan.Length - 3;
        if (point is < 1 or > 13 || yuan[point] != '.') return false;
        for (var i = 0; i < yuan.Length; i++)
        {
            if (i == point) continue;
            if (!char.IsAsciiDigit(yuan[i])) return false;
            fen = (fen * 10) + (yuan[i] - '0');
        }

        return true;
    }
}
