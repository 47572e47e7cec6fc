using Disbursement.Domain;
using Disbursement.Jobs.Intake.Monthly;
using Disbursement.Jobs.Intake.Sheets;

namespace Disbursement.Jobs.Intake.Templates;

/// <summary>A sheet to be filled in.</summary>
/// <param name="Title">Stands above the header; for whom and for when it is.</param>
internal sealed record TemplateSheet(string Name, string Title, SheetKind Kind)
{
    private static readonly (string Kind, string Name)[] Single =
    [
        ("roster", "名册"), ("changes", "变动表"), ("assessed", "个人核定金额"), ("rates", "标准表"),
        ("wages", "职工月平均工资"), ("parameters", "参数表"), ("banks", "银行对照"), ("calendar", "放假安排"),
        ("paid-history", "以前已发记录"), ("shares", "分担表"), ("funds", "拨款表"),
        ("oneoff", "一次性批次"),
    ];

    /// <summary>Kinds that have a template, with the name of their file.</summary>
    public static IReadOnlyList<(string Kind, string Name)> Kinds { get; } =
        [.. Single, (MonthlyJob.Kind, "增减变动月报")];

    /// <param name="township">Code of the township that it is for; null for the bureau's own.</param>
    public static IReadOnlyList<TemplateSheet> Of(string kind, string? township, PayMonth month)
    {
        var place = township is null ? "" : $"　行政区划代码：{township}";
        if (kind != MonthlyJob.Kind)
        {
            var name = Array.Find(Single, s => s.Kind == kind).Name;
            return [new TemplateSheet(name, name + place, SheetKind.Of(kind))];
        }

        var month2 = $"{place}　月份：{month}";
        return
        [
            new(MonthlyWorkbook.Newcomers, "新增人员" + month2, SheetKind.Roster),
            new(MonthlyWorkbook.Changes, "变动情况" + month2, SheetKind.Changes),
            new(MonthlyWorkbook.Nothing, "零报告（本月没有新增也没有变动的，在这里填一行）", SheetKind.ZeroReport),
        ];
    }
}
