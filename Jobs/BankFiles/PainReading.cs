using System.Globalization;
using System.Xml;

namespace Disbursement.Jobs.BankFiles;

/// <summary>
/// Reads a pain.001.001.09 message and checks what the schema lets through: totals at both levels, two decimals,
/// currency, CNAPS numbers, purpose codes, and that payee and account are there.
/// </summary>
internal sealed class PainReading(BankProfile profile, FileTally tally)
{
    private const string Namespace = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
    private readonly List<string> path = [];
    private (string? Count, string? Sum) group;
    private (string? Count, string? Sum) payment;
    private (long Count, long Fen) paymentStart;
    private string? currency, clearingSystem;
    private string rowId = "", amount = "", payee = "", account = "", purpose = "";

    public static void Read(Stream stream, BankProfile profile, FileTally tally)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        using var xml = XmlReader.Create(stream, settings);
        new PainReading(profile, tally).Read(xml);
    }

    private void Read(XmlReader xml)
    {
        while (xml.Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    Open(xml);
                    if (xml.IsEmptyElement) Close();
                    break;
                case XmlNodeType.EndElement:
                    Close();
                    break;
                case XmlNodeType.Text:
                    Take(xml.Value);
                    break;
            }
        }

        MustTie("报文头", group, tally.Count, tally.SumFen);
    }

    private void Open(XmlReader xml)
    {
        if (xml.NamespaceURI != Namespace) throw tally.Refused($"<{xml.LocalName}>不属于pain.001.001.09");
        path.Add(xml.LocalName);
        switch (xml.LocalName)
        {
            case "PmtInf":
                payment = default;
                paymentStart = (tally.Count, tally.SumFen);
                break;
            case "CdtTrfTxInf":
                rowId = amount = payee = account = purpose = "";
                currency = null;
                break;
            case "ClrSysMmbId":
                clearingSystem = null;
                break;
            case "InstdAmt":
                currency = xml.GetAttribute("Ccy");
                break;
        }
    }

    private void Close()
    {
        var name = path[^1];
        path.RemoveAt(path.Count - 1);
        if (name == "CdtTrfTxInf") CheckRow();
        if (name == "PmtInf")
            MustTie("付款信息", payment, tally.Count - paymentStart.Count, tally.SumFen - paymentStart.Fen);
        if (name == "ClrSysMmbId" && clearingSystem != "CNAPS")
            throw tally.Refused(tally.Count + 1, $"清算系统“{clearingSystem}”不是CNAPS");
    }

    private void Take(string text)
    {
        var leaf = path[^1];
        var parent = path.Count > 1 ? path[^2] : "";
        if (leaf == "MmbId" && !BankFileReader.IsCnaps(text))
            throw tally.Refused(tally.Count + 1, $"联行号“{text}”不是12位数字");
        if (leaf == "Cd" && parent == "ClrSysId") clearingSystem = text;
        if (leaf == "Ccy" && text != "CNY") throw tally.Refused(tally.Count + 1, $"币种“{text}”不是CNY");
        if (leaf == "Cd" && parent == "CtgyPurp" && !profile.CategoryPurposes.Contains(text))
            throw tally.Refused(tally.Count + 1, $"用途大类“{text}”不在银行接受的代码内");
        if (path is [_, _, "GrpHdr", _]) TakeTotal(ref group, leaf, text);
        else if (path is [_, _, "PmtInf", _]) TakeTotal(ref payment, leaf, text);
        else if (path is [_, _, "PmtInf", "CdtTrfTxInf", var owner, ..]) TakeRow(owner, leaf, parent, text);
    }

    private static void TakeTotal(ref (string? Count, string? Sum) total, string leaf, string text)
    {
        if (leaf == "NbOfTxs") total.Count = text;
        if (leaf == "CtrlSum") total.Sum = text;
    }

    private void TakeRow(string owner, string leaf, string parent, string text)
    {
        switch (owner, leaf)
        {
            case ("PmtId", "EndToEndId"): rowId = text; break;
            case ("Amt", "InstdAmt"): amount = text; break;
            case ("Cdtr", "Nm"): payee = text; break;
            case ("CdtrAcct", "Id") when parent == "Othr": account = text; break;
            case ("Purp", "Cd"): purpose = text; break;
        }
    }

    private void CheckRow()
    {
        if (currency != "CNY") throw tally.Refused(tally.Count + 1, $"币种“{currency}”不是CNY");
        if (!profile.Purposes.Contains(purpose))
            throw tally.Refused(tally.Count + 1, $"用途代码“{purpose}”不在银行接受的代码内");
        tally.Add(rowId, amount, payee, account);
    }

    private void MustTie(string where, (string? Count, string? Sum) stated, long count, long fen)
    {
        if (!long.TryParse(stated.Count, NumberStyles.None, CultureInfo.InvariantCulture, out var statedCount)
            || statedCount != count)
            throw tally.Refused($"{where}笔数写的是“{stated.Count}”，实有{count}笔");
        if (!FileTally.TryFen(stated.Sum ?? "", out var statedFen) || statedFen != fen)
            throw tally.Refused($"{where}合计写的是“{stated.Sum}”，实为{Domain.Money.Yuan(fen)}");
    }
}
