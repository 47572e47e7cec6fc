using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Auditing;

/// <summary>
/// 已发 of a range of people, month by month, straight from lines, results and history as a run knew them: a path of its
/// own beside that of the runs (rules §4, paid).
/// </summary>
internal sealed class PaidMonths
{
    private readonly Dictionary<(int Person, PayMonth Month), long> sums = [];
    private readonly Dictionary<(int Person, PayMonth Month), List<PaidLine>> apart = [];
    private readonly Dictionary<int, List<HistoryTotal>> history = [];
    private readonly Dictionary<(int Run, int Person), (long Credited, List<PaidLine> Lines)> partly = [];

    /// <param name="runs">Whose lines count.</param>
    /// <param name="known">The last act that counts.</param>
    public static async Task<PaidMonths> Read(
        NpgsqlConnection connection, int[] runs, int first, int last, PayMonth from, PayMonth to, long known,
        CancellationToken stop)
    {
        var paid = new PaidMonths();
        for (var month = from; month <= to; month += 1)
            await paid.ReadLines(connection, runs, first, last, month, known, stop);
        paid.Share();
        foreach (var (person, total) in await HistoryStore.OfShard(connection, first, last, null, known, stop))
        {
            paid.Add(new PaidLine(person, total.Month, total.Category, total.Component), total.Fen);
            if (!paid.history.TryGetValue(person, out var of)) paid.history[person] = of = [];
            of.Add(total);
        }

        await paid.ReadBack(connection, first, last, known, stop);
        return paid;
    }

    public long Of(int person, PayMonth month) => sums.GetValueOrDefault((person, month));

    /// <summary>护理费 or 丧葬补助, by identity.</summary>
    public long Of(int person, PayMonth month, short component, Func<short, bool> category) =>
        apart.TryGetValue((person, month), out var of)
            ? of.Where(l => l.Component == component && category(l.Category)).Sum(l => l.Fen)
            : 0;

    public List<HistoryTotal> HistoryOf(int person) => history.GetValueOrDefault(person) ?? [];

    /// <summary>退款、银行追回: paid back by the person or the bank, on the position that it was paid too much on.</summary>
    private async Task ReadBack(NpgsqlConnection connection, int first, int last, long known, CancellationToken stop)
    {
        foreach (var (line, fen) in await connection.Rows("""
            select person_id, benefit_month, category, component, fen from money_back_part p
            where person_id between $1 and $2 and act <= $3 and category <> 875
                and not exists (select from money_back_end e where e.money_back_act = p.act and e.act <= $3)
            """, r => (new PaidLine(r.GetInt32(0), r.Month(1), r.GetInt16(2), r.GetInt16(3)), r.GetInt64(4)), stop,
            first, last, known)) Add(line, -fen);
    }

    private async Task ReadLines(
        NpgsqlConnection connection, int[] runs, int first, int last, PayMonth month, long known,
        CancellationToken stop)
    {
        await using var command = connection.Statement("""
            with latest as (
                select distinct on (run_id, person_id) run_id, person_id, outcome, credited_fen
                from row_result r join payout_run p using (run_id)
                where person_id between $2 and $3 and act <= $5 and (outcome <> 6 or act > p.approval_act)
                order by run_id, person_id, act desc)
            select l.person_id, l.run_id, l.category, l.component, l.fen, coalesce(r.outcome, 1),
                coalesce(r.credited_fen, 0)
            from payment_line l left join latest r using (run_id, person_id)
            where l.benefit_month = $4 and l.person_id between $2 and $3 and l.run_id = any($1)
                and l.category <> 875
            order by l.person_id, l.category, l.component
            """, runs, first, last, month.FirstDay, known);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (reader.Next(stop))
        {
            var line = new PaidLine(reader.GetInt32(0), month, reader.GetInt16(2), reader.GetInt16(3));
            switch ((Outcome)reader.GetInt16(5))
            {
                case Outcome.Paid or Outcome.Unknown:
                    Add(line, reader.GetInt64(4));
                    break;
                case Outcome.Partly:
                    var row = (reader.GetInt32(1), line.Person);
                    if (!partly.TryGetValue(row, out var of)) partly[row] = of = (reader.GetInt64(6), []);
                    of.Lines.Add(line with { Fen = reader.GetInt64(4) });
                    break;
            }
        }
    }

    /// <summary>Credited in part: the lines have come month by month, in order.</summary>
    private void Share()
    {
        foreach (var (credited, lines) in partly.Values)
        {
            var counted = CreditedLines.Of([.. lines.Select(l => l.Fen)], credited);
            for (var i = 0; i < lines.Count; i++) Add(lines[i], counted[i]);
        }
    }

    private void Add(PaidLine line, long fen)
    {
        sums[(line.Person, line.Month)] = Of(line.Person, line.Month) + fen;
        if (line.Component is not (Component.Nursing or Component.Funeral)) return;
        if (!apart.TryGetValue((line.Person, line.Month), out var of)) apart[(line.Person, line.Month)] = of = [];
        of.Add(line with { Fen = fen });
    }

    private readonly record struct PaidLine(int Person, PayMonth Month, short Category, short Component, long Fen = 0);
}
