using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Storage;

namespace Disbursement.Jobs.Auditing;

/// <summary>
/// 一次性批次: what the list of a batch owes each person is what its runs paid, what is held and what is claimed, as its
/// last run knew it.
/// </summary>
internal sealed class BatchProof : IProof
{
    /// <summary>Of each person of a run: what the list owes, and what became of it.</summary>
    private const string Sums = $"""
        with run as (select run_id, batch, known_through, month from payout_run where run_id = $1),
        latest as (
            select distinct on (r.run_id, person_id) r.run_id, person_id, outcome, credited_fen
            from row_result r join payout_run p using (run_id) cross join run
            where p.batch = run.batch and r.act <= run.known_through and (outcome <> 6 or r.act > p.approval_act)
            order by r.run_id, person_id, r.act desc),
        said (person_id, owed, paid, held, claimed) as (
            select o.person_id, o.fen, 0, 0, 0 from one_off o cross join run
            where o.batch = run.batch and o.act <= run.known_through and o.withdraws is null and not exists (
                select from one_off w where w.withdraws = o.standard_id and w.act <= run.known_through)
            union all
            select l.person_id, 0, case when coalesce(t.outcome, 1) in (1, 5) then l.fen
                when t.outcome = 4 then least(l.fen, t.credited_fen) else 0 end, 0, 0
            from payment_line l join payout_run p using (run_id) cross join run
            left join latest t on t.run_id = l.run_id and t.person_id = l.person_id
            where p.batch = run.batch and l.benefit_month = run.month and p.run_id <= run.run_id
                and p.state in {PayoutStore.Counting}
            union all
            select b.person_id, 0, -b.fen, 0, 0 from money_back_part b cross join run
            where b.category = 875 and b.component = run.batch and b.act <= run.known_through and not exists (
                select from money_back_end e where e.money_back_act = b.act and e.act <= run.known_through)
            union all
            select person_id, 0, 0, fen, 0 from held_amount where run_id = $1
            union all
            select person_id, 0, 0, 0, fen from claim where run_id = $1)
        select v.id_number, sum(owed)::bigint, sum(paid)::bigint, sum(held)::bigint, sum(claimed)::bigint
        from said s join run_person p on p.run_id = $1 and p.person_id = s.person_id
        join person_version v on v.person_id = s.person_id
            and v.known_from <= (select known_through from run) and v.known_to > (select known_through from run)
        group by v.id_number order by 1
        """;

    public string Name => "一次性批次";

    public async Task Prove(AuditGround ground, Findings findings, CancellationToken stop)
    {
        var runs = (await PayoutStore.All(ground.Connection, stop))
            .Where(r => r.Batch is not null && r.ApprovedBy is not null && r.State != RunState.Cancelled);
        foreach (var last in runs.GroupBy(r => r.Batch).Select(g => g.MaxBy(r => r.Id)!))
        {
            // Of what was taken over from the books the list itself may be missing.
            if (last.AdoptedAct is null) await Prove(ground, last, findings, stop);
        }
    }

    private static async Task Prove(AuditGround ground, PayoutRun run, Findings findings, CancellationToken stop)
    {
        var whole = new MonthBalance();
        var people = 0L;
        await using var command = ground.Connection.Statement(Sums, run.Id);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (reader.Next(stop))
        {
            var balance = new MonthBalance
            {
                Owed = reader.GetInt64(1), Paid = reader.GetInt64(2), Held = reader.GetInt64(3),
                Claimed = reader.GetInt64(4),
            };
            people++;
            whole += balance;
            if (balance.Holds) continue;
            findings.Add(new Break("一次性批次", "应发", Money.Spoken(balance.Owed),
                $"已发{Money.Spoken(balance.Paid)}＋暂缓{Money.Spoken(balance.Held)}"
                + $"−追缴{Money.Spoken(balance.Claimed)}＝{Money.Spoken(balance.Accounted)}", run.Name,
                Findings.Tail(reader.GetString(0))));
        }

        findings.Proved.Add(new Proved($"{run.Name}：应发＝已发＋暂缓−追缴，逐人", people, whole.Owed,
            $"已发{Money.Spoken(whole.Paid)}，暂缓{Money.Spoken(whole.Held)}，追缴{Money.Spoken(whole.Claimed)}"));
    }
}
