using Disbursement.Domain;
using Disbursement.Domain.Funds;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.HandOver;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Funds;

/// <summary>
/// 入账、释放、冲回: what an act said of a run's rows (a result file, two people's word, a strike) as entries by fund. In
/// the act's transaction, after its results and the answers of its files are written.
/// </summary>
internal static class FundResults
{
    private const string Group =
        "l.category, l.component, l.standard_id, l.benefit_month, l.fen, count(*)";

    private const string OfGroup = "l.category, l.component, l.standard_id, l.benefit_month, l.fen";

    /// <summary>
    /// Rows with a word of their own in this act, and what was known before: of a file answered earlier, that it was
    /// paid; null: nothing.
    /// </summary>
    private const string Told = """
        select s.person_id, s.outcome, s.credited_fen, s.reach_month, b.credited_fen as credited_before,
            coalesce(b.outcome, case when f.answered_act < $2 then 1::smallint end) as before
        from (
            select person_id, outcome, credited_fen, reach_month, bank from row_result
            where run_id = $1 and act = $2) s
        join person_version v on v.person_id = s.person_id and v.known_from <= $3 and v.known_to > $3
        left join (
            select distinct on (person_id) person_id, outcome, credited_fen from row_result
            where run_id = $1 and act < $2
                and (outcome <> 6 or act > (select approval_act from payout_run where run_id = $1))
            order by person_id, act desc) b on b.person_id = s.person_id
        left join bank_file f on f.run_id = $1 and f.bank = s.bank and f.state not in ('replaced', 'rejected')
            and v.id_number between f.first_id_number and f.last_id_number
        """;

    /// <summary>
    /// Lines of those rows: by person and month, which is the key, however many or few they are and whatever the server
    /// guesses.
    /// </summary>
    private const string TheirLines = $"""
        ({Told}) t
        cross join generate_series(t.reach_month::timestamp, $4::timestamp, interval '1 month') as m (at)
        cross join lateral (
            select * from payment_line
            where benefit_month = m.at::date and person_id = t.person_id and run_id = $1 offset 0) l
        """;

    public static async Task Enter(Act act, PayoutRun run, CancellationToken stop)
    {
        if (await FundsStore.YearOf(act.Connection, run.Id, stop) is not { } year) return;
        var split = await FundSplit.Of(act.Connection, run, stop);
        var moved = new Dictionary<FundMove, FundTotals>();
        await Ordinary(act, run, Totals(FundMove.Post), stop);
        await Whole(act, run, split, Add, stop);
        await InPart(act, run, split, Add, stop);
        await FundsStore.Enter(act, run.Id, moved.SelectMany(m => m.Value.Entries(year, m.Key)), stop);

        FundTotals Totals(FundMove move)
        {
            if (!moved.TryGetValue(move, out var totals)) moved.Add(move, totals = new FundTotals(split));
            return totals;
        }

        void Add(FundMove move, Purpose purpose, Parts parts) => Totals(move).Add(purpose, parts);
    }

    /// <summary>Files that this act answers: of whom they hold and nobody said anything, all was credited.</summary>
    private static async Task Ordinary(Act act, PayoutRun run, FundTotals posted, CancellationToken stop)
    {
        var answered = (await FileStore.Live(act.Connection, run.Id, stop))
            .FindAll(f => f.AnsweredAct == act.Number);
        if (answered.Count == 0) return;
        var banks = await PayingBankStore.InForce(act.Connection, run.KnownThrough, run.Month, stop);
        var texts = await act.Connection.Rows("""
            select distinct coalesce(bank, '') from person_version where known_from <= $1 and known_to > $1
            """, r => r.GetString(0), stop, run.KnownThrough);
        foreach (var file in answered)
        {
            var ofBank = texts.Where(t => banks.For(t.Length == 0 ? null : t)?.Name == file.Bank).ToArray();
            foreach (var lines in await LargeSets.ByHashes(act.Connection, () => act.Connection.Rows($"""
                select {Group} from payment_line l
                join person_version v on v.person_id = l.person_id and v.known_from <= $2 and v.known_to > $2
                where l.run_id = $1 and coalesce(v.bank, '') = any($3) and v.id_number between $4 and $5
                    and l.person_id not in ({FundsStore.Netted})
                    and not exists (select from row_result r where r.run_id = $1 and r.person_id = l.person_id
                        and (r.outcome <> 6
                            or r.act > (select approval_act from payout_run where run_id = $1)))
                group by {OfGroup}
                """, FundsStore.Read, stop, run.Id, run.KnownThrough, ofBank, file.FirstIdNumber, file.LastIdNumber),
                stop))
                posted.Add(lines);
        }
    }

    /// <summary>Rows that went through whole or not at all, alike ones together.</summary>
    private static async Task Whole(
        Act act, PayoutRun run, FundSplit split, Action<FundMove, Purpose, Parts> add, CancellationToken stop)
    {
        foreach (var (lines, before, now) in await act.Connection.Rows($"""
            select {Group}, t.before, t.outcome from {TheirLines}
            where t.outcome <> 4 and t.before is distinct from 4
            group by {OfGroup}, t.before, t.outcome
            """, r => (FundsStore.Read(r), OutcomeOrNull(r, 6), (Outcome)r.GetInt16(7)), stop, run.Id, act.Number,
            run.KnownThrough, run.Month.FirstDay))
        {
            if (split.Sharing(lines) is not { } sharing) continue;
            var whole = sharing.Levels.Split(lines.Fen) * lines.Count;
            foreach (var (move, parts) in FundMoves.Of(
                before, now, whole, before == Outcome.Paid ? whole : default, now == Outcome.Paid ? whole : default))
                add(move, FundSplit.PurposeOf(lines), parts);
        }
    }

    /// <summary>Rows credited in part, before or now: they are few, and counted line by line.</summary>
    private static async Task InPart(
        Act act, PayoutRun run, FundSplit split, Action<FundMove, Purpose, Parts> add, CancellationToken stop)
    {
        var rows = await act.Connection.Rows($"""
            select l.category, l.component, l.standard_id, l.benefit_month, l.fen, 1::bigint, t.person_id, t.before,
                t.credited_before, t.outcome, t.credited_fen
            from {TheirLines}
            where t.outcome = 4 or t.before = 4
            order by t.person_id, l.benefit_month, l.category, l.component
            """, r => (Line: FundsStore.Read(r), Person: r.GetInt32(6), Before: OutcomeOrNull(r, 7),
                CreditedBefore: r.LongOrNull(8), Now: (Outcome)r.GetInt16(9), Credited: r.GetInt64(10)), stop, run.Id,
            act.Number, run.KnownThrough, run.Month.FirstDay);
        foreach (var row in rows.GroupBy(r => r.Person))
        {
            var lines = row.ToList();
            long[] fen = [.. lines.Select(l => l.Line.Fen)];
            var before = CreditedLines.Of(
                fen, lines[0].Before == Outcome.Paid ? fen.Sum() : lines[0].CreditedBefore ?? 0);
            var now = CreditedLines.Of(fen, lines[0].Credited);
            for (var i = 0; i < lines.Count; i++)
            {
                if (split.Sharing(lines[i].Line) is not { Levels: var levels }) continue;
                foreach (var (move, parts) in FundMoves.Of(
                    lines[i].Before, lines[i].Now, levels.Split(fen[i]), levels.Split(before[i]), levels.Split(now[i])))
                    add(move, FundSplit.PurposeOf(lines[i].Line), parts);
            }
        }
    }

    private static Outcome? OutcomeOrNull(NpgsqlDataReader r, int column) =>
        r.IsDBNull(column) ? null : (Outcome)r.GetInt16(column);
}
