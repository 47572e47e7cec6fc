using Disbursement.Domain;
using Disbursement.Jobs.Storage;

namespace Disbursement.Jobs.Auditing;

/// <summary>追缴: what a run took by decisions is what its lines take back, by person and month.</summary>
internal sealed class RecoveryProof : IProof
{
    public string Name => "追缴";

    public async Task Prove(AuditGround ground, Findings findings, CancellationToken stop)
    {
        foreach (var (run, number, month, taken, lines) in await ground.Connection.Rows("""
            select p.name, coalesce(v.id_number, ''), t.benefit_month, t.fen, coalesce(l.fen, 0)::bigint
            from (select run_id, person_id, benefit_month, sum(fen)::bigint as fen from recovery_taken
                group by run_id, person_id, benefit_month) t
            join payout_run p using (run_id)
            left join person_version v on v.person_id = t.person_id and v.known_from <= p.known_through
                and v.known_to > p.known_through
            left join lateral (select -sum(fen) as fen from payment_line l where l.run_id = t.run_id
                and l.person_id = t.person_id and l.benefit_month = t.benefit_month) l on true
            where p.state <> 'cancelled' and t.fen is distinct from l.fen
            order by p.run_id, 2, 3 limit 200
            """, r => (r.GetString(0), r.GetString(1), r.Month(2), r.GetInt64(3), r.GetInt64(4)), stop))
            findings.Add(new Break("追缴", "按决定收回的与明细", Money.Spoken(taken), Money.Spoken(lines), run,
                Findings.Tail(number), month.ToString()));
        var (count, fen) = (await ground.Connection.Rows(
            "select count(*), coalesce(sum(fen), 0)::bigint from recovery_taken",
            r => (r.GetInt64(0), r.GetInt64(1)), stop))[0];
        findings.Proved.Add(new Proved("按决定收回的与各批明细一致", count, fen));
    }
}
