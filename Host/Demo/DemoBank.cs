using System.Text;
using System.Text.RegularExpressions;
using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.BankFiles;

namespace Disbursement.Host.Demo;

/// <summary>A row of which the bank spoke: whose, on which account, how much.</summary>
internal readonly record struct BankDeskRow(string IdNumber, string Name, string Account, string Yuan);

/// <summary>
/// The banks of the story: each answers the files it was handed in its own layout, and its statement shows the same
/// money. Some rows never go through; the next month most of those people bring another account.
/// </summary>
internal sealed partial class DemoBank(string outbox, string folder)
{
    /// <summary>What banks say, a month a line, one row each.</summary>
    private static readonly string[][] Reasons =
    [
        ["账号不存在", "户名不符", "已销户", "长期不动户"],
        ["证件号不符", "账户已冻结", "挂失", "账户状态不正常"],
        ["账号不存在", "未激活", "Ⅱ类户不能收代发款", "超时，正在处理"],
        ["户名不符", "已销户", "挂失", "客户已死亡"],
    ];

    private readonly List<BankDeskRow> putBack = [];

    static DemoBank() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Who was not reached and will change the account, with the new one.</summary>
    public List<(string IdNumber, string Account)> NotReached { get; } = [];

    /// <summary>Of whom the bank could not say whether he was reached.</summary>
    public List<string> Unknown { get; } = [];

    /// <summary>The result files of a run, by bank.</summary>
    public IEnumerable<(string Bank, string[] Files)> Answer(string run, int month)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in FilesOf(run))
        {
            var sent = Path.Combine(BankFolder(run), file.Name);
            yield return (file.Bank, BankProfile.Named(file.Profile).Layout == Layout.Pain
                ? [All(run, sent)]
                : Pair(run, sent, month));
        }
    }

    /// <summary>退票, weeks later: a row that had been paid comes back.</summary>
    public (string Bank, string File) ComesBack(string run)
    {
        var file = FilesOf(run).First(f => BankProfile.Named(f.Profile).Layout != Layout.Pain);
        var fields = Rows(Path.Combine(BankFolder(run), file.Name))[^1];
        putBack.Add(new BankDeskRow(fields[2], fields[1], fields[5], fields[3]));
        return (file.Bank, Write(run, "退票_F", [string.Join('|', fields.Take(6)) + "|已销户退票"]));
    }

    /// <summary>
    /// 对账单 of each bank, after its answers: the file was debited whole, and what failed was put back row by row.
    /// </summary>
    public IEnumerable<(string Bank, string File)> Statements(string run, DateOnly debited, DateOnly today)
    {
        foreach (var of in FilesOf(run).GroupBy(f => f.Bank))
        {
            var lines = new List<string> { "日期,借贷,金额,流水号,对方户名,对方账号,摘要" };
            foreach (var file in of)
            {
                lines.Add($"{debited:yyyy-MM-dd},借,{Money.Yuan(file.SumFen)},{run}-{lines.Count:0000},,,"
                    + $"代发 {file.Name}");
            }

            if (BankProfile.Named(of.First().Profile).Layout != Layout.Pain)
            {
                foreach (var row in putBack)
                {
                    lines.Add($"{today:yyyy-MM-dd},贷,{row.Yuan},{run}-{lines.Count:0000},{row.Name},{row.Account},"
                        + "代发退回");
                }
            }

            var path = Path.Combine(folder, $"{run}-对账单-{of.Key}.csv");
            File.WriteAllLines(path, lines);
            yield return (of.Key, path);
        }
    }

    /// <summary>回盘 in two files: paid, and failed with the bank's words.</summary>
    private string[] Pair(string run, string sent, int month)
    {
        var (paid, failed) = (new List<string>(), new List<string>());
        var reasons = Reasons[month % Reasons.Length];
        var rows = Rows(sent);
        for (var i = 0; i < rows.Length; i++)
        {
            var fields = rows[i];
            var row = string.Join('|', fields.Take(6));
            var said = Enumerable.Range(0, reasons.Length)
                .FirstOrDefault(r => i == ((r * 1013) + (month * 101) + 7) % rows.Length, -1);
            if (said < 0)
            {
                paid.Add(row);
                continue;
            }

            failed.Add($"{row}|{reasons[said]}");
            Note(new BankDeskRow(fields[2], fields[1], fields[5], fields[3]), reasons[said], said);
        }

        return [Write(run, "回盘_S", paid), Write(run, "回盘_F", failed)];
    }

    private void Note(BankDeskRow row, string said, int place)
    {
        var kind = BankReasons.Of(said).Kind;
        if (kind == BankReasonKind.Unknown)
        {
            Unknown.Add(row.IdNumber);
            return;
        }

        putBack.Add(row);
        // One of them leaves it at that for a while; of whom the bank says that he died, somebody looks first.
        if (kind == BankReasonKind.Account && place < Reasons[0].Length - 1)
            NotReached.Add((row.IdNumber, NewAccount(row.Account)));
    }

    private string BankFolder(string run) => Path.Combine(outbox, run, StagedBankFiles.BankFolder);

    private IEnumerable<BankFile> FilesOf(string run) =>
        Manifest.Read(File.ReadAllBytes(Path.Combine(BankFolder(run), Manifest.FileName))).Files;

    private static string[][] Rows(string sent) =>
        [.. File.ReadAllLines(sent, Encoding.GetEncoding("GB18030")).Select(l => l.Split('|'))];

    private string Write(string run, string which, IEnumerable<string> rows)
    {
        var path = Path.Combine(folder, $"{run}-{which}.txt");
        File.WriteAllText(path, string.Concat(rows.Select(r => r + "\r\n")), Encoding.GetEncoding("GB18030"));
        return path;
    }

    /// <summary>pain.002: all are on their accounts.</summary>
    private string All(string run, string sent)
    {
        var path = Path.Combine(folder, $"{run}-回盘.xml");
        File.WriteAllText(path, $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
            <GrpHdr><MsgId>R{run}</MsgId><CreDtTm>2026-01-01T10:00:00</CreDtTm></GrpHdr>
            <OrgnlGrpInfAndSts><OrgnlMsgId>{MessageId().Match(File.ReadAllText(sent)).Groups["id"].Value}</OrgnlMsgId>
            <OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>ACCC</GrpSts></OrgnlGrpInfAndSts>
            </CstmrPmtStsRpt></Document>
            """);
        return path;
    }

    /// <summary>Another number of the same bank, with a check digit as cards have it.</summary>
    private static string NewAccount(string old)
    {
        var digits = old[..^2] + (char)('0' + ((old[^2] - '0' + 1) % 10));
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            if (i % 2 == 0) digit = digit * 2 > 9 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
        }

        return digits + (char)('0' + ((10 - (sum % 10)) % 10));
    }

    [GeneratedRegex("<MsgId>(?<id>[^<]+)</MsgId>", RegexOptions.ExplicitCapture)]
    private static partial Regex MessageId();
}
