using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Explain;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Comparison;

/// <summary>A sum of lines of one kind for one month of one identity.</summary>
internal readonly record struct SentPart(int Person, short Category, PayMonth Month, LineKind Kind, long Fen);

/// <summary>What is held of one month of one identity, and why.</summary>
internal readonly record struct HeldPart(int Person, short Category, PayMonth Month, Block Reason, long Fen);

/// <summary>Everything that can say why people of a set differ, as the run knew it: one statement each.</summary>
internal sealed class DifferenceFacts
{
    public required PayoutRun Run { get; init; }

    /// <summary>The other run, and what it sent; null and nothing beside a list.</summary>
    public required PayoutRun? Other { get; init; }

    public required ILookup<int, SentPart> SentByOther { get; init; }

    public required StandardTable Standards { get; init; }

    public required Parameters Parameters { get; init; }

    public required Dictionary<int, Wage> Wages { get; init; }

    public required Dictionary<short, string> Components { get; init; }

    public required Dictionary<int, PersonHistory> Histories { get; init; }

    public required Dictionary<long, DateOnly> Days { get; init; }

    public required ILookup<int, SentPart> Sent { get; init; }

    public required ILookup<int, HeldPart> Held { get; init; }

    public required ILookup<int, Claim> Claims { get; init; }

    /// <summary>For the run's month by other runs that count: run and fen.</summary>
    public required ILookup<int, (string Run, long Fen)> Elsewhere { get; init; }

    public required ILookup<int, HistoryTotal> Before { get; init; }

    /// <summary>尾差 of the run, fen.</summary>
    public required Dictionary<int, long> RoundingFen { get; init; }

    /// <summary>Numbers under which the names of strangers are on the roster.</summary>
    public required ILookup<string, string> NumbersByName { get; init; }

    public static async Task<DifferenceFacts> Read(
        NpgsqlConnection connection, PayoutRun run, PayoutRun? other, FoundDifference[] set, CancellationToken stop)
    {
        int[] people = [.. set.Select(d => d.Person).Where(p => p > 0).Distinct()];
        var histories = await PersonStore.Histories(connection, people, stop);
        foreach (var (person, history) in histories) histories[person] = history.AsKnownAt(run.KnownThrough);
        return new DifferenceFacts
        {
            Run = run,
            Other = other,
            SentByOther = await SentOf(connection, other ?? run, other is null ? [] : people, stop),
            Standards = await StandardStore.Table(connection, run.KnownThrough, stop),
            Parameters = await ParameterStore.Read(connection, run.KnownThrough, stop),
            Wages = (await StandardStore.Wages(connection, run.KnownThrough, stop)).ToDictionary(w => w.Id),
            Components = await ComponentStore.Labels(connection, stop),
            Histories = histories,
            Days = await ExplainStore.Days(
                connection, histories.Values.SelectMany(h => h.Changes).Select(c => c.Place.Act), stop),
            Sent = await SentOf(connection, run, people, stop),
            Held = await HeldOf(connection, run, people, stop),
            Claims = await ClaimsOf(connection, run, people, stop),
            Elsewhere = await ElsewhereOf(connection, run, people, stop),
            Before = (await HistoryStore.Latest(connection, people, run.KnownThrough, stop))
                .Where(h => h.Total.Month == run.Month).ToLookup(h => h.Person, h => h.Total),
            RoundingFen = await RoundingOf(connection, run, people, stop),
            NumbersByName = await Namesakes(connection, set, stop),
        };
    }

    private static async Task<ILookup<int, SentPart>> SentOf(
        NpgsqlConnection connection, PayoutRun run, int[] people, CancellationToken stop) => (await connection.Rows("""
            select person_id, category, benefit_month, kind, sum(fen)::bigint from payment_line
            where run_id = $1 and person_id = any($2)
            group by person_id, category, benefit_month, kind order by person_id, benefit_month, category, kind
            """, r => new SentPart(r.GetInt32(0), r.GetInt16(1), r.Month(2), (LineKind)r.GetInt16(3), r.GetInt64(4)),
            stop, run.Id, people)).ToLookup(p => p.Person);

    private static async Task<ILookup<int, HeldPart>> HeldOf(
        NpgsqlConnection connection, PayoutRun run, int[] people, CancellationToken stop) => (await connection.Rows("""
            select person_id, category, benefit_month, reason, sum(fen)::bigint from held_amount
            where run_id = $1 and person_id = any($2)
            group by person_id, category, benefit_month, reason order by person_id, benefit_month, category, reason
            """, r => new HeldPart(r.GetInt32(0), r.GetInt16(1), r.Month(2), (Block)r.GetInt16(3), r.GetInt64(4)),
            stop, run.Id, people)).ToLookup(p => p.Person);

    private static async Task<ILookup<int, Claim>> ClaimsOf(
        NpgsqlConnection connection, PayoutRun run, int[] people, CancellationToken stop) => (await connection.Rows("""
            select person_id, benefit_month, fen from claim where run_id = $1 and person_id = any($2)
            order by person_id, benefit_month
            """, r => (Person: r.GetInt32(0), Claim: new Claim(r.Month(1), r.GetInt64(2))), stop, run.Id, people))
            .ToLookup(c => c.Person, c => c.Claim);

    private static async Task<ILookup<int, (string Run, long Fen)>> ElsewhereOf(
        NpgsqlConnection connection, PayoutRun run, int[] people, CancellationToken stop) => (await connection.Rows("""
            select l.person_id, r.name, sum(l.fen)::bigint
            from payment_line l join payout_run r using (run_id)
            where l.benefit_month = $1 and l.person_id = any($2) and l.run_id < $3
                and r.kind <> 'oneoff'
                and r.state not in ('opened', 'assessed', 'submitted', 'checked', 'cancelled')
            group by l.person_id, r.run_id, r.name having sum(l.fen) <> 0 order by l.person_id, r.run_id
            """, r => (Person: r.GetInt32(0), Part: (r.GetString(1), r.GetInt64(2))), stop, run.Month.FirstDay, people,
            run.Id)).ToLookup(p => p.Person, p => p.Part);

    private static async Task<Dictionary<int, long>> RoundingOf(
        NpgsqlConnection connection, PayoutRun run, int[] people, CancellationToken stop) => (await connection.Rows("""
            select person_id, sum(fen)::bigint from rounding_difference where run_id = $1 and person_id = any($2)
            group by person_id
            """, r => (r.GetInt32(0), r.GetInt64(1)), stop, run.Id, people)).ToDictionary(d => d.Item1, d => d.Item2);

    private static async Task<ILookup<string, string>> Namesakes(
        NpgsqlConnection connection, FoundDifference[] set, CancellationToken stop)
    {
        string[] names = [.. set.Where(d => d.Person == 0).Select(d => d.Name).OfType<string>().Distinct()];
        return (names.Length == 0 ? [] : await connection.Rows("""
            select name, id_number from person_version where name = any($1) and known_to = 9223372036854775807
            order by name, id_number
            """, r => (Name: r.GetString(0), Number: r.GetString(1)), stop, [names]))
            .ToLookup(p => p.Name, p => p.Number, StringComparer.Ordinal);
    }
}
