using System.Collections.Frozen;

namespace Disbursement.Domain.Payouts;

/// <summary>What follows from a bank's reason.</summary>
public enum BankReasonKind
{
    /// <summary>The account takes nothing until it is another, or two people confirmed it.</summary>
    Account,

    /// <summary>The person may be dead: nothing goes out until somebody looked.</summary>
    Death,

    /// <summary>The bank may have paid already, or may still: the row is unknown, not failed.</summary>
    Unknown,
}

/// <summary>银行退回原因: ours for what banks say in many ways, with what the station is told.</summary>
/// <param name="Code">Ours, stored.</param>
/// <param name="Words">In a few words: 账号不存在.</param>
/// <param name="NextStep">What the station does.</param>
public sealed record BankReason(string Code, string Words, string NextStep, BankReasonKind Kind)
{
    public static readonly BankReason Other = new(
        "other", "其他", "打电话向银行问清，把这句话归到一类（以后自动识别）。", BankReasonKind.Account);

    private static readonly FrozenDictionary<string, BankReason> ByCode = new[]
    {
        new("acct-not-found", "账号不存在", "核对卡（折）面号码，报“账户变更”。", BankReasonKind.Account),
        new("name-mismatch", "户名不符", "先看是不是生僻字、“·”、曾用名；登记银行户名。不是本人账户的换本人账户。",
            BankReasonKind.Account),
        new("id-mismatch", "证件号不符", "请本人持身份证到银行更新信息。", BankReasonKind.Account),
        new("acct-closed", "已销户", "换账户；先问一声人在不在世。", BankReasonKind.Account),
        new("acct-frozen", "账户冻结", "问清谁冻结的（司法、公安、银行风控），要书面说明，报分管领导决定。不得为绕开冻结自行换账户。",
            BankReasonKind.Account),
        new("acct-lost", "挂失", "补卡后报新卡号。", BankReasonKind.Account),
        new("acct-dormant", "睡眠户", "本人持身份证到柜台激活；长期不动要核实是否在世。", BankReasonKind.Account),
        new("card-inactive", "未激活", "本人到银行激活，乡镇站协助。", BankReasonKind.Account),
        new("acct-type", "账户种类不符", "换Ⅰ类户或办理代收付标志。", BankReasonKind.Account),
        new("acct-status", "账户状态不正常", "打电话问清具体原因再定。", BankReasonKind.Account),
        new("deceased", "客户已死亡", "不重发；立死亡核实，两名工作人员见到本人或取得证明。", BankReasonKind.Death),
        new("duplicate", "重复业务", "不重发；查前一笔。", BankReasonKind.Unknown),
        new("timeout", "结果不明", "不重发；等银行书面结果。", BankReasonKind.Unknown),
        new("limit", "超限额或金额错", "问银行限额；属我方文件错误的报管理员。", BankReasonKind.Account),
        Other,
    }.ToFrozenDictionary(r => r.Code, StringComparer.Ordinal);

    public static IEnumerable<BankReason> All => ByCode.Values.OrderBy(r => r.Code, StringComparer.Ordinal);

    /// <summary>By code; null when there is none of that code.</summary>
    public static BankReason? Find(string code) => ByCode.GetValueOrDefault(code);
}
