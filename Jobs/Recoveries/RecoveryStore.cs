using Disbursement.Domain;
using Disbursement.Domain.People;
using Disbursement.Domain.Recoveries;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Recoveries;

/// <summary>A decision as it is kept.</summary>
/// <param name="IsEnded">Taken back.</param>
internal sealed record StoredDecision(
    int Person, PayMonth Month, RecoveryMethod Method, string Document, long Fen, RecoveryBasis Basis, Place Place,
    bool IsEnded)
{
    public string? Note { get; init; }

    public (int Person, PayMonth Month, RecoveryMethod Method, string Document) Key =>
        (Person, Month, Method, Document);
}

/// <summary>A receipt as it is kept.</summary>
/// <param name="Parts">On which overpaid positions it counts.</param>
internal sealed record StoredReceipt(
    int Person, string Document, long Fen, bool ByBank, DateOnly On, IReadOnlyList<Overpaid> Parts);

/// <summary>What was decided and what came back, as written.</summary>
internal static class RecoveryStore
{
    public static Task<List<StoredDecision>> Decisions(
        NpgsqlConnection connection, int[] people, CancellationToken stop) => connection.Rows("""
            select d.person_id, d.benefit_month, d.method, d.document, d.fen, d.basis, d.act, d.row_number,
                e.act is not null
            from recovery_decision d
            left join recovery_decision_end e on (e.decision_act, e.decision_row) = (d.act, d.row_number)
            where d.person_id = any($1)
            """, r => new StoredDecision(
                r.GetInt32(0), r.Month(1), (RecoveryMethod)r.GetInt16(2), r.GetString(3), r.GetInt64(4),
                (RecoveryBasis)r.GetInt16(5), new Place(r.GetInt64(6), r.GetInt32(7)), r.GetBoolean(8)), stop, people);

    public static async Task Write(
        Act act, List<StoredDecision> decisions, List<(StoredDecision Of, int Row)> ends, CancellationToken stop)
    {
        await act.Connection.Execute("""
            insert into recovery_decision (act, row_number, person_id, benefit_month, method, fen, basis, document,
                note)
            select $1, r, p, m, o, f, b, d, n
            from unnest($2::int[], $3::int[], $4::date[], $5::smallint[], $6::bigint[], $7::smallint[], $8::text[],
                $9::text[]) as u (r, p, m, o, f, b, d, n)
            """, stop, act.Number, decisions.Select(d => d.Place.Row).ToArray(),
            decisions.Select(d => d.Person).ToArray(), decisions.Select(d => d.Month.FirstDay).ToArray(),
            decisions.Select(d => (short)d.Method).ToArray(), decisions.Select(d => d.Fen).ToArray(),
            decisions.Select(d => (short)d.Basis).ToArray(), decisions.Select(d => d.Document).ToArray(),
            decisions.Select(d => d.Note).ToArray());
        await act.Connection.Execute("""
            insert into recovery_decision_end (decision_act, decision_row, act, row_number)
            select a, r, $1, n from unnest($2::bigint[], $3::int[], $4::int[]) as u (a, r, n)
            """, stop, act.Number, ends.Select(e => e.Of.Place.Act).ToArray(),
            ends.Select(e => e.Of.Place.Row).ToArray(), ends.Select(e => e.Row).ToArray());
    }

    /// <summary>The receipt of a person and a number, whatever became of it; null: there is none.</summary>
    public static async Task<KnownReceipt?> Receipt(
        NpgsqlConnection connection, int person, string document, CancellationToken stop)
    {
        var found = await connection.Rows("""
            select b.act, b.fen, e.act is not null, array(
                select distinct benefit_month from money_back_part where act = b.act order by 1)
            from money_back b left join money_back_end e on e.money_back_act = b.act
            where b.person_id = $1 and b.document = $2
            """, r => new KnownReceipt(
                r.GetInt64(0), r.GetInt64(1), r.GetBoolean(2),
                [.. r.GetFieldValue<DateOnly[]>(3).Select(PayMonth.Of)]), stop, person, document);
        return found.Count == 0 ? null : found[0];
    }

    public static async Task Receive(Act act, StoredReceipt receipt, CancellationToken stop)
    {
        await act.Connection.Execute("""
            insert into money_back (act, person_id, fen, document, by_bank, received_on)
            values ($1, $2, $3, $4, $5, $6)
            """, stop, act.Number, receipt.Person, receipt.Fen, receipt.Document, receipt.ByBank, receipt.On);
        await act.Connection.Execute("""
            insert into money_back_part (act, person_id, benefit_month, category, component, fen)
            select $1, $2, m, c, o, f from unnest($3::date[], $4::smallint[], $5::smallint[], $6::bigint[])
                as u (m, c, o, f)
            """, stop, act.Number, receipt.Person, receipt.Parts.Select(p => p.Month.FirstDay).ToArray(),
            receipt.Parts.Select(p => p.Category).ToArray(), receipt.Parts.Select(p => p.Component).ToArray(),
            receipt.Parts.Select(p => p.Fen).ToArray());
    }

    public static Task End(Act act, KnownReceipt receipt, string document, CancellationToken stop) =>
        act.Connection.Execute(
            "insert into money_back_end (money_back_act, act, document) values ($1, $2, $3)", stop, receipt.Act,
            act.Number, document);

    /// <summary>Receipts that are not with the treasury yet, in order of knowledge.</summary>
    public static Task<List<UnremittedReceipt>> Unremitted(NpgsqlConnection connection, CancellationToken stop) =>
        connection.Rows("""
            select act, person_id, document, fen, received_on from money_back b
            where not exists (select from remitted r where r.money_back_act = b.act)
                and not exists (select from money_back_end e where e.money_back_act = b.act)
            order by act
            """, r => new UnremittedReceipt(
                r.GetInt64(0), r.GetInt32(1), r.GetString(2), r.GetInt64(3), r.Date(4)), stop);

    /// <summary>The 缴款书 by which a receipt went to the treasury later; null: it did not, or was told with it.</summary>
    public static async Task<string?> VoucherOf(NpgsqlConnection connection, long receipt, CancellationToken stop)
    {
        var found = await connection.Rows("""
            select m.voucher from remitted r join remittance m on m.act = r.act
            where r.money_back_act = $1 and r.act <> $1
            """, r => r.GetString(0), stop, receipt);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>What was remitted under a number; null: nothing.</summary>
    public static async Task<long?> RemittedFen(NpgsqlConnection connection, string voucher, CancellationToken stop)
    {
        var found = await connection.Rows("""
            select sum(b.fen)::bigint from remittance m join remitted r on r.act = m.act
            join money_back b on b.act = r.money_back_act
            where m.voucher = $1 and not exists (select from money_back_end e where e.money_back_act = b.act)
            """, r => r.LongOrNull(0), stop, voucher);
        return found[0];
    }

    public static async Task Remit(
        Act act, string voucher, DateOnly on, IEnumerable<long> receipts, CancellationToken stop)
    {
        await act.Connection.Execute(
            "insert into remittance (act, voucher, remitted_on) values ($1, $2, $3)", stop, act.Number, voucher, on);
        await act.Connection.Execute(
            "insert into remitted (money_back_act, act) select r, $1 from unnest($2::bigint[]) as u (r)", stop,
            act.Number, receipts.ToArray());
    }
}

/// <summary>A receipt that was registered before.</summary>
internal sealed record KnownReceipt(long Act, long Fen, bool IsEnded, IReadOnlyList<PayMonth> Months);

/// <summary>Money that came back and is not with the treasury.</summary>
internal sealed record UnremittedReceipt(long Act, int Person, string Document, long Fen, DateOnly On);
