using Disbursement.Domain;
using Disbursement.Jobs.Funds;
using Disbursement.Jobs.Storage;

namespace Disbursement.Jobs.Auditing;

/// <summary>资金: what came in is available, reserved or spent, fund by fund.</summary>
internal sealed class FundProof : IProof
{
    public string Name => "资金台账";

    public async Task Prove(AuditGround ground, Findings findings, CancellationToken stop)
    {
        foreach (var one in await FundsStore.Differences(ground.Connection, stop))
            findings.Add(new Break("资金台账", one.What, Money.Spoken(one.ExpectedFen), Money.Spoken(one.FoundFen)));
        var (entries, fen) = (await ground.Connection.Rows("""
            select count(*), coalesce((select sum(fen) from fund_money), 0)::bigint from fund_entry
            """, r => (r.GetInt64(0), r.GetInt64(1)), stop))[0];
        findings.Proved.Add(new Proved("资金：拨款＝可用＋预留＋支出", entries, fen));
    }
}
