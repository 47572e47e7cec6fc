using System.Runtime.InteropServices;
using Disbursement.Domain;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>A person of a shard as the run knew the person.</summary>
/// <param name="IsTouched">Something became known since the run it starts from.</param>
internal sealed record ShardPerson(
    int Id, FoldedPerson Person, Block Receiver, BankProblem? BankProblem, PayMonth From, bool IsTouched);

/// <summary>Everything a shard needs, read in a few ordered statements.</summary>
internal sealed class ShardReading(NpgsqlConnection connection, RunFrame frame, int firstPerson, int lastPerson)
{
    /// <summary>Of a partial run: those of the range whom it is for. Nobody else is ever read.</summary>
    private readonly int[]? only = frame.People?.Where(p => firstPerson <= p && p <= lastPerson).ToArray();

    private readonly Dictionary<int, PayMonth> reach = [];
    private readonly Dictionary<int, List<PaidPosition>> paid = [];
    private readonly Dictionary<int, List<HistoryTotal>> history = [];

    public List<ShardPerson> People { get; } = [];

    /// <summary>What was sent for the month of the last regular run, by person; fen.</summary>
    public Dictionary<int, long> LastMonth { get; } = [];

    public PersonFile FileOf(ShardPerson person) => new(
        person.Person, person.Receiver, paid.GetValueOrDefault(person.Id) ?? [],
        history.GetValueOrDefault(person.Id) ?? []);

    /// <summary>For statements that take no parameters.</summary>
    private string Wanted => only is { Length: > 0 }
        ? $"person_id in ({string.Join(',', only)})"
        : $"person_id between {firstPerson} and {lastPerson}";

    public async Task Read(CancellationToken stop)
    {
        await ReadReach(stop);
        if (frame.HasHistory) await ReadHistory(stop);
        await ReadPeople(stop);
        await ReadLines(stop);
        if (frame.Basis is not null) await ReadLastMonth(stop);
    }

    /// <summary>
    /// Carry-over, 2 and 3: what became known since, and what was left open in the run it starts from.
    /// </summary>
    private async Task ReadReach(CancellationToken stop)
    {
        if (frame.Basis is not { } basis) return;
        foreach (var (person, month) in await connection.Rows("""
            select person_id, min(month) from (
                select person_id, min(reach_month) as month from person_version
                where person_id between $1 and $2 and known_from > $3 and known_from <= $4
                    and ($6::int[] is null or person_id = any($6))
                group by person_id
                union all
                select person_id, benefit_month from held_amount where run_id = $5 and person_id between $1 and $2
                union all
                select person_id, benefit_month from claim where run_id = $5 and person_id between $1 and $2
                union all
                select person_id, benefit_month from undecided_month where run_id = $5 and person_id between $1 and $2
                union all
                select person_id, benefit_month from rounding_difference
                where run_id = $5 and person_id between $1 and $2) as r
            where month is not null and ($6::int[] is null or person_id = any($6)) group by person_id
            """, r => (r.GetInt32(0), r.Month(1)), stop, firstPerson, lastPerson, basis.KnownThrough,
            frame.Run.KnownThrough, basis.Id, only))
            reach.Add(person, month);
    }

    private async Task ReadHistory(CancellationToken stop)
    {
        foreach (var (person, total) in await HistoryStore.OfShard(
            connection, firstPerson, lastPerson, only, frame.Run.KnownThrough, stop))
            (history.TryGetValue(person, out var list) ? list : history[person] = []).Add(total);
    }

    /// <summary>尾差 is decided over all months of the history, so one of them worked out is all of them.</summary>
    private PayMonth From(int id, FoldedPerson person)
    {
        var from = frame.From(person, reach.TryGetValue(id, out var month) ? month : null);
        if (!history.TryGetValue(id, out var totals) || totals.TrueForAll(h => h.Month < from)) return from;
        return PayMonth.Later(frame.First, PayMonth.Earlier(from, totals.Min(h => h.Month)));
    }

    private async Task ReadPeople(CancellationToken stop)
    {
        await using var rows = await CopyReader.Open(connection, $"""
            select person_id, known_from, receiver, account_known, bank, account, account_name, name_at_bank, name,
                id_number, folded, payee_name, payee_id, payee_relation
            from person_version
            where {Wanted} and known_from <= {frame.Run.KnownThrough} and known_to > {frame.Run.KnownThrough}
            order by person_id
            """, 14, stop);
        while (rows.Next()) People.Add(PersonAt(rows));
    }

    private ShardPerson PersonAt(CopyReader row)
    {
        var id = row.Int(0);
        var (diedOn, hold, identities) = FoldedBytes.Read(row.Bytes(10));
        var receiver = (Block)row.Short(2);
        var bank = row.TextOrNull(4);
        var number = row.TextOrNull(5);
        var holder = row.TextOrNull(6);
        var atBank = row.TextOrNull(7);
        var account = number is null ? null : new Domain.People.Account(bank, number, holder, atBank);
        var person = new FoldedPerson(
            row.Text(9), row.Text(8), null, null, diedOn, hold,
            new Receiving(account, PayeeAt(row), false, false, row.Long(3)), identities);
        BankProblem? problem = null;
        if (receiver == Block.None)
            (receiver, problem) = frame.CheckBank(bank, number!, atBank ?? holder ?? person.Name);
        return new ShardPerson(
            id, person, receiver, problem, From(id, person),
            frame.Basis is null || row.Long(1) > frame.Basis.KnownThrough);
    }

    private static Domain.People.Payee? PayeeAt(CopyReader row) => row.TextOrNull(11) is { } name
        ? new Domain.People.Payee(name, row.TextOrNull(12), row.TextOrNull(13) ?? "", null)
        : null;

    /// <summary>
    /// Earlier lines of the months to be worked out, counting or not: the next ordinal depends on all.
    /// </summary>
    private async Task ReadLines(CancellationToken stop)
    {
        if (People.Count == 0) return;
        var first = People.Min(p => p.From);
        for (var month = PayMonth.Later(first, frame.First); month <= frame.Run.Month; month += 1)
        {
            var wanted = People.Where(p => p.From <= month).Select(p => p.Id).ToArray();
            if (wanted.Length == 0) continue;
            var few = only is not null || wanted.Length < People.Count / 20;
            await using var command = connection.Statement($"""
                select person_id, category, component, ordinal, fen, run_id from payment_line
                where benefit_month = $1 and {(few ? "person_id = any($2)" : "person_id between $2 and $3")}
                order by person_id, category, component, ordinal
                """, few ? [month.FirstDay, wanted] : [month.FirstDay, firstPerson, lastPerson]);
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (reader.Next(stop)) AddLine(reader, month);
        }
    }

    private void AddLine(NpgsqlDataReader r, PayMonth month)
    {
        var person = r.GetInt32(0);
        var run = r.GetInt32(5);
        if (run == frame.Run.Id) return;
        var counts = frame.CountingRuns.Contains(run);
        if (!paid.TryGetValue(person, out var positions)) paid[person] = positions = [];
        var (category, component) = (r.GetInt16(1), r.GetInt16(2));
        var last = positions.Count > 0 ? positions[^1] : default;
        if (positions.Count == 0 || last.Month != month || last.Category != category || last.Component != component)
        {
            last = new PaidPosition(category, component, month, 0, 0, 0, false);
            positions.Add(last);
        }

        positions[^1] = last with
        {
            Fen = last.Fen + (counts ? r.GetInt64(4) : 0),
            Lines = (short)Math.Max(last.Lines, r.GetInt16(3) + 1),
            LinesCounting = (short)(last.LinesCounting + (counts ? 1 : 0)),
        };
    }

    private async Task ReadLastMonth(CancellationToken stop)
    {
        if (frame.LastRegular is not { } last) return;
        await using var rows = await CopyReader.Open(connection, $"""
            select person_id, fen from payment_line
            where benefit_month = '{last.Month.FirstDay:yyyy-MM-dd}'
                and {Wanted} and run_id in ({string.Join(',', frame.LastMonthRuns)})
            """, 2, stop);
        while (rows.Next()) CollectionsMarshal.GetValueRefOrAddDefault(LastMonth, rows.Int(0), out _) += rows.Long(1);
    }
}
