using static Disbursement.Domain.Exceptions.ExceptionScope;
using static Disbursement.Domain.Exceptions.Severity;

namespace Disbursement.Domain.Exceptions;

/// <content>一次性批次</content>
public sealed partial class ExceptionCode
{
    public static readonly ExceptionCode OneOffNoDocument = new("oneoff-no-document", Block, Run)
    {
        Sentence = "{批次}没有发放方案文号。",
        NextStep = "每一行都要有文号（慰问、救助、优待金各有方案）：补名单的“文号”栏，或重新测算时写明全批的（--document），再提交。",
        Owner = "经办",
        Due = Due.BeforeSubmission,
    };

    public static readonly ExceptionCode OneOffNotOnRoster = new("oneoff-not-on-roster", Block, Person)
    {
        Sentence = "{姓名}不在名册里，也没有单独批准。{金额}已计入暂缓。",
        NextStep = "列入名册，或撤销这一行、挂他自己的批准文号（不是全批的方案文号）重新导入；查无此人的撤销并追问名单来源。",
        Owner = "经办",
        Due = Due.BeforeSubmission,
    };

    public static readonly ExceptionCode OneOffDead = new("oneoff-dead", Block, Person)
    {
        Sentence = "{姓名}已于{日期}去世，仍在{批次}名单里。{金额}已计入暂缓。",
        NextStep = "撤销这一行（“撤销”栏写“是”）；确应发给遗属的，换成遗属（收款人，关系写“继承人”）并附依据文号。",
        Owner = "经办",
        Due = Due.BeforeSubmission,
    };

    public static readonly ExceptionCode OneOffDuplicate = new("oneoff-duplicate", Block, Person)
    {
        Sentence = "{姓名}{疑点}。后一笔{金额}已计入暂缓。",
        NextStep = "留一笔，另一笔撤销（“撤销”栏写“是”）；确需两笔的分别挂依据。",
        Owner = "经办",
        Due = Due.BeforeSubmission,
    };

    public static readonly ExceptionCode OneOffStaffPayee = new("oneoff-staff-payee", Warn, Person)
    {
        Sentence = "{姓名}的收款账户与本局（站）工作人员{姓名2}相同。",
        NextStep = "立即核实，报分管局长。",
        Owner = "复核",
        Due = Due.SameDay,
    };

    private static ExceptionCode[] OfOneOffs =>
        [OneOffNoDocument, OneOffNotOnRoster, OneOffDead, OneOffDuplicate, OneOffStaffPayee];
}
