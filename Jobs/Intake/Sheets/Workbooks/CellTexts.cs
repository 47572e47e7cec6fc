using System.Text;
using System.Xml;

namespace Disbursement.Jobs.Intake.Sheets.Workbooks;

/// <summary>
/// The texts that the cells of a workbook point to, in one block of bytes: a hundred thousand rows have half a million
/// of them, and as objects they would weigh three times as much.
/// </summary>
internal sealed class CellTexts
{
    private readonly List<int> ends = [];
    private byte[] bytes = new byte[1 << 12];
    private int used;

    public static CellTexts None { get; } = new();

    public int Count => ends.Count;

    /// <summary>Empty for a place that is not there.</summary>
    public string this[int place] => place < 0 || place >= ends.Count
        ? ""
        : Encoding.UTF8.GetString(bytes.AsSpan((place == 0 ? 0 : ends[place - 1])..ends[place]));

    public static CellTexts Read(Stream part)
    {
        var texts = new CellTexts();
        var cells = new CellXml();
        using var xml = CellXml.Open(part);
        xml.MoveToContent();
        while (!xml.EOF)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "si") texts.Add(cells.Rich(xml));
            else xml.Read();
        }

        return texts;
    }

    private void Add(string text)
    {
        var most = used + Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most > bytes.Length)
            Array.Resize(ref bytes, Math.Max(most, (int)Math.Min(bytes.Length * 2L, Array.MaxLength)));
        used += Encoding.UTF8.GetBytes(text, bytes.AsSpan(used));
        ends.Add(used);
    }
}
