using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>
/// What a column is called in files (contracts, Files in): Chinese, English, and what stations write instead.
/// </summary>
/// <param name="Chinese">The name that templates and messages use.</param>
/// <param name="Others">English first. A name may be that of several columns, never of two in one kind of file.</param>
public sealed partial record ColumnNames(Column Column, string Chinese, ImmutableArray<string> Others)
{
    private static readonly FrozenDictionary<Column, ColumnNames> ByColumn =
        Person.Concat(Changing).Concat(Policy).Concat(Account).Concat(Verification).Concat(BackPayment)
            .ToFrozenDictionary(names => names.Column);

    public static ColumnNames Of(Column column) => ByColumn[column];

    /// <summary>The column of a Chinese name, as messages use it; null where it names none.</summary>
    public static Column? Find(string chinese) =>
        ByColumn.Values.FirstOrDefault(names => names.Chinese == chinese)?.Column;

    private static ColumnNames[] Person =>
    [
        Named(Column.IdNumber, "身份证号", "id_number",
            "公民身份号码", "公民身份证号码", "公民身份证号", "身份证号码", "身份号码", "身份证", "证件号码"),
        Named(Column.Name, "姓名", "name", "对象姓名", "优抚对象姓名"),
        Named(Column.RegionCode, "行政区划代码", "region_code", "行政区划", "区划代码"),
        Named(Column.Category, "优抚类别", "category", "类别", "优抚对象类别", "对象类别", "人员类别"),
        Named(Column.CertificateNumber, "证件编号", "certificate_no", "残疾军人证号", "伤残证号", "残疾证号"),
        Named(Column.Level, "残疾等级", "level", "等级", "伤残等级"),
        Named(Column.Nature, "残疾性质", "nature", "性质", "伤残性质"),
        Named(Column.Period, "时期", "period", "服役时期"),
        Named(Column.ServiceYears, "服役年限", "service_years", "服役年数"),
        Named(Column.AssessedMonthly, "核定月标准", "assessed_monthly_yuan", "核定标准"),
        Named(Column.StartMonth, "起发年月", "start_month", "起发月份", "起发月"),
        Named(Column.ApprovedOn, "批准日期", "approved_on", "批准时间"),
        Named(Column.ApprovalDocument, "批准文号", "approval_document", "文号"),
        Named(Column.Nursing, "护理", "nursing", "护理费"),
        Named(Column.Bank, "开户行", "bank", "开户银行"),
        Named(Column.AccountNumber, "银行账号", "account", "银行卡号", "账号", "银行账户", "卡号", "银行帐号", "帐号"),
        Named(Column.AccountName, "户名", "account_name", "账户名", "开户名"),
        Named(Column.NameAtBank, "银行户名", "name_at_bank"),
        Named(Column.PayeeName, "收款人姓名", "payee_name", "收款人"),
        Named(Column.PayeeId, "收款人证件号", "payee_id", "收款人身份证号", "收款人身份证号码", "收款人证件号码"),
        Named(Column.PayeeRelation, "与本人关系", "payee_relation", "收款人关系"),
        Named(Column.Relation, "与牺牲者关系", "relation", "与烈士关系", "与逝者关系"),
        Named(Column.InSchoolUntil, "在校至", "in_school_until"),
        Named(Column.EnlistedOn, "入伍日期", "enlisted_on", "入伍时间"),
        Named(Column.DischargedOn, "退役日期", "discharged_on", "退役时间", "退伍日期", "退伍时间"),
        Named(Column.HomeVisit, "上门对象", "home_visit"),
        Named(Column.Phone, "联系电话", "phone", "电话", "手机", "手机号", "手机号码", "联系方式", "电话号码"),
    ];

    private static ColumnNames[] Changing =>
    [
        Named(Column.ChangeType, "变动类型", "change", "变更类型"),
        Named(Column.EffectiveOn, "生效日期", "effective_on", "effective_from", "变动日期", "执行日期"),
        Named(Column.Document, "文号", "document", "依据文号"),
        Named(Column.Source, "来源", "source"),
        Named(Column.Reason, "原因", "reason", "变动原因"),
        Named(Column.Cause, "死因", "cause", "死亡原因"),
        Named(Column.WithdrawnChange, "撤销类型", "withdrawn_change"),
        Named(Column.NewIdNumber, "新身份证号", "new_id_number", "新身份证号码"),
        Named(Column.Note, "备注", "note"),
        Named(Column.ReviewOn, "复查日", "review_on", "复查日期"),
    ];

    private static ColumnNames[] Policy =>
    [
        Named(Column.Component, "组成", "component"),
        Named(Column.MonthlyAmount, "月额", "monthly_yuan"),
        Named(Column.FromMonth, "起", "from_month"),
        Named(Column.ToMonth, "止", "to_month"),
        Named(Column.Unit, "单位", "unit"),
        Named(Column.Amount, "金额", "amount_yuan", "标准"),
        Named(Column.PublishedOn, "发布日期", "published_on"),
        Named(Column.Rounding, "舍入", "rounding"),
        Named(Column.Withdrawn, "撤销", "withdrawn"),
        Named(Column.ParameterKey, "参数", "key"),
        Named(Column.CategoryA, "类别甲", "category_a"),
        Named(Column.CategoryB, "类别乙", "category_b"),
        Named(Column.Value, "值", "value"),
        Named(Column.Area, "地区", "area"),
        Named(Column.AverageWage, "月平均工资", "monthly_yuan"),
        Named(Column.PayingBank, "代发银行", "paying_bank"),
        Named(Column.Profile, "格式", "profile"),
        Named(Column.Match, "开户行包含", "match"),
        Named(Column.Cnaps, "联行号", "cnaps"),
        Named(Column.DebitAccount, "付款账号", "debit_account"),
        Named(Column.DebitName, "付款户名", "debit_name"),
        Named(Column.CustomerNumber, "客户号", "customer_no"),
        Named(Column.RowsPerFile, "每文件笔数", "rows_per_file"),
        Named(Column.CutOff, "截止时间", "cut_off"),
        Named(Column.Link, "传送", "link"),
        Named(Column.HostKey, "主机指纹", "host_key"),
        Named(Column.Date, "日期", "date"),
        Named(Column.HolidayName, "名称", "name", "节日"),
        Named(Column.DayKind, "类型", "kind"),
        Named(Column.Township, "乡镇", "township", "乡镇名称", "乡镇（街道）"),
        Named(Column.ReportMonth, "月份", "month", "所属月份"),
        Named(Column.Reporter, "经办人", "confirmed_by"),
        Named(Column.CentralShare, "中央", "central"),
        Named(Column.ProvinceShare, "省", "province"),
        Named(Column.CityShare, "市", "city"),
        Named(Column.CountyShare, "县", "county"),
        Named(Column.DifferenceAt, "差额归", "difference_at"),
        Named(Column.FundYear, "年度", "year"),
        Named(Column.FundKind, "类型", "kind"),
        Named(Column.ReceivedOn, "到账日期", "received_on"),
        Named(Column.Batch, "批次名", "batch", "批次"),
        Named(Column.Purpose, "用途", "purpose", "事项"),
        Named(Column.RecoveryMethod, "处理方式", "method", "方式"),
        Named(Column.RecoveryBasis, "依据", "basis"),
        Named(Column.BenefitMonth, "待遇月份", "benefit_month", "月份", "所属月份"),
    ];

    private static ColumnNames[] Account =>
    [
        Named(Column.Side, "借贷", "side", "借贷标志", "收支", "借/贷", "借贷方向"),
        Named(Column.BankSerial, "流水号", "serial", "交易流水号", "银行流水号"),
        Named(Column.CounterpartyName, "对方户名", "counterparty_name", "对方名称"),
        Named(Column.CounterpartyAccount, "对方账号", "counterparty_account", "对方帐号"),
        Named(Column.Summary, "摘要", "summary", "附言", "用途"),
    ];

    private static ColumnNames[] Verification =>
    [
        Named(Column.ConfirmedOn, "确认日期", "confirmed_on", "确认时间"),
        Named(Column.Method, "方式", "method", "确认方式"),
        Named(Column.Result, "结果", "result", "确认结果"),
        Named(Column.Station, "经办站", "station", "服务站", "乡镇站"),
        Named(Column.SecondStaff, "见证人", "second_staff", "第二经办人"),
        Named(Column.Proof, "证明", "proof", "证明材料"),
        Named(Column.NotifiedOn, "通知日期", "notified_on"),
        Named(Column.NoticeKind, "种类", "kind", "通知种类"),
        Named(Column.NoticeMethod, "方式", "method", "通知方式"),
        Named(Column.DeliveredOn, "送达", "delivered_on", "送达日期"),
        Named(Column.Attachment, "附件", "attachment", "送达凭证"),
        Named(Column.Fact, "事实", "fact"),
        Named(Column.Detail, "说明", "detail", "情形"),
        Named(Column.Decision, "决定", "decision"),
        Named(Column.CheckedOn, "核查日期", "checked_on", "抽查日期"),
        Named(Column.SampleOutcome, "核查结果", "outcome", "抽查结果"),
    ];

    private static ColumnNames Named(Column column, string chinese, params ReadOnlySpan<string> others) =>
        new(column, chinese, [.. others]);
}
