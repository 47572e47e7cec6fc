using System.Text;
using System.Text.RegularExpressions;
using Disbursement.Domain;
using Disbursement.Jobs.BankFiles;

namespace Disbursement.Host.Demo;

/// <summary>
/// The banks of the story: each answers the files it was handed in its own layout. Some rows never go through, and the
/// next month those people bring another account.
/// </summary>
internal sealed partial class DemoBank(string outbox, string folder)
{
    /// <summary>One row each, at places that move from month to month.</summary>
    private static readonly string[] Reasons = ["账号不存在", "户名不符", "已销户", "长期不动户"];

    static DemoBank() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private readonly List<(string Name, string Account, string Yuan)> putBack = [];

    /// <summary>Who was not reached and will change the account: identity number and the new one.</summary>
    public List<(string IdNumber, string Account)> NotReached { get; } = [];

    /// <summary>The result files of a run, by bank.</summary>
    public IEnumerable<(string Bank, string[] Files)> Answer(string run, int month)
    {
        Directory.CreateDirectory(folder);
        var bank = Path.Combine(outbox, run, StagedBankFiles.BankFolder);
        foreach (var file in Manifest.Read(File.ReadAllBytes(Path.Combine(bank, Manifest.FileName))).Files)
        {
            var sent = Path.Combine(bank, file.Name);
            yield return (file.Bank, BankProfile.Named(file.Profile).Layout == Layout.Pain
                ? [All(run, sent)]
                : [.. Pair(run, sent, month)]);
        }
    }

    /// <summary>回盘 in two files: paid, and failed with the bank's words.</summary>
    private string[] Pair(string run, string sent, int month)
    {
        var encoding = Encoding.GetEncoding("GB18030");
        var (paid, failed) = (new List<string>(), new List<string>());
        var rows = File.ReadAllLines(sent, encoding);
        for (var i = 0; i < rows.Length; i++)
        {
            var fields = rows[i].Split('|');
            var row = string.Join('|', fields.Take(6));
            var reason = Enumerable.Range(0, Reasons.Length)
                .FirstOrDefault(r => i == ((r * 1013) + (month * 101) + 7) % rows.Length, -1);
            if (reason < 0)
            {
                paid.Add(row);
                continue;
            }

            failed.Add($"{row}|{Reasons[reason]}");
            putBack.Add((fields[1], fields[5], fields[3]));
            // One of them leaves it at that for a while.
            if (reason < Reasons.Length - 1) NotReached.Add((fields[2], NewAccount(fields[5])));
        }

        return [Write(run, "S", paid, encoding), Write(run, "F", failed, encoding)];
    }

    /// <summary>
    /// 对账单 of each bank, after its answer: the file was debited whole, and what failed was put back row by row.
    /// </summary>
    public IEnumerable<(string Bank, string File)> Statements(string run, DateOnly debited, DateOnly today)
    {
        var bank = Path.Combine(outbox, run, StagedBankFiles.BankFolder);
        var files = Manifest.Read(File.ReadAllBytes(Path.Combine(bank, Manifest.FileName))).Files;
        foreach (var of in files.GroupBy(f => f.Bank))
        {
            var lines = new List<string> { "日期,借贷,金额,流水号,对方户名,对方账号,摘要" };
            foreach (var file in of)
            {
                lines.Add($"{debited:yyyy-MM-dd},借,{Money.Yuan(file.SumFen)},{Serial(debited, lines.Count)},,,"
                    + $"代发 {file.Name}");
            }

            if (BankProfile.Named(of.First().Profile).Layout != Layout.Pain)
            {
                foreach (var (name, account, yuan) in putBack)
                    lines.Add($"{today:yyyy-MM-dd},贷,{yuan},{Serial(today, lines.Count)},{name},{account},代发退回");
            }

            var path = Path.Combine(folder, $"{run}-对账单-{of.Key}.csv");
            File.WriteAllLines(path, lines);
            yield return (of.Key, path);
        }
    }

    private static string Serial(DateOnly day, int line) => $"{day:yyyyMMdd}{line:0000}";

    private string Write(string run, string which, IEnumerable<string> rows, Encoding encoding)
    {
        var path = Path.Combine(folder, $"{run}-回盘_{which}.txt");
        File.WriteAllText(path, string.Concat(rows.Select(r => r + "\r\n")), encoding);
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
