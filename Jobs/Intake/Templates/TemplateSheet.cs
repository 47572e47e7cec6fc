using Disbursement.Domain;
using Disbursement.Jobs.Intake.Monthly;
using Disbursement.Jobs.Intake.Sheets;

namespace Disbursement.Jobs.Intake.Templates;

/// <summary>A sheet to be filled in.</summary>
/// <param name="Title">Stands above the header; for whom and for when it is.</param>
internal sealed record TemplateSheet(string Name, string Title, SheetKind Kind)
{
    private static readonly (SheetKind Kind, string Name)[] Single =
    [
        (SheetKind.Roster, "名册"), (SheetKind.Changes, "变动表"), (SheetKind.Assessed, "个人核定金额"),
        (SheetKind.Rates, "标准表"), (SheetKind.Wages, "职工月平均工资"), (SheetKind.Parameters, "参数表"),
        (SheetKind.Banks, "银行对照"), (SheetKind.Calendar, "放假安排"), (SheetKind.PaidHistory, "以前已发记录"),
        (SheetKind.Shares, "分担表"), (SheetKind.Funds, "拨款表"), (SheetKind.OneOff, "一次性批次"),
        (SheetKind.Recovery, "追缴决定"), (SheetKind.BankStatement, "银行对账单"),
        (SheetKind.Confirmations, "确认表"), (SheetKind.Notices, "通知记录"), (SheetKind.Evidence, "比对名单"),
        (SheetKind.StopDecisions, "停发决定"), (SheetKind.SampleResults, "抽查结果"),
        (SheetKind.Cases, "补缴案件"), (SheetKind.Contribution, "缴费基数和费率"), (SheetKind.Billing, "核定单"),
        (SheetKind.Receipts, "缴费凭证"), (SheetKind.Postings, "记账明细"), (SheetKind.Coverage, "正常缴费记录"),
        (SheetKind.Refunds, "退费记录"), (SheetKind.BackPaymentDecisions, "补缴决定"),
        (SheetKind.BackPaymentAllotments, "凭证认领"),
    ];

    /// <summary>Kinds that have a template, with the name of their file.</summary>
    public static IReadOnlyList<(string Kind, string Name)> Kinds { get; } =
        [.. Single.Select(s => (s.Kind.Name, s.Name)), (MonthlyJob.Kind, "增减变动月报")];

    /// <param name="township">Code of the township that it is for; null for the bureau's own.</param>
    public static IReadOnlyList<TemplateSheet> Of(string kind, string? township, PayMonth month)
    {
        var place = township is null ? "" : $"　行政区划代码：{township}";
        if (kind != MonthlyJob.Kind)
        {
            var (of, name) = Array.Find(Single, s => s.Kind.Name == kind);
            return [new TemplateSheet(name, name + place, of)];
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
