using System.Text;
using System.Xml;

namespace Disbursement.Jobs.Intake.Sheets.Workbooks;

/// <summary>Text in the XML of a workbook, read without ever holding more than a cell can have.</summary>
internal sealed class CellXml
{
    /// <summary>What Excel lets into a cell; each character may be written as seven (_x000D_).</summary>
    private const int MostCharacters = 32_767 * 7;

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit };

    private readonly char[] buffer = new char[4096];
    private readonly StringBuilder longer = new();

    public static XmlReader Open(Stream part) => XmlReader.Create(new MeasuredStream(part), Settings);

    /// <summary>The text of the element the reader stands on; it stands behind it afterwards.</summary>
    public string Text(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            xml.Read();
            return "";
        }

        var depth = xml.Depth;
        var text = "";
        longer.Clear();
        xml.Read();
        while (xml.Depth > depth)
        {
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace
                or XmlNodeType.Whitespace)
                text = Value(xml);
            xml.Read();
        }

        xml.Read();
        if (longer.Length > 0) text = longer.ToString();
        return text.Contains("_x", StringComparison.Ordinal) ? XmlConvert.DecodeName(text) : text;
    }

    /// <summary>
    /// A text in pieces of several fonts, as one; without what stands above it to say how it is pronounced.
    /// </summary>
    public string Rich(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            xml.Read();
            return "";
        }

        var depth = xml.Depth;
        var text = "";
        xml.Read();
        while (xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element) xml.Read();
            else if (xml.LocalName == "t") text = text.Length == 0 ? Text(xml) : Joined(text, Text(xml));
            else if (xml.LocalName == "r") xml.Read();
            else xml.Skip();
        }

        xml.Read();
        return text;
    }

    private static string Joined(string before, string piece) => before.Length + piece.Length <= MostCharacters
        ? before + piece
        : throw new SheetRefusedException(RejectionReason.WorkbookTooLarge);

    /// <summary>A short one, which nearly all are, at once; a longer one is gathered.</summary>
    private string Value(XmlReader xml)
    {
        var first = "";
        int read;
        while ((read = xml.ReadValueChunk(buffer, 0, buffer.Length)) > 0)
        {
            if (longer.Length + first.Length + read > MostCharacters)
                throw new SheetRefusedException(RejectionReason.WorkbookTooLarge);
            if (first.Length == 0 && longer.Length == 0)
            {
                first = new string(buffer, 0, read);
                continue;
            }

            if (longer.Length == 0) longer.Append(first);
            longer.Append(buffer, 0, read);
        }

        return first;
    }
}
