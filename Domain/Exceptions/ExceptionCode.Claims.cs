using static Disbursement.Domain.Exceptions.ExceptionScope;
using static Disbursement.Domain.Exceptions.Severity;

namespace Disbursement.Domain.Exceptions;

/// <content>多发、补发、死亡和丧葬</content>
public sealed partial class ExceptionCode
{
    public static readonly ExceptionCode Overpaid = new("overpaid", Warn, Line)
    {
        Sentence = "{姓名}{月份清单}多发{金额}，原因：{原因}{（{文号}）}。系统不会自己从以后的钱里扣。",
        NextStep = "选一种办法并挂文号：①退款入国库，登记缴款书号；②请银行协助追回（附《协助追回函》）；"
            + "③从丧葬补助中抵扣（家属书面同意）；④从以后待遇中分月抵扣（本人书面同意，每月不超过{上限}%）；"
            + "⑤确实无法追回的，报财政、审计意见后由审批核销。",
        Owner = "经办",
        Due = Due.WorkingDays(30),
    };

    public static readonly ExceptionCode PaidAfterDeath = new("paid-after-death", Warn, Person)
    {
        Sentence = "{姓名}{死亡日期}去世，{月份清单}仍发了{金额}（死亡当月不算多发）。",
        NextStep = "立“多发”案：先看家属是否在领、账户余额是否还在，附《协助追回函》送{银行}；有丧葬补助的，"
            + "家属书面同意后抵扣。追回的钱缴国库。",
        Owner = "经办",
        Due = Due.WorkingDays(30),
    };

    public static readonly ExceptionCode DeathWithdrawn = new("death-withdrawn", Warn, Person)
    {
        Sentence = "{姓名}的死亡登记{（{文号}）}被撤销，{月份清单}共{金额}将补发{，已发丧葬补助{丧葬}须收回}。",
        NextStep = "必须有现场确认（两名工作人员、照片、本人签字）。复核、审批签字后本批补发，并登门致歉说明。"
            + "查清当初谁报的、凭什么报的。",
        Owner = "复核、审批",
        Due = Due.WorkingDays(3),
    };

    public static readonly ExceptionCode RecoveryUndecided = new("recovery-undecided", Warn, Person)
    {
        Sentence = "{姓名}多发的{金额}已挂{天数}天，没有处理决定。",
        NextStep = "在五种办法里定一种并挂文号（退款入国库、银行追回、丧葬抵扣、分月抵扣、核销）。"
            + "满90天的自动列入分管局长月报。",
        Owner = "经办",
        Due = Due.WorkingDays(30),
    };

    public static readonly ExceptionCode RecoveryNotRemitted = new("recovery-not-remitted", Warn, Office)
    {
        Sentence = "已收回多发款{金额}（{人数}人），{天数}天没有登记缴国库。",
        NextStep = "当日缴库，登记缴款书号。收回的钱不能直接再发给别人。",
        Owner = "财务",
        Due = Due.WorkingDays(3),
    };

    public static readonly ExceptionCode ArrearsLarge = new("arrears-large", Warn, Person)
    {
        Sentence = "{姓名}本批补发{金额}，涉及{月份起}至{月份止}共{月数}个月，原因：{原因}。",
        NextStep = "复核看逐月说明（./disburse explain 身份证号 月份）；{阈值}以上的，审批单“特殊事项”列名，签字就是同意。",
        Owner = "复核",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode ArrearsWhileOwing = new("arrears-while-owing", Warn, Person)
    {
        Sentence = "{姓名}本批补发{补发}，同时还有多发未结{多发}。",
        NextStep = "不自动抵。要抵的，先取得本人同意并登记决定。",
        Owner = "经办",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode FuneralProposed = new("funeral-proposed", Warn, Person)
    {
        Sentence = "{姓名}（{类别}，{死亡日期}，{死亡原因}）可发丧葬补助{月数}个月×{月额}＝{金额}{，"
            + "其中多发{抵扣}待抵扣}。",
        NextStep = "家属填申请表，附死亡证明、领款人身份证和账户；复核、审批后列入下一批。不申请不发。",
        Owner = "乡镇站、经办",
        Due = Due.WorkingDays(30),
    };

    public static readonly ExceptionCode FuneralCauseMissing = new("funeral-cause-missing", Block, Line)
    {
        Sentence = "{姓名}为残疾军人，没有登记死亡原因。因病死亡发12个月残疾抚恤金；因旧伤复发死亡按因公牺牲办，"
            + "不是这一项。丧葬补助先不发。",
        NextStep = "取医院死亡证明上的直接原因；认定旧伤复发的，按程序报批，登记结论文号。",
        Owner = "经办",
        Due = Due.WorkingDays(30),
    };

    public static readonly ExceptionCode FuneralRuleUnset = new("funeral-rule-unset", Block, Line)
    {
        Sentence = "本县没有设定“{类别}”的丧葬补助月数，系统不算，也不当作0。丧葬补助先不发。",
        NextStep = "查省、市文件；有规定的经审批录入参数（文号、起始日期），没有的录0并挂依据。",
        Owner = "经办、审批",
        Due = Due.WorkingDays(30),
    };

    public static readonly ExceptionCode FuneralAlreadyPaid = new("funeral-already-paid", Block, Line)
    {
        Sentence = "{姓名}的丧葬补助已于{日期}发过{金额}（{批次}）。一人去世只发一次。这一笔不再应发。",
        NextStep = "查是不是两个身份各申请了一次；就高不补差的写明依据后关闭。",
        Owner = "经办",
        Due = Due.WorkingDays(3),
    };

    private static ExceptionCode[] OfClaims =>
    [
        Overpaid, PaidAfterDeath, DeathWithdrawn, RecoveryUndecided, RecoveryNotRemitted, ArrearsLarge,
        ArrearsWhileOwing, FuneralProposed, FuneralCauseMissing, FuneralRuleUnset, FuneralAlreadyPaid,
    ];
}
