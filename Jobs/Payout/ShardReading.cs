using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Disbursement.Domain;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.OneOffs;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Recoveries;
using Disbursement.Jobs.Results;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>A person of a shard as the run knew the person.</summary>
/// <param name="IsTouched">Something became known since the run it starts from.</param>
internal sealed record ShardPerson(
    int Id, FoldedPerson Person, Block Receiver, BankProblem? BankProblem, PayMonth From, bool IsTouched)
{
    /// <summary>Of a one-off batch.</summary>
    public OneOffOwed? OneOff { get; init; }

    /// <summary>The batch says to whom it goes, and not the person's card.</summary>
    public bool HasOwnReceiver => OneOff?.Receiving is not null;

    /// <summary>Money came back from the account that the batch names.</summary>
    public ReturnedAccount? OwnReturned { get; init; }
}

/// <summary>
/// Everything a shard needs: what concerns few of its people is read first, then all of them come along one at a time,
/// so that a person is worked out and gone before the next is made.
/// </summary>
internal sealed class ShardReading(NpgsqlConnection connection, RunFrame frame, int firstPerson, int lastPerson)
{
    /// <summary>Of a partial run: those of the range whom it is for. Nobody else is ever read.</summary>
    private readonly int[]? only = frame.People?.Where(p => firstPerson <= p && p <= lastPerson).ToArray();

    private readonly HashSet<int> touched = [];
    private readonly Dictionary<int, PayMonth> reach = [];
    private readonly Dictionary<int, List<PaidPosition>> paid = [];
    private readonly Dictionary<int, List<HistoryTotal>> history = [];

    private BatchShard? batch;
    private readonly RecoveryReading recoveries = new();

    private CreditedRows? credited;
    private byte[] bankRow = new byte[512];
    private int bankRowLength;

    /// <summary><see cref="PersonCard.ForBankRow"/> of the person who came last.</summary>
    public ReadOnlySpan<byte> BankRow => bankRow.AsSpan(0, bankRowLength);

    /// <summary>What was sent for the month of the last regular run, by person; fen.</summary>
    public Dictionary<int, long> LastMonth { get; } = [];

    public PersonFile FileOf(ShardPerson person)
    {
        var lines = paid.GetValueOrDefault(person.Id) ?? [];
        lines.RemoveAll(l => l.Month < person.From);
        return new PersonFile(person.Person, person.Receiver, lines, history.GetValueOrDefault(person.Id) ?? [])
        {
            Bars = person.HasOwnReceiver
                ? [.. frame.Bars.Of(person.Id).Where(b => b.Reason != Block.AccountDead)]
                : frame.Bars.Of(person.Id),
            OneOff = person.OneOff,
            Recovery = recoveries.Of(person.Id),
        };
    }

    /// <summary>To be called before <see cref="People"/>.</summary>
    public async Task Read(CancellationToken stop)
    {
        batch = await BatchShard.Read(connection, frame.Run, only, stop);
        await ReadReach(stop);
        if (frame.HasHistory) await ReadHistory(stop);
        if (frame.StandardsReachBack) await ReadReachOfStandards(stop);
        credited = await CreditedRows.Read(
            connection, firstPerson, lastPerson, only, frame.Run.KnownThrough, stop);
        if (frame.HasRecoveries)
            await recoveries.Read(connection, frame, firstPerson, lastPerson, only, credited, stop);
        await ReadLines(stop);
        // A month that was taken back from what was sent is last month too, though nothing starts from it.
        if (frame.LastRegular is { } last) await ReadLastMonth(last, stop);
    }

    /// <summary>The people in order of their serials, each once; the connection is theirs until the end.</summary>
    public async IAsyncEnumerable<ShardPerson> People(
        [EnumeratorCancellation] CancellationToken stop)
    {
        await using var values = await KnownPeople.Open(
            connection, firstPerson, lastPerson, frame.Run.KnownThrough, only, stop);
        while (values.Next())
        {
            var next = 0;
            while (next < values.Value.Length) yield return PersonAt(values.Value, ref next);
        }
    }

    private ShardPerson PersonAt(ReadOnlySpan<byte> cards, ref int next)
    {
        var rest = cards[next..];
        var card = PersonCard.Take(ref rest);
        next = cards.Length - rest.Length;
        Keep(card.ForBankRow);
        var person = card.Person();
        var receiver = card.Receiver;
        BankProblem? problem = null;
        var oneOff = batch?.OwedOf(card.PersonId, person);
        if (oneOff?.Receiving is { } receiving)
        {
            person = person with { Receiving = receiving };
            receiver = Blocks.OfReceiver(person);
            Keep(PersonCard.ForBankRowOf(person));
        }

        if (receiver == Block.None && person.Receiving.Account is { } account)
        {
            (receiver, problem) = frame.CheckBank(
                account.Bank, account.Number!, account.NameAtBank ?? account.HolderName ?? person.Name);
        }

        var returned = oneOff?.Receiving?.Account?.Number is { } own ? batch!.Returned(own) : null;
        if (receiver == Block.None && returned is not null) receiver = Block.AccountDead;
        return new ShardPerson(
            card.PersonId, person, receiver, problem, From(card.PersonId, person),
            frame.Basis is null || touched.Contains(card.PersonId))
        {
            OneOff = oneOff, OwnReturned = returned,
        };
    }

    private void Keep(ReadOnlySpan<byte> forBankRow)
    {
        bankRowLength = forBankRow.Length;
        if (bankRowLength > bankRow.Length) bankRow = new byte[2 * bankRowLength];
        forBankRow.CopyTo(bankRow);
    }

    /// <summary>
    /// Carry-over, 2 and 3: what became known since, and what was left open in the run it starts from.
    /// </summary>
    private async Task ReadReach(CancellationToken stop)
    {
        if (frame.Basis is not { } basis) return;
        foreach (var (person, month, isTouched) in await connection.Rows("""
            select person_id, min(month), bool_or(is_touched) from (
                select person_id, reach_month as month, true as is_touched from person_version
                where person_id between $1 and $2 and known_from > $3 and known_from <= $4
                union all
                select person_id, reach_month, true from row_result
                where person_id between $1 and $2 and act > $3 and act <= $4
                    and run_id not in (select run_id from payout_run where kind = 'oneoff')
                union all
                select person_id, benefit_month, true from recovery_reach
                where person_id between $1 and $2 and act > $3 and act <= $4
                union all
                select person_id, reach_month, true from adopted_row
                where person_id between $1 and $2 and act > $3 and act <= $4
                union all
                select person_id, benefit_month, false from held_amount
                where run_id = $5 and person_id between $1 and $2
                union all
                select person_id, benefit_month, false from claim where run_id = $5 and person_id between $1 and $2
                union all
                -- Made good as a whole: its identities among themselves may not be yet.
                select person_id, benefit_month, false from recovery_taken
                where run_id = $5 and person_id between $1 and $2
                union all
                select person_id, benefit_month, false from undecided_month
                where run_id = $5 and person_id between $1 and $2
                union all
                select person_id, benefit_month, false from rounding_difference
                where run_id = $5 and person_id between $1 and $2) as r
            where $6::int[] is null or person_id = any($6) group by person_id
            """, r => (r.GetInt32(0), r.MonthOrNull(1), r.GetBoolean(2)), stop, firstPerson, lastPerson,
            basis.KnownThrough, frame.Run.KnownThrough, basis.Id, only))
        {
            if (isTouched) touched.Add(person);
            if (month is { } first) reach.Add(person, first);
        }
    }

    /// <summary>Carry-over, 2, new standards: once through the people, of whom only the month is kept.</summary>
    private async Task ReadReachOfStandards(CancellationToken stop)
    {
        await foreach (var person in People(stop))
        {
            if (person.From < frame.FromOfEverybody) reach[person.Id] = person.From;
        }
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
        if (!history.TryGetValue(id, out var totals)) return from;
        // A grant of imported history stands or falls with a death, which need not touch its month.
        var isReached = totals.Exists(h => h.Month >= from || h.Component == Component.Funeral);
        if (!isReached) return from;
        return PayMonth.Later(frame.First, PayMonth.Earlier(from, totals.Min(h => h.Month)));
    }

    /// <summary>
    /// Earlier lines of the months that may be worked out, counting or not: the next ordinal depends on all. What was
    /// sent once (875, 一次性) is nothing of a month.
    /// </summary>
    private async Task ReadLines(CancellationToken stop)
    {
        var everybody = frame.FromOfEverybody;
        var first = reach.Values.Concat(history.Values.Select(t => t.Min(h => h.Month))).Append(everybody).Min();
        for (var month = PayMonth.Later(first, frame.First); month <= frame.Run.Month; month += 1)
        {
            var wanted = month < everybody ? WhoReach(month) : only;
            if (wanted is { Length: 0 }) continue;
            await using var command = connection.Statement($"""
                select person_id, category, component, ordinal, fen, run_id from payment_line
                where benefit_month = $1 and {(wanted is null ? "person_id between $2 and $3" : "person_id = any($2)")}
                    and {(batch is null ? "category <> 875" : "category = 875")}
                order by person_id, category, component, ordinal
                """, wanted is null ? [month.FirstDay, firstPerson, lastPerson] : [month.FirstDay, wanted]);
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (reader.Next(stop)) AddLine(reader, month);
        }
    }

    /// <summary>Null: so many that the whole range is read as quickly.</summary>
    private int[]? WhoReach(PayMonth month)
    {
        int[] people = [.. reach.Where(r => r.Value <= month).Select(r => r.Key)
            .Union(history.Where(h => h.Value.Exists(t => t.Month <= month)).Select(h => h.Key))];
        return only is null && people.Length > (lastPerson - firstPerson) / 20 ? null : people;
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

        var (fen, cameBack) = counts
            ? credited!.Of(run, person, category, component, month, r.GetInt64(4))
            : (0, last.LastCameBack);
        positions[^1] = last with
        {
            Fen = last.Fen + fen,
            Lines = (short)Math.Max(last.Lines, r.GetInt16(3) + 1),
            LinesCounting = (short)(last.LinesCounting + (counts ? 1 : 0)),
            LastCameBack = cameBack,
        };
    }

    private async Task ReadLastMonth(PayoutRun last, CancellationToken stop)
    {
        const int Length = sizeof(int) + sizeof(long);
        var wanted = only is { Length: > 0 }
            ? $"person_id in ({string.Join(',', only)})"
            : $"person_id between {firstPerson} and {lastPerson}";
        await using var values = await CopyReader.Open(connection, $"""
            select coalesce(string_agg(int4send(person_id) || int8send(fen), ''::bytea), ''::bytea) from payment_line
            where benefit_month = '{last.Month.FirstDay:yyyy-MM-dd}'
                and {wanted} and run_id in ({string.Join(',', frame.LastMonthRuns)})
            """, stop);
        while (values.Next())
        {
            for (var rest = values.Value; rest.Length > 0; rest = rest[Length..])
            {
                CollectionsMarshal.GetValueRefOrAddDefault(
                    LastMonth, BinaryPrimitives.ReadInt32BigEndian(rest), out _) +=
                    BinaryPrimitives.ReadInt64BigEndian(rest[sizeof(int)..]);
            }
        }
    }
}
