using System.Globalization;
using System.Net;
using System.Text;
using Disbursement.Domain;
using Disbursement.Domain.Payouts;

namespace Disbursement.Jobs.BankFiles;

/// <summary>控制单: the one A4 page that goes to the bank with the files and comes back signed.</summary>
public static class ControlSheet
{
    public const string FileName = "control-sheet.html";

    private const string Style = """
        @page { size: A4; margin: 12mm }
        body { font: 10pt/1.4 "SimSun", "Noto Serif CJK SC", serif; margin: 0 }
        h1 { font-size: 16pt; text-align: center; margin: 0 0 4mm }
        .rehearsal { border: 2px solid; text-align: center; font-size: 14pt; letter-spacing: 1em; margin: 0 0 3mm }
        table { border-collapse: collapse; width: 100%; margin: 0 0 4mm }
        th, td { border: 1px solid; padding: 1mm 1.5mm; text-align: left; vertical-align: top }
        .number { text-align: right; white-space: nowrap }
        .hash { font: 6.5pt/1.3 monospace; word-break: break-all }
        .sign td { height: 16mm; width: 25% }
        """;

    /// <summary>UTF-8 HTML that prints; the same transmission gives the same bytes.</summary>
    public static byte[] Write(Transmission transmission, Manifest manifest)
    {
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>代发文件控制单 ")
            .Append(Plain(transmission.Run)).Append("</title>\n<style>\n").Append(Style.ReplaceLineEndings("\n"))
            .Append("\n</style>\n</head>\n<body>\n");
        if (transmission.Rehearsal) page.Append("<p class=\"rehearsal\">演练 不得付款</p>\n");
        page.Append("<h1>代发文件控制单</h1>\n");
        AppendHead(page, transmission, manifest);
        AppendFiles(page, manifest);
        AppendSignatures(page);
        page.Append("<p>银行收到文件后，请核对每个文件的笔数、金额和校验值，一致后签收；不一致的不得入账，请当日退回。</p>\n");
        page.Append("</body>\n</html>\n");
        return Encoding.UTF8.GetBytes(page.ToString());
    }

    private static void AppendHead(StringBuilder page, Transmission transmission, Manifest manifest)
    {
        page.Append("<table>\n");
        Row(page, "发放单位", $"{transmission.AuthorityName}（{transmission.AuthorityCode}）");
        Row(page, "批次", string.Create(
            CultureInfo.InvariantCulture,
            $"{transmission.Run}，批次号 {transmission.Batch}，第{transmission.Attempt}次，第{transmission.Number}次传送"));
        Row(page, "入账日期", transmission.PayDay.ToString("yyyy年M月d日", CultureInfo.InvariantCulture));
        Row(page, "笔数", manifest.Count.ToString("#,0", CultureInfo.InvariantCulture));
        Row(page, "金额", Money.Spoken(manifest.SumFen));
        Row(page, "大写", ChineseAmount.Write(manifest.SumFen));
        Row(page, "内容根", manifest.ContentRoot, "hash");
        if (transmission.AuditHead is { } head) Row(page, "审计链", head, "hash");
        page.Append("</table>\n");
    }

    private static void AppendFiles(StringBuilder page, Manifest manifest)
    {
        page.Append("<table>\n<tr><th>代发银行</th><th>文件</th><th>笔数</th><th>金额</th></tr>\n");
        foreach (var file in manifest.Files)
        {
            page.Append("<tr><td rowspan=\"2\">").Append(Plain(file.Bank))
                .Append("<br>").AppendFormat(CultureInfo.InvariantCulture, "{0}/{1}", file.Part, file.Parts)
                .Append("</td><td>").Append(Plain(file.Name))
                .AppendFormat(CultureInfo.InvariantCulture, "（{0:#,0}字节）", file.Bytes)
                .Append("<br>格式 ").Append(Plain(file.Profile)).Append('：')
                .Append(Plain(BankProfile.Named(file.Profile).StatusInChinese))
                .AppendFormat(CultureInfo.InvariantCulture, "</td><td class=\"number\">{0:#,0}</td>", file.Count)
                .Append("<td class=\"number\">").Append(Money.Spoken(file.SumFen))
                .Append("</td></tr>\n<tr><td colspan=\"3\">").Append(ChineseAmount.Write(file.SumFen))
                .Append("　账号控制数 ").Append(file.AccountHash)
                .Append("<div class=\"hash\">SHA-256 ").Append(file.Sha256)
                .Append("<br>SM3 ").Append(file.Sm3).Append("</div></td></tr>\n");
        }

        page.Append("</table>\n");
    }

    private static void AppendSignatures(StringBuilder page)
    {
        page.Append("<table class=\"sign\">\n<tr>");
        foreach (var signer in (ReadOnlySpan<string>)["经办", "复核", "审批", "银行"])
            page.Append("<td>").Append(signer).Append("（签章）<br><br>　　年　月　日</td>");
        page.Append("</tr>\n</table>\n");
    }

    private static void Row(StringBuilder page, string label, string value, string style = "") =>
        page.Append("<tr><th>").Append(label).Append(style.Length > 0 ? $"</th><td class=\"{style}\">" : "</th><td>")
            .Append(Plain(value)).Append("</td></tr>\n");

    private static string Plain(string text) => WebUtility.HtmlEncode(text);
}
