using Disbursement.Domain.Funds;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Disbursement.Jobs.Closing;

/// <summary>A line of the paying account, and what it belongs to.</summary>
/// <param name="Run">Null: no run.</param>
/// <param name="Purpose">Null with no run: nobody has said it yet.</param>
public sealed record StatementLine(
    string Bank, DateOnly Day, string Serial, bool IsDebit, long Fen, string? CounterpartyName,
    string? CounterpartyAccount, string? Summary, string? Run, StatementPurpose? Purpose)
{
    public bool IsOpen => Run is null && Purpose is null;
}

/// <summary>A case that goes on after its run is closed.</summary>
internal readonly record struct CarriedCase(string Code, string Subject, string Owner);

/// <summary>Bank statements, and runs that are closed on them.</summary>
internal static class ClosingStore
{
    private const string Columns = """
        l.bank, l.day, l.serial, l.is_debit, l.fen, l.counterparty_name, l.counterparty_account, l.summary,
        (select name from payout_run r where r.run_id = l.run_id), l.purpose
        """;

    public static Task<List<StatementLine>> Lines(
        NpgsqlConnection connection, string? bank, bool openOnly, CancellationToken stop) => connection.Rows($"""
            select {Columns} from allotted_line l
            where ($1::text is null or l.bank = $1)
                and (not $2 or (l.run_id is null and l.purpose is null))
            order by l.bank, l.day, l.act, l.row_number
            """, Read, stop, bank, openOnly);

    public static Task<List<StatementLine>> Of(
        NpgsqlConnection connection, string bank, string serial, DateOnly? day, CancellationToken stop) =>
        connection.Rows($"""
            select {Columns} from allotted_line l
            where l.bank = $1 and l.serial = $2 and ($3::date is null or l.day = $3) order by l.day, l.is_debit
            """, Read, stop, bank, serial, day);

    public static Task Allot(
        Act act, StatementLine line, int? run, StatementPurpose? purpose, string document, CancellationToken stop) =>
        act.Connection.Execute("""
            insert into statement_allotment (act, bank, day, serial, is_debit, run_id, purpose, document)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """, stop, act.Number, line.Bank, line.Day, line.Serial, line.IsDebit, run, purpose?.Code(), document);

    /// <summary>
    /// Each bank of a run, its account beside our books, as both are now; in order of the bank's name.
    /// </summary>
    public static Task<List<StatementTie>> Ties(
        NpgsqlConnection connection, PayoutRun run, CancellationToken stop) => connection.Rows("""
            select f.bank, coalesce(s.debit, 0)::bigint, coalesce(s.credit, 0)::bigint, f.sent::bigint,
                coalesce(r.came_back, 0)::bigint
            from (select bank, sum(sum_fen) as sent from bank_file
                where run_id = $1 and state in ('sent', 'settled') group by bank) f
            left join (select bank, sum(fen) filter (where is_debit) as debit,
                    sum(fen) filter (where not is_debit) as credit
                from allotted_line where run_id = $1 group by bank) s using (bank)
            left join (select bank, sum(row_fen - credited_fen) as came_back from (
                    select distinct on (person_id) * from row_result where run_id = $1 order by person_id, act desc) l
                where outcome in (2, 3, 4) group by bank) r using (bank)
            order by f.bank
            """, r => new StatementTie(r.GetString(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4)),
            stop, run.Id);

    /// <summary>Rows of which nobody knows what became of them.</summary>
    public static Task<long> Unknown(NpgsqlConnection connection, PayoutRun run, CancellationToken stop) =>
        connection.Scalar<long>("""
            select count(*) from (select distinct on (person_id) outcome from row_result where run_id = $1
                order by person_id, act desc) r where outcome = 5
            """, stop, run.Id);

    /// <summary>Money that left an account and belongs to nothing, since the run was handed over.</summary>
    public static Task<long> UnexplainedDebits(
        NpgsqlConnection connection, PayoutRun run, CancellationToken stop) => connection.Scalar<long>("""
            select count(*) from allotted_line l where l.is_debit and l.run_id is null and l.purpose is null
                and exists (select from bank_file f where f.run_id = $1 and f.bank = l.bank
                    and f.handed_over_on <= l.day)
            """, stop, run.Id);

    public static async Task Close(
        Act act, PayoutRun run, IReadOnlyList<StatementTie> ties, IReadOnlyList<CarriedCase> carried,
        CancellationToken stop)
    {
        foreach (var tie in ties)
        {
            await act.Connection.Execute("""
                insert into run_closing (run_id, bank, act, debit_fen, credit_fen, sent_fen, came_back_fen)
                values ($1, $2, $3, $4, $5, $6, $7)
                """, stop, run.Id, tie.Bank, act.Number, tie.Debit, tie.Credit, tie.Sent, tie.CameBack);
        }

        await using var copy = await act.Connection.BeginBinaryImportAsync("""
            copy carried_case (run_id, ordinal, code, subject, owner, act) from stdin (format binary)
            """, stop);
        for (var i = 0; i < carried.Count; i++)
        {
            await copy.StartRowAsync(stop);
            await copy.WriteAsync(run.Id, NpgsqlDbType.Integer, stop);
            await copy.WriteAsync(i, NpgsqlDbType.Integer, stop);
            await copy.WriteAsync(carried[i].Code, NpgsqlDbType.Text, stop);
            await copy.WriteAsync(carried[i].Subject, NpgsqlDbType.Text, stop);
            await copy.WriteAsync(carried[i].Owner, NpgsqlDbType.Text, stop);
            await copy.WriteAsync(act.Number, NpgsqlDbType.Bigint, stop);
        }

        await copy.CompleteAsync(stop);
    }

    private static StatementLine Read(NpgsqlDataReader r) => new(
        r.GetString(0), r.Date(1), r.GetString(2), r.GetBoolean(3), r.GetInt64(4), r.TextOrNull(5), r.TextOrNull(6),
        r.TextOrNull(7), r.TextOrNull(8), r.TextOrNull(9) is { } code ? StatementPurposes.Find(code) : null);
}
