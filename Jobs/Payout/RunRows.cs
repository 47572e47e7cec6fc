using System.Runtime.CompilerServices;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>
/// The bank rows of a run, streamed once in order of identity number; people whose lines add up to 0 have none.
/// </summary>
internal static class RunRows
{
    /// <summary>Memory of each sort; a row is some 150 bytes.</summary>
    private const int SortBuffer = 12 * 1024 * 1024;

    /// <param name="source">What the run knew of people, and stored lines, are the same for everybody who asks.</param>
    /// <param name="connection">For lines that are its own.</param>
    /// <returns>The same row again and again, with another person each time.</returns>
    public static async IAsyncEnumerable<RunRow> Read(
        NpgsqlDataSource source, NpgsqlConnection connection, PayoutRun run, RunTables tables,
        [EnumeratorCancellation] CancellationToken stop)
    {
        var last = await RunShards.Last(connection, run.KnownThrough, stop);
        using var sort = new RunRowSort(SortBuffer);
        if (tables != RunTables.Stored)
        {
            // A rehearsal's lines are seen by its own connection alone.
            await using (var lines = await RunLines.Open(connection, tables.Line, run.Id, last, stop))
                await Join(source, lines, run, 1, last, sort, stop);
            await LargeSets.EndStream(connection, stop);
            foreach (var row in RunRowSort.Merge([sort])) yield return row;
            yield break;
        }

        // Halves of the people side by side.
        using var other = new RunRowSort(SortBuffer);
        await Task.WhenAll(
            Task.Run(() => Stored(source, run, 1, (last + 1) / 2, sort, stop), stop),
            Task.Run(() => Stored(source, run, ((last + 1) / 2) + 1, last, other, stop), stop));
        foreach (var row in RunRowSort.Merge([sort, other])) yield return row;
    }

    private static async Task Stored(
        NpgsqlDataSource source, PayoutRun run, int first, int last, RunRowSort sort, CancellationToken stop)
    {
        await using var forMonth = await source.OpenConnectionAsync(stop);
        await using var forOthers = await source.OpenConnectionAsync(stop);
        await using var lines = await RunLines.Open(forMonth, forOthers, run, first, last, stop);
        await Join(source, lines, run, first, last, sort, stop);
    }

    /// <summary>
    /// People and lines of a range of serials, each in the order of their serials, in which they lie in the database
    /// anyway.
    /// </summary>
    private static async Task Join(
        NpgsqlDataSource source, RunLines lines, PayoutRun run, int first, int last, RunRowSort sort,
        CancellationToken stop)
    {
        await using var forPeople = await source.OpenConnectionAsync(stop);
        await LargeSets.PrepareStream(forPeople, stop);
        await using var people = await KnownPeople.Open(forPeople, first, last, run.KnownThrough, null, stop);
        var row = new RunRow();
        lines.Next();
        while (people.Next()) AddAll(people.Value, lines, row, sort);
        if (lines.PersonId != 0)
            throw new InvalidOperationException($"Run {run.Name} has a line of a person it did not know.");
        sort.Finish();
    }

    /// <summary>Whose lines add up to more than nothing is sent a row.</summary>
    private static void AddAll(ReadOnlySpan<byte> cards, RunLines lines, RunRow row, RunRowSort sort)
    {
        while (cards.Length > 0)
        {
            var card = PersonCard.Take(ref cards);
            if (lines.PersonId != card.PersonId) continue;
            row.Begin(card);
            lines.AddTo(row);
            lines.Next();
            if (row.Fen > 0) sort.Add(row);
        }
    }
}
