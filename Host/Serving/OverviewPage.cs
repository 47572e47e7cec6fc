using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Payout;

namespace Disbursement.Host.Serving;

/// <summary>Whose page it is, and on which day.</summary>
/// <param name="Name">The setting authority-name; null while it is not set.</param>
/// <param name="FinanceReviews">Whether a run goes to finance before its money comes.</param>
internal sealed record PageHead(string? Name, bool IsLive, DateOnly Today, bool FinanceReviews);

/// <summary>The first page: which runs there are, how they stand, who does what next. No person is on it.</summary>
internal static class OverviewPage
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Of every page.</summary>
    public const string Style = """
        :root { color-scheme: light dark; --line: #d8d4cc; --soft: #6b675f; --mark: #a3262a; }
        body { font: 16px/1.65 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif;
          max-width: 68rem; margin: 2.5rem auto; padding: 0 1.5rem; }
        header { border-bottom: 3px solid var(--mark); padding-bottom: .6rem; margin-bottom: 1.6rem; }
        h1 { font-size: 1.6rem; margin: 0; } header p { margin: .2rem 0 0; color: var(--soft); }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; vertical-align: top; padding: .55rem .8rem; border-bottom: 1px solid var(--line); }
        th { font-weight: 600; color: var(--soft); white-space: nowrap; }
        .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .name { white-space: nowrap; }
        .state { white-space: nowrap; font-weight: 600; } .cancelled { color: var(--soft); font-weight: 400; }
        .next { overflow-wrap: anywhere; }
        @media (max-width: 44rem) {
          body { margin: 1.2rem auto; padding: 0 .9rem; }
          thead { display: none; } table, tbody, tr { display: block; }
          tr { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: .6rem 0; border-bottom: 1px solid var(--line); }
          td { border: 0; padding: .1rem 0; } td.number::before { content: attr(data-name) " "; color: var(--soft); }
          .name { font-weight: 600; } .next { flex-basis: 100%; }
        }
        footer { margin-top: 2rem; color: var(--soft); } a { color: var(--mark); }
        """;

    /// <param name="runs">Oldest first; shown latest first.</param>
    public static string Of(IReadOnlyList<PayoutRun> runs, PageHead head)
    {
        var name = Html.Encode(head.Name ?? "（还没有设置单位名称：authority-name）");
        var page = new StringBuilder("<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>优抚资金发放</title>")
            .Append("<style>").Append(Style).Append("</style></head><body><header><h1>优抚资金发放</h1><p>")
            .Append($"{name} · {(head.IsLive ? "正式" : "演练")} · 业务日期 {head.Today:yyyy-MM-dd}</p></header><main>");
        if (runs.Count == 0)
            page.Append("<p>还没有任何批次。先设置 first-month、导入名册和标准，再执行 ./disburse payout run YYYY-MM；"
                + "设好以后，每月第一个工作日会自动测算当月。</p>");
        else
            Table(page, runs, head);
        return page.Append("</main><footer><p><a href=\"/funds\">资金台账</a> · ")
            .Append("<a href=\"/verification\">年度确认</a> · <a href=\"/backpay\">社保补缴</a> · ")
            .Append("<a href=\"/jobs\">后台任务</a></p></footer></body></html>\n").ToString();
    }

    private static void Table(StringBuilder page, IReadOnlyList<PayoutRun> runs, PageHead head)
    {
        page.Append("<table><thead><tr><th>批次</th><th>状态</th><th class=\"number\">笔数</th>")
            .Append("<th class=\"number\">金额（元）</th><th class=\"number\">暂缓（元）</th><th>下一步</th></tr></thead><tbody>");
        foreach (var run in runs.Reverse())
        {
            var attempt = run.Attempt > 1 ? $"（第{run.Attempt}次）" : "";
            var some = run is { IsPartial: true, Batch: null } ? "（只算部分人）" : "";
            page.Append($"<tr><td class=\"name\">{Html.Encode(run.Name + attempt + some)}</td>")
                .Append($"<td class=\"state {run.State.Code()}\">{Html.Encode(run.State.Label())}</td>")
                .Append("<td class=\"number\" data-name=\"笔数\">")
                .Append($"{(run.RowCount is { } count ? $"{count:#,0}" : "–")}</td>")
                .Append($"<td class=\"number\" data-name=\"金额\">{Amount(run.SumFen)}</td>")
                .Append($"<td class=\"number\" data-name=\"暂缓\">{Amount(run.HeldFen)}</td>")
                .Append($"<td class=\"next\">{Html.Encode(run.State.NextStep(head.FinanceReviews))}</td></tr>");
        }

        page.Append("</tbody></table>");
    }

    private static string Amount(long? fen) => fen is { } known ? Money.Figures(known) : "–";
}
