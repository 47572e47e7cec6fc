using static Disbursement.Domain.Exceptions.ExceptionScope;
using static Disbursement.Domain.Exceptions.Severity;

namespace Disbursement.Domain.Exceptions;

/// <content>人和身份</content>
public sealed partial class ExceptionCode
{
    public static readonly ExceptionCode IdInvalid = new("id-invalid", Block, Person)
    {
        Sentence = "{姓名}的身份证号（尾号{尾号}）不合规则：{错处}不对。无法确认是同一个人，{月份}应发{金额}"
            + "已计入暂缓。",
        NextStep = "对照居民身份证或户口簿原件。录错的，报“更正—身份证号”（原号、新号、证件复印件），由复核确认；"
            + "证件本身就这样的，请派出所出证明后由复核放行一次，以后不再提示。",
        Owner = "乡镇站、经办",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode LevelNatureImpossible = new("level-nature-impossible", Block, Line)
    {
        Sentence = "{姓名}登记为“{性质}{等级}级”，因病致残只有一至六级，这一档没有标准。"
            + "{月份}不是0元，是算不出来：先不发，发过的先不追；其他月份照发。",
        NextStep = "翻残疾军人证和省厅批复核对性质、等级，报“更正—等级/性质”并附证件复印件。属于以前发错的，"
            + "系统会列出已发各月，另行处理，不自动扣。",
        Owner = "经办",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode ServiceYearsMissing = new("service-years-missing", Block, Line)
    {
        Sentence = "{姓名}（{类别}）没有登记服役年限，{月份}先不发。不是0元，是算不出来；其他月份照发。",
        NextStep = "查退伍证和档案，只数义务兵年限，报“更正—服役年限”并附证件复印件，由复核确认后重新测算，"
            + "缺的各月一并补发。",
        Owner = "经办",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode AssessedMissing = new("assessed-missing", Block, Line)
    {
        Sentence = "{姓名}（{类别}）没有{月份}的核定月标准，先不发。不是0元，是算不出来；其他月份照发。",
        NextStep = "查审批表和核定单，导入核定待遇（组成、月额、起止月份、文号），由复核确认后重新测算，缺的各月一并补发。"
            + "没有核定单的电话请示市局并记下答复人。",
        Owner = "经办",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode NewcomerUndocumented = new("newcomer-undocumented", Block, Identity)
    {
        Sentence = "{姓名}要新增为{类别}，但没有批准文号。没有发过，也不发。",
        NextStep = "补“批准文号、批准日期、认定机关”，附认定表：报“更正”，文号填批准文号，其他栏空着。"
            + "没有批准手续的不得列入名册。",
        Owner = "经办",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode AgeNotReached = new("age-not-reached", Block, Identity)
    {
        Sentence = "{姓名}要从{起发年月}起领{类别}，但{日期}才满60周岁。{不满60周岁的{月份}共{金额}已计入暂缓，核对清楚前先不发。}"
            + "{是{来源}登记的，核对清楚前照发。}",
        NextStep = "核对出生日期和起发月份；提前录入的，报“更正”，把起发年月改为{应为}；档案出生日期与身份证不一致、"
            + "按规定应发的，写明理由和文号放行。",
        Owner = "经办",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode OverageSurvivorChild = new("overage-survivor-child", Block, Identity)
    {
        Sentence = "{姓名}系{性质}{关系}，已于{日期}满18周岁，没有在校证明或残疾无收入证明。"
            + "{{月份}共{金额}已计入暂缓，办妥后下一批补发。}{是{来源}登记的，核对清楚前照发。}",
        NextStep = "仍在上学的，交本学期在校证明，报“信息变更—在校至”；因残疾无生活来源的，交残疾证和收入证明，写明理由和文号放行；"
            + "都没有的，经审批报“停发”。满18周岁前{天数}天起系统提醒。",
        Owner = "乡镇站",
        Due = Due.WorkingDays(30),
    };

    public static readonly ExceptionCode SurvivorChildTurning18 = new("survivor-child-turning-18", Warn, Identity)
    {
        Sentence = "{姓名}将于{日期}满18周岁，定期抚恤金发到{月份}。",
        NextStep = "提前收在校证明或残疾、收入材料，报“信息变更—在校至”。不收，{起发年月}起暂缓。",
        Owner = "乡镇站",
        Due = Due.WorkingDays(60),
    };

    public static readonly ExceptionCode SchoolProofDue = new("school-proof-due", Warn, Identity)
    {
        Sentence = "{姓名}登记的在校截止日{日期}将到，定期抚恤金发到{月份}。",
        NextStep = "收新学期在校证明，报“信息变更—在校至”；毕业的，报“停发”。不收，{起发年月}起暂缓。",
        Owner = "乡镇站",
        Due = Due.WorkingDays(30),
    };

    public static readonly ExceptionCode DuplicatePerson = new("duplicate-person", Block, Person)
    {
        Sentence = "{姓名}（尾号{尾号}）与{甲}（尾号{乙}）很像同一个人：{疑点}。后出现的{姓名}{金额}已计入暂缓，查清前先不发。",
        NextStep = "查户口簿。同一个人的，把后出现的停发，身份证号录错的报“更正—身份证号”；确是两个人（如同名），"
            + "写明理由和文号放行，由复核、审批签过这一批算数，以后不再提示。",
        Owner = "经办、复核",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode ServiceYearsImplausible = new("service-years-implausible", Warn, Identity)
    {
        Sentence = "{姓名}登记服役{甲}年，入伍{日期}至退役{月份止}折算{乙}年，对不上（志愿兵年限不计）。",
        NextStep = "查退伍证和档案，只数义务兵年限。改动要报“更正—服役年限”，系统会列出前后差额。",
        Owner = "经办",
        Due = Due.WorkingDays(10),
    };

    public static readonly ExceptionCode TransferUnacknowledged = new("transfer-unacknowledged", Warn, Person)
    {
        Sentence = "{姓名}已登记迁出（{日期}，{文号}），{年份}年12月后我县停发，但没有收到迁入县的接收函。",
        NextStep = "催接收函，扫描上传（./disburse attach 文号 文件），防止两边都不发。1月10日仍未收到的，"
            + "电话确认对方是否已列入1月名册。",
        Owner = "经办",
        Due = Due.BeforeNextMonth,
    };

    public static readonly ExceptionCode DeathReported = new("death-reported", Block, Person)
    {
        Sentence = "{来源}{日期}显示{姓名}可能已去世{（{死亡日期}）}。{{月份}共{金额}已计入暂缓，待核实。}"
            + "{共{项数}个来源，先照发，核实前不停发。}仅凭这一条不会停发。",
        NextStep = "乡镇站5个工作日内上门或见到本人：在世的，当场现场确认并拍照，写明理由和文号放行；确已去世的，"
            + "取死亡证明或火化证，报“死亡”。核实人两名，签字。",
        Owner = "乡镇站",
        Due = Due.WorkingDays(5),
    };

    public static readonly ExceptionCode AttachmentMissing = new("attachment-missing", Warn, Person)
    {
        Sentence = "{姓名}的“{变动类型}”（{文号}）登记{天数}天了，还没有上传材料扫描件。"
            + "{{月份}共{金额}已计入暂缓，上传以后下一批补发。}{满{应为}仍没有上传的，先扣住不发。}",
        NextStep = "上传材料（./disburse attach 文号 文件）。系统只记文件指纹和存放位置，不能事后替换。"
            + "材料确实只有纸质存档的，写明理由和文号放行。",
        Owner = "乡镇站",
        Due = Due.WorkingDays(10),
    };

    public static readonly ExceptionCode Newcomer = new("newcomer", Warn, Person)
    {
        Sentence = "{姓名}是第一次发放：{类别}，从{起发年月}起，每月{金额}{，另补发{补发额}}。认定文件{文号}"
            + "{，公示{起止}}。",
        NextStep = "复核逐人核对：认定文件原件、身份证、账户户名、起发月份、公示无异议。核对完在新增名单上签字。",
        Owner = "复核",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode Vanished = new("vanished", Warn, Person)
    {
        Sentence = "{姓名}上月发了{金额}，本月不发，也没有登记死亡、停发、迁出等原因。",
        NextStep = "查变动记录：是不是身份证号更正后成了“两个人”、起发年月被改、身份被撤销。没有依据的不得少发；"
            + "查清后写原因，由复核确认。",
        Owner = "经办",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode AmountJump = new("amount-jump", Warn, Person)
    {
        Sentence = "{姓名}本月定期待遇{本月}，上月{上月}，差{差额}（{比例}%），没有找到调标、等级调整等原因。",
        NextStep = "用“逐项说明”（./disburse explain 身份证号 月份）看差在哪一项。录错的改正后重新测算；情况属实的写明原因，由复核确认。",
        Owner = "经办",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode OverlapReview = new("overlap-review", Block, Identity)
    {
        Sentence = "{姓名}同时有“{类别甲}”和“{类别乙}”，按本县规定不能并享。原来在发的“{类别甲}”照发，"
            + "新增的“{类别乙}”{金额}已计入暂缓。",
        NextStep = "查两个身份的认定材料。确属认定有误的，撤销错的那个（附认定文件）；本人可以选择的，取本人书面选择。"
            + "由经办提出、复核确认，不得两头都停。",
        Owner = "经办、复核",
        Due = Due.WorkingDays(10),
    };

    public static readonly ExceptionCode OverlapLowerNotPaid = new("overlap-lower-not-paid", Warn, Identity)
    {
        Sentence = "{姓名}有两个身份，按“就高”规定本月发“{高}”{金额甲}，不发“{低}”{金额乙}。",
        NextStep = "第一次出现时请复核看一眼：两个身份是否真的不能同时享受（本县重叠表{第{条号}条}）。认为可以同享的，"
            + "带文件报批后改重叠表，系统自动补发。",
        Owner = "复核",
        Due = Due.BeforeNextMonth,
    };

    public static readonly ExceptionCode ServiceMutuallyExclusive = new("service-mutually-exclusive", Warn, Identity)
    {
        Sentence = "{姓名}同时登记“{类别甲}”和“{类别乙}”，后者按定义以“达不到评残条件”为前提。",
        NextStep = "不是“就高”的问题，是有一个认定要重新看。查认定档案，报市局；结论出来前照发原来的。",
        Owner = "经办",
        Due = Due.WorkingDays(30),
    };

    public static readonly ExceptionCode RegionUnknown = new("region-unknown", Warn, Person)
    {
        Sentence = "{姓名}的行政区划代码{代码}不是本县乡镇的代码，清册上归不到乡镇。",
        NextStep = "报“信息变更—行政区划”。区划撤并的，由管理员补一条新旧代码对照。钱照发，不受影响。",
        Owner = "经办",
        Due = Due.BeforeNextMonth,
    };

    public static readonly ExceptionCode ImportRejected = new("import-rejected", Warn, Office)
    {
        Sentence = "{文件}第{行}行{（{姓名}）}没有导入：{原因}。这个人/这条变动现在不在系统里。",
        NextStep = "改好这一行重新导入，本条自动消；确实不用的，由经办或复核写明原因关闭"
            + "{（./disburse exceptions close {编号} --reason 原因）}。被退回的行不会自己消失。",
        Owner = "经办",
        Due = Due.WorkingDays(3),
    };

    public static readonly ExceptionCode ResumeLosesMonths = new("resume-loses-months", Warn, Person)
    {
        Sentence = "{姓名}按“恢复”处理，{月份起}至{月份止}共{金额}将不再补发。",
        NextStep = "如果当初是停错了，不能用“恢复”，要用“撤销”（撤销{文号}的{变动类型}），系统会全部补发。"
            + "确属服刑期满、重新确认的，由复核确认不补。",
        Owner = "复核",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode RegradeDown = new("regrade-down", Warn, Identity)
    {
        Sentence = "{姓名}{项目}由{甲}降为{乙}（{文号}），自{月份}起每月减少{金额}{，已多发{多发}}。",
        NextStep = "核对批复日期；通知本人。多发部分按“多发”处理，不自动扣。",
        Owner = "经办",
        Due = Due.WorkingDays(10),
    };

    public static readonly ExceptionCode OnHold = new("on-hold", Block, Person)
    {
        Sentence = "{姓名}自{日期}起暂缓发放，原因：{原因}{（{文号}）}{，{提出人}提出}。{月份}应发{金额}，"
            + "累计暂缓{累计}，一分不少地记着。",
        NextStep = "按原因办{：{动作}}。核实无误后报“解除暂缓”（另一人确认），下一批连同以前各月一起补发。{复查日："
            + "{复查日}。}",
        Owner = "{责任人?}",
        Due = Due.OnReviewDay,
    };

    public static readonly ExceptionCode HoldOverdue = new("hold-overdue", Warn, Person)
    {
        Sentence = "{姓名}的暂缓已过复查日{日期}，累计{月数}个月、{金额}没发，至今没有结论。",
        NextStep = "责任人今天给出结论：解除、或转停发建议、或延期并写理由（审批同意）。暂缓不是停发，不能一直挂着。",
        Owner = "{责任人?}",
        Due = Due.WorkingDays(3),
    };

    public static readonly ExceptionCode StationNotReported = new("station-not-reported", Warn, Office)
    {
        Sentence = "{乡镇}没有报{月份}增减变动表（没有变动也要零报告）。",
        NextStep = "电话催报；交盘前不报的，记入乡镇考核，并由经办抽{人数}人电话核实在世情况。",
        Owner = "乡镇站",
        Due = Due.BeforeHandOver,
    };

    private static ExceptionCode[] OfPeople =>
    [
        IdInvalid, LevelNatureImpossible, ServiceYearsMissing, AssessedMissing, NewcomerUndocumented,
        AgeNotReached, Newcomer, Vanished, AmountJump, OverlapReview, OverlapLowerNotPaid,
        ServiceMutuallyExclusive, RegionUnknown, ImportRejected, ResumeLosesMonths, RegradeDown, OnHold,
        HoldOverdue, StationNotReported, OverageSurvivorChild, SurvivorChildTurning18, SchoolProofDue, DuplicatePerson,
        ServiceYearsImplausible, TransferUnacknowledged, AttachmentMissing, DeathReported,
    ];
}
