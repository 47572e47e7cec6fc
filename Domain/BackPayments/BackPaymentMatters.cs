using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Reconciliation;

namespace Disbursement.Domain.BackPayments;

/// <summary>事项: what a mismatch is called in tables, in a few words.</summary>
public static class BackPaymentMatters
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["bp-not-billed"] = "已核定未开单", ["bp-not-paid"] = "已开单未缴", ["bp-personal-unpaid"] = "个人部分未缴",
        ["bp-paid-not-posted"] = "已缴未记账", ["bp-posted-not-paid"] = "已记账无凭证",
        ["bp-posted-differs"] = "记账与开单不符", ["bp-billed-not-approved"] = "已开单未核定",
        ["bp-billed-twice"] = "重复开单", ["bp-already-covered"] = "已有正常缴费", ["bp-in-service"] = "服役期内",
        ["bp-over-service"] = "超过军龄", ["bp-public-over-limit"] = "财政超过军龄", ["bp-base-wrong"] = "基数不对",
        ["bp-rate-wrong"] = "费率不对", ["bp-rate-missing"] = "没有基数和费率", ["bp-late-fee"] = "滞纳金",
        ["bp-other-charge"] = "其他费用", ["bp-identity-differs"] = "姓名或证件号不一致",
        ["bp-person-changed"] = "本人情况变化", ["bp-two-cases"] = "两处有案件",
        ["bp-public-with-employer"] = "单位存续用了财政", ["bp-segments-overlap"] = "时段重叠",
        ["bp-refund-due"] = "应退未退", ["bp-months-differ"] = "养老医保月数不同",
        ["bp-hardship-differs"] = "困难名单不符", ["bp-cents"] = "分差", ["bp-receipt-unallocated"] = "凭证分不到月份",
        ["bp-not-payable-order"] = "要选补哪几个月", ["bp-retire-deadline"] = "临近退休",
        ["bp-benefit-not-recalculated"] = "待遇没有重核", ["bp-refusal-unanswered"] = "不予受理没有送达",
        ["bp-refund-unmatched"] = "退费对不上", ["bp-public-outside-batch"] = "财政缴的不在批次里",
        ["bp-approved-outside"] = "核定的月份没有时段",
        ["bp-case-unknown"] = "没有这个案件",
    };

    /// <summary>What another party is asked for; none: it is ours to do.</summary>
    private static readonly Dictionary<string, string> Requests = new(StringComparer.Ordinal)
    {
        ["bp-not-billed"] = "请开具核定单；认为不能补的，请书面说明理由",
        ["bp-not-paid"] = "请缴纳，并交回缴费凭证",
        ["bp-personal-unpaid"] = "请到窗口或电子税务局缴纳个人部分；低保、特困的请告知，可走困难补助",
        ["bp-paid-not-posted"] = "请补记账；票据复印件附后",
        ["bp-posted-not-paid"] = "请告知这笔缴费的来源，并提供凭证；缴过又退回的，请冲正记账",
        ["bp-posted-differs"] = "请核对更正：少记的补记，多记的冲回",
        ["bp-billed-twice"] = "请书面确认以哪张核定单为准",
        ["bp-billed-not-approved"] = "县局没有核定，或者撤销了核定：请撤销这张核定单；认为应当补的，请书面告知",
        ["bp-base-wrong"] = "请核对基数；以贵方核定单为准的，请提供依据文号",
        ["bp-rate-wrong"] = "请核对费率；以贵方核定单为准的，请提供依据文号",
        ["bp-late-fee"] = "本政策免收滞纳金，请冲销；已缴的请退回",
        ["bp-other-charge"] = "请提供收费依据；没有依据的请冲销",
        ["bp-public-with-employer"] = "请缴纳单位部分，或提供“无力缴纳”证明和主管部门意见",
        ["bp-refund-due"] = "请退回原付款方（财政的退回国库）",
        ["bp-benefit-not-recalculated"] = "请重新核定退休待遇",
    };

    /// <summary>Who asks finance for what it has not paid, and for how much.</summary>
    public static string Batches(IReadOnlyList<UnpaidShare> unpaid) =>
        string.Join('；', unpaid.Select(u => u.Label
            + (unpaid.Count == 1 ? "" : $"{u.Months}个月{Money.Spoken(u.Fen)}")));

    /// <summary>Finance pays what was applied for and approved, and nothing else.</summary>
    public static string AskedOfTreasury(IReadOnlyList<UnpaidShare> unpaid) =>
        unpaid.All(u => u.Batch?.IsApproved == true) ? "请按拨款批次拨付，并交回缴费凭证"
        : (unpaid.Any(u => u.Batch?.IsApproved == true) ? "已批准的批次请拨付，并交回缴费凭证；其余的" : "请")
            + "先不拨：" + (unpaid.Any(u => u.IsBeyond) ? "超出批准的数由县局另行报批" : "县局的拨款申请批准以后再办");

    /// <summary>
    /// What is not to be paid as long as something of the case is not settled; null: nothing keeps it. Public money
    /// waits for whatever stops it, others only where the person died or retired.
    /// </summary>
    /// <param name="stopping">Of the same case.</param>
    /// <param name="otherwise">What is asked for of the other months.</param>
    public static string? Held(
        BackPaymentFinding of, IEnumerable<BackPaymentFinding> stopping, string? otherwise)
    {
        if (of.Code != ExceptionCode.BpNotPaid && of.Code != ExceptionCode.BpPersonalUnpaid) return null;
        var isPublic = of.Payer == Payer.Treasury;
        foreach (var stop in stopping.Where(s => isPublic || s.Code == ExceptionCode.BpPersonChanged))
        {
            List<PayMonth> held = [.. of.Months.Where(m => stop.IsAbout(of.Insurance!.Value, m))];
            if (held.Count == 0) continue;
            var which = held.Count < of.Months.Count ? Spoken.Months(held) : "";
            return $"{which}请先不{(isPublic ? "拨" : "缴")}：{Of(stop.Code)}，县局办完以后再说"
                + (which.Length > 0 ? $"；其余的{otherwise ?? Request(of.Code)}" : "");
        }

        return null;
    }

    public static string Of(ExceptionCode code) => Words[code.Code];

    /// <summary>What another party is asked for; null: it is ours to do.</summary>
    public static string? Request(ExceptionCode code) => Requests.GetValueOrDefault(code.Code);
}
