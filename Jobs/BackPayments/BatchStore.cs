using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Funds;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Disbursement.Jobs.BackPayments;

/// <summary>A month that a batch asks public money for; fen.</summary>
internal sealed record BatchMonth(
    int Person, int Case, Insurance Insurance, PayMonth Month, long UnitFen, long HelpFen);

/// <summary>拨款批次 as it stands.</summary>
/// <param name="CheckedBy">复核; null: not yet. Of the approval likewise.</param>
public sealed record FundingBatch(
    int Id, string Name, DateOnly CreatedOn, string CreatedBy, string? CheckedBy, string? ApprovedBy,
    DateOnly? ApprovedOn, string? Document, bool IsWithdrawn, int People, int Months, long Fen)
{
    public string State => IsWithdrawn ? "已撤销" : ApprovedBy is not null ? "已批准" : CheckedBy is not null ? "已复核" : "已提出";
}

/// <summary>拨款批次: appended; which months are in a standing one has a key of its own.</summary>
internal static class BatchStore
{
    public static Task<List<FundingBatch>> All(NpgsqlConnection connection, CancellationToken stop) =>
        connection.Rows("""
            select b.batch_id, b.name, b.created_on, b.created_by, c.done_by, a.done_by, a.done_on, a.document,
                w.batch_id is not null, m.people, m.months, m.fen
            from funding_batch b
            left join funding_batch_step c on c.batch_id = b.batch_id and c.step = 1
            left join funding_batch_step a on a.batch_id = b.batch_id and a.step = 2
            left join funding_batch_step w on w.batch_id = b.batch_id and w.step = 3
            cross join lateral (select count(distinct number_id)::int as people, count(*)::int as months,
                sum(unit_fen + help_fen)::bigint as fen from funding_batch_month m where m.batch_id = b.batch_id) m
            order by b.batch_id
            """, r => new FundingBatch(
                r.GetInt32(0), r.GetString(1), r.Date(2), r.GetString(3), r.TextOrNull(4), r.TextOrNull(5),
                r.DateOrNull(6), r.TextOrNull(7), r.GetBoolean(8), r.GetInt32(9), r.GetInt32(10), r.GetInt64(11)),
            stop);

    public static async Task<HashSet<(int Person, Insurance Insurance, PayMonth Month)>> Standing(
        NpgsqlConnection connection, int[] people, CancellationToken stop) => [.. await connection.Rows("""
            select number_id, kind, month from funded_month where number_id = any($1)
            """, r => (r.GetInt32(0), (Insurance)r.GetInt16(1), r.Month(2)), stop, [people])];

    /// <summary>Months of cases in standing batches of which nothing was paid yet.</summary>
    public static async Task<ILookup<int, (string Batch, Insurance Insurance, PayMonth Month)>> Unpaid(
        NpgsqlConnection connection, int[] cases, CancellationToken stop) => (await connection.Rows("""
            select m.case_id, b.name, m.kind, m.month from funding_batch_month m
            join funded_month f using (batch_id, number_id, kind, month)
            join funding_batch b using (batch_id)
            where m.case_id = any($1)
                and not exists (select from fund_entry e where e.batch_id = m.batch_id and e.move = 'post')
            order by m.case_id, m.kind, m.month
            """, r => (Case: r.GetInt32(0), Of: (r.GetString(1), (Insurance)r.GetInt16(2), r.Month(3))), stop, [cases]))
        .ToLookup(a => a.Case, a => a.Of);

    /// <summary>What a batch asks for.</summary>
    public static Task<List<BatchMonth>> Months(NpgsqlConnection connection, int batch, CancellationToken stop) =>
        connection.Rows("""
            select number_id, case_id, kind, month, unit_fen, help_fen from funding_batch_month where batch_id = $1
            """, r => new BatchMonth(
                r.GetInt32(0), r.GetInt32(1), (Insurance)r.GetInt16(2), r.Month(3), r.GetInt32(4), r.GetInt32(5)),
            stop, batch);

    public static async Task<int> Add(Act act, string name, List<BatchMonth> months, CancellationToken stop)
    {
        var id = await act.Connection.Scalar<int>("select nextval('funding_batch_serial')::int", stop);
        await act.Connection.Execute("""
            insert into funding_batch (batch_id, name, created_on, created_by, act) values ($1, $2, $3, $4, $5)
            """, stop, id, name, act.Performer.Today, act.Performer.Named, act.Number);
        await using (var copy = await act.Connection.BeginBinaryImportAsync("""
            copy funding_batch_month (batch_id, number_id, kind, month, case_id, unit_fen, help_fen, act, row_number)
            from stdin (format binary)
            """, stop))
        {
            for (var i = 0; i < months.Count; i++)
            {
                var of = months[i];
                copy.StartRow();
                copy.Write(id, NpgsqlDbType.Integer);
                copy.Write(of.Person, NpgsqlDbType.Integer);
                copy.Small((int)of.Insurance);
                copy.Month(of.Month);
                copy.Write(of.Case, NpgsqlDbType.Integer);
                copy.Write((int)of.UnitFen, NpgsqlDbType.Integer);
                copy.Write((int)of.HelpFen, NpgsqlDbType.Integer);
                copy.Write(act.Number, NpgsqlDbType.Bigint);
                copy.Write(i + 1, NpgsqlDbType.Integer);
            }

            await copy.CompleteAsync(stop);
        }

        // A month that another batch has is a key that is taken: nothing of this one is kept.
        await act.Connection.Execute("""
            insert into funded_month (number_id, kind, month, batch_id)
            select number_id, kind, month, batch_id from funding_batch_month where batch_id = $1
            """, stop, id);
        return id;
    }

    public static Task Step(Act act, int batch, short step, string? document, CancellationToken stop) =>
        act.Connection.Execute("""
            insert into funding_batch_step (batch_id, step, done_on, done_by, document, act)
            values ($1, $2, $3, $4, $5, $6)
            """, stop, batch, step, act.Performer.Today, act.Performer.Named, document, act.Number);

    /// <summary>Amounts of a batch that are alike, with how many there are.</summary>
    public static Task<List<(long Fen, long Count)>> Amounts(
        NpgsqlConnection connection, int batch, CancellationToken stop) => connection.Rows("""
            select unit_fen + help_fen, count(*) from funding_batch_month where batch_id = $1 group by 1
            """, r => ((long)r.GetInt32(0), r.GetInt64(1)), stop, batch);

    /// <summary>Batches in the ledger of funds, with the year of their funds and the day of their approval.</summary>
    public static Task<List<(int Batch, short Year, DateOnly ApprovedOn)>> Reserved(
        NpgsqlConnection connection, CancellationToken stop) => connection.Rows("""
            select distinct e.batch_id, e.year, s.done_on from fund_entry e
            join funding_batch_step s on s.batch_id = e.batch_id and s.step = 2
            where e.move = 'reserve' order by e.batch_id
            """, r => (r.GetInt32(0), r.GetInt16(1), r.Date(2)), stop);

    public static async Task<Parts> Posted(NpgsqlConnection connection, int batch, CancellationToken stop) =>
        (await connection.Rows("""
            select source, sum(case 'spent' when to_account then fen when from_account then -fen else 0 end)::bigint
            from fund_entry where batch_id = $1 group by source
            """, r => (Source: (Source)r.GetInt16(0), Fen: r.GetInt64(1)), stop, batch))
        .Aggregate(default(Parts), (sum, s) => sum.With(s.Source, s.Fen));

    /// <summary>What is reserved of a batch and not paid, by fund.</summary>
    public static Task<List<FundEntry>> Unpaid(NpgsqlConnection connection, int batch, CancellationToken stop) =>
        connection.Rows("""
            select year, source, sum(case 'reserved' when to_account then fen when from_account then -fen else 0
                end)::bigint
            from fund_entry where batch_id = $1 group by year, source order by year, source
            """, r => new FundEntry(
                new Fund(r.GetInt16(0), (Source)r.GetInt16(1), Purpose.BackPayment), FundMove.Void, r.GetInt64(2)),
            stop, batch);
}
