using static Disbursement.Domain.Exceptions.ExceptionScope;
using static Disbursement.Domain.Exceptions.Severity;

namespace Disbursement.Domain.Exceptions;

/// <content>社保补缴：核定、开单、缴费、记账逐月核对</content>
public sealed partial class ExceptionCode
{
    public static readonly ExceptionCode BpNotBilled = new("bp-not-billed", Warn, Person)
    {
        Sentence = "{案号}{险种}{月份}已核定{天数}天，{对方}还没有开单。",
        NextStep = "送《待开单清单》；对方认为不能补的，要书面理由。",
        Owner = "{对方}",
        Due = Due.WorkingDays(30),
    };

    public static readonly ExceptionCode BpBilledNotApproved = new("bp-billed-not-approved", Warn, Person)
    {
        Sentence = "{案号}{险种}{月份}已开单（{金额}），县局没有核定。",
        NextStep = "核对后补核定；不该补的请对方撤单，已缴的退费。",
        Owner = "县局{、{对方}}",
        Due = Due.WorkingDays(20),
    };

    public static readonly ExceptionCode BpBilledTwice = new("bp-billed-twice", Warn, Person)
    {
        Sentence = "{案号}{险种}{月份}开了两次单，不知道以哪一张为准。",
        NextStep = "请对方书面确认以哪张核定单为准；作废的那张，原样写一行、“撤销”填“是”再导入。",
        Owner = "{对方}",
        Due = Due.WorkingDays(20),
    };

    public static readonly ExceptionCode BpNotPaid = new("bp-not-paid", Warn, Person)
    {
        Sentence = "{案号}{险种}{月份}已开单（单位{单位}＋个人{个人}），{付款方}没有缴费凭证。",
        NextStep = "单位：发催缴函；个人：乡镇站通知到窗口或电子税务局缴；财政：送拨款申请。",
        Owner = "{付款方}",
        Due = Due.WorkingDays(30),
    };

    public static readonly ExceptionCode BpPersonalUnpaid = new("bp-personal-unpaid", Warn, Person)
    {
        Sentence = "{姓名}{（{案号}{险种?}{月份?}）}个人部分{金额}未缴，财政部分按规定等个人缴后再拨。",
        NextStep = "通知本人；低保、特困的核实身份后走困难补助。三次通知仍不缴的，记“本人暂不缴”，案件挂起不关闭。",
        Owner = "个人",
        Due = Due.WorkingDays(60),
    };

    public static readonly ExceptionCode BpPaidNotPosted = new("bp-paid-not-posted", Warn, Person)
    {
        Sentence = "{案号}{险种}{月份}，{日期}已缴{金额}（票据{号}），个人账户没有这个月。",
        NextStep = "带票据复印件送{对方}补记；超过60日的报分管领导。",
        Owner = "{对方}",
        Due = Due.WorkingDays(30),
    };

    public static readonly ExceptionCode BpPostedNotPaid = new("bp-posted-not-paid", Warn, Person)
    {
        Sentence = "{案号}{险种}{月份}已记账，但找不到缴费凭证。",
        NextStep = "查是不是别的途径缴的（本人灵活就业、别的单位）；补凭证或按重复处理；缴过又退回的，请经办机构冲正。",
        Owner = "{对方}",
        Due = Due.WorkingDays(30),
    };

    public static readonly ExceptionCode BpPostedDiffers = new("bp-posted-differs", Warn, Person)
    {
        Sentence = "{案号}{险种}{月份}已开单{甲}，个人账户记了{乙}，差{差额}。",
        NextStep = "送核对函：少记的补记，多记的冲回。",
        Owner = "{对方}",
        Due = Due.WorkingDays(30),
    };

    public static readonly ExceptionCode BpAlreadyCovered = new("bp-already-covered", Warn, Person)
    {
        Sentence = "{案号}{险种}{月份}已有正常缴费，又有补缴{（{情形}）}。",
        NextStep = "没有缴的撤销核定，请对方撤单；已缴的办退费。",
        Owner = "县局",
        Due = Due.WorkingDays(10),
    };

    public static readonly ExceptionCode BpBaseWrong = new("bp-base-wrong", Warn, Person)
    {
        Sentence = "{案号}{险种}{月份}开单基数{甲}，按{地区}{年份}年应为{乙}（{依据}）。",
        NextStep = "送核对函；以对方核定单为准的，补依据文号。",
        Owner = "{对方}",
        Due = Due.WorkingDays(20),
    };

    public static readonly ExceptionCode BpRateWrong = new("bp-rate-wrong", Warn, Person)
    {
        Sentence = "{案号}{险种}{月份}费率{甲}，缴费时执行{乙}。",
        NextStep = "送核对函；以对方核定单为准的，补依据文号。",
        Owner = "{对方}",
        Due = Due.WorkingDays(20),
    };

    public static readonly ExceptionCode BpRateMissing = new("bp-rate-missing", Warn, Person)
    {
        Sentence = "{案号}{险种}算不出应缴多少：{地区}没有{日期}执行的缴费基数和费率。",
        NextStep = "导入《缴费基数和费率》：./disburse import contribution 文件。",
        Owner = "经办",
        Due = Due.WorkingDays(5),
    };

    public static readonly ExceptionCode BpLateFee = new("bp-late-fee", Warn, Person)
    {
        Sentence = "{案号}{险种?}被加收滞纳金{金额}，本政策免收。",
        NextStep = "送免收依据，请对方冲销；已缴的退。",
        Owner = "{对方}",
        Due = Due.WorkingDays(20),
    };

    public static readonly ExceptionCode BpOtherCharge = new("bp-other-charge", Warn, Person)
    {
        Sentence = "{案号}{险种?}有利息或其他费用{金额}，政策里没有这一项。",
        NextStep = "要文件依据；没有的请冲销。",
        Owner = "{对方}",
        Due = Due.WorkingDays(20),
    };

    public static readonly ExceptionCode BpRefundDue = new("bp-refund-due", Warn, Person)
    {
        Sentence = "{案号}{险种}{月份}应退{金额}（{原因}），还没有退回到{付款方}。",
        NextStep = "送退费申请；退到谁缴的谁那里，财政的回国库。",
        Owner = "{对方}",
        Due = Due.WorkingDays(60),
    };

    public static readonly ExceptionCode BpRefundUnmatched = new("bp-refund-unmatched", Warn, Person)
    {
        Sentence = "{案号}{险种}{月份}退给{付款方}的{金额}（票据{号}），找不到这样的缴费，或者比缴的多。",
        NextStep = "核对退费单的票据号、付款方、月份和金额：登记错的，原样写一行、“撤销”填“是”再导入，改对了重登；多退的追回。",
        Owner = "县局",
        Due = Due.WorkingDays(10),
    };

    public static readonly ExceptionCode BpPublicOutsideBatch = new("bp-public-outside-batch", Warn, Person)
    {
        Sentence = "{案号}{险种}{月份}{日期}财政缴的钱里有{金额}（票据{号}）不在已批准的拨款批次里：没有批次申请，或者比批准的多。",
        NextStep = "核对凭证的付款方、案件号和月份；确是财政缴的，查按哪份批文缴的：有的写明批文关闭，没有的请财政退回国库。",
        Owner = "县局",
        Due = Due.WorkingDays(5),
    };

    public static readonly ExceptionCode BpCents = new("bp-cents", Warn, Person)
    {
        Sentence = "{案号}{险种}{月份}只差{分}分（按月四舍五入与合计四舍五入的差）。",
        NextStep = "由复核批量接受，差额记明{；累计超过{阈值}的查规则}。",
        Owner = "复核",
        Due = Due.WorkingDays(20),
    };

    public static readonly ExceptionCode BpReceiptUnallocated = new("bp-receipt-unallocated", Warn, Person)
    {
        Sentence = "票据{号}（{案号?}{险种?}{月份}，{金额}）分不到具体月份：与开单合计差{差额}。",
        NextStep = "补开单明细；缴多了的先登记退费；或由经办按银行、税务明细逐月认领，复核确认。",
        Owner = "县局",
        Due = Due.WorkingDays(10),
    };

    public static readonly ExceptionCode BpCaseUnknown = new("bp-case-unknown", Warn, Office)
    {
        Sentence = "{来源}里有案件{案号}{（{险种}{月份}{，{金额}}）}，县局没有这个案件。",
        NextStep = "核对案件号：我方漏登记的补导入《补缴案件》；写错的请对方更正。",
        Owner = "县局",
        Due = Due.WorkingDays(10),
    };

    private static ExceptionCode[] OfBackPayments =>
    [
        BpNotBilled, BpBilledNotApproved, BpBilledTwice, BpNotPaid, BpPersonalUnpaid, BpPaidNotPosted, BpPostedNotPaid,
        BpPostedDiffers, BpAlreadyCovered, BpBaseWrong, BpRateWrong, BpRateMissing, BpLateFee, BpOtherCharge,
        BpRefundDue, BpRefundUnmatched, BpPublicOutsideBatch, BpCents, BpReceiptUnallocated, BpCaseUnknown,
    ];
}
