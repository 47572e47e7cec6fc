using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Explain;

/// <summary>What was sent and held for a person's month, and on which day acts became known.</summary>
internal static class ExplainStore
{
    /// <param name="throughRun">Runs opened later are left out.</param>
    public static Task<List<StoredLine>> Lines(
        NpgsqlConnection connection, int person, PayMonth month, int throughRun, long known,
        CancellationToken stop) => connection.Rows("""
            select r.name, r.attempt, r.state, r.approved_on, l.category, l.component, l.fen, l.standard_id, l.held,
                r.run_id, t.outcome, t.reason, l.kind
            from (
                select run_id, category, component, fen, standard_id, kind, false as held from payment_line
                where person_id = $1 and benefit_month = $2
                union all
                select run_id, category, component, fen, standard_id, kind, true from held_amount
                where person_id = $1 and benefit_month = $2) as l
            join payout_run r using (run_id)
            left join lateral (
                select outcome, reason from row_result
                where run_id = l.run_id and person_id = $1 and act <= $4 order by act desc limit 1) t on not l.held
            where r.run_id <= $3 and r.kind <> 'oneoff' order by r.run_id, l.held, l.category, l.component
            """, r => new StoredLine(
                r.GetString(0), r.GetInt16(1), RunStateWords.Parse(r.GetString(2)), r.DateOrNull(3), r.GetInt16(4),
                r.GetInt16(5), r.GetInt64(6), r.GetInt32(7), r.GetBoolean(8))
            {
                RunId = r.GetInt32(9), Kind = (LineKind)r.GetInt16(12),
                Outcome = r.IsDBNull(10) ? null : (Outcome)r.GetInt16(10),
                Reason = r.TextOrNull(11),
            }, stop, person, month.FirstDay, throughRun, known);

    /// <summary>What came back of the month, without what was entered by mistake.</summary>
    public static Task<List<StoredMoneyBack>> Back(
        NpgsqlConnection connection, int person, PayMonth month, long known, CancellationToken stop) =>
        connection.Rows("""
            select p.category, p.component, p.fen, b.document, b.received_on, b.by_bank
            from money_back_part p join money_back b using (act)
            where p.person_id = $1 and p.benefit_month = $2 and p.act <= $3
                and not exists (select from money_back_end e where e.money_back_act = p.act and e.act <= $3)
            order by p.act, p.category, p.component
            """, r => new StoredMoneyBack(
                r.GetInt16(0), r.GetInt16(1), r.GetInt64(2), r.GetString(3), r.Date(4), r.GetBoolean(5)), stop,
            person, month.FirstDay, known);

    /// <summary>核销 of the month, in fen.</summary>
    public static Task<long> Waived(
        NpgsqlConnection connection, int person, PayMonth month, long known, CancellationToken stop) =>
        connection.Scalar<long>("""
            select coalesce(sum(fen), 0)::bigint from recovery_decision d
            where person_id = $1 and benefit_month = $2 and method = 5 and act <= $3 and not exists (
                select from recovery_decision_end e
                where (e.decision_act, e.decision_row) = (d.act, d.row_number) and e.act <= $3)
            """, stop, person, month.FirstDay, known);

    /// <summary>The latest month worked out; null before the first run.</summary>
    public static async Task<PayMonth?> LastMonth(NpgsqlConnection connection, int throughRun, CancellationToken stop)
    {
        var months = await connection.Rows("""
            select month from payout_run where state not in ('opened', 'cancelled') and run_id <= $1
                and kind <> 'oneoff'
            order by month desc limit 1
            """, r => r.Month(0), stop, throughRun);
        return months.Count == 0 ? null : months[0];
    }

    /// <summary>Business date of each act named.</summary>
    public static async Task<Dictionary<long, DateOnly>> Days(
        NpgsqlConnection connection, IEnumerable<long> acts, CancellationToken stop) =>
        (await connection.Rows("select number, business_date from act where number = any($1)",
            r => (r.GetInt64(0), r.Date(1)), stop, acts.Distinct().ToArray())).ToDictionary(a => a.Item1, a => a.Item2);
}
