using static Disbursement.Domain.Exceptions.ExceptionScope;
using static Disbursement.Domain.Exceptions.Severity;

namespace Disbursement.Domain.Exceptions;

/// <content>银行交接和结果</content>
public sealed partial class ExceptionCode
{
    public static readonly ExceptionCode FileChangedBeforeHandover = new("file-changed-before-handover", Block, Run)
    {
        Sentence = "{文件}和批准时的不是同一个文件（指纹不符）。",
        NextStep = "不得送盘。重新导出；查是谁动了文件，报分管局长。",
        Owner = "复核",
        Due = Due.SameDay,
    };

    public static readonly ExceptionCode HandoverInDoubt = new("handover-in-doubt", Block, Run)
    {
        Sentence = "{批次}传送中断，不知道银行收到没有。系统不会再传一次。",
        NextStep = "打电话问{银行}：收到没有、几笔、多少钱。凭银行书面答复由两人登记“已收”或“未收”。",
        Owner = "经办、复核",
        Due = Due.SameDay,
    };

    public static readonly ExceptionCode BankAckMissing = new("bank-ack-missing", Warn, Run)
    {
        Sentence = "{批次}交出{天数}个工作日，没有银行签收。",
        NextStep = "向{银行}要签收（笔数、金额、时间、经手人），登记并扫描存档。",
        Owner = "经办",
        Due = Due.WorkingDays(1),
    };

    public static readonly ExceptionCode BankAckDiffers = new("bank-ack-differs", Block, Run)
    {
        Sentence = "银行签收{甲}笔{乙}，我方{丙}笔{丁}，对不上。",
        NextStep = "立即请银行停止入账，核对是哪个文件；查清前不登记签收。",
        Owner = "经办、复核",
        Due = Due.SameDay,
    };

    public static readonly ExceptionCode BankFileRejected = new("bank-file-rejected", Block, Run)
    {
        Sentence = "{银行}整批退回{文件}：{原因}。一笔都没有入账。",
        NextStep = "取银行书面退回；按原因改文件格式（不改人、不改钱），由两人确认后重新导出第{版次}版再交。",
        Owner = "经办、复核",
        Due = Due.SameDay,
    };

    public static readonly ExceptionCode BankResultMissing = new("bank-result-missing", Warn, Run)
    {
        Sentence = "{批次}已签收{天数}个工作日，没有回盘文件。",
        NextStep = "催{银行}出回盘；20日前没有结果的报分管局长。",
        Owner = "经办",
        Due = Due.WorkingDays(2),
    };

    public static readonly ExceptionCode BankLineForeign = new("bank-line-foreign", Block, Run)
    {
        Sentence = "回盘里有{人数}笔不是我方送的（{例}）。",
        NextStep = "不导入。请银行确认是不是拿错了单位或批次的文件。",
        Owner = "经办",
        Due = Due.SameDay,
    };

    public static readonly ExceptionCode BankLineMissing = new("bank-line-missing", Block, Line)
    {
        Sentence = "回盘少了{人数}笔，名单见附表。按“结果不明”处理。查清前不重发。",
        NextStep = "请银行补全，补到之前不重发。",
        Owner = "经办",
        Due = Due.WorkingDays(3),
    };

    public static readonly ExceptionCode BankLineUnknown = new("bank-line-unknown", Block, Line)
    {
        Sentence = "{银行}还没有给出{姓名}{金额}这一笔的结果（{批次}，已交{天数}天）。可能到账，也可能没到："
            + "既不算已发，也不准重发。",
        NextStep = "打电话并书面向{银行}查询该笔（流水号{行号}），要书面答复或补充回盘文件。凭银行证据由两人登记结果。",
        Owner = "经办、复核",
        Due = Due.WorkingDays(3),
    };

    public static readonly ExceptionCode BankAmountDiffers = new("bank-amount-differs", Block, Line)
    {
        Sentence = "{姓名}：我方送盘{甲}，银行回盘{乙}，差{差额}。查清前不重发。",
        NextStep = "停下，不重发。请{银行}书面说明：部分入账的，按实入账登记，余额另行补发；银行记错的，"
            + "请其更正后重出回盘。",
        Owner = "经办、复核",
        Due = Due.WorkingDays(3),
    };

    public static readonly ExceptionCode BankPartial = new("bank-partial", Block, Line)
    {
        Sentence = "{姓名}应入{甲}，银行只入{乙}。余额{差额}没有到账，下一批补发。",
        NextStep = "要银行书面说明；由两人登记实入数。",
        Owner = "经办",
        Due = Due.WorkingDays(3),
    };

    public static readonly ExceptionCode BankResultAfterClose = new("bank-result-after-close", Warn, Line)
    {
        Sentence = "{批次}已经结账，{银行}又退回{姓名}{金额}（{日期}，{原因}）。",
        NextStep = "批次不重开；这笔重新计入应发，按退回办；退回的钱核对是否回到代发户。",
        Owner = "经办",
        Due = Due.WorkingDays(3),
    };

    public static readonly ExceptionCode StatementDiffers = new("statement-differs", Block, Run)
    {
        Sentence = "银行对账单：支出{甲}，退回{乙}；我方到账{丙}，退回{丁}，差{差额}。",
        NextStep = "逐笔核对到平。差额没有说明不能结账。",
        Owner = "财务",
        Due = Due.WorkingDays(5),
    };

    public static readonly ExceptionCode IdleBalance = new("idle-balance", Warn, Office)
    {
        Sentence = "代发户月末余额{金额}，没有对应的待发明细。",
        NextStep = "查清来源：退票未重发、多拨、利息。利息和多拨按财政要求缴回。",
        Owner = "财务",
        Due = Due.WorkingDays(10),
    };

    private static ExceptionCode[] OfBanks =>
    [
        FileChangedBeforeHandover, HandoverInDoubt, BankAckMissing, BankAckDiffers, BankFileRejected,
        BankResultMissing, BankLineForeign, BankLineMissing, BankLineUnknown, BankAmountDiffers, BankPartial,
        BankResultAfterClose, StatementDiffers, IdleBalance,
    ];
}
