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
        // Halves of the people side by side; a rehearsal's lines are seen by its own connection alone.
        var half = tables == RunTables.Stored ? (last + 1) / 2 : last;
        using var sort = new RunRowSort(SortBuffer);
        using var other = new RunRowSort(half < last ? SortBuffer : 0);
        await using var forLines = await source.OpenConnectionAsync(stop);
        await Task.WhenAll(
            Task.Run(() => Join(source, connection, run, tables, 1, half, sort, stop), stop),
            half < last
                ? Task.Run(() => Join(source, forLines, run, tables, half + 1, last, other, stop), stop)
                : Task.CompletedTask);
        foreach (var row in RunRowSort.Merge([sort, other])) yield return row;
    }

    /// <summary>
    /// People and lines of a range of serials, each in the order of their serials, in which they lie in the database
    /// anyway.
    /// </summary>
    private static async Task Join(
        NpgsqlDataSource source, NpgsqlConnection connection, PayoutRun run, RunTables tables, int first, int last,
        RunRowSort sort, CancellationToken stop)
    {
        await using var forPeople = await source.OpenConnectionAsync(stop);
        await LargeSets.PrepareStream(forPeople, stop);
        await LargeSets.PrepareStream(connection, stop);
        await using (var lines = await RunLines.Open(connection, tables.Line, run.Id, first, last, stop))
        {
            await using var people = await KnownPeople.Open(forPeople, first, last, run.KnownThrough, null, stop);
            var row = new RunRow();
            lines.Next();
            while (people.Next()) AddAll(people.Value, lines, row, sort);
            if (lines.PersonId != 0)
                throw new InvalidOperationException($"Run {run.Name} has a line of a person it did not know.");
        }

        await LargeSets.EndStream(connection, stop);
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
            do row.Add(lines.Line);
            while (lines.Next() && lines.PersonId == card.PersonId);
            if (row.Fen > 0) sort.Add(row);
        }
    }
}
