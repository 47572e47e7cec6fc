using Disbursement.Host.Tests.Export;
using static Disbursement.Host.Tests.BackPayments.BackPaymentDesk;

namespace Disbursement.Host.Tests.BackPayments;

/// <summary>
/// A batch that is approved: 张三's two months come to 1,077.76 元, 李四's one to 538.88 元, both of the public purse.
/// </summary>
internal static class BatchDesk
{
    public const string OfZhang = "T1,A1,养老,2000-01,2000-02,财政,1077.76,2026-04-20";
    public const string OfLi = "T2,A2,养老,2001-01,2001-01,财政,538.88,2026-04-20";
    public const string BackOfZhang = "T1,A1,养老,2000-01,2000-02,财政,1077.76,账户错,2026-04-20";

    public static async Task<TinyCounty> Approved(bool funded = true)
    {
        var county = new TinyCounty();
        await county.Insured();
        if (funded) await county.Funded();
        else
            await county.Comes("shares", "优抚类别,组成,单位,中央,省,市,县,生效日期,文号",
                "一次性,社保补缴,year,0,0,0,100,2026-01-01,财社8");
        await county.Comes("cases", OfCases, Cases[0], Cases[1].Replace("某厂,,单位", ",,财政", StringComparison.Ordinal));
        await county.Decided(Decisions);
        await county.Comes("billing", OfBilling, Bills[0], Bills[1]);
        await county.Comes("receipts", OfReceipts, Receipts[0], Receipts[2]);
        Assert.Contains("2人、3个月，1,616.64元", await county.Batched("第1批"), StringComparison.Ordinal);
        return county;
    }

    /// <summary>Reconciled, the ledger is this, and it is proved.</summary>
    public static async Task Stands(TinyCounty county, string funds)
    {
        await county.Reconciled();
        Assert.Contains(funds, await county.FundsShown(), StringComparison.Ordinal);
        Assert.Contains("全部对得上", await county.Done("audit", "check", "--today", Today), StringComparison.Ordinal);
    }

    public static Task<string> Drop(TinyCounty county) => county.Done(
        "backpay", "batch", "drop", "第1批", "A1", "--document", "退1", "--today", Today, "--user", "丙");

    public static Task<string> Withdraw(TinyCounty county) => county.Done(
        "backpay", "batch", "withdraw", "第1批", "--document", "撤1", "--today", Today, "--user", "丙");

    /// <summary>How a batch stands.</summary>
    public static Task<string> Show(TinyCounty county, string name) =>
        county.Done("backpay", "batch", "show", name, "--today", Today);
}
