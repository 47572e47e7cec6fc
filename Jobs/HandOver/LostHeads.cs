using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;

namespace Disbursement.Jobs.HandOver;

/// <summary>
/// What the journal noted of audit chains that a restored backup does not reach: written down by the restore or by the
/// taking over, so that a check tells it from a chain that was rewritten.
/// </summary>
public static class LostHeads
{
    public static async Task Keep(Act act, HandOverJournal journal, CancellationToken stop)
    {
        var heads = journal.Heads();
        await act.Connection.Execute("""
            insert into lost_head (act, chain, position, hash)
            select $1, c, p, h from unnest($2::text[], $3::int[], $4::text[]) as u (c, p, h)
            where not exists (select from audit_entry e where (e.chain, e.position, e.hash) = (c, p, h))
            on conflict do nothing
            """, stop, act.Number, heads.Select(h => h.Chain).ToArray(), heads.Select(h => h.Position).ToArray(),
            heads.Select(h => h.Hash).ToArray());
    }
}
