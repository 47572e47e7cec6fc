using System.Globalization;
using System.Xml;
using Disbursement.Domain.Payouts;

namespace Disbursement.Jobs.BankFiles;

/// <summary>
/// pain.002.001.10. A valid one may list only the rejected rows, or none: rows that are not listed have the status of
/// the payment or the group where that one is final; beside PART they stay unknown.
/// </summary>
internal sealed class PainResultReading(string name)
{
    private const string Namespace = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10";

    private readonly List<ResultRow> rows = [];
    private readonly HashSet<RowId> seen = [];
    private string? messageId;
    private string? groupStatus;
    private string? paymentStatus;
    private string? groupReason;

    public static ResultFile Read(string path)
    {
        using var xml = XmlReader.Create(path, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit, IgnoreWhitespace = true, IgnoreComments = true,
        });
        return new PainResultReading(Path.GetFileName(path)).Read(xml);
    }

    private ResultFile Read(XmlReader xml)
    {
        var hasRoot = false;
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (!hasRoot && xml.NamespaceURI != Namespace)
                throw new BankFileRefused($"{name}：不是pain.002.001.10，没有导入。请向银行要这个版本的回盘。");
            hasRoot = true;
            switch (xml.LocalName)
            {
                case "OrgnlMsgId": messageId = Text(xml); break;
                case "GrpSts": groupStatus = Text(xml); break;
                case "PmtInfSts": paymentStatus = Text(xml); break;
                case "TxInfAndSts": ReadRow(xml.ReadSubtree(), (xml as IXmlLineInfo)?.LineNumber ?? 0); break;
                case "AddtlInf" or "Cd" when rows.Count == 0: groupReason ??= Text(xml); break;
                default: continue;
            }
        }

        var status = paymentStatus ?? groupStatus;
        var rest = status is null ? null : OfStatus(status);
        if (rest == Outcome.Failed && rows.Count == 0)
            throw new BankFileRefused($"{name}：银行整批退回（{groupReason ?? status}），一笔都没有入账。这不是逐笔回盘："
                + "由两人用 ./disburse payout doubt 批次 --file 文件 --outcome rejected --document 文号 登记，再重新导出。");
        if (rest is not Outcome.Paid && rows.Count == 0)
            throw new BankFileRefused($"{name}：银行还在处理（{status}），没有逐笔结果，没有导入。等有了结果再导入。");
        return new ResultFile(
            name, rows, messageId ?? throw new BankFileRefused($"{name}：没有原报文号（OrgnlMsgId），没有导入。"),
            rest is Outcome.Unknown ? null : rest);
    }

    private void ReadRow(XmlReader xml, int line)
    {
        string? id = null, status = null, code = null, text = null, account = null, payee = null;
        long? fen = null;
        var depth = new Stack<string>();
        while (xml.Read())
        {
            while (depth.Count > xml.Depth) depth.Pop();
            if (xml.NodeType != XmlNodeType.Element) continue;
            var within = depth.Count > 0 ? depth.Peek() : "";
            depth.Push(xml.LocalName);
            switch (xml.LocalName)
            {
                case "OrgnlEndToEndId": id = Text(xml); break;
                case "TxSts": status = Text(xml); break;
                case "Cd" when within == "Rsn": code = Text(xml); break;
                case "AddtlInf": text = Text(xml); break;
                case "InstdAmt": fen = Fen(Text(xml), line); break;
                case "Id" when within == "Othr" && depth.Contains("CdtrAcct"): account = Text(xml); break;
                case "Nm" when depth.Contains("Cdtr"): payee = Text(xml); break;
                default: break;
            }
        }

        if (id is null || !RowId.TryParse(id, out var row))
            throw ResultReader.Refused(name, line, $"行号“{id}”不是我方的行号");
        if (!seen.Add(row)) throw ResultReader.Refused(name, line, "行号重复");
        var outcome = OfStatus(status ?? paymentStatus ?? groupStatus ?? "") ?? Outcome.Unknown;
        rows.Add(new ResultRow(
            line, row, outcome, account, payee, fen, null,
            outcome == Outcome.Paid ? null : string.Join(' ', new[] { code, text }.Where(t => t is not null))));
    }

    private static string Text(XmlReader xml) => xml.Read() && xml.NodeType == XmlNodeType.Text ? xml.Value : "";

    private long Fen(string amount, int line) => FileTally.TryFen(
        decimal.TryParse(amount, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var yuan)
            ? yuan.ToString("0.00", CultureInfo.InvariantCulture)
            : amount,
        out var fen) ? fen : throw ResultReader.Refused(name, line, $"金额“{amount}”看不懂");

    /// <summary>
    /// ACCC: on the payee's account. ACSC: our account was debited; it blocks a second payment, and may come back.
    /// </summary>
    private static Outcome? OfStatus(string status) => status switch
    {
        "ACCC" or "ACSC" => Outcome.Paid,
        "RJCT" => Outcome.Failed,
        "PART" => null,
        _ => Outcome.Unknown,
    };
}
