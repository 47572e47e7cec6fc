using System.Globalization;
using System.Text;
using System.Xml;
using Disbursement.Domain;

namespace Disbursement.Jobs.BankFiles;

/// <summary>pain.001.001.09, one PmtInf per file, a row per line.</summary>
/// <remarks>
/// The totals stand before the rows and are known after them, so blanks are left between the elements and overwritten
/// at the end: white space between elements has no meaning in XML, and the file is written once however long it is.
/// </remarks>
internal sealed class PainLayout : IBankFileLayout
{
    private const string Namespace = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
    private const int TotalsWidth = 80;
    private const int LongestText = 140;
    private readonly Stream stream;
    private readonly XmlWriter xml;
    private readonly BankProfile profile;
    private readonly string remittance;
    private readonly List<long> totalsAt = [];

    public PainLayout(Stream stream, Transmission transmission, PayingBank bank, string messageId)
    {
        this.stream = stream;
        profile = bank.Profile;
        remittance = "优抚资金 " + transmission.Run;
        xml = XmlWriter.Create(stream, new XmlWriterSettings
        {
            Encoding = BankCharacters.Strict(profile.Encoding), NewLineChars = "\n", CloseOutput = false,
        });
        xml.WriteStartDocument();
        Line();
        xml.WriteStartElement("Document", Namespace);
        xml.WriteStartElement("CstmrCdtTrfInitn", Namespace);
        Line();
        WriteGroupHeader(transmission, bank, messageId);
        WritePaymentHeader(transmission, bank, messageId);
    }

    public void Add(in BankRow row, string rowId, PayingBank bank)
    {
        Open("CdtTrfTxInf");
        Open("PmtId");
        Leaf("EndToEndId", rowId);
        Close();
        Open("Amt");
        xml.WriteStartElement("InstdAmt", Namespace);
        xml.WriteAttributeString("Ccy", "CNY");
        xml.WriteString(Money.Yuan(row.Fen));
        Close();
        Close();
        WriteCreditorAgent(row, bank);
        WriteParty("Cdtr", row.NameWritten, null);
        WriteAccount("CdtrAcct", row.Account);
        Open("Purp");
        Leaf("Cd", profile.Purpose!);
        Close();
        if (Fits(remittance))
        {
            Open("RmtInf");
            Leaf("Ustrd", remittance);
            Close();
        }

        Close();
        Line();
    }

    public void Finish(long count, long sumFen)
    {
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
        Line();
        xml.Flush();
        var totals = Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"<NbOfTxs>{count}</NbOfTxs><CtrlSum>{Money.Yuan(sumFen)}</CtrlSum>"));
        if (totals.Length > TotalsWidth) throw new InvalidOperationException("The totals outgrew their room.");
        foreach (var position in totalsAt)
        {
            stream.Position = position;
            stream.Write(totals);
        }
    }

    public void Dispose() => xml.Dispose();

    private void WriteGroupHeader(Transmission transmission, PayingBank bank, string messageId)
    {
        Open("GrpHdr");
        Leaf("MsgId", messageId);
        Leaf("CreDtTm", transmission.ApprovedAtText);
        LeaveRoomForTotals();
        WriteParty("InitgPty", transmission.AuthorityName, bank.CustomerNo);
        Close();
        Line();
    }

    private void WritePaymentHeader(Transmission transmission, PayingBank bank, string messageId)
    {
        Open("PmtInf");
        Leaf("PmtInfId", messageId);
        Leaf("PmtMtd", "TRF");
        // One debit on the statement, so that the bank's statement ties to the file's sum.
        Leaf("BtchBookg", "true");
        LeaveRoomForTotals();
        Open("PmtTpInf");
        Open("CtgyPurp");
        Leaf("Cd", profile.CategoryPurpose!);
        Close();
        Close();
        Open("ReqdExctnDt");
        Leaf("Dt", transmission.PayDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Close();
        WriteParty("Dbtr", bank.DebitName!, null);
        WriteAccount("DbtrAcct", bank.DebitAccount!);
        WriteAgent("DbtrAgt", bank.Cnaps, null);
        Line();
    }

    /// <summary>Whoever came here by the rule "all others" has an account elsewhere, and its number is not
    /// known.</summary>
    private void WriteCreditorAgent(in BankRow row, PayingBank bank)
    {
        if (bank.Match.Length > 0) WriteAgent("CdtrAgt", bank.Cnaps, null);
        else if (row.Bank is { Length: > 0 } name && Fits(name)) WriteAgent("CdtrAgt", null, name);
    }

    private void WriteAgent(string element, string? cnaps, string? name)
    {
        Open(element);
        Open("FinInstnId");
        if (cnaps is not null)
        {
            Open("ClrSysMmbId");
            Open("ClrSysId");
            Leaf("Cd", "CNAPS");
            Close();
            Leaf("MmbId", cnaps);
            Close();
        }

        if (name is not null) Leaf("Nm", name);
        Close();
        Close();
    }

    private void WriteParty(string element, string name, string? customerNo)
    {
        Open(element);
        Leaf("Nm", name);
        if (!string.IsNullOrEmpty(customerNo))
        {
            Open("Id");
            Open("OrgId");
            Open("Othr");
            Leaf("Id", customerNo);
            Close();
            Close();
            Close();
        }

        Close();
    }

    private void WriteAccount(string element, string account)
    {
        Open(element);
        Open("Id");
        Open("Othr");
        Leaf("Id", account);
        Close();
        Close();
        Close();
    }

    private void LeaveRoomForTotals()
    {
        xml.Flush();
        totalsAt.Add(stream.Position);
        xml.WriteWhitespace(new string(' ', TotalsWidth));
    }

    private static bool Fits(string text)
    {
        if (text.Length > LongestText) return false;
        foreach (var c in text)
            if (!XmlConvert.IsXmlChar(c) && !char.IsSurrogate(c)) return false;
        return true;
    }

    private void Open(string element) => xml.WriteStartElement(element, Namespace);

    private void Leaf(string element, string text) => xml.WriteElementString(element, Namespace, text);

    private void Close() => xml.WriteEndElement();

    private void Line() => xml.WriteWhitespace("\n");
}
