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
    private readonly Dictionary<(int Person, PayMonth Month, short Category), long> nursing = [];
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
            paid.Add(new PaidLine(person, total.Month, total.Category, total.Component), total.Fen);
        return paid;
    }

    public long Of(int person, PayMonth month) => sums.GetValueOrDefault((person, month));

    /// <summary>护理费 of an identity.</summary>
    public long NursingOf(int person, PayMonth month, short category) =>
        nursing.GetValueOrDefault((person, month, category));

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
                and l.kind not in (5, 6)
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
        if (line.Component == Component.Nursing)
            nursing[(line.Person, line.Month, line.Category)] = NursingOf(line.Person, line.Month, line.Category) + fen;
    }

    private readonly record struct PaidLine(int Person, PayMonth Month, short Category, short Component, long Fen = 0);
}
