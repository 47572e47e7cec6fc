namespace Disbursement.Jobs.Intake.Sheets;

/// <content>Columns of 社保补缴.</content>
public sealed partial record ColumnNames
{
    private static ColumnNames[] BackPayment =>
    [
        Named(Column.CaseNumber, "案件号", "case_no", "案号", "案件编号"),
        Named(Column.PlacementArea, "安置地", "placement_area"),
        Named(Column.InsuredArea, "参保地", "insured_area"),
        Named(Column.BirthDate, "出生日期", "birth_date", "出生年月日"),
        Named(Column.Insurance, "险种", "insurance", "保险种类"),
        Named(Column.SegmentKind, "类型", "kind", "补缴类型"),
        Named(Column.Employer, "单位名称", "employer"),
        Named(Column.CreditCode, "信用代码", "credit_code", "统一社会信用代码"),
        Named(Column.UnitPayer, "单位部分承担", "unit_payer", "单位部分承担方"),
        Named(Column.Hardship, "困难", "hardship", "困难类别"),
        Named(Column.AppliedOn, "受理日期", "applied_on", "申请日期"),
        Named(Column.UnitRate, "单位费率", "unit_rate", "单位比例"),
        Named(Column.PersonalRate, "个人费率", "personal_rate", "个人比例"),
        Named(Column.ContributionBase, "缴费基数", "base_yuan", "基数", "月缴费基数"),
        Named(Column.UnitPart, "单位金额", "unit_yuan", "单位应缴", "单位缴费", "单位部分"),
        Named(Column.PersonalPart, "个人金额", "personal_yuan", "个人应缴", "个人缴费", "个人部分"),
        Named(Column.OtherCharge, "其他费用", "other_yuan"),
        Named(Column.OtherKind, "其他费用名目", "other_kind"),
        Named(Column.ReceiptNumber, "票据号", "receipt_no", "票号", "凭证号"),
        Named(Column.Payer, "付款方", "payer", "缴款方"),
        Named(Column.PaidOn, "缴费日期", "paid_on", "缴款日期"),
        Named(Column.PostedMonth, "月份", "month", "费款所属期", "所属月份"),
        Named(Column.PostedOn, "记账日期", "posted_on", "到账日期"),
        Named(Column.RefundedOn, "退费日期", "refunded_on"),
        Named(Column.CaseStep, "决定", "decision"),
    ];
}
