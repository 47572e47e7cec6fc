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
    public static IAsyncEnumerable<RunRow> Read(
        NpgsqlConnection connection, PayoutRun run, CancellationToken stop) =>
        Read(connection, run, RunTables.Stored, stop);

    public static async IAsyncEnumerable<RunRow> Read(
        NpgsqlConnection connection, PayoutRun run, RunTables tables, [EnumeratorCancellation] CancellationToken stop)
    {
        await LargeSets.Prepare(connection, stop);
        await using var command = connection.Statement($"""
            select v.person_id, v.id_number, v.name, v.region, v.bank, v.account, v.account_name, v.name_at_bank,
                l.category, l.component, l.benefit_month, l.kind, l.fen
            from {tables.Line} l
            join person_version v on v.person_id = l.person_id and v.known_from <= $2 and v.known_to > $2
            where l.run_id = $1
            order by v.id_number, l.category, l.benefit_month, l.component, l.kind
            """, run.Id, run.KnownThrough);
        await using var reader = await command.ExecuteReaderAsync(stop);
        RunRow? row = null;
        while (reader.Next(stop))
        {
            if (row is null || row.PersonId != reader.GetInt32(0))
            {
                if (row is { Fen: > 0 }) yield return row;
                row = RowAt(reader);
            }

            var line = new RunLine(
                reader.GetInt16(8), reader.GetInt16(9), reader.Month(10), (LineKind)reader.GetInt16(11),
                reader.GetInt64(12));
            row.Lines.Add(line);
            row.Fen += line.Fen;
        }

        if (row is { Fen: > 0 }) yield return row;
    }

    private static RunRow RowAt(NpgsqlDataReader r) => new()
    {
        PersonId = r.GetInt32(0),
        IdNumber = r.GetString(1),
        Name = r.GetString(2),
        Region = r.TextOrNull(3),
        Bank = r.TextOrNull(4),
        Account = r.TextOrNull(5),
        AccountName = r.TextOrNull(6),
        NameAtBank = r.TextOrNull(7),
    };
}
