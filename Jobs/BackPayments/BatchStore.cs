using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Duties;
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

/// <summary>A month that stays in its batch: finance paid something of it that did not all go back.</summary>
internal readonly record struct KeptMonth(int Case, Insurance Insurance, PayMonth Month);

/// <summary>拨款批次 as it stands.</summary>
/// <param name="CheckedBy">复核; null: not yet. Of the approval likewise.</param>
/// <param name="StandingMonths">That are in it now; of one that was taken back: that finance has paid.</param>
public sealed record FundingBatch(
    int Id, string Name, DateOnly CreatedOn, string CreatedBy, string? CheckedBy, string? ApprovedBy,
    DateOnly? ApprovedOn, string? Document, bool IsWithdrawn, int People, int Months, long Fen, int StandingMonths)
{
    public string State => IsWithdrawn && StandingMonths > 0 ? $"已撤销，已缴出的{StandingMonths}个月保留"
        : IsWithdrawn ? "已撤销" : ApprovedBy is not null ? "已批准" : CheckedBy is not null ? "已复核" : "已提出";
}

/// <summary>A batch in the ledger of funds.</summary>
/// <param name="Year">Of its funds.</param>
/// <param name="Reservation">What its approval reserved, by level: later payments are split alike.</param>
/// <param name="Reserved">What still is.</param>
internal sealed record ReservedBatch(
    int Id, short Year, Parts Reservation, Parts Reserved, Parts Posted);

/// <summary>拨款批次: appended; which months are in a standing one has a key of its own.</summary>
internal static class BatchStore
{
    public static Task<List<FundingBatch>> All(NpgsqlConnection connection, CancellationToken stop) =>
        connection.Rows("""
            select b.batch_id, b.name, b.created_on, b.created_by || coalesce('（代' || b.created_for || '）', ''),
                c.done_by || coalesce('（代' || c.done_for || '）', ''),
                a.done_by || coalesce('（代' || a.done_for || '）', ''), a.done_on, a.document,
                w.batch_id is not null, m.people, m.months, m.fen,
                (select count(*)::int from funded_month f where f.batch_id = b.batch_id)
            from funding_batch b
            left join funding_batch_step c on c.batch_id = b.batch_id and c.step = 1
            left join funding_batch_step a on a.batch_id = b.batch_id and a.step = 2
            left join funding_batch_step w on w.batch_id = b.batch_id and w.step = 3
            cross join lateral (select count(distinct number_id)::int as people, count(*)::int as months,
                coalesce(sum(unit_fen + help_fen), 0)::bigint as fen from batch_month m where m.batch_id = b.batch_id) m
            order by b.batch_id
            """, r => new FundingBatch(
                r.GetInt32(0), r.GetString(1), r.Date(2), r.GetString(3), r.TextOrNull(4), r.TextOrNull(5),
                r.DateOrNull(6), r.TextOrNull(7), r.GetBoolean(8), r.GetInt32(9), r.GetInt32(10), r.GetInt64(11),
                r.GetInt32(12)),
            stop);

    /// <summary>Who has signed a batch so far, and for whom.</summary>
    public static Task<List<Signed>> Signed(NpgsqlConnection connection, int batch, CancellationToken stop) =>
        connection.Rows("""
            select s.deed, a.performed_by, a.performed_for from (
                select 0 as deed, act from funding_batch where batch_id = $1
                union all select step, act from funding_batch_step where batch_id = $1 and step < 3) s
            join act a on a.number = s.act where a.performed_by is not null order by a.number
            """, r => new Signed(
                r.GetInt32(0) switch
                {
                    0 => Deed.RecordBackPayment, 1 => Deed.CheckBackPayment, _ => Deed.DecideBackPayment,
                }, r.GetString(1), r.TextOrNull(2)), stop, batch);

    /// <summary>Whose months are in a batch, or were, in order.</summary>
    public static Task<List<int>> People(NpgsqlConnection connection, int batch, CancellationToken stop) =>
        connection.Rows("select distinct number_id from funding_batch_month where batch_id = $1 order by 1",
            r => r.GetInt32(0), stop, batch);

    /// <summary>What a batch asks for, for some people.</summary>
    public static Task<List<BatchMonth>> MonthsOfPeople(
        NpgsqlConnection connection, int batch, int[] people, CancellationToken stop) => connection.Rows("""
            select number_id, case_id, kind, month, unit_fen, help_fen from batch_month
            where batch_id = $1 and number_id = any($2)
            """, MonthOf, stop, batch, people);

    /// <summary>The same for a case.</summary>
    public static Task<List<BatchMonth>> MonthsOfCase(
        NpgsqlConnection connection, int batch, int caseId, CancellationToken stop) => connection.Rows("""
            select number_id, case_id, kind, month, unit_fen, help_fen from batch_month
            where batch_id = $1 and case_id = $2
            """, MonthOf, stop, batch, caseId);

    private static BatchMonth MonthOf(NpgsqlDataReader r) => new(
        r.GetInt32(0), r.GetInt32(1), (Insurance)r.GetInt16(2), r.Month(3), r.GetInt32(4), r.GetInt32(5));

    public static async Task<int> Add(Act act, string name, CancellationToken stop)
    {
        var id = await act.Connection.Scalar<int>("select nextval('funding_batch_serial')::int", stop);
        await act.Connection.Execute("""
            insert into funding_batch (batch_id, name, created_on, created_by, act, created_for)
            values ($1, $2, $3, $4, $5, $6)
            """, stop, id, name, act.Performer.Today, act.Performer.User, act.Number, act.Performer.For);
        return id;
    }

    /// <param name="before">How many the batch has already.</param>
    public static async Task AddMonths(
        Act act, int batch, List<BatchMonth> months, int before, CancellationToken stop)
    {
        if (months.Count == 0) return;
        await using var copy = await act.Connection.BeginBinaryImportAsync("""
            copy funding_batch_month (batch_id, number_id, kind, month, case_id, unit_fen, help_fen, act, row_number)
            from stdin (format binary)
            """, stop);
        for (var i = 0; i < months.Count; i++)
        {
            var of = months[i];
            copy.StartRow();
            copy.Write(batch, NpgsqlDbType.Integer);
            copy.Write(of.Person, NpgsqlDbType.Integer);
            copy.Small((int)of.Insurance);
            copy.Month(of.Month);
            copy.Write(of.Case, NpgsqlDbType.Integer);
            copy.Write((int)of.UnitFen, NpgsqlDbType.Integer);
            copy.Write((int)of.HelpFen, NpgsqlDbType.Integer);
            copy.Write(act.Number, NpgsqlDbType.Bigint);
            copy.Write(before + i + 1, NpgsqlDbType.Integer);
        }

        await copy.CompleteAsync(stop);
    }

    /// <summary>
    /// Cases with months that another standing batch has, or two cases of a person; none: all months are the batch's.
    /// </summary>
    public static async Task<List<string>> Fund(NpgsqlConnection connection, int batch, CancellationToken stop)
    {
        await connection.Execute("""
            insert into funded_month (number_id, kind, month, batch_id)
            select number_id, kind, month, batch_id from funding_batch_month where batch_id = $1
            on conflict do nothing
            """, stop, batch);
        return await connection.Rows("""
            select distinct n.number from funding_batch_month m
            join case_number n using (case_id)
            left join funded_month f using (number_id, kind, month)
            where m.batch_id = $1 and f.batch_id is distinct from $1 order by n.number limit 5
            """, r => r.GetString(0), stop, batch);
    }

    public static Task Step(Act act, int batch, short step, string? document, CancellationToken stop) =>
        act.Connection.Execute("""
            insert into funding_batch_step (batch_id, step, done_on, done_by, document, act, done_for)
            values ($1, $2, $3, $4, $5, $6, $7)
            """, stop, batch, step, act.Performer.Today, act.Performer.User, document, act.Number, act.Performer.For);

    /// <summary>What a batch asks for; of one that was taken back what is kept; fen.</summary>
    public static Task<long> AskedFen(NpgsqlConnection connection, int batch, CancellationToken stop) =>
        connection.Scalar<long>("""
            select coalesce(sum(unit_fen + help_fen), 0)::bigint from batch_month m where batch_id = $1 and (
                exists (select from funded_month f where (f.batch_id, f.number_id, f.kind, f.month)
                    = (m.batch_id, m.number_id, m.kind, m.month))
                or not exists (select from funding_batch_step s where s.batch_id = $1 and s.step = 3))
            """, stop, batch);

    /// <summary>Batches in the ledger of funds.</summary>
    public static async Task<List<ReservedBatch>> Reserved(NpgsqlConnection connection, CancellationToken stop) =>
    [
        .. (await connection.Rows("""
            select e.batch_id, e.year, e.source,
                coalesce((select s.fen from funding_batch_share s
                    where (s.batch_id, s.source) = (e.batch_id, e.source)), 0),
                sum(case 'reserved' when e.to_account then e.fen when e.from_account then -e.fen else 0 end)::bigint,
                sum(case 'spent' when e.to_account then e.fen when e.from_account then -e.fen else 0 end)::bigint
            from fund_entry e where e.batch_id is not null
            group by e.batch_id, e.year, e.source order by e.batch_id, e.source
            """, r => (Id: r.GetInt32(0), Year: r.GetInt16(1), Source: (Source)r.GetInt16(2), Share: r.GetInt64(3),
                Reserved: r.GetInt64(4), Posted: r.GetInt64(5)), stop))
            .GroupBy(e => e.Id).Select(g => new ReservedBatch(
                g.Key, g.First().Year,
                g.Aggregate(default(Parts), (sum, e) => sum.With(e.Source, e.Share)),
                g.Aggregate(default(Parts), (sum, e) => sum.With(e.Source, e.Reserved)),
                g.Aggregate(default(Parts), (sum, e) => sum.With(e.Source, e.Posted)))),
    ];

    /// <summary>What a batch reserved first, by level: all its money is divided alike.</summary>
    public static Task Share(Act act, int batch, Parts need, CancellationToken stop)
    {
        Source[] sources = [.. Enum.GetValues<Source>().Where(s => need[s] > 0)];
        return act.Connection.Execute("""
            insert into funding_batch_share (batch_id, source, fen, act)
            select $1, s, f, $4 from unnest($2::smallint[], $3::bigint[]) as u (s, f)
            """, stop, batch, sources.Select(s => (short)s).ToArray(), sources.Select(s => need[s]).ToArray(),
            act.Number);
    }

    /// <summary>What the ledger has posted for all batches.</summary>
    public static Task<long> SpentFen(NpgsqlConnection connection, CancellationToken stop) =>
        connection.Scalar<long>("""
            select coalesce(sum(
                case 'spent' when to_account then fen when from_account then -fen else 0 end), 0)::bigint
            from fund_entry where batch_id is not null
            """, stop);

    /// <summary>Taken back, with months that stay as long as finance has paid something of them.</summary>
    public static Task<List<int>> TakenBack(NpgsqlConnection connection, CancellationToken stop) => connection.Rows("""
        select batch_id from funding_batch_step s
        where step = 3 and exists (select from funded_month f where f.batch_id = s.batch_id) order by batch_id
        """, r => r.GetInt32(0), stop);

    /// <summary>Approved when no money was registered yet, and not all of it taken back.</summary>
    public static Task<List<(int Id, string Name, DateOnly ApprovedOn)>> NotInLedger(
        NpgsqlConnection connection, CancellationToken stop) => connection.Rows("""
            select b.batch_id, b.name, s.done_on from funding_batch b
            join funding_batch_step s on s.batch_id = b.batch_id and s.step = 2
            where exists (select from funded_month f where f.batch_id = b.batch_id)
                and not exists (select from fund_entry e where e.batch_id = b.batch_id)
            order by b.batch_id
            """, r => (r.GetInt32(0), r.GetString(1), r.Date(2)), stop);

    /// <summary>A case leaves a batch.</summary>
    public static Task Drop(Act act, int batch, int caseId, string document, CancellationToken stop) =>
        act.Connection.Execute("""
            insert into funding_batch_drop (batch_id, case_id, dropped_on, dropped_by, document, act, dropped_for)
            values ($1, $2, $3, $4, $5, $6, $7)
            """, stop, batch, caseId, act.Performer.Today, act.Performer.User, document, act.Number, act.Performer.For);

    /// <summary>
    /// Months of a batch that was taken back, or of a case that left it, may be asked for again, but for those that are
    /// kept.
    /// </summary>
    /// <returns>How many there were.</returns>
    public static Task<int> Release(
        Act act, int batch, IReadOnlyCollection<KeptMonth> kept, CancellationToken stop) =>
        act.Connection.Scalar<int>("select release_months($1, $2, $3::int[], $4::smallint[], $5::date[])", stop, batch,
            act.Number, kept.Select(m => m.Case).ToArray(), kept.Select(m => (short)m.Insurance).ToArray(),
            kept.Select(m => m.Month.FirstDay).ToArray());
}
