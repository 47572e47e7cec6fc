using Disbursement.Domain;
using Disbursement.Domain.Duties;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Disbursement.Jobs.Results;

/// <summary>A row that was struck out.</summary>
internal readonly record struct StruckRow(int PersonId, string IdNumber, string? Bank, long Fen, long Act);

/// <summary>What became of a bank row, as far as it is not simply paid.</summary>
/// <param name="ReachMonth">The first benefit month of its lines.</param>
internal sealed record RowResult(
    int RunId, int PersonId, long Act, Outcome Outcome, long RowFen, long CreditedFen, PayMonth ReachMonth)
{
    public string? Bank { get; init; }

    public string? Account { get; init; }

    /// <summary>Code of <see cref="BankReason"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>The bank's own words.</summary>
    public string? ReasonText { get; init; }

    public string? BankSerial { get; init; }

    public string? NewAccount { get; init; }

    public string? Document { get; init; }
}

/// <summary>Results of bank rows, appended; of those of a row the latest counts.</summary>
internal static class ResultStore
{
    private const string Columns = """
        run_id, person_id, act, outcome, row_fen, credited_fen, reach_month, bank, account, reason, reason_text,
        bank_serial, new_account, document
        """;

    public static Task<List<StruckRow>> Struck(
        NpgsqlConnection connection, PayoutRun run, CancellationToken stop) => connection.Rows("""
            select r.person_id, v.id_number, case when o.person_id is null then v.bank else o.bank end, r.row_fen,
                r.act
            from row_result r
            left join run_receiver o on o.run_id = r.run_id and o.person_id = r.person_id
            join person_version v on v.person_id = r.person_id and v.known_from <= $2 and v.known_to > $2
            where r.run_id = $1 and r.outcome = $3
                and r.act > (select approval_act from payout_run where run_id = $1)
            order by r.person_id
            """, r => new StruckRow(r.GetInt32(0), r.GetString(1), r.TextOrNull(2), r.GetInt64(3), r.GetInt64(4)), stop,
            run.Id, run.KnownThrough, (short)Outcome.StruckOut);

    /// <summary>Who struck rows out of what was approved: another writes the files anew.</summary>
    public static Task<List<Signed>> StruckBy(NpgsqlConnection connection, PayoutRun run, CancellationToken stop) =>
        connection.Rows("""
            select distinct a.performed_by, a.performed_for from row_result r join act a on a.number = r.act
            where r.run_id = $1 and r.outcome = 6 and a.performed_by is not null
                and r.act > (select approval_act from payout_run where run_id = $1)
            """, r => new Signed(Deed.StrikeOut, r.GetString(0), r.TextOrNull(1)), stop, run.Id);

    /// <summary>
    /// The latest of each row of a run that has any. What was struck out of an approval that finance made void is in
    /// the next one again.
    /// </summary>
    public static async Task<Dictionary<int, RowResult>> OfRun(
        NpgsqlConnection connection, int run, CancellationToken stop) => (await connection.Rows($"""
            select distinct on (person_id) {Columns} from row_result
            where run_id = $1
                and (outcome <> 6 or act > (select approval_act from payout_run where run_id = $1))
            order by person_id, act desc
            """, Read, stop, run)).ToDictionary(r => r.PersonId);

    public static async Task Write(
        NpgsqlConnection connection, IEnumerable<RowResult> results, CancellationToken stop)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy row_result ({Columns}) from stdin (format binary)", stop);
        foreach (var result in results)
        {
            await copy.StartRowAsync(stop);
            await copy.WriteAsync(result.RunId, NpgsqlDbType.Integer, stop);
            await copy.WriteAsync(result.PersonId, NpgsqlDbType.Integer, stop);
            await copy.WriteAsync(result.Act, NpgsqlDbType.Bigint, stop);
            await copy.WriteAsync((short)result.Outcome, NpgsqlDbType.Smallint, stop);
            await copy.WriteAsync(result.RowFen, NpgsqlDbType.Bigint, stop);
            await copy.WriteAsync(result.CreditedFen, NpgsqlDbType.Bigint, stop);
            await copy.WriteAsync(result.ReachMonth.FirstDay, NpgsqlDbType.Date, stop);
            foreach (var text in (string?[])[
                result.Bank, result.Account, result.Reason, result.ReasonText, result.BankSerial, result.NewAccount,
                result.Document])
            {
                if (text is null) await copy.WriteNullAsync(stop);
                else await copy.WriteAsync(text, NpgsqlDbType.Text, stop);
            }
        }

        await copy.CompleteAsync(stop);
    }

    private static RowResult Read(NpgsqlDataReader r) => new(
        r.GetInt32(0), r.GetInt32(1), r.GetInt64(2), (Outcome)r.GetInt16(3), r.GetInt64(4), r.GetInt64(5), r.Month(6))
    {
        Bank = r.TextOrNull(7), Account = r.TextOrNull(8), Reason = r.TextOrNull(9), ReasonText = r.TextOrNull(10),
        BankSerial = r.TextOrNull(11), NewAccount = r.TextOrNull(12), Document = r.TextOrNull(13),
    };
}
