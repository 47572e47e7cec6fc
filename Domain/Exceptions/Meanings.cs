using System.Collections.Frozen;
using System.Text;

namespace Disbursement.Domain.Exceptions;

/// <summary>What a code of the exception list is about, in a few words.</summary>
public static class Meanings
{
    private static readonly (string Code, string Words)[] OfAccounts =
    [
        ("account-changed-recently", "收款账户近期换过"),
        ("account-dead-until-fixed", "账户退回过钱，还没有换或确认"),
        ("account-format", "账号不合代发银行的格式"),
        ("account-missing", "没有可用的收款账户"),
        ("account-shared", "几个人登记同一个账户"),
        ("bank-unknown", "开户行没有对应的代发银行"),
        ("luhn-failed", "账号可能录错（校验位不符）"),
        ("name-not-encodable", "姓名里有银行不能接收的字"),
        ("name-too-long", "户名超过银行的长度"),
        ("payee-for-several", "一人代几个人收款"),
        ("payee-name-differs", "账户户名不是本人"),
        ("payee-undocumented", "代收人缺材料"),
        ("returned", "发出的钱被银行退回"),
    ];

    private static readonly (string Code, string Words)[] OfRuns =
    [
        ("advance-unreplaced", "县级垫付没有归垫"),
        ("calendar-missing", "没有放假安排，算不出到账日"),
        ("changed-after-approval", "批准以后又有变化"),
        ("changes-to-check", "上批以来录入的变动要复核"),
        ("cross-purpose-netting", "两个用途之间轧差"),
        ("funds-short", "资金不足"),
        ("policy-changed", "标准、参数有变更"),
        ("rate-missing", "没有可用的标准"),
        ("rate-suspicious", "新标准看着不对"),
        ("run-early", "提前发放"),
        ("share-missing", "没有资金分担标准"),
        ("share-standard-differs", "分担合计与标准不等"),
        ("station-not-reported", "乡镇没有报本月变动"),
        ("wage-missing", "没有月平均工资，护理费未算"),
    ];

    private static readonly (string Code, string Words)[] OfPeople =
    [
        ("age-not-reached", "不满60周岁"),
        ("amount-jump", "金额与上月相差很大"),
        ("arrears-large", "补发数额大"),
        ("arrears-while-owing", "又补又欠"),
        ("assessed-missing", "没有核定月标准"),
        ("attachment-missing", "变动没有上传材料"),
        ("death-reported", "名单显示可能已去世"),
        ("death-withdrawn", "误报死亡已撤销"),
        ("duplicate-person", "疑似同一个人登记了两次"),
        ("funeral-already-paid", "丧葬补助已经发过"),
        ("funeral-cause-missing", "没有死亡原因，丧葬补助先不算"),
        ("funeral-proposed", "可发丧葬补助，家属还没有申请"),
        ("funeral-rule-unset", "丧葬补助月数没有设定"),
        ("heir-account-missing", "已去世，还没有继承人账户"),
        ("hold-overdue", "暂缓过了复查日"),
        ("level-nature-impossible", "残疾等级与性质对不上"),
        ("newcomer", "第一次发放"),
        ("newcomer-undocumented", "新增人员没有批准文号"),
        ("nursing-in-institution", "在机构供养，护理费不发本人"),
        ("nursing-military", "军休人员，护理费按军队规定"),
        ("nursing-not-entitled", "登记了护理，不在护理费范围"),
        ("on-hold", "登记了暂缓"),
        ("overage-survivor-child", "遗属子女满18周岁，没有在校等证明"),
        ("overlap-lower-not-paid", "两个身份就高，低的不发"),
        ("overlap-review", "两个身份不能并存，待核定"),
        ("overpaid", "以前月份多发，待追缴"),
        ("paid-after-death", "去世以后的月份发过钱"),
        ("recovery-not-remitted", "收回的多发款没有缴国库"),
        ("recovery-undecided", "多发还没有处理决定"),
        ("region-unknown", "行政区划归不到乡镇"),
        ("regrade-down", "等级降低"),
        ("resume-loses-months", "按恢复处理，停发的月份不补"),
        ("school-proof-due", "在校证明快到期"),
        ("service-mutually-exclusive", "两个认定互相矛盾"),
        ("service-years-implausible", "服役年限与入伍、退役日期对不上"),
        ("service-years-missing", "没有服役年限"),
        ("survivor-child-turning-18", "遗属子女快满18周岁"),
        ("transfer-unacknowledged", "迁出还没有接收函"),
        ("vanished", "上月发过，本月没有了"),
    ];

    private static readonly (string Code, string Words)[] OfOneOffs =
    [
        ("oneoff-dead", "已去世，还在一次性名单里"),
        ("oneoff-duplicate", "一次性款项列了两次"),
        ("oneoff-no-document", "一次性批次没有方案文号"),
        ("oneoff-not-on-roster", "不在名册里，也没有批准文号"),
        ("oneoff-staff-payee", "收款账户是工作人员的"),
    ];

    private static readonly (string Code, string Words)[] OfVerification =
    [
        ("confirmed-after-death", "登记了死亡，又收到确认"),
        ("eligible-unpaid", "可能符合条件，没有在发"),
        ("employee-pension", "领了职工养老金，与类别条件不符"),
        ("evidence-15-digit", "名单用15位旧号，没有采用"),
        ("evidence-contradicts", "名单说已去世，之后又有记录"),
        ("evidence-name-differs", "名单里同号不同名，没有采用"),
        ("evidence-number-differs", "名单里同名同生日不同号，没有采用"),
        ("household-cancelled", "户籍注销，原因待问清"),
        ("paid-during-sentence", "服刑期间发过钱"),
        ("paid-elsewhere", "外县也在发"),
        ("sentence-reported", "名单显示服刑、被通缉等"),
        ("spouse-remarried", "遗属配偶再婚"),
        ("turning-60", "农村籍退役士兵快满60周岁"),
        ("verification-overdue", "没有完成年度确认"),
        ("death-withdrawn-unseen", "撤销了死亡登记，还没有见到本人"),
        ("verify-stop-unfounded", "停发之前已经确认"),
        ("verify-not-eligible", "确认时发现不再符合条件"),
        ("screen-not-loaded", "比对数据还没有导入"),
        ("verify-60-days", "伤残类未确认，通知快满60日"),
        ("verify-abroad", "在境外，凭在世证明确认"),
        ("verify-elsewhere-pending", "异地协查没有回函"),
        ("verify-home-visit-due", "应当上门确认，还没有上门"),
        ("verify-identity-mismatch", "确认时发现不是同一个人"),
        ("verify-late-confirmed", "逾期以后重新确认"),
        ("verify-lost-contact", "联系不上本人"),
        ("verify-not-notified", "没有确认，也没有通知过"),
        ("verify-remote-recheck", "连续几年没有见面确认"),
        ("verify-sample-failed", "抽查不符，该站重新核对"),
        ("verify-station-behind", "乡镇确认进度落后"),
        ("verify-stop-proposed", "拟停发，待审批逐人决定"),
    ];

    private static readonly (string Code, string Words)[] OfBackPayments =
    [
        ("bp-already-covered", "已有正常缴费，又核定了补缴"),
        ("bp-base-wrong", "开单基数不对"),
        ("bp-benefit-not-recalculated", "补缴已记账，待遇没有重核"),
        ("bp-billed-not-approved", "开了单，县局没有核定"),
        ("bp-billed-twice", "同一个月开了两次单"),
        ("bp-refund-unmatched", "退费找不到对应的缴费"),
        ("bp-public-outside-batch", "财政缴的钱不在拨款批次里"),
        ("bp-approved-outside", "核定的月份没有时段"),
        ("bp-case-unknown", "对方有案件，县局没有"),
        ("bp-cents", "只差几分钱"),
        ("bp-hardship-differs", "困难补助与民政名单不符"),
        ("bp-identity-differs", "四方姓名或证件号不一致"),
        ("bp-in-service", "服役期内的月份核定了补缴"),
        ("bp-late-fee", "加收了滞纳金"),
        ("bp-months-differ", "养老、医保补的月数不一致"),
        ("bp-not-billed", "已核定，还没有开单"),
        ("bp-not-paid", "已开单，没有缴费凭证"),
        ("bp-not-payable-order", "超过可补月数，要确定补哪几个月"),
        ("bp-other-charge", "有政策里没有的费用"),
        ("bp-over-service", "养老补缴超过军龄"),
        ("bp-paid-not-posted", "已缴费，个人账户没有记"),
        ("bp-person-changed", "本人去世、退休或转入机关养老"),
        ("bp-personal-unpaid", "个人部分未缴，财政部分等着"),
        ("bp-posted-differs", "记账与开单金额不等"),
        ("bp-posted-not-paid", "已记账，找不到缴费凭证"),
        ("bp-public-over-limit", "财政承担的月数超过军龄"),
        ("bp-public-with-employer", "单位存续，用了财政资金"),
        ("bp-rate-missing", "没有缴费基数和费率，算不出应缴"),
        ("bp-rate-wrong", "费率不对"),
        ("bp-receipt-unallocated", "票据分不到具体月份"),
        ("bp-refund-due", "应退费，还没有退回"),
        ("bp-refusal-unanswered", "不予受理告知书没有送达"),
        ("bp-retire-deadline", "快到退休年龄，补缴没办完"),
        ("bp-segments-overlap", "两家单位的时段重叠"),
        ("bp-two-cases", "一个人有两个案件，月份重叠"),
    ];

    private static readonly FrozenDictionary<string, string> Words = OfAccounts.Concat(OfRuns).Concat(OfPeople)
        .Concat(OfOneOffs).Concat(OfVerification).Concat(OfBackPayments)
        .ToFrozenDictionary(w => w.Code, w => w.Words, StringComparer.Ordinal);

    public static string Of(ExceptionCode code) => Words.GetValueOrDefault(code.Code) ?? HeadOf(code.Sentence.Text);

    /// <summary>The head of the code's sentence, with dots where a case puts its own words.</summary>
    private static string HeadOf(string sentence)
    {
        var head = new StringBuilder(sentence.Length);
        var depth = 0;
        foreach (var c in sentence)
        {
            if (c == '{' && depth++ == 0 && head.Length > 0) head.Append('…');
            if (depth == 0 && c is '，' or '。' or '；') break;
            if (depth == 0) head.Append(c);
            if (c == '}') depth--;
        }

        return head.ToString();
    }
}
