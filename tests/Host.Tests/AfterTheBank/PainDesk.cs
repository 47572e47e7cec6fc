using System.Xml.Linq;
using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.AfterTheBank;

/// <summary>A bank that takes pain.001 and answers by pain.002.001.10; January goes to it.</summary>
sealed class PainDesk(TinyCounty county)
{
    private int answers;

    /// <summary>January, exported to it and handed over.</summary>
    public static async Task<(TinyCounty County, PainDesk Bank)> Sent()
    {
        var county = new TinyCounty();
        await county.January();
        await county.Done("import", "banks", county.File("banks.csv",
            "代发银行,格式,开户行包含,联行号,付款账号,付款户名,客户号\n"
            + "代发银行,iso-pain,,402651099998,00881234567890,云溪县退役军人事务局,C001\n"),
            "--today", "2026-01-08", "--user", "甲");
        await county.Done("payout", "run", "2026-01", "--today", "2026-01-08", "--user", "甲");
        await county.Sign();
        await new BankDesk(county).Take();
        return (county, new PainDesk(county));
    }

    /// <summary>Of the file that was sent last: its message, and the rows by name.</summary>
    public (string Message, Dictionary<string, (string Id, string Yuan)> Rows) Last()
    {
        var file = Directory.GetFiles(Path.Combine(county.Home, "out", "2026-01", "bank"), "*.xml").Order().Last();
        var document = XDocument.Load(file);
        var ns = document.Root!.Name.Namespace;
        return (document.Descendants(ns + "MsgId").First().Value, document.Descendants(ns + "CdtTrfTxInf").ToDictionary(
            t => t.Element(ns + "Cdtr")!.Element(ns + "Nm")!.Value,
            t => (t.Descendants(ns + "EndToEndId").Single().Value, t.Descendants(ns + "InstdAmt").Single().Value)));
    }

    /// <summary>Imports an answer to a message.</summary>
    public Task<(int Code, string Said, string Error)> Answer(
        string message, string group, params (string Id, string Yuan, string Status, string? Reason)[] rows)
    {
        var path = Path.Combine(county.Home, $"回执{++answers}.xml");
        File.WriteAllText(path, $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
            <GrpHdr><MsgId>R{answers}</MsgId><CreDtTm>2026-01-12T10:00:00</CreDtTm></GrpHdr>
            <OrgnlGrpInfAndSts><OrgnlMsgId>{message}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>
            <GrpSts>{group}</GrpSts></OrgnlGrpInfAndSts>
            <OrgnlPmtInfAndSts><OrgnlPmtInfId>{message}</OrgnlPmtInfId>{string.Concat(rows.Select(r =>
                $"<TxInfAndSts><OrgnlEndToEndId>{r.Id}</OrgnlEndToEndId><TxSts>{r.Status}</TxSts>"
                + (r.Reason is null ? "" : $"<StsRsnInf><Rsn><Cd>{r.Reason}</Cd></Rsn></StsRsnInf>")
                + $"<OrgnlTxRef><Amt><InstdAmt Ccy=\"CNY\">{r.Yuan}</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>"))}
            </OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>
            """);
        return county.Command(
            "import", "bank-result", path, "--bank", BankDesk.Bank, "--today", "2026-01-12", "--user", "甲");
    }
}
