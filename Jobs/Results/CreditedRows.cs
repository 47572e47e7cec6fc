using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Results;

/// <summary>
/// What counts as paid of lines whose bank row did not go through whole (rules §4, paid), for a range of people. All
/// other lines count whole.
/// </summary>
internal sealed class CreditedRows
{
    private readonly Dictionary<(int Run, int Person), RowResult> notWhole;

    // Of rows credited in part, what of each line; the others need no looking up.
    private readonly Dictionary<(int Run, int Person, short Category, short Component, PayMonth Month), long> counted =
        [];

    private CreditedRows(Dictionary<(int Run, int Person), RowResult> notWhole) => this.notWhole = notWhole;

    /// <param name="only">Null: all of the range.</param>
    /// <param name="known">The last act that counts.</param>
    public static async Task<CreditedRows> Read(
        NpgsqlConnection connection, int firstPerson, int lastPerson, int[]? only, long known, CancellationToken stop)
    {
        var rows = await connection.Rows("""
            select run_id, person_id, act, outcome, row_fen, credited_fen, reach_month from (
                select distinct on (run_id, person_id) run_id, person_id, act, outcome, row_fen, credited_fen,
                    reach_month
                from row_result r join payout_run p using (run_id)
                where person_id between $1 and $2 and ($3::int[] is null or person_id = any($3)) and act <= $4
                    and (outcome <> 6 or act > p.approval_act)
                order by run_id, person_id, act desc) as latest
            where outcome <> all($5)
            """, r => new RowResult(
                r.GetInt32(0), r.GetInt32(1), r.GetInt64(2), (Outcome)r.GetInt16(3), r.GetInt64(4), r.GetInt64(5),
                r.Month(6)), stop, firstPerson, lastPerson, only, known,
            // Nobody knows better of those: they count as they were sent.
            new[] { (short)Outcome.Paid, (short)Outcome.Unknown });
        var credited = new CreditedRows(rows.ToDictionary(r => (r.RunId, r.PersonId)));
        foreach (var partly in rows.Where(r => r.Outcome == Outcome.Partly))
            await credited.Share(connection, partly, stop);
        return credited;
    }

    /// <summary>What counts of a line, and whether it failed or came back.</summary>
    public (long Fen, bool CameBack) Of(
        int run, int person, short category, short component, PayMonth month, long fen)
    {
        if (notWhole.Count == 0 || !notWhole.TryGetValue((run, person), out var row)) return (fen, false);
        var counts = row.Outcome == Outcome.Partly ? counted[(run, person, category, component, month)] : 0;
        return (counts, row.Outcome != Outcome.StruckOut && counts < fen);
    }

    /// <summary>Nothing of the row stayed with the person.</summary>
    public bool CameBack(int run, int person) =>
        notWhole.TryGetValue((run, person), out var row) && row.Outcome != Outcome.Partly;

    /// <summary>Over all lines of the row, whichever months are worked out now.</summary>
    private async Task Share(NpgsqlConnection connection, RowResult row, CancellationToken stop)
    {
        var run = await PayoutStore.ById(connection, row.RunId, stop);
        var lines = await connection.Rows("""
            select benefit_month, category, component, fen from payment_line
            where run_id = $1 and person_id = $2 and benefit_month between $3 and $4
            order by benefit_month, category, component
            """, r => (Month: r.Month(0), Category: r.GetInt16(1), Component: r.GetInt16(2), Fen: r.GetInt64(3)), stop,
            row.RunId, row.PersonId, row.ReachMonth.FirstDay, run.Month.FirstDay);
        var of = CreditedLines.Of([.. lines.Select(l => l.Fen)], row.CreditedFen);
        for (var i = 0; i < lines.Count; i++)
        {
            var (month, category, component, _) = lines[i];
            counted[(row.RunId, row.PersonId, category, component, month)] = of[i];
        }
    }
}
