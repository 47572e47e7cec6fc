using System.Runtime.CompilerServices;
using Disbursement.Domain.Payouts;
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
        await Join(source, connection, run, tables, sort, stop);
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
        await LargeSets.PrepareStream(connection, stop);
        await using var lines = await CopyReader.Open(connection, $"""
            select person_id, category, component, benefit_month, kind, fen from {tables.Line} where run_id = {run.Id}
            order by person_id, category, benefit_month, component, kind
            """, 6, stop);
        await using var people = await CopyReader.Open(forPeople, $"""
            select person_id, id_number, name, region, bank, account, account_name, name_at_bank from person_version
            where known_from <= {run.KnownThrough} and known_to > {run.KnownThrough} order by person_id
            """, 8, stop);
        var row = new RunRow();
        while (lines.Next())
        {
            if (row.PersonId != lines.Int(0))
            {
                if (row.Fen > 0) sort.Add(row);
                while (people.Next() && people.Int(0) < lines.Int(0))
                {
                    // Nothing for this person in this run.
                }

                if (people.IsAtEnd || people.Int(0) != lines.Int(0))
                    throw new InvalidOperationException($"Run {run.Name} has a line of a person it did not know.");
                row.Begin(people);
            }

            row.Add(new RunLine(
                lines.Short(1), lines.Short(2), lines.Month(3), (LineKind)lines.Short(4), lines.Long(5)));
        }

        if (row.Fen > 0) sort.Add(row);
        while (people.Next())
        {
            // Left before its end, a copy is broken off, and the server notes it.
        }
    }
}
