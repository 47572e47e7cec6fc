using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Jobs.BackPayments;

namespace Disbursement.Host.Serving;

/// <summary>社保补缴: how far months have come, the picture, what does not agree, whose turn it is. No person.</summary>
internal static class BackPaymentPage
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Of(BackPaymentOverview of, PageHead head)
    {
        var name = Html.Encode(head.Name ?? "（还没有设置单位名称：authority-name）");
        var page = new StringBuilder("<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Append("<title>社保补缴</title><style>").Append(OverviewPage.Style).Append(VerificationPage.Style)
            .Append("</style></head><body><header><h1>社保补缴</h1><p>")
            .Append($"{name} · {(head.IsLive ? "正式" : "演练")} · 业务日期 {head.Today:yyyy-MM-dd}</p></header><main>");
        if (of.On is null) page.Append("<p>还没有对过账（./disburse backpay reconcile）。</p>");
        else Body(page, of);
        return page.Append("</main><footer><p><a href=\"/\">批次</a> · <a href=\"/funds\">资金台账</a> · ")
            .Append("<a href=\"/verification\">年度确认</a></p></footer></body></html>\n").ToString();
    }

    private static void Body(StringBuilder page, BackPaymentOverview of)
    {
        page.Append($"<p>截至最近一次有变化的对账：{of.On:yyyy-MM-dd}</p><dl class=\"facts\">");
        foreach (var (label, value) in of.Facts)
            page.Append($"<div><dt>{Html.Encode(label)}</dt><dd>{Html.Encode(value)}</dd></div>");
        page.Append("</dl><figure>").Append(BackPaymentChart.Draw(of.Tally)).Append("</figure>");
        Table(page, "案件", ["状态", "件数"], CaseStates.All.Where(s => of.Tally.Of(s) > 0)
            .Select(s => new[] { s.Label(), Count(of.Tally.Of(s)) }));
        Table(page, "不一致，按账龄", ["事项", "项数", "金额（元）", .. Ageing.All], of.Codes.Select(c => new[]
        {
            BackPaymentMatters.Of(c.Code), Count(c.Count), Money.Figures(c.Fen),
        }.Concat(c.Ages.Select(a => a == 0 ? "" : Count(a))).ToArray()));
        Table(page, "该谁动", ["清单", "项数", "金额（元）"],
            of.Owners.Select(o => new[] { o.Owner, Count(o.Count), Money.Figures(o.Fen) }));
        page.Append("<p>逐项的清单和给各方的清单：./disburse backpay report</p>");
    }

    /// <summary>The first column is words, the others numbers.</summary>
    private static void Table(
        StringBuilder page, string title, string[] heads, IEnumerable<string[]> rows)
    {
        page.Append($"<h2>{Html.Encode(title)}</h2><div class=\"wide\"><table><thead><tr>");
        for (var i = 0; i < heads.Length; i++)
            page.Append(i == 0 ? "<th>" : "<th class=\"number\">").Append(Html.Encode(heads[i])).Append("</th>");
        page.Append("</tr></thead><tbody>");
        foreach (var row in rows)
        {
            page.Append("<tr>");
            for (var i = 0; i < row.Length; i++)
                page.Append(i == 0
                        ? "<td class=\"name\">"
                        : $"<td class=\"number\" data-name=\"{Html.Encode(heads[i])}\">")
                    .Append(Html.Encode(row[i])).Append("</td>");
            page.Append("</tr>");
        }

        page.Append("</tbody></table></div>");
    }

    private static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);
}
