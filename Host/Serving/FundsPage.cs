using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Disbursement.Domain;
using Disbursement.Domain.Funds;
using Disbursement.Jobs.Funds;

namespace Disbursement.Host.Serving;

/// <summary>资金台账: each fund as it stands, and what the county advanced. No person is on it.</summary>
internal static class FundsPage
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    private static readonly string[] Columns = ["拨入", "结转", "预留", "支出", "可用", "县级垫付"];

    public static string Of(FundsShown shown, PageHead head)
    {
        var name = Html.Encode(head.Name ?? "（还没有设置单位名称：authority-name）");
        var page = new StringBuilder("<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>资金台账</title>")
            .Append("<style>").Append(OverviewPage.Style).Append("</style></head><body><header><h1>资金台账</h1><p>")
            .Append($"{name} · {(head.IsLive ? "正式" : "演练")} · 业务日期 {head.Today:yyyy-MM-dd}</p></header><main>");
        if (shown.Checked) Table(page, shown);
        else page.Append("<p>还没有登记过拨款（./disburse import funds 文件）：审批时不核对资金分担和余额。</p>");
        return page.Append("</main><footer><p><a href=\"/\">批次</a></p></footer></body></html>\n").ToString();
    }

    private static void Table(StringBuilder page, FundsShown shown)
    {
        page.Append("<table><thead><tr><th>年度</th><th>用途</th><th>来源</th>");
        foreach (var column in Columns) page.Append($"<th class=\"number\">{column}（元）</th>");
        page.Append("</tr></thead><tbody>");
        foreach (var f in shown.Funds)
        {
            Row(page, [$"{f.Fund.Year}", f.Purpose, f.Fund.Source.Label()],
                [f.AppropriatedFen, f.CarriedOverFen, f.ReservedFen, f.SpentFen, f.AvailableFen, f.AdvancedFen]);
        }

        Row(page, ["合计", "", ""], [
            shown.Funds.Sum(f => f.AppropriatedFen), shown.Funds.Sum(f => f.CarriedOverFen),
            shown.Funds.Sum(f => f.ReservedFen), shown.Funds.Sum(f => f.SpentFen),
            shown.Funds.Sum(f => f.AvailableFen), shown.Funds.Sum(f => f.AdvancedFen),
        ]);
        page.Append("</tbody></table>");
        foreach (var a in shown.Advances)
        {
            page.Append(Html.Encode($"垫付待归垫：{a.Label}{Money.Spoken(a.OutstandingFen)}（{a.Run}，"
                + $"{a.On:yyyy-MM-dd}，{a.Document ?? "没有财政书面意见"}）")).Append("<br>");
        }
    }

    private static void Row(StringBuilder page, string[] texts, long[] amounts)
    {
        page.Append("<tr>");
        foreach (var text in texts) page.Append($"<td class=\"name\">{Html.Encode(text)}</td>");
        for (var i = 0; i < amounts.Length; i++)
            page.Append($"<td class=\"number\" data-name=\"{Columns[i]}\">{Money.Figures(amounts[i])}</td>");
        page.Append("</tr>");
    }
}
