using static Disbursement.Domain.Exceptions.ExceptionScope;
using static Disbursement.Domain.Exceptions.Severity;

namespace Disbursement.Domain.Exceptions;

/// <content>标准、护理和资金</content>
public sealed partial class ExceptionCode
{
    public static readonly ExceptionCode RateMissing = new("rate-missing", Block, Line)
    {
        Sentence = "查不到{类别}{性质?}{{等级}级}{时期?}在{月份}的标准（{组成}），涉及{人数}人。不是0元，"
            + "是算不出来；其他月份照发。",
        NextStep = "查标准表的生效日期和等级有没有漏行。有文件的补录标准（文号、生效日、发布日），由复核确认后重新测算；"
            + "没有文件的电话请示市局并记下答复人。",
        Owner = "经办",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode RateSuspicious = new("rate-suspicious", Block, Run)
    {
        Sentence = "新标准表{文件}（{录入人}导入）看着不对：{疑点}。",
        NextStep = "对照文件原件逐格核对。录错的，用“撤销”列撤回后重新导入；无误的，由导入人以外的经办或复核写明理由和文号放行"
            + "（编号见异常名单最后一列）。先看试算：./disburse payout run 月份 --rehearse。",
        Owner = "经办、复核",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode WageMissing = new("wage-missing", Warn, Line)
    {
        Sentence = "没有{地区}{年份}年7月起的职工月平均工资，{人数}人的护理费算不出来，"
            + "先不动：没有发过的先不发，发过的不追，其他待遇照发。",
        NextStep = "统计公报出来后导入工资表（文号），系统自动补差。",
        Owner = "经办",
        Due = Due.WorkingDays(30),
    };

    public static readonly ExceptionCode NursingNotEntitled = new("nursing-not-entitled", Warn, Line)
    {
        Sentence = "{姓名}为{类别}{性质?}{{等级}级}，不在护理费范围（残疾一至四级，或精神障碍五至六级），"
            + "登记了护理“{项目}”。护理费不计发，其他待遇照发。",
        NextStep = "核对等级和病种，报“护理变更”；登记时就录错的报“更正”。",
        Owner = "经办",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode NursingInInstitution = new("nursing-in-institution", Warn, Line)
    {
        Sentence = "{姓名}{自{日期}起}在优抚医院、光荣院等机构集中供养（收治），护理费不发给本人，由机构统筹。",
        NextStep = "取入院证明，报“护理变更—转机构”（机构账户）；出院后报回本人。",
        Owner = "经办",
        Due = Due.WorkingDays(10),
    };

    public static readonly ExceptionCode NursingMilitary = new("nursing-military", Block, Line)
    {
        Sentence = "{姓名}是移交政府安置的离退休人员，护理费按军队规定执行，不按本县职工工资算。护理费这一项不计发，"
            + "其他照发。",
        NextStep = "在军休待遇里按军队核定数录入，不勾“护理”。残疾抚恤金不受影响，照发。",
        Owner = "经办",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode PolicyChanged = new("policy-changed", Warn, Run)
    {
        Sentence = "上批以来标准、参数改了{项数}项：{名单}。新旧各值见《标准参数变更》表，与上月的差额见审批单“金额对照”。",
        NextStep = "审批单“特殊事项”已列出，签字就是同意；不同意的退回，撤回以后重新测算。",
        Owner = "审批",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode ShareMissing = new("share-missing", Block, Run)
    {
        Sentence = "{类别}（{组成}）{月份}没有资金分担标准，不知道中央、省、市、县各出多少，涉及{金额}。",
        NextStep = "导入分担表（文号）。没有分担表不得全部记中央资金。",
        Owner = "财务",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode ShareStandardDiffers = new("share-standard-differs", Warn, Run)
    {
        Sentence = "{类别}分担合计每年{甲}，标准每年{乙}，差{差额}；可能调标后分担表没更新。",
        NextStep = "更新分担表；确认暂按旧表的，差额记在{级次}，由审批签字。",
        Owner = "财务",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode CrossPurposeNetting = new("cross-purpose-netting", Warn, Run)
    {
        Sentence = "{人数}人本批因身份更换在两个用途之间轧差{金额}，人拿到的钱对，但两个用途要调账。",
        NextStep = "照《补发追缴明细》里的负数行列出调账清单送财政，挂调账凭证号。",
        Owner = "财务",
        Due = Due.WorkingDays(10),
    };

    public static readonly ExceptionCode AdvanceUnreplaced = new("advance-unreplaced", Warn, Office)
    {
        Sentence = "{来源}{用途}由县级垫付{金额}，已{天数}天没有归垫。",
        NextStep = "上级资金到账后登记归垫；年底前仍未到的报财政局。",
        Owner = "财务",
        Due = Due.WorkingDays(30),
    };

    public static readonly ExceptionCode FundsShort = new("funds-short", Block, Run)
    {
        Sentence = "{年度}{来源}{用途}可用{可用}，本批需要{需要}，缺{缺口}。",
        NextStep = "与财政局社保股联系：①资金已到未登记的，补登拨款文号；②由县级先行垫付的，凭财政局书面意见特批，"
            + "系统记“垫付待归垫”；③都不行的，报分管局长，不得少发、不得挪用其他用途。",
        Owner = "财务、审批",
        Due = Due.BeforeHandOver,
    };

    private static ExceptionCode[] OfStandards =>
    [
        RateMissing, RateSuspicious, WageMissing, NursingNotEntitled, NursingInInstitution, NursingMilitary,
        PolicyChanged, ShareMissing, ShareStandardDiffers, CrossPurposeNetting, AdvanceUnreplaced, FundsShort,
    ];
}
