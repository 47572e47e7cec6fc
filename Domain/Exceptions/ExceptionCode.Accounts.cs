using static Disbursement.Domain.Exceptions.ExceptionScope;
using static Disbursement.Domain.Exceptions.Severity;

namespace Disbursement.Domain.Exceptions;

/// <content>账户和收款人</content>
public sealed partial class ExceptionCode
{
    public static readonly ExceptionCode AccountMissing = new("account-missing", Block, Person)
    {
        Sentence = "{姓名}没有可用的收款账户，{月份}应发{金额}已计入暂缓，办妥后下一批补发。",
        NextStep = "联系本人提供社会保障卡（或优待证）银行账户复印件，报“账户变更”；卡没激活金融功能的，"
            + "请本人持身份证到开户银行{（{开户行}）}激活。行动不便的由乡镇站上门代办。",
        Owner = "乡镇站",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode AccountShared = new("account-shared", Block, Person)
    {
        Sentence = "尾号{账户尾号}的账户登记在{人数}人名下：{名单}。{其中{名单2}户名不是本人、又没有代领手续，"
            + "{金额}已计入暂缓；}户名是本人或登记的收款人的照发。",
        NextStep = "一人一卡：请换成本人账户。确需监护人或代领的，报“收款人变更”，附关系证明或委托书、双方身份证。"
            + "发现有人集中保管他人银行卡的，当日报分管领导。",
        Owner = "乡镇站、复核",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode HeirAccountMissing = new("heir-account-missing", Block, Person)
    {
        Sentence = "{姓名}已于{日期}去世，尚有{金额}应发未发（{月份清单}）。原账户不再使用，已计入暂缓。",
        NextStep = "请家属提供：死亡证明、亲属关系证明、领款人身份证和账户；有多位继承人的，提交共同推举书。"
            + "报“收款人变更—继承人”，复核确认后下一批发出。无人申领的保留挂账，每季度报分管领导，不得自行冲销。",
        Owner = "乡镇站",
        Due = Due.WorkingDays(30),
    };

    public static readonly ExceptionCode AccountChangedRecently = new("account-changed-recently", Warn, Person)
    {
        Sentence = "{姓名}的收款账户在{日期}由{甲}经办{、{乙}确认}换成尾号{账户尾号}，距本次发放不到{天数}天。",
        NextStep = "复核抽查：打电话给本人（用系统里原来的号码，不用换卡时新留的号码）问是不是本人换的卡。说不是的，"
            + "立即“暂缓”并报分管领导。",
        Owner = "复核",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode LuhnFailed = new("luhn-failed", Warn, Person)
    {
        Sentence = "{姓名}的账号（{位数}位）不符合银行卡校验规则，可能录错；存折账号本来就不适用这条规则。",
        NextStep = "对照卡（折）面逐位核对。录错的报“账户变更”；是存折的关闭本条，原因写“存折，无误”，以后不再提示。",
        Owner = "经办",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode PayeeNameDiffers = new("payee-name-differs", Block, Person)
    {
        Sentence = "{姓名}的账户户名是“{户名}”，不是本人，也没有登记收款人。{金额}已计入暂缓。",
        NextStep = "换成本人账户；或报“收款人变更”（监护人、委托代领、继承人），附身份证和关系证明。",
        Owner = "乡镇站",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode PayeeUndocumented = new("payee-undocumented", Block, Person)
    {
        Sentence = "{姓名}由{收款人}{（{关系}）}代收，缺{材料}。应发款{金额?}已计入暂缓，办妥后下一批补发。",
        NextStep = "补材料；补不齐的换回本人账户。",
        Owner = "乡镇站",
        Due = Due.WorkingDays(10),
    };

    public static readonly ExceptionCode PayeeForSeveral = new("payee-for-several", Warn, Office)
    {
        Sentence = "{收款人}同时代{人数}人收款：{名单}，本月合计{金额}。",
        NextStep = "复核逐一电话核实本人是否知情、是否收到。除监护关系外原则上一人代一人。",
        Owner = "复核",
        Due = Due.WorkingDays(30),
    };

    public static readonly ExceptionCode AccountFormat = new("account-format", Block, Person)
    {
        Sentence = "{姓名}的账号{位数}位，{银行}只收{允许位数}位。应发款{金额?}已计入暂缓，办妥后下一批补发。",
        NextStep = "核对卡（折）面；号码带空格、科学计数法（6.22E+18）的，重新录入文本。",
        Owner = "经办",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode BankUnknown = new("bank-unknown", Block, Person)
    {
        Sentence = "{姓名}的开户行“{开户行}”没有对应到代发银行，不知道往哪个文件里放。应发款{金额?}已计入暂缓，"
            + "办妥后下一批补发。",
        NextStep = "在“银行对照”里补一行（开户行→代发行、联行号、同行或跨行）；有歧义的打电话问开户网点。",
        Owner = "经办",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode NameNotEncodable = new("name-not-encodable", Block, Person)
    {
        Sentence = "{姓名}含有{银行}不能接收的字“{字}”（{码位}）。本人姓名不改。应发款{金额?}已计入暂缓，"
            + "办妥后下一批补发。",
        NextStep = "问{银行}柜台：这个账户在银行系统里户名怎么显示，登记为“银行户名”，由复核确认。",
        Owner = "经办",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode NameTooLong = new("name-too-long", Block, Person)
    {
        Sentence = "{姓名}（{字节}字节）超过{银行}户名上限{上限}字节，截断会户名不符。应发款{金额?}已计入暂缓，"
            + "办妥后下一批补发。",
        NextStep = "问{银行}柜台：这个账户在银行系统里户名怎么显示，登记为“银行户名”，由复核确认；不得自行缩写。",
        Owner = "经办",
        Due = Due.BeforeHandOver,
    };

    public static readonly ExceptionCode AccountDeadUntilFixed = new("account-dead-until-fixed", Block, Person)
    {
        Sentence = "{姓名}尾号{账户尾号}的账户上次被退（{原因}），还没有更换或确认。本月{金额}不再往这个账户送，"
            + "已计入暂缓。",
        NextStep = "报“账户变更”，或由两人确认“原账户已恢复正常”（附银行证明）。",
        Owner = "乡镇站",
        Due = Due.WorkingDays(3),
    };

    public static readonly ExceptionCode AccountReplacedByBank = new("account-replaced-by-bank", Warn, Person)
    {
        Sentence = "{银行}已入账，但提示账号已更换为尾号{新}（换卡、卡升级）。",
        NextStep = "下月前用新账号报“账户变更”，附银行回盘；本月不用重发。",
        Owner = "经办",
        Due = Due.BeforeNextMonth,
    };

    public static readonly ExceptionCode Returned = new("returned", Block, Person)
    {
        Sentence = "{姓名}{批次}的{金额}被{银行}退回：{原因}{（{退回日期}）}。钱没有到人手里，已重新计入应发；"
            + "同一账户后面的钱也先不发。",
        NextStep = "按退回原因改，报“账户变更”或由两人确认“原账户无误”；下一批或补发批自动重发，只重发一次。"
            + "20日前还来得及的，建议做补发批。",
        Owner = "乡镇站、经办",
        Due = Due.WorkingDays(3),
    };

    public static readonly ExceptionCode ReturnedNotReissued = new("returned-not-reissued", Warn, Person)
    {
        Sentence = "{姓名}{月份}的{金额}退回{天数}天还没有重发，钱在{所在}。",
        NextStep = "今天联系本人；满90天的列入分管局长月报，满一年的按财政要求缴回，人仍记应发。",
        Owner = "乡镇站",
        Due = Due.WorkingDays(5),
    };

    private static ExceptionCode[] OfAccounts =>
    [
        AccountMissing, AccountShared, HeirAccountMissing, AccountChangedRecently, LuhnFailed,
        PayeeNameDiffers, PayeeUndocumented, PayeeForSeveral, AccountFormat, BankUnknown, NameNotEncodable,
        NameTooLong, AccountDeadUntilFixed, AccountReplacedByBank, Returned, ReturnedNotReissued,
    ];
}
