using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Disbursement.Domain.Policy;
using Disbursement.Domain.Verification;
using Disbursement.Jobs.Verification;

namespace Disbursement.Host.Serving;

/// <summary>年度确认: countdown, the picture, townships and categories by class. No person is on it.</summary>
internal static class VerificationPage
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Beside the style of every page.</summary>
    public const string Style = """
        body { max-width: 76rem; }
        .facts {
            display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .8rem; margin: 0 0 1.4rem;
        }
        .facts div { border: 1px solid var(--line); border-radius: .4rem; padding: .5rem .8rem; }
        .facts dt { color: var(--soft); font-size: .85rem; } .facts dd { margin: 0; font-weight: 600; }
        figure {
            margin: 0 0 1.6rem; background: #fff; border: 1px solid var(--line); border-radius: .4rem; padding: .6rem;
        }
        h2 { font-size: 1.15rem; margin: 1.8rem 0 .4rem; }
        meter { width: 9rem; height: .8rem; vertical-align: middle; }
        .wide { overflow-x: auto; } .wide th, .wide td { padding: .35rem .5rem; font-size: .92rem; }
        """;

    public static string Of(VerificationOverview? of, PageHead head)
    {
        var name = Html.Encode(head.Name ?? "（还没有设置单位名称：authority-name）");
        var title = of is null ? "年度确认" : $"{of.Campaign.Year}年年度确认";
        var page = new StringBuilder("<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Append($"<title>{title}</title><style>").Append(OverviewPage.Style).Append(Style)
            .Append($"</style></head><body><header><h1>{title}</h1><p>")
            .Append($"{name} · {(head.IsLive ? "正式" : "演练")} · 业务日期 {head.Today:yyyy-MM-dd}</p></header><main>");
        if (of is null) page.Append("<p>还没有开始过年度确认（./disburse verification open 年份）。</p>");
        else Body(page, of);
        return page.Append("</main><footer><p><a href=\"/\">批次</a> · <a href=\"/funds\">资金台账</a></p></footer>")
            .Append("</body></html>\n").ToString();
    }

    private static void Body(StringBuilder page, VerificationOverview of)
    {
        page.Append("<dl class=\"facts\">");
        foreach (var (label, value) in of.Facts)
            page.Append($"<div><dt>{Html.Encode(label)}</dt><dd>{Html.Encode(value)}</dd></div>");
        page.Append("</dl><figure>").Append(ProgressChart.Draw(of)).Append("</figure>");
        Table(page, of, "各乡镇", "乡镇", c => c.TownshipName, c => c.Township);
        Table(page, of, "各类别", "优抚类别", c => c.CategoryLabel, c => Category.Of(c.Category).Code);
        page.Append("<p>名单（未确认、拟停发、抽查、归类名册）：./disburse verification status ")
            .Append(CultureInfo.InvariantCulture, $"{of.Campaign.Year} --papers</p>");
    }

    private static void Table(
        StringBuilder page, VerificationOverview of, string title, string heading, Func<ProgressCell, string> key,
        Func<ProgressCell, string> order)
    {
        VerificationClass[] classes = [.. VerificationClasses.All.Where(c => of.Cells.Any(x => x.Class == c))];
        page.Append($"<h2>{title}</h2><div class=\"wide\"><table><thead><tr><th>{heading}</th><th>已确认</th>")
            .Append("<th class=\"number\">应确认</th>");
        foreach (var each in classes) page.Append($"<th class=\"number\">{Html.Encode(each.Label())}</th>");
        page.Append("</tr></thead><tbody>");
        foreach (var group in of.Cells.GroupBy(key).OrderBy(g => order(g.First()), StringComparer.Ordinal))
            Row(page, group.Key, [.. group], classes);
        Row(page, "合计", of.Cells, classes);
        page.Append("</tbody></table></div>");
    }

    private static void Row(
        StringBuilder page, string name, IReadOnlyCollection<ProgressCell> cells, VerificationClass[] classes)
    {
        var people = cells.Sum(c => c.People);
        var confirmed = cells.Where(c => c.Class.IsConfirmed()).Sum(c => c.People);
        var percent = ProgressSums.PercentOf(confirmed, people);
        page.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"name\">{Html.Encode(name)}</td><td class=\"name\">")
            .Append(CultureInfo.InvariantCulture, $"<meter max=\"{Math.Max(1, people)}\" value=\"{confirmed}\">")
            .Append($"</meter> {percent}</td>")
            .Append(CultureInfo.InvariantCulture, $"<td class=\"number\" data-name=\"应确认\">{people}</td>");
        foreach (var each in classes)
        {
            var count = cells.Where(c => c.Class == each).Sum(c => c.People);
            page.Append(CultureInfo.InvariantCulture,
                $"<td class=\"number\" data-name=\"{each.Label()}\">{(count == 0 ? "" : count)}</td>");
        }

        page.Append("</tr>");
    }
}
