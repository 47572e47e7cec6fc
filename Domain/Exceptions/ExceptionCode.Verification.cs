using static Disbursement.Domain.Exceptions.ExceptionScope;
using static Disbursement.Domain.Exceptions.Severity;

namespace Disbursement.Domain.Exceptions;

/// <content>年度确认和比对</content>
public sealed partial class ExceptionCode
{
    public static readonly ExceptionCode VerifyNotNotified = new("verify-not-notified", Warn, Person)
    {
        Sentence = "{姓名}还没有确认，{疑点}。没有通知，不得暂缓，更不得停发。",
        NextStep = "乡镇站先联系：电话、上门各一次，填记录；联系不上的发书面通知或公告。",
        Owner = "乡镇站",
        Due = Due.WorkingDays(5),
    };

    public static readonly ExceptionCode VerifyHomeVisitDue = new("verify-home-visit-due", Warn, Person)
    {
        Sentence = "{姓名}（{原因}）应当上门确认，还没有上门记录。",
        NextStep = "两名工作人员上门，拍照、本人（或监护人）签字。不得要求本人到现场。",
        Owner = "乡镇站",
        Due = Due.WorkingDays(10),
    };

    public static readonly ExceptionCode VerificationOverdue = new("verification-overdue", Block, Identity)
    {
        Sentence = "{姓名}没有完成{年份}年度确认。"
            + "{{通知已于{日期}送达，}{{动作}，}{月份?}累计{金额}已计入暂缓，确认后全部补发。}"
            + "{个人通知{日期}送达，满60日为{应为}，到期前照发。}",
        NextStep = "乡镇站联系本人，上门或视频确认{，暂缓的{金额}次批补发}。"
            + "{{应为}前必须见到本人；仍未确认的列入《拟停发名单》，由审批决定，停发月份不补。}"
            + "行动不便的必须有上门记录，没有上门记录不得暂缓或停发。",
        Owner = "乡镇站",
        Due = Due.WorkingDays(10),
    };

    public static readonly ExceptionCode Verify60Days = new("verify-60-days", Warn, Identity)
    {
        Sentence = "{姓名}（伤残类）个人通知已送达{天数}天，满60日为{日期}，最早可以停发的月份是{月份}。",
        NextStep = "到期前再上门一次。到期自动列入《拟停发名单》，由审批决定；系统自己不停。",
        Owner = "乡镇站",
        Due = Due.WorkingDays(10),
    };

    public static readonly ExceptionCode VerifyStopProposed = new("verify-stop-proposed", Warn, Person)
    {
        Sentence = "拟停发{姓名}（{类别}），每月{金额}：通知{日期}送达，满60日为{应为}。停发各月不补。",
        NextStep = "复核逐人看凭证；审批带文号决定。任何一人凭证不全的，退回继续照发。",
        Owner = "复核、审批",
        Due = Due.WorkingDays(10),
    };

    public static readonly ExceptionCode VerifyLateConfirmed = new("verify-late-confirmed", Warn, Identity)
    {
        Sentence = "{姓名}于{日期}重新确认。{{月份}起恢复，{月份清单}停发的{金额}按规定不补。}{暂缓的{补发}下一批补发。}",
        NextStep = "有不补的，把不补的原因书面告知本人。认为通知没有送达的，可申请撤销停发，由审批决定。",
        Owner = "经办",
        Due = Due.WorkingDays(3),
    };

    public static readonly ExceptionCode ConfirmedAfterDeath = new("confirmed-after-death", Block, Person)
    {
        Sentence = "{姓名}已登记死亡{（{文号}）}，又收到{来源}确认（{{乡镇}，}{日期}）。有一边是错的：核实以前一律先不发。",
        NextStep = "先不补发。两名工作人员现场或上门见本人；在世的撤销死亡登记，全额补发；不在世的，查这次确认是谁做的，"
            + "按冒领线索报分管领导。",
        Owner = "复核",
        Due = Due.WorkingDays(3),
    };

    public static readonly ExceptionCode VerifyAbroad = new("verify-abroad", Warn, Person)
    {
        Sentence = "{姓名}在境外{（{地区}）}{，在世证明有效至{日期}}。",
        NextStep = "凭驻外使领馆或公证机构的在世证明，或约定时间视频（两名工作人员）。逾期按本类别规定处理，费用本人负担。",
        Owner = "经办",
        Due = Due.WorkingDays(60),
    };

    public static readonly ExceptionCode VerifyElsewherePending = new("verify-elsewhere-pending", Warn, Person)
    {
        Sentence = "{姓名}居住在{地区}，协查函{文号?}发出{天数}天未回。",
        NextStep = "电话催对方局；同时约本人视频。协查未回不是本人的过错，不暂缓。",
        Owner = "经办",
        Due = Due.WorkingDays(20),
    };

    public static readonly ExceptionCode VerifyRemoteRecheck = new("verify-remote-recheck", Warn, Person)
    {
        Sentence = "{姓名}连续{年数}年都是视频或他人代办确认。",
        NextStep = "今年安排见面一次，或由居住地协查。",
        Owner = "乡镇站",
        Due = Due.WorkingDays(30),
    };

    public static readonly ExceptionCode VerifySampleFailed = new("verify-sample-failed", Warn, Office)
    {
        Sentence = "抽查{乡镇}{人数}人，{项数}人不符{（{疑点}）}。该站本年确认全部重新核对。",
        NextStep = "县局派人重核；重核前不追加暂缓，已发现死亡、冒领的按个案处理；报分管局长。",
        Owner = "复核",
        Due = Due.WorkingDays(10),
    };

    public static readonly ExceptionCode VerifyIdentityMismatch = new("verify-identity-mismatch", Block, Person)
    {
        Sentence = "确认时发现{姓名}与档案不是同一个人{（{疑点}）}。{{月份}共{金额}已计入暂缓，查清前先不发。}",
        NextStep = "立案核查，先暂缓；查实冒领的，追缴并移送。",
        Owner = "经办、审批",
        Due = Due.WorkingDays(10),
    };

    public static readonly ExceptionCode VerifyLostContact = new("verify-lost-contact", Warn, Person)
    {
        Sentence = "{姓名}联系不上{：已{项数}次{（{名单}）}}。",
        NextStep = "请派出所、村（居）、亲属协助；发公告。失联不等于死亡。",
        Owner = "乡镇站",
        Due = Due.WorkingDays(30),
    };

    public static readonly ExceptionCode VerifyStationBehind = new("verify-station-behind", Warn, Office)
    {
        Sentence = "{乡镇}完成{比例}%，按现在的进度到{日期}差{人数}人。",
        NextStep = "分管局长约谈；县局派人支援上门。",
        Owner = "审批",
        Due = Due.WorkingDays(5),
    };

    public static readonly ExceptionCode EvidenceNameDiffers = new("evidence-name-differs", Warn, Person)
    {
        Sentence = "{来源}名单里身份证号相同、姓名不同：我方“{甲}”，对方“{乙}”。没有采用。",
        NextStep = "人工比对户口簿；是同一人的，由复核采用（./disburse evidence adopt {编号} --document 文号）；"
            + "不是的，写明原因不采用（./disburse evidence dismiss {编号} --reason 原因）。",
        Owner = "经办",
        Due = Due.WorkingDays(5),
    };

    public static readonly ExceptionCode Evidence15Digit = new("evidence-15-digit", Warn, Person)
    {
        Sentence = "{来源}名单用的是15位旧号，推算可能是{姓名}。没有采用。",
        NextStep = "人工核对后决定采用与否：是本人的，由复核采用（./disburse evidence adopt {编号} --document 文号）；"
            + "不是的，写明原因不采用（./disburse evidence dismiss {编号} --reason 原因）。",
        Owner = "经办",
        Due = Due.WorkingDays(5),
    };

    public static readonly ExceptionCode EvidenceNumberDiffers = new("evidence-number-differs", Warn, Person)
    {
        Sentence = "{来源}名单里姓名相同、出生日期相同、身份证号不同：我方尾号{甲}（{姓名}），对方尾号{乙}。没有采用。",
        NextStep = "人工比对户口簿；是同一人的，由复核采用（./disburse evidence adopt {编号} --document 文号）；"
            + "不是的，写明原因不采用（./disburse evidence dismiss {编号} --reason 原因）。",
        Owner = "经办",
        Due = Due.WorkingDays(5),
    };

    public static readonly ExceptionCode EvidenceContradicts = new("evidence-contradicts", Block, Person)
    {
        Sentence = "{甲}说{姓名}已{于{死亡日期}}去世，{乙}之后的日期（{日期}）仍有{动作}记录。"
            + "{{月份}共{金额}已计入暂缓，核实以前先不发。}",
        NextStep = "以见到本人为准；核实以前，已计入暂缓的先不发，没有暂缓的照发。",
        Owner = "乡镇站",
        Due = Due.WorkingDays(5),
    };

    public static readonly ExceptionCode SentenceReported = new("sentence-reported", Block, Person)
    {
        Sentence = "{来源}{日期?}显示{姓名}{原因}{（{起止}）}。{{月份}共{金额}已计入暂缓，待核实；}{先照发，{应为}前核实；}"
            + "中止或取消待遇由省厅决定，县里不能自行中止。",
        NextStep = "调取判决书或通缉令，核对姓名、身份证号、刑种、起止日期，报市局转省厅；收到决定后凭文号报“中止”或“停发”。"
            + "缓刑、拘留、逮捕不等于服刑，不得暂缓，逐案请示。",
        Owner = "经办",
        Due = Due.WorkingDays(10),
    };

    public static readonly ExceptionCode PaidDuringSentence = new("paid-during-sentence", Warn, Person)
    {
        Sentence = "{姓名}在{起止}服刑期间发了{金额}（{月份清单}）。",
        NextStep = "以省厅决定的中止起始日为准计算多发；决定未到前只暂缓后面的，不追前面的。",
        Owner = "经办",
        Due = Due.WorkingDays(30),
    };

    public static readonly ExceptionCode PaidElsewhere = new("paid-elsewhere", Warn, Identity)
    {
        Sentence = "{姓名}（尾号{尾号}）也在{地区}的在发名单里：{类别}{，{起发年月}起}。",
        NextStep = "与{地区}局发函核对抚恤关系在谁处：迁出地发到当年12月，迁入地次年1月起发。"
            + "两边都发的月份由迁入地或迁出地追回，书面商定。查清前照发。",
        Owner = "经办",
        Due = Due.WorkingDays(10),
    };

    public static readonly ExceptionCode EmployeePension = new("employee-pension", Block, Identity)
    {
        Sentence = "人社名单显示{姓名}{自{日期}起}领职工养老金，与“{类别}”的条件不符。"
            + "{{月份}共{金额}已计入暂缓，核对清楚前先不发。}{先照发，{应为}前核实。}",
        NextStep = "核对姓名、身份证号和待遇类型（城乡居民养老不算）。属实的，取人社证明，由审批报“停发”，此前多发另案处理；"
            + "不属实的，由复核放行并回函人社。",
        Owner = "经办",
        Due = Due.WorkingDays(10),
    };

    public static readonly ExceptionCode HouseholdCancelled = new("household-cancelled", Warn, Person)
    {
        Sentence = "公安名单显示{姓名}{已于{日期}}户籍注销，原因“{原因}”。注销不等于死亡（还有出国、重户、参军）。",
        NextStep = "向派出所问清原因。死亡的取证明；出国定居的转“境外”；重户的报“更正—身份证号”。问清前照发。",
        Owner = "乡镇站",
        Due = Due.WorkingDays(5),
    };

    public static readonly ExceptionCode EligibleUnpaid = new("eligible-unpaid", Warn, Person)
    {
        Sentence = "{姓名}可能符合“{类别}”却没有在发：{原因}。{按现有资料每月约{金额}。}",
        NextStep = "乡镇站上门核实并代为申请；不符合的写明原因（如已领职工养老金）结案。已过起发月的，批准后系统算补发。",
        Owner = "乡镇站",
        Due = Due.WorkingDays(30),
    };

    public static readonly ExceptionCode Turning60 = new("turning-60", Warn, Person)
    {
        Sentence = "{姓名}将于{月份}满60周岁，档案显示为农村籍退役士兵，义务兵服役{年数}年。",
        NextStep = "提前{天数}天请乡镇站代办申请；问清是否领职工养老金。批准后起发月份为{起发年月}。",
        Owner = "乡镇站",
        Due = Due.WorkingDays(30),
    };

    public static readonly ExceptionCode SpouseRemarried = new("spouse-remarried", Warn, Identity)
    {
        Sentence = "民政婚姻登记显示{姓名}（{性质}配偶）已于{日期}再婚。",
        NextStep = "查是否继续赡养军人父母、抚养未成年子女或兄弟姐妹：继续的，按规定照发，附村（居）证明；"
            + "不再符合的，由审批报“停发”。",
        Owner = "乡镇站",
        Due = Due.WorkingDays(30),
    };

    public static readonly ExceptionCode DeathWithdrawnUnseen = new("death-withdrawn-unseen", Block, Person)
    {
        Sentence = "{姓名}的死亡登记（{文号}）已撤销，还没有两名工作人员现场或入户见到本人的确认。{{月份}共{金额}已计入暂缓。}",
        NextStep = "两名工作人员现场或入户见到本人，拍照、本人签字，导入确认表；下一批全部补发。",
        Owner = "复核",
        Due = Due.WorkingDays(3),
    };

    public static readonly ExceptionCode VerifyStopUnfounded = new("verify-stop-unfounded", Warn, Person)
    {
        Sentence = "{姓名}的停发（{文号}）没有依据：{疑点}。",
        NextStep = "报变动“撤销”，撤销这次停发，停掉的各月全部补发，并告知本人。",
        Owner = "复核、审批",
        Due = Due.WorkingDays(3),
    };

    public static readonly ExceptionCode ScreenNotLoaded = new("screen-not-loaded", Block, Run)
    {
        Sentence = "{月份}的比对数据（{来源}）还没有导入，先别提交。",
        NextStep = "向{来源}要数据并导入；确实拿不到的，复核写明原因和文号放行，并列入下月必查。",
        Owner = "经办",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode VerifyNotEligible = new("verify-not-eligible", Warn, Person)
    {
        Sentence = "{姓名}于{日期}确认时发现不再符合条件（{疑点}），现在照发。",
        NextStep = "取证明材料，查清哪个身份、从哪天起不再符合，由审批报“停发”；查下来仍符合的，重新确认（结果“通过”）。",
        Owner = "经办、审批",
        Due = Due.WorkingDays(10),
    };

    private static ExceptionCode[] OfVerification =>
    [
        VerifyNotNotified, VerifyHomeVisitDue, VerificationOverdue, Verify60Days, VerifyStopProposed,
        VerifyLateConfirmed, ConfirmedAfterDeath, VerifyAbroad, VerifyElsewherePending, VerifyRemoteRecheck,
        VerifySampleFailed, VerifyIdentityMismatch, VerifyLostContact, VerifyStationBehind, EvidenceNameDiffers,
        Evidence15Digit, EvidenceNumberDiffers, EvidenceContradicts, SentenceReported, PaidDuringSentence,
        PaidElsewhere, EmployeePension, HouseholdCancelled, EligibleUnpaid, Turning60, SpouseRemarried,
        DeathWithdrawnUnseen, VerifyStopUnfounded, ScreenNotLoaded, VerifyNotEligible,
    ];
}
