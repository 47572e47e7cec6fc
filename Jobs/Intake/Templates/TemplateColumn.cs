using Disbursement.Domain.Funds;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Domain.Recoveries;
using Disbursement.Domain.Verification;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.Intake.Sheets;

namespace Disbursement.Jobs.Intake.Templates;

/// <summary>How the cells of a column are kept by Excel.</summary>
internal enum CellForm
{
    /// <summary>As typed: of a number no digit is lost, and 2026-03 does not become a day.</summary>
    Text,

    Date,

    Amount,
}

/// <summary>A column of a template 空白表样: its form, what can be chosen, what is to be written.</summary>
/// <param name="Choices">Empty: anything.</param>
/// <param name="IsOpen">Something else than the choices may be written too.</param>
/// <param name="Example">Null: what is to be written says it.</param>
internal sealed record TemplateColumn(
    Column Column, bool IsObligatory, CellForm Form, IReadOnlyList<string> Choices, bool IsOpen, string Explanation,
    string? Example)
{
    private static readonly IReadOnlyList<string> YesNo = ["是", "否"];
    private static readonly IReadOnlyList<string> Levels = [.. Enum.GetValues<Source>().Select(s => s.Label())];

    public string Heading => ColumnNames.Of(Column).Chinese + (IsObligatory ? "*" : "");

    public static IEnumerable<TemplateColumn> Of(SheetKind kind) => kind.Columns.Select(column => Of(kind, column));

    private static TemplateColumn Of(SheetKind kind, Column column)
    {
        var form = FormOf(column);
        var choices = ChoicesOf(kind, column);
        return new TemplateColumn(
            column, kind.Obligatory.Contains(column), form, choices,
            column is Column.Fact or Column.Purpose or Column.Component or Column.PayeeRelation or Column.ParameterKey
                or Column.Value,
            ExplanationOf(kind, column, form, choices), BackPaymentColumns.Example(kind, column));
    }

    private static CellForm FormOf(Column column) => column switch
    {
        Column.ApprovedOn or Column.EnlistedOn or Column.DischargedOn or Column.EffectiveOn or Column.InSchoolUntil
            or Column.PublishedOn or Column.Date or Column.ReviewOn or Column.ReceivedOn
            or Column.ConfirmedOn or Column.NotifiedOn or Column.DeliveredOn or Column.CheckedOn
            or Column.BirthDate or Column.AppliedOn or Column.PaidOn or Column.PostedOn
            or Column.RefundedOn => CellForm.Date,
        Column.AssessedMonthly or Column.MonthlyAmount or Column.Amount or Column.AverageWage
            or Column.CentralShare or Column.ProvinceShare or Column.CityShare or Column.CountyShare
            or Column.ContributionBase or Column.UnitPart or Column.PersonalPart
            or Column.OtherCharge => CellForm.Amount,
        _ => CellForm.Text,
    };

    private static IReadOnlyList<string> ChoicesOf(SheetKind kind, Column column) => column switch
    {
        Column.Unit when kind == SheetKind.Shares => ["year", "service-year-year"],
        Column.Source when kind == SheetKind.Funds => Levels,
        Column.DifferenceAt => Levels,
        Column.Purpose when kind == SheetKind.Funds => [.. Enum.GetValues<Purpose>().Select(p => p.Label())],
        Column.FundKind => ["拨款", "结转", "收回"],
        Column.Category when kind == SheetKind.Shares =>
            [.. Category.All.Append(Category.OneOff).Select(c => c.Label)],
        Column.Category or Column.CategoryA or Column.CategoryB => [.. Category.All.Select(c => c.Label)],
        Column.ChangeType => [.. Enum.GetValues<ChangeType>().Select(t => t.Label())],
        Column.WithdrawnChange =>
            [.. Enum.GetValues<ChangeType>().Where(t => t != ChangeType.Withdrawal).Select(t => t.Label())],
        Column.ParameterKey => ["overlap", "funeral-months", "funeral-months-因病"],
        Column.Value => ["both", "review", "higher"],
        Column.Level => [.. Enumerable.Range(1, 10).Select(level => $"{level}")],
        Column.Nature => ["因战", "因公", "因病"],
        Column.Period => ["抗日战争时期", "其他时期"],
        Column.Nursing => ["是", "否", "精神", "机构"],
        Column.HomeVisit or Column.Withdrawn => YesNo,
        Column.PayeeRelation => ["监护人", "委托代领", "继承人", "机构", "本人"],
        Column.Component when kind == SheetKind.Shares =>
            ["国家标准", "省补", "市补", "县补", Purpose.BackPayment.Label()],
        Column.Component => ["国家标准", "省补", "市补", "县补"],
        Column.Unit => ["year", "month", "service-year-year", "service-year-month"],
        Column.Rounding => ["share", "fen", "yuan", "yuan-up"],
        Column.DayKind => ["放假", "上班"],
        Column.RecoveryMethod => [.. RecoveryWords.AllMethods],
        Column.RecoveryBasis => [.. RecoveryWords.AllGrounds],
        Column.Side => ["借", "贷"],
        Column.Method => [.. ConfirmationWords.AllMethods],
        Column.Result => [.. ConfirmationWords.AllResults],
        Column.NoticeKind => [.. NoticeWords.AllKinds],
        Column.NoticeMethod => [.. NoticeWords.AllMethods],
        Column.Fact => [.. EvidenceTable.Default.All.Select(k => k.Key)],
        Column.Decision => ["停发", "继续发放"],
        Column.SampleOutcome => ["相符", "不符"],
        Column.Profile => [.. BankProfile.All.Select(p => p.Name)],
        _ => BackPaymentColumns.Choices(kind, column) ?? [],
    };

    private static string ExplanationOf(
        SheetKind kind, Column column, CellForm form, IReadOnlyList<string> choices) => column switch
    {
        _ when BackPaymentColumns.Hint(kind, column) is { } said => said,
        Column.IdNumber or Column.NewIdNumber => "18位公民身份号码；这一列已设为文本，不要改格式",
        Column.AccountNumber => "社会保障卡或存折的账号；这一列已设为文本，不要改格式",
        Column.PayeeId => "收款人的18位身份证号；机构填统一社会信用代码",
        Column.RegionCode => "乡镇9位、村12位，如 999001101",
        Column.Category when kind == SheetKind.Shares => "从下拉里选；一次性批次和社保补缴的选“一次性”",
        Column.Component when kind == SheetKind.Shares => "“一次性”的写批次名，或选“社保补缴”；别的从下拉里选",
        Column.Category => "从下拉里选",
        Column.ParameterKey => "overlap 两个身份的重叠；funeral-months 丧葬补助月数，分死因的写成 funeral-months-因病",
        Column.CategoryB => "只在 overlap 时填：另一个类别",
        Column.Value => "overlap：both 都发，review 待核定，higher 就高；funeral-months：月数，没有这一项的写0",
        Column.StartMonth or Column.BenefitMonth or Column.FromMonth or Column.ToMonth or Column.ReportMonth =>
            "写成 2026-03",
        Column.ServiceYears => "只数义务兵服役年限，不满一年的写小数，如 4.5",
        Column.AccountName => "户名就是本人的不用填",
        Column.NameAtBank => "银行系统里的户名与本人姓名写法不同（生僻字、间隔号）时填",
        Column.InSchoolUntil => "日期，或写到月，如 2026-07",
        Column.ApprovalDocument => "首次装库的写“历史数据”；新增的没有文号不发",
        Column.Document when kind == SheetKind.Changes => "除信息变更、暂缓、解除暂缓外必须填",
        Column.ReviewOn => "只在“暂缓”时填：哪天以前要有结论；不填按系统设置",
        Column.Reason when kind == SheetKind.Changes => "“恢复”要写：刑满、重新确认、重新认定",
        Column.WithdrawnChange => "只在“撤销”时填，说明撤销哪一种变动",
        Column.Unit when kind == SheetKind.Shares => "year 每人每年，service-year-year 每服役一年每年；不填是 year",
        Column.DifferenceAt => "各级合计与标准不等时，差额算在哪一级；不填算县",
        Column.FundYear => "如 2026：按发放入账日所在的年",
        Column.FundKind => "拨款；结转（上年余额）；收回（追回缴库后财政又拨回的）",
        Column.Amount when kind == SheetKind.Funds => "元，最多两位小数；冲正的写负数，用冲正的文号",
        Column.Unit => "year 每年，month 每月，service-year-year 每服役一年每年，service-year-month 每服役一年每月",
        Column.Rounding => "可不填：按系统设置",
        Column.RecoveryMethod => "从下拉里选；核销由审批办理，要另列一份",
        Column.RecoveryBasis => "丧葬抵扣：家属同意；分月抵扣：本人同意或决定送达；其他方式不填",
        Column.Amount when kind == SheetKind.Recovery => "元；不填就是这个月没有了结的全部",
        Column.Withdrawn when kind == SheetKind.Recovery => "写“是”的一行撤销月份、方式、文号都相同的那个决定",
        Column.Side => "借：从账户付出；贷：收进账户",
        Column.Match => "收款人开户行里有这几个字的走这家银行；空着是其余全部",
        Column.Batch => "如 2026春节慰问；同一批每行写一样，批次就叫 O-2026春节慰问",
        Column.Purpose when kind == SheetKind.Funds => "从下拉里选；一次性批次的写批次名",
        Column.Purpose when kind == SheetKind.OneOff => "一批一个用途；不填就是批次名",
        Column.Withdrawn when kind == SheetKind.OneOff => "写“是”的一行撤销批次、金额、文号都相同的那一行",
        Column.Township => "填了代码可以不填；报过一次以后可以只填名称",
        _ when OfVerification(kind, column) is { } said => said,
        _ when form == CellForm.Date => "日期，如 2026-03-05",
        _ when form == CellForm.Amount => "元，最多两位小数",
        _ when choices.Count > 0 => "从下拉里选",
        _ => "",
    };

    /// <summary>Null: the column is none that only the annual verification has.</summary>
    private static string? OfVerification(SheetKind kind, Column column) => column switch
    {
        Column.SecondStaff when kind == SheetKind.Confirmations => "入户必须填：第二名工作人员",
        Column.SecondStaff => "第二名核查人",
        Column.Proof => "照片、协查复函、在世证明的文号；境外和异地协查必须填",
        Column.DeliveredOn => "送达回证、公告期满的日期；没有送达的空着，送达后再报一行",
        Column.NoticeMethod => "书面、邮寄、公告送达以后满60日才能提出停发；电话、短信不算",
        Column.Withdrawn when kind == SheetKind.Confirmations => "写“是”的一行撤销日期、方式、结果都相同的那一行",
        Column.Withdrawn when kind == SheetKind.Notices => "写“是”的一行撤销通知日期、种类、方式都相同的那一行",
        Column.Fact => "从下拉里选，或照名单写",
        Column.Decision => "停发：从下个月起不发；继续发放：凭证不全，退回重新通知",
        _ => null,
    };
}
