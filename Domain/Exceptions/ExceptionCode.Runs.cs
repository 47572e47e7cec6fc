using static Disbursement.Domain.Exceptions.ExceptionScope;
using static Disbursement.Domain.Exceptions.Severity;

namespace Disbursement.Domain.Exceptions;

/// <content>批次和时限</content>
public sealed partial class ExceptionCode
{
    public static readonly ExceptionCode ChangesToCheck = new("changes-to-check", Warn, Run)
    {
        Sentence = "本批采用了上批以来录入的{人数}条变动：新增{甲}、减少{乙}、换账户或收款人{丙}、等级和更正{丁}、"
            + "解除暂缓{戊}{、其他{其他}}。",
        NextStep = "复核按五张清单（变动、账户、放行、标准参数、补发追缴）逐条看材料后再点复核；每条变动必须有两个人看过："
            + "录入的、提交的、复核的，至少两人。",
        Owner = "复核",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode HeadCountDiffers = new("head-count-differs", Block, Run)
    {
        Sentence = "人头对不上：上月{甲}＋新增{乙}－减少{丙}＝{丁}，本批实发{戊}人。",
        NextStep = "点开差额名单，逐人给出原因后才能提交。",
        Owner = "经办",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode RunEarly = new("run-early", Warn, Run)
    {
        Sentence = "{月份}的发放安排在{日期}提前进行（当月还没开始）。提前发放后去世的人会多发一个月。",
        NextStep = "凭提前发放的通知（文号）由审批同意；下月先做一次死亡比对。",
        Owner = "审批",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode DeadlineAtRisk = new("deadline-at-risk", Warn, Run)
    {
        Sentence = "{离到账日{日期}还有{天数}个工作日，}{到账日{日期}已过{逾期}个工作日，}现在卡在“{环节}”{，责任人{责任人}}。",
        NextStep = "今天完成“{环节}”；来不及的，联系银行当日加急，并报分管局长。",
        Owner = "{责任人?}",
        Due = Due.SameDay,
    };

    public static readonly ExceptionCode CalendarMissing = new("calendar-missing", Block, Run)
    {
        Sentence = "没有{年份}年放假安排，算不出到账日。",
        NextStep = "国务院办公厅通知发布后导入日历。计划类页面可先看“暂按周末推算”。",
        Owner = "管理",
        Due = Due.WorkingDays(5),
    };

    public static readonly ExceptionCode ChangedAfterApproval = new("changed-after-approval", Block, Run)
    {
        Sentence = "批准之后又知道了{人数}件事，会使本批少发{金额}：{名单}。",
        NextStep = "审批逐条选：撤下这一笔（送财政、银行同步减少）或照发后追回。撤下只能减、不能加。",
        Owner = "审批",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode FinancePending = new("finance-pending", Warn, Run)
    {
        Sentence = "{批次}已送财政局{天数}个工作日，没有审核意见。",
        NextStep = "电话催办社保股，登记经手人。",
        Owner = "财务",
        Due = Due.SameDay,
    };

    public static readonly ExceptionCode FinanceReturned = new("finance-returned", Block, Run)
    {
        Sentence = "财政局退回{批次}：{意见}。原批准作废，需要重新走复核、审批。",
        NextStep = "改正后重新送审；只减人减钱的，用“撤下”，不必重做。",
        Owner = "经办",
        Due = Due.SameDay,
    };

    public static readonly ExceptionCode TreasuryAmountDiffers = new("treasury-amount-differs", Block, Run)
    {
        Sentence = "国库拨到代发户{甲}，本批{乙}，差{差额}（{来源}）。",
        NextStep = "不交盘。与国库股核对支付令；多拨的退回，少拨的补拨。",
        Owner = "财务",
        Due = Due.SameDay,
    };

    public static readonly ExceptionCode TreasuryNotArrived = new("treasury-not-arrived", Warn, Run)
    {
        Sentence = "代发户还没有收到本批资金，银行文件先不要交。",
        NextStep = "问国库股和{银行}对公柜台，到账后登记凭证号再交盘。",
        Owner = "财务",
        Due = Due.SameDay,
    };

    private static ExceptionCode[] OfRuns =>
    [
        ChangesToCheck, HeadCountDiffers, RunEarly, DeadlineAtRisk, CalendarMissing, ChangedAfterApproval,
        FinancePending, FinanceReturned, TreasuryAmountDiffers, TreasuryNotArrived,
    ];
}
