using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Reconciliation;
using Disbursement.Jobs.Intake.Sheets;

namespace Disbursement.Jobs.Intake.Templates;

/// <summary>
/// What a clerk is told of the columns of 社保补缴: what can be chosen, what is to be written, an example. The examples of
/// all kinds are rows of one case.
/// </summary>
internal static class BackPaymentColumns
{
    private const string Month = "写成 2019-03；2019/3、201903、2019年3月也行";

    /// <summary>Null: the kind is none of back-payment, or anything may be written.</summary>
    public static IReadOnlyList<string>? Choices(SheetKind kind, Column column) => !kind.IsOfBackPayment ? null
        : column switch
        {
            Column.Insurance => [.. Enum.GetValues<Insurance>().Select(i => i.Label())],
            Column.SegmentKind => [.. Enum.GetValues<SegmentKind>().Select(k => k.Label())],
            Column.UnitPayer => [.. PayerWords.All.Where(p => p != Payer.Person).Select(p => p.Label())],
            Column.Payer => [.. PayerWords.All.Select(p => p.Label())],
            Column.Hardship => [Hardship.MinimumLiving.Label(), Hardship.ExtremePoverty.Label()],
            Column.CaseStep => [.. CaseStepWords.All.Select(s => s.Label())],
            _ => null,
        };

    /// <summary>Null: the kind is none of back-payment.</summary>
    public static string? Hint(SheetKind kind, Column column) => !kind.IsOfBackPayment ? null
        : kind == SheetKind.BackPaymentDecisions ? OfDecision(column) ?? OfAny(column)
        : kind == SheetKind.Cases ? OfCase(column) ?? OfAny(column)
        : OfParty(kind, column) ?? OfAny(column);

    private static string? OfDecision(Column column) => column switch
    {
        Column.CaseStep => "核定、撤销核定、不予受理、终止、结案，和其中后三种以后的继续办理，由审批办；接受分差由复核办；其余由经办登记；各人各列一份",
        Column.Date => "办这件事的那一天，不能晚于今天",
        Column.Document => "除送达、挂起、继续办理、接受分差以外必须填",
        Column.Reason => "不予受理、挂起、终止、撤销核定必须填",
        Column.Insurance => "只对一个险种时填；写了起、止的必须填；不填是两个险种",
        Column.FromMonth => "只对其中几个月时填，起、止一起填；不填是全部可补的月份；" + Month,
        Column.ToMonth => "和“起”一起填；" + Month,
        _ => null,
    };

    private static string? OfCase(Column column) => column switch
    {
        Column.CaseNumber => "一个案件一个号，几个时段写几行；最多30个字，汉字、字母、数字、横线、下划线",
        Column.IdNumber => "18位公民身份号码；这一列已设为文本，不要改格式",
        Column.EnlistedOn => "入伍那一天；那个月算服役，不补缴",
        Column.DischargedOn => "退役那一天，在入伍以后；那个月算服役，不补缴",
        Column.SegmentKind => "从下拉里选；延缴、趸缴只有养老，医保补年限只有医保",
        Column.FromMonth => "要补的第一个月；" + Month,
        Column.ToMonth => "要补的最后一个月；" + Month,
        Column.UnitPayer => "单位部分由谁出：单位自己，上级（主管部门），财政",
        Column.AppliedOn => "受理申请的那一天，不能晚于今天",
        Column.PlacementArea => "养老必须填；和缴费基数和费率表的“地区”写法一样",
        Column.InsuredArea => "医保必须填；和缴费基数和费率表的“地区”写法一样",
        Column.BirthDate => "可不填；填了就和身份证号核对",
        Column.Employer => "这一时段的单位；没有的空着",
        Column.CreditCode => "统一社会信用代码，18位，最后一位是校验码；没有的空着",
        Column.Hardship => "从下拉里选；没有的空着",
        Column.Document => "这一时段的依据；没有的空着",
        _ => null,
    };

    private static string? OfParty(SheetKind kind, Column column) => column switch
    {
        Column.CaseNumber => "本局的案件号，和案件表写法一样",
        Column.IdNumber when kind == SheetKind.Billing => "可不填；填了就和案件核对；对方还是15位旧号的照写",
        Column.IdNumber => "18位公民身份号码；对方还是15位旧号的照写",
        Column.Name => "可不填；填了就和案件核对",
        Column.Document when kind == SheetKind.Billing => "核定单的号；可不填，撤销以后重新开的要填",
        Column.Document when kind == SheetKind.Coverage => "对方名单的文号；可不填，撤销以后重新登记的要填",
        Column.Area => "和案件的安置地、参保地写法一样",
        Column.AverageWage => "上年度月平均工资，元；缴费基数按它的60%算（另有设置的按设置）",
        Column.UnitRate or Column.PersonalRate => "写成 16% 或 0.16；不超过50%",
        Column.EffectiveOn => "从哪一天缴费起按它算",
        Column.FromMonth => "第一个月；" + Month,
        Column.ToMonth => "最后一个月，只有一个月的和“起”一样；" + Month,
        Column.ContributionBase when kind == SheetKind.Postings => "这个月的缴费基数，元；冲正的写负数",
        Column.ContributionBase => "每个月的缴费基数，元",
        Column.UnitPart when kind == SheetKind.Postings => "这个月单位部分，元；没有的写0；冲正的写负数",
        Column.PersonalPart when kind == SheetKind.Postings => "这个月个人部分，元；没有的写0；冲正的写负数",
        Column.UnitPart => "起止各月单位部分合计，元；没有的写0",
        Column.PersonalPart => "起止各月个人部分合计，元；没有的写0",
        Column.OtherCharge => "滞纳金等，元；没有的空着（政策里没有这些费用，有的列为不一致）",
        Column.OtherKind => "其他费用是什么，如 滞纳金；没有的空着",
        Column.ReceiptNumber when kind == SheetKind.Refunds => "退的是哪张票据，写它的票据号；这一列已设为文本",
        Column.ReceiptNumber => "票据或凭证的号；这一列已设为文本",
        Column.Payer when kind == SheetKind.Refunds => "退给谁",
        Column.Payer => "这张票据是谁缴的",
        Column.Amount when kind == SheetKind.BackPaymentAllotments => "这个月的金额，元；各月合计要和票据一样",
        Column.Amount when kind == SheetKind.Refunds => "退了多少，元",
        Column.Amount => "起止各月合计，元",
        Column.PaidOn or Column.PostedOn or Column.RefundedOn => "日期，不能晚于今天",
        Column.PostedMonth when kind == SheetKind.Coverage => "已有正常缴费的月份，一个月一行；" + Month,
        Column.PostedMonth when kind == SheetKind.BackPaymentAllotments => "认到哪个月，一个月一行；" + Month,
        Column.PostedMonth => "记在哪个月（费款所属期），一个月一行；" + Month,
        Column.BankSerial => "记账的流水号；这一列已设为文本",
        Column.Reason => "为什么退；没有的空着",
        _ => null,
    };

    private static string? OfAny(Column column) => column switch
    {
        Column.CaseNumber => "案件表里的案件号",
        Column.Name => "和证件上的一样",
        Column.Withdrawn => "写“是”的一行撤销其他各格都相同的那一行；不撤销的空着",
        Column.Document => "文件的文号",
        _ => "从下拉里选",
    };

    /// <summary>Null: the kind is none of back-payment.</summary>
    public static string? Example(SheetKind kind, Column column) => !kind.IsOfBackPayment ? null : column switch
    {
        Column.CaseNumber => "2026-001",
        Column.IdNumber => "999001196805150016",
        Column.Name => "张三",
        Column.EnlistedOn => "1986-11-01",
        Column.DischargedOn => "2000-12-01",
        Column.BirthDate => "1968-05-15",
        Column.PlacementArea or Column.InsuredArea or Column.Area => "云溪县",
        Column.Insurance => Insurance.Pension.Label(),
        Column.SegmentKind => SegmentKind.Interrupted.Label(),
        Column.ToMonth or Column.FromMonth or Column.PostedMonth when IsOfOneMonth(kind) => "2019-12",
        Column.FromMonth => "2019-03",
        Column.ToMonth => "2019-12",
        Column.Employer => "云溪县农机厂",
        Column.CreditCode => "91999001MA00000019",
        Column.UnitPayer => Payer.Employer.Label(),
        Column.Payer => Payer.Person.Label(),
        Column.Hardship => Hardship.MinimumLiving.Label(),
        Column.AppliedOn => "2026-01-05",
        Column.Document when kind == SheetKind.Contribution => "云人社〔2026〕1号",
        Column.Document when kind == SheetKind.Cases => "劳动合同",
        Column.Document => "云退役补〔2026〕1号",
        Column.AverageWage => "6000.00",
        Column.UnitRate => "16%",
        Column.PersonalRate => "8%",
        Column.EffectiveOn => "2026-01-01",
        Column.ContributionBase => "3600.00",
        Column.UnitPart => kind == SheetKind.Postings ? "576.00" : "5760.00",
        Column.PersonalPart => kind == SheetKind.Postings ? "288.00" : "2880.00",
        Column.OtherCharge => "12.50",
        Column.OtherKind => "滞纳金",
        Column.ReceiptNumber => "0012345678",
        Column.Amount => kind == SheetKind.Receipts ? "2880.00" : "288.00",
        Column.PaidOn => "2026-01-26",
        Column.PostedOn => "2026-01-28",
        Column.RefundedOn => "2026-02-10",
        Column.BankSerial => "JZ20260128001",
        Column.CaseStep => CaseStep.Approve.Label(),
        Column.Date => "2026-01-20",
        Column.Reason when kind == SheetKind.Refunds => "这个月已有正常缴费",
        Column.Reason => "材料齐全",
        Column.Withdrawn => "否",
        _ => null,
    };

    /// <summary>Kinds whose example is the last month of the case alone.</summary>
    private static bool IsOfOneMonth(SheetKind kind) => kind == SheetKind.Postings || kind == SheetKind.Coverage
        || kind == SheetKind.Refunds || kind == SheetKind.BackPaymentAllotments;
}
