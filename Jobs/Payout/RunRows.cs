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
    /// <param name="source">For people: what the run knew of them is the same for everybody who asks.</param>
    /// <param name="connection">For the lines, which may be its own.</param>
    /// <returns>The same row again and again, with another person each time.</returns>
    public static async IAsyncEnumerable<RunRow> Read(
        NpgsqlDataSource source, NpgsqlConnection connection, PayoutRun run, RunTables tables,
        [EnumeratorCancellation] CancellationToken stop)
    {
        using var sort = new RunRowSort();
        await LargeSets.PrepareStream(connection, stop);
        await Join(source, connection, run, tables, sort, stop);
        await LargeSets.EndStream(connection, stop);
        foreach (var row in sort.Merge()) yield return row;
    }

    /// <summary>
    /// People and lines, each in the order of their serials, in which they lie in the database anyway.
    /// </summary>
    private static async Task Join(
        NpgsqlDataSource source, NpgsqlConnection connection, PayoutRun run, RunTables tables, RunRowSort sort,
        CancellationToken stop)
    {
        await using var forPeople = await source.OpenConnectionAsync(stop);
        await LargeSets.PrepareStream(forPeople, stop);
        await using var lines = await RunLines.Open(connection, tables.Line, run.Id, stop);
        var last = await RunShards.Last(forPeople, run.KnownThrough, stop);
        await using var people = await KnownPeople.Open(forPeople, 1, last, run.KnownThrough, null, stop);
        var row = new RunRow();
        lines.Next();
        while (people.Next()) AddAll(people.Bytes(0), lines, row, sort);
        if (lines.PersonId != 0)
            throw new InvalidOperationException($"Run {run.Name} has a line of a person it did not know.");
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
