using System.Runtime.CompilerServices;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>
/// The bank rows of a run, streamed once in order of identity number; people whose lines add up to 0 have none.
/// </summary>
internal static class RunRows
{
    /// <param name="source">What the run knew of people, and stored lines, are the same for everybody who asks.</param>
    /// <returns>The same row again and again, with another person each time.</returns>
    public static async IAsyncEnumerable<RunRow> Read(
        NpgsqlDataSource source, PayoutRun run, [EnumeratorCancellation] CancellationToken stop)
    {
        if (run.AdoptedAct is not null)
        {
            using var kept = await HandOver.AdoptedRows.Read(source, run, stop);
            foreach (var row in RunRowSort.Merge(kept)) yield return row;
            yield break;
        }

        int last;
        await using (var connection = await source.OpenConnectionAsync(stop))
            last = await RunShards.Last(connection, run.KnownThrough, stop);
        // Halves of the people side by side.
        using var sort = new RunRowSort();
        using var other = new RunRowSort();
        await Task.WhenAll(
            Task.Run(() => Join(source, run, 1, (last + 1) / 2, sort, stop), stop),
            Task.Run(() => Join(source, run, ((last + 1) / 2) + 1, last, other, stop), stop));
        foreach (var row in RunRowSort.Merge(sort, other)) yield return row;
    }

    /// <summary>The same of some people, without going through the others.</summary>
    public static async IAsyncEnumerable<RunRow> Of(
        NpgsqlDataSource source, PayoutRun run, int[] people, [EnumeratorCancellation] CancellationToken stop)
    {
        if (people.Length == 0) yield break;
        using var sort = new RunRowSort();
        using var nobody = new RunRowSort();
        await using var connection = await source.OpenConnectionAsync(stop);
        var lines = (await connection.Rows("""
            select person_id, category, component, benefit_month, kind, fen from payment_line
            where run_id = $1 and person_id = any($2)
            """, r => (Person: r.GetInt32(0), Line: RunLine.For(
                r.GetInt16(1), r.GetInt16(2), r.Month(3), (LineKind)r.GetInt16(4), r.GetInt64(5))), stop, run.Id,
            people)).ToLookup(l => l.Person, l => l.Line);
        await using var forReceivers = await source.OpenConnectionAsync(stop);
        await using (var receivers = await RunReceivers.Open(forReceivers, run, 1, int.MaxValue, stop))
        await using (var cards = await KnownPeople.Open(connection, 0, 0, run.KnownThrough, people, stop))
        {
            while (cards.Next()) AddAll(cards.Value, lines, receivers, sort);
        }

        sort.Finish();
        nobody.Finish();
        foreach (var row in RunRowSort.Merge(sort, nobody)) yield return row;
    }

    private static void AddAll(
        ReadOnlySpan<byte> cards, ILookup<int, RunLine> lines, RunReceivers? receivers, RunRowSort sort)
    {
        while (cards.Length > 0)
        {
            var card = PersonCard.Take(ref cards);
            RunLine[] of = [.. lines[card.PersonId].Order()];
            if (of.Sum(l => l.Fen) <= 0) continue;
            var own = receivers?.Of(card);
            sort.Add(card.PersonId, own is null ? card.ForBankRow : own, of);
        }
    }

    /// <summary>
    /// People and lines of a range of serials, each in the order of their serials, in which they lie in the database
    /// anyway.
    /// </summary>
    private static async Task Join(
        NpgsqlDataSource source, PayoutRun run, int first, int last, RunRowSort sort, CancellationToken stop)
    {
        await using var forMonth = await source.OpenConnectionAsync(stop);
        await using var forOthers = await source.OpenConnectionAsync(stop);
        await using var lines = await RunLines.Open(forMonth, forOthers, run, first, last, stop);
        await using var forPeople = await source.OpenConnectionAsync(stop);
        await LargeSets.PrepareStream(forPeople, stop);
        await using var forReceivers = await source.OpenConnectionAsync(stop);
        await using var receivers = await RunReceivers.Open(forReceivers, run, first, last, stop);
        await using var people = await KnownPeople.Open(forPeople, first, last, run.KnownThrough, null, stop);
        lines.Next();
        while (people.Next()) AddAll(people.Value, lines, receivers, sort);
        if (lines.PersonId != 0)
            throw new InvalidOperationException($"Run {run.Name} has a line of a person it did not know.");
        sort.Finish();
    }

    /// <summary>Whose lines add up to more than nothing is sent a row.</summary>
    private static void AddAll(
        ReadOnlySpan<byte> cards, RunLines lines, RunReceivers? receivers, RunRowSort sort)
    {
        while (cards.Length > 0)
        {
            var card = PersonCard.Take(ref cards);
            if (lines.PersonId != card.PersonId) continue;
            if (lines.Fen > 0)
            {
                var own = receivers?.Of(card);
                sort.Add(card.PersonId, own is null ? card.ForBankRow : own, lines.OfPerson);
            }

            lines.Next();
        }
    }
}
