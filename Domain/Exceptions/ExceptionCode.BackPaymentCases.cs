using static Disbursement.Domain.Exceptions.ExceptionScope;
using static Disbursement.Domain.Exceptions.Severity;

namespace Disbursement.Domain.Exceptions;

/// <content>社保补缴：案件、本人和可补的月数</content>
public sealed partial class ExceptionCode
{
    public static readonly ExceptionCode BpInService = new("bp-in-service", Warn, Person)
    {
        Sentence = "{案号}{险种?}{月份}在服役期内（{入伍}至{退役}）。服役年限视同缴费，不能再缴。",
        NextStep = "撤销该月核定；已缴的退费。",
        Owner = "县局",
        Due = Due.WorkingDays(10),
    };

    public static readonly ExceptionCode BpOverService = new("bp-over-service", Warn, Person)
    {
        Sentence = "{案号}{险种}补缴{甲}个月，超过军龄（{乙}个月）。",
        NextStep = "超出部分不属于本政策；本人自愿的，按当地普通政策办，公款不出。",
        Owner = "县局",
        Due = Due.WorkingDays(10),
    };

    public static readonly ExceptionCode BpPublicOverLimit = new("bp-public-over-limit", Warn, Person)
    {
        Sentence = "{案号}{险种?}财政承担{甲}个月{（含{其他案件}）}，超过军龄（{乙}个月）。",
        NextStep = "超出月份改为个人或单位承担，或撤销。",
        Owner = "县局",
        Due = Due.WorkingDays(10),
    };

    public static readonly ExceptionCode BpIdentityDiffers = new("bp-identity-differs", Warn, Person)
    {
        Sentence = "{案号}四方姓名或证件号不一致：{明细}。",
        NextStep = "以身份证为准，发更正函；15位旧号、改名附派出所证明。",
        Owner = "县局",
        Due = Due.WorkingDays(20),
    };

    public static readonly ExceptionCode BpPersonChanged = new("bp-person-changed", Warn, Person)
    {
        Sentence = "{姓名}已{情形}{（{日期}）}，案件还在走。",
        NextStep = "去世：终止，已缴个人部分按规定退继承人；退休：转“延缴或趸缴”；机关：转移接续，不再补。",
        Owner = "县局",
        Due = Due.WorkingDays(20),
    };

    public static readonly ExceptionCode BpTwoCases = new("bp-two-cases", Warn, Person)
    {
        Sentence = "{姓名}在{地区}也有案件{（{案号}）}，月份重叠{月数}个月。",
        NextStep = "与对方局函商，只留一个；财政部分合并计算军龄上限。",
        Owner = "县局",
        Due = Due.WorkingDays(20),
    };

    public static readonly ExceptionCode BpPublicWithEmployer = new("bp-public-with-employer", Warn, Person)
    {
        Sentence = "{案号}{险种?}{月份}用财政资金缴单位部分，但{单位}存续。",
        NextStep = "取单位“无力缴纳”证明和主管部门意见；没有的退回财政，向单位追收。",
        Owner = "单位",
        Due = Due.WorkingDays(30),
    };

    public static readonly ExceptionCode BpSegmentsOverlap = new("bp-segments-overlap", Warn, Person)
    {
        Sentence = "{案号}{险种?}两家单位的时段重叠：{甲?}{起止甲}、{乙?}{起止乙}。",
        NextStep = "查劳动关系和档案，改清楚每个月归谁。",
        Owner = "县局",
        Due = Due.WorkingDays(10),
    };

    public static readonly ExceptionCode BpMonthsDiffer = new("bp-months-differ", Warn, Person)
    {
        Sentence = "{案号}养老补{甲}个月、医保补{乙}个月，不一致。",
        NextStep = "不一定错（医保可按退休年限补）。核对依据后注明原因。",
        Owner = "县局",
        Due = Due.WorkingDays(20),
    };

    public static readonly ExceptionCode BpHardshipDiffers = new("bp-hardship-differs", Warn, Person)
    {
        Sentence = "{案号}困难补助与民政名单不符：{情形}。",
        NextStep = "以民政{日期?}名单为准，补发或追回补助。",
        Owner = "县局",
        Due = Due.WorkingDays(20),
    };

    public static readonly ExceptionCode BpNotPayableOrder = new("bp-not-payable-order", Warn, Person)
    {
        Sentence = "{案号}{险种?}超过可补月数，需要确定补哪几个月。",
        NextStep = "按社保核定单；没有的，取本人书面选择，默认从最早的月份起。",
        Owner = "县局",
        Due = Due.WorkingDays(20),
    };

    public static readonly ExceptionCode BpRetireDeadline = new("bp-retire-deadline", Warn, Person)
    {
        Sentence = "{姓名}{日期}到退休年龄，补缴还没办完，影响待遇核定。",
        NextStep = "列为加急；社保先出预核算，缴后补办。",
        Owner = "县局",
        Due = Due.WorkingDays(20),
    };

    public static readonly ExceptionCode BpBenefitNotRecalculated = new("bp-benefit-not-recalculated", Warn, Person)
    {
        Sentence = "{姓名}补缴已记账，退休待遇没有重新核定。",
        NextStep = "送社保待遇科，核定后案件才结。",
        Owner = "社保",
        Due = Due.WorkingDays(60),
    };

    public static readonly ExceptionCode BpRefusalUnanswered = new("bp-refusal-unanswered", Warn, Person)
    {
        Sentence = "{案号}不予受理，告知书{天数}天没有送达记录。",
        NextStep = "补送达，写明理由和复议途径。",
        Owner = "县局",
        Due = Due.WorkingDays(5),
    };

    public static readonly ExceptionCode BpApprovedOutside = new("bp-approved-outside", Warn, Person)
    {
        Sentence = "{案号}{险种}{月份}已核定，但案件里没有这个时段了。",
        NextStep = "时段登记错的，补登时段；不该补的撤销核定，已缴的退费。",
        Owner = "县局",
        Due = Due.WorkingDays(10),
    };

    private static ExceptionCode[] OfBackPaymentCases =>
    [
        BpApprovedOutside,
        BpInService, BpOverService, BpPublicOverLimit, BpIdentityDiffers, BpPersonChanged, BpTwoCases,
        BpPublicWithEmployer, BpSegmentsOverlap, BpMonthsDiffer, BpHardshipDiffers, BpNotPayableOrder, BpRetireDeadline,
        BpBenefitNotRecalculated, BpRefusalUnanswered,
    ];
}
