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
    /// <returns>The same row again and again, with another person each time.</returns>
    public static async IAsyncEnumerable<RunRow> Read(
        NpgsqlConnection connection, PayoutRun run, [EnumeratorCancellation] CancellationToken stop)
    {
        await LargeSets.Prepare(connection, stop);
        await using var rows = await CopyReader.Open(connection, $"""
            select v.person_id, v.id_number, v.name, v.region, v.bank, v.account, v.account_name, v.name_at_bank,
                l.category, l.component, l.benefit_month, l.kind, l.fen
            from payment_line l
            join person_version v on v.person_id = l.person_id
                and v.known_from <= {run.KnownThrough} and v.known_to > {run.KnownThrough}
            where l.run_id = {run.Id}
            order by v.id_number, l.category, l.benefit_month, l.component, l.kind
            """, 13, stop);
        var row = new RunRow();
        while (rows.Next())
        {
            if (row.PersonId != rows.Int(0))
            {
                if (row.Fen > 0) yield return row;
                row.Begin(rows);
            }

            row.Add(new RunLine(
                rows.Short(8), rows.Short(9), rows.Month(10), (LineKind)rows.Short(11), rows.Long(12)));
        }

        if (row.Fen > 0) yield return row;
    }
}
