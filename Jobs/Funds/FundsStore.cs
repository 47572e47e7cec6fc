using Disbursement.Domain;
using Disbursement.Domain.Funds;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Funds;

/// <summary>Lines of a run that are alike: so many of the same amount.</summary>
internal readonly record struct LineGroup(
    short Category, short Component, int StandardId, PayMonth Month, long Fen, long Count);

/// <summary>A fund as the office looks at it; fen.</summary>
/// <param name="Purpose">As it is called.</param>
/// <param name="AppropriatedFen">拨款 and 收回.</param>
/// <param name="CarriedOverFen">结转</param>
/// <param name="AvailableFen">Below zero as long as the county advances it.</param>
public sealed record FundStanding(
    Fund Fund, string Purpose, long AppropriatedFen, long CarriedOverFen, long ReservedFen, long SpentFen,
    long AvailableFen)
{
    public string Label => Fund.Label(Purpose);

    /// <summary>垫付, not replaced yet.</summary>
    public long AdvancedFen { get; init; }
}

/// <summary>Where the ledger of funds does not tie.</summary>
public sealed record FundDifference(string What, long ExpectedFen, long FoundFen);

/// <summary>The ledger of funds: appended to, entry by entry; what stands follows from them.</summary>
internal static class FundsStore
{
    private const string Group =
        "l.category, l.component, l.standard_id, l.benefit_month, l.fen, count(*)";

    private const string OfGroup = "l.category, l.component, l.standard_id, l.benefit_month, l.fen";

    /// <summary>Whose lines add up to nothing: there is no bank row, they are settled with the approval.</summary>
    public const string Netted = """
        select person_id from payment_line
        where run_id = $1 and person_id in (select person_id from payment_line where run_id = $1 and fen < 0)
        group by person_id having sum(fen) <= 0
        """;

    /// <summary>Whether any money was ever imported, by an act: until then nothing of funds is checked.</summary>
    public static Task<bool> AnyMoney(NpgsqlConnection connection, long knownThrough, CancellationToken stop) =>
        connection.Scalar<bool>("select exists (select from fund_money where act <= $1)", stop, knownThrough);

    public static Task<List<LineGroup>> Lines(
        NpgsqlConnection connection, RunTables tables, int run, CancellationToken stop) => connection.Rows($"""
            select {Group} from {tables.Line} l where l.run_id = $1 group by {OfGroup}
            """, Read, stop, run);

    /// <summary>Without the rows that were struck out since the approval.</summary>
    public static Task<List<LineGroup>> LinesNotStruck(
        NpgsqlConnection connection, int run, CancellationToken stop) => LargeSets.ByHashes(
            connection, () => connection.Rows($"""
                select {Group} from payment_line l
                where l.run_id = $1 and not exists (
                    select from row_result r where r.run_id = $1 and r.person_id = l.person_id and r.outcome = 6
                        and r.act > (select approval_act from payout_run where run_id = $1))
                group by {OfGroup}
                """, Read, stop, run), stop);

    public static Task<List<LineGroup>> LinesNetted(
        NpgsqlConnection connection, int run, CancellationToken stop) => LargeSets.ByHashes(
            connection, () => connection.Rows($"""
                select {Group} from payment_line l where l.run_id = $1 and l.person_id in ({Netted}) group by {OfGroup}
                """, Read, stop, run), stop);

    /// <summary>What is available of each fund, and which advances stand, as known at an act.</summary>
    public static async Task<Dictionary<Fund, FundBalance>> Balances(
        NpgsqlConnection connection, long knownThrough, CancellationToken stop)
    {
        var advances = (await connection.Rows("""
            select year, source, purpose, act, run_id, fen, document from fund_advance where act <= $1
            """, r => (Fund: FundOf(r), Advance: new Advance(r.GetInt32(4), r.GetInt64(3), r.GetInt64(5),
                r.TextOrNull(6))), stop, knownThrough)).ToLookup(a => (a.Fund, a.Advance.Act), a => a.Advance);
        var balances = new Dictionary<Fund, FundBalance>();
        foreach (var (fund, act, fen) in await connection.Rows("""
            select year, source, purpose, act,
                sum(case 'available' when to_account then fen when from_account then -fen else 0 end)::bigint
            from fund_entry where act <= $1 group by year, source, purpose, act order by act
            """, r => (FundOf(r), r.GetInt64(3), r.GetInt64(4)), stop, knownThrough))
        {
            if (!balances.TryGetValue(fund, out var balance)) balances.Add(fund, balance = new FundBalance());
            foreach (var advance in advances[(fund, act)]) balance.Add(advance);
            balance.Move(fen);
        }

        return balances;
    }

    public static async Task<List<FundStanding>> Standings(
        NpgsqlConnection connection, short? year, CancellationToken stop)
    {
        var names = await FundNames.Read(connection, stop);
        return await connection.Rows("""
            select p.year, p.source, p.purpose, p.appropriated - coalesce(c.fen, 0), coalesce(c.fen, 0), p.reserved,
                p.spent, p.available
            from fund_proof p
            left join (select year, source, purpose, sum(fen)::bigint as fen from fund_money where kind = 2
                group by year, source, purpose) c using (year, source, purpose)
            where $1::smallint is null or p.year = $1 order by p.year, p.purpose, p.source
            """, r => new FundStanding(
                FundOf(r), names.Of(FundOf(r).Purpose), r.GetInt64(3), r.GetInt64(4), r.GetInt64(5), r.GetInt64(6),
                r.GetInt64(7)), stop, year);
    }

    /// <summary>
    /// Funds of which what came in is not what is available, reserved and spent; runs that are settled and hold a
    /// reservation, or are cancelled and hold anything.
    /// </summary>
    public static async Task<List<FundDifference>> Differences(NpgsqlConnection connection, CancellationToken stop)
    {
        var names = await FundNames.Read(connection, stop);
        var funds = await connection.Rows("""
            select year, source, purpose, appropriated, available + reserved + spent from fund_proof
            where appropriated <> available + reserved + spent order by year, source, purpose
            """, r => new FundDifference(names.Of(FundOf(r)), r.GetInt64(3), r.GetInt64(4)), stop);
        var runs = await connection.Rows("""
            select r.name, e.year, e.source, e.purpose, e.fen from payout_run r
            join (select run_id, year, source, purpose,
                    sum(case 'reserved' when to_account then fen when from_account then -fen end)::bigint as fen
                from fund_entry where run_id is not null group by run_id, year, source, purpose) e using (run_id)
            where e.fen <> 0
                and r.state not in ('approved', 'at-finance', 'funded', 'exported', 'sending', 'sent', 'in-doubt')
            order by r.run_id, e.year, e.source, e.purpose
            """, r =>
            {
                var fund = new Fund(r.GetInt16(1), (Source)r.GetInt16(2), (Purpose)r.GetInt16(3));
                return new FundDifference($"{r.GetString(0)}还预留着{names.Of(fund)}", 0, r.GetInt64(4));
            }, stop);
        return [.. funds, .. runs, .. await OfBatches(connection, stop)];
    }

    /// <summary>
    /// 拨款批次 of back-payment whose months are not those that are kept from other batches, or that were taken back and
    /// hold money.
    /// </summary>
    private static Task<List<FundDifference>> OfBatches(NpgsqlConnection connection, CancellationToken stop) =>
        connection.Rows("""
            with batch as (
                select b.batch_id, b.name, exists (
                    select from funding_batch_step s where s.batch_id = b.batch_id and s.step = 3) as is_withdrawn
                from funding_batch b)
            select '拨款批次' || b.name || '的月份', sum(m.unit_fen + m.help_fen),
                coalesce(sum(m.unit_fen + m.help_fen) filter (where f.batch_id is not null), 0)
            from batch b
            join batch_month m using (batch_id)
            left join funded_month f using (batch_id, number_id, kind, month)
            where not b.is_withdrawn group by b.batch_id, b.name
            having sum(m.unit_fen + m.help_fen)
                <> coalesce(sum(m.unit_fen + m.help_fen) filter (where f.batch_id is not null), 0)
            union all
            -- What is reserved is not below nothing, and of a batch that was taken back it is nothing.
            select '拨款批次' || name || '还预留着的资金', 0, fen from (
                select b.name, b.is_withdrawn,
                    sum(case 'reserved' when to_account then fen when from_account then -fen else 0 end)::bigint as fen
                from batch b join fund_entry e using (batch_id)
                group by b.batch_id, b.name, b.is_withdrawn, e.year, e.source) as held
            where fen < 0 or (is_withdrawn and fen <> 0)
            union all
            select '拨款批次' || name || '预留的比它申请的多', asked, fen from (
                select b.name, coalesce((select sum(m.unit_fen + m.help_fen) from batch_month m
                        where m.batch_id = b.batch_id), 0)::bigint as asked,
                    sum(case 'reserved' when to_account then fen when from_account then -fen else 0 end)::bigint as fen
                from batch b join fund_entry e using (batch_id)
                where not b.is_withdrawn group by b.batch_id, b.name) as held
            where fen > asked
            union all
            select '不在任何拨款批次里、却占着的月份，批次号' || f.batch_id, 0, 0 from funded_month f
            where not exists (select from funding_batch_month m where (m.batch_id, m.number_id, m.kind, m.month)
                = (f.batch_id, f.number_id, f.kind, f.month))
            group by f.batch_id
            union all
            -- A month stands in its batch, or an act is known with which it left.
            select '拨款批次' || b.name || case when f.batch_id is null then '里没有依据就少了的月份'
                else '里还占着、却记着已经退出的月份' end, sum(m.unit_fen + m.help_fen), 0 from batch b
            join funding_batch_month m using (batch_id)
            left join funded_month f using (batch_id, number_id, kind, month)
            left join released_month l using (batch_id, number_id, kind, month)
            where (f.batch_id is null) = (l.batch_id is null) group by b.name, f.batch_id is null
            """, r => new FundDifference(r.GetString(0), r.GetInt64(1), r.GetInt64(2)), stop);

    /// <summary>
    /// The year of the funds that a run's standing approval reserved from; null: it reserved nothing.
    /// </summary>
    public static async Task<short?> YearOf(NpgsqlConnection connection, int run, CancellationToken stop)
    {
        var found = await connection.Rows("""
            select year from fund_entry where run_id = $1 and move = 'reserve'
                and act = (select approval_act from payout_run where run_id = $1) limit 1
            """, r => r.GetInt16(0), stop, run);
        return found.Count == 0 ? null : found[0];
    }

    public static Task Advance(Act act, int run, Fund fund, long fen, string? document, CancellationToken stop) =>
        act.Connection.Execute("""
            insert into fund_advance (act, run_id, year, source, purpose, fen, document)
            values ($1, $2, $3, $4, $5, $6, $7)
            """, stop, act.Number, run, fund.Year, (short)fund.Source, (short)fund.Purpose, fen, document);

    /// <summary>Entries of one act, in one statement.</summary>
    /// <param name="run">Null: money came in, or it is of a batch.</param>
    /// <param name="batch">A batch of back-payment.</param>
    public static Task Enter(
        Act act, int? run, IEnumerable<FundEntry> entries, CancellationToken stop, int? batch = null)
    {
        var moved = entries.Where(e => e.Fen != 0).ToList();
        return moved.Count == 0 ? Task.CompletedTask : act.Connection.Execute("""
            insert into fund_entry (act, run_id, move, from_account, to_account, year, source, purpose, fen, batch_id)
            select $1, $2::int, e.*, $10::int from unnest(
                $3::text[], $4::text[], $5::text[], $6::smallint[], $7::smallint[], $8::smallint[], $9::bigint[]) as e
            """, stop, act.Number, run, moved.Select(e => e.Move.Code()).ToArray(),
            moved.Select(e => e.Move.From().Code()).ToArray(), moved.Select(e => e.Move.To().Code()).ToArray(),
            moved.Select(e => e.Fund.Year).ToArray(), moved.Select(e => (short)e.Fund.Source).ToArray(),
            moved.Select(e => (short)e.Fund.Purpose).ToArray(), moved.Select(e => e.Fen).ToArray(), batch);
    }

    /// <summary>
    /// The approval is undone: what it reserved is available again, and so is what it settled itself.
    /// </summary>
    public static Task Release(Act act, int run, CancellationToken stop) => act.Connection.Execute("""
        insert into fund_entry (act, run_id, move, from_account, to_account, year, source, purpose, fen)
        select $1, $2, case account when 'reserved' then 'release' else 'reverse' end, account, 'available', year,
            source, purpose, fen
        from (
            select year, source, purpose, account,
                sum(case account when to_account then fen when from_account then -fen end)::bigint as fen
            from fund_entry cross join (values ('reserved'), ('spent')) as a (account)
            where run_id = $2 group by year, source, purpose, account) as held
        where fen <> 0
        """, stop, act.Number, run);

    internal static LineGroup Read(NpgsqlDataReader r) => new(
        r.GetInt16(0), r.GetInt16(1), r.GetInt32(2), r.Month(3), r.GetInt64(4), r.GetInt64(5));

    private static Fund FundOf(NpgsqlDataReader r) => new(r.GetInt16(0), (Source)r.GetInt16(1), (Purpose)r.GetInt16(2));
}
