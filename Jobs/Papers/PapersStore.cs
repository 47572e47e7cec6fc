using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Funds;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Storage;

namespace Disbursement.Jobs.Papers;

/// <summary>People and money of one group of lines; fen.</summary>
/// <param name="MonthFen">Of that, for the pay month itself.</param>
internal readonly record struct GroupTotal(long People, long Fen, long MonthFen)
{
    public long OtherFen => Fen - MonthFen;
}

/// <summary>Where a group's money comes from and what it is for. Null in a sum over all of them.</summary>
internal readonly record struct FundKey(short? Source, Purpose? Purpose)
{
    /// <summary>A source that nobody decided.</summary>
    public const short Undecided = 0;

    public string SourceLabel => Source is null or Undecided ? Sources.Undecided : ((Source)Source.Value).Label();
}

/// <summary>A person's money in the register.</summary>
internal readonly record struct RegisterRow(
    string? Region, string IdNumber, string Name, short[] Categories, long MonthFen, long Fen, string? Bank,
    string? Account, string? AccountName, string? PayeeName);

/// <summary>One person's month beside the one before; fen.</summary>
/// <param name="Why">Changes recorded since, or in effect since, and what holds the person now.</param>
internal readonly record struct PersonDifference(
    string IdNumber, string Name, string? Region, long Before, long Now, string Why, bool IsTouched);

/// <summary>
/// Sums over a run's lines, for its papers. Each is added up in the database from the lines themselves.
/// </summary>
internal static class PapersStore
{
    /// <summary>By category and component; with component null, by category.</summary>
    public static Task<List<(Category Category, short? Component, GroupTotal Total)>> ByCategory(
        PaperRun of, CancellationToken stop) => of.Connection.Rows("""
            select category, component, count(distinct person_id), sum(fen)::bigint,
                coalesce(sum(fen) filter (where benefit_month = $2), 0)::bigint
            from payment_line where run_id = $1 group by grouping sets ((category, component), (category))
            order by category, component nulls first
            """, r => (
                Category.Of(r.GetInt16(0)), r.IsDBNull(1) ? (short?)null : r.GetInt16(1),
                new GroupTotal(r.GetInt64(2), r.GetInt64(3), r.GetInt64(4))), stop, of.Run.Id, of.Run.Month.FirstDay);

    public static Task<List<(Block Reason, GroupTotal Total)>> Held(PaperRun of, CancellationToken stop) =>
        of.Connection.Rows("""
            select reason, count(distinct person_id), sum(fen)::bigint,
                coalesce(sum(fen) filter (where benefit_month = $2), 0)::bigint
            from held_amount where run_id = $1 group by reason order by sum(fen) desc, reason
            """, r => (
                (Block)r.GetInt16(0), new GroupTotal(r.GetInt64(1), r.GetInt64(2), r.GetInt64(3))), stop, of.Run.Id,
            of.Run.Month.FirstDay);

    /// <summary>Of people who are sent something: township and 开户行.</summary>
    public static Task<List<(string? Region, string? Bank, GroupTotal Total)>> ByPlace(
        PaperRun of, CancellationToken stop) => of.Connection.Rows("""
            select left(v.region, 9), case when o.person_id is null then v.bank else o.bank end, count(*),
                sum(s.fen)::bigint, sum(s.month_fen)::bigint
            from (
                select person_id, sum(fen) as fen,
                    coalesce(sum(fen) filter (where benefit_month = $2), 0) as month_fen
                from payment_line where run_id = $1 group by person_id having sum(fen) > 0) s
            join person_version v on v.person_id = s.person_id and v.known_from <= $3 and v.known_to > $3
            left join run_receiver o on o.run_id = $1 and o.person_id = s.person_id
            group by 1, 2 order by 1, 2
            """, r => (
                r.TextOrNull(0), r.TextOrNull(1), new GroupTotal(r.GetInt64(2), r.GetInt64(3), r.GetInt64(4))), stop,
            of.Run.Id, of.Run.Month.FirstDay, of.Run.KnownThrough);

    /// <summary>Who was sent anything by the runs of the month before; whom this run sends something for earlier
    /// months.</summary>
    public static async Task<(long Last, long Late)> Recipients(PaperRun of, CancellationToken stop) =>
        (await of.Connection.Rows("""
            select case when cardinality($3::int[]) = 1
                    then (select row_count from payout_run where run_id = any($3))
                    else (select count(*) from (select person_id from payment_line where run_id = any($3)
                        group by person_id having sum(fen) > 0) p) end,
                (select count(distinct person_id) from payment_line where run_id = $1 and benefit_month <> $2)
            """, r => (r.GetInt64(0), r.GetInt64(1)), stop, of.Run.Id, of.Run.Month.FirstDay, of.LastMonthRuns))[0];

    /// <summary>Who cannot be worked out in some month, for want of a standard or of the person's own facts.</summary>
    public static Task<long> UndecidedPeople(PaperRun of, CancellationToken stop) => of.Connection.Scalar<long>(
        "select count(distinct person_id) from undecided_month where run_id = $1", stop, of.Run.Id);

    public static Task<long> HeldPeople(PaperRun of, CancellationToken stop) => of.Connection.Scalar<long>(
        "select count(distinct person_id) from held_amount where run_id = $1", stop, of.Run.Id);

    public static async Task<(long People, long Fen)> Claims(PaperRun of, CancellationToken stop) =>
        (await of.Connection.Rows("""
            select count(distinct person_id), coalesce(sum(fen), 0)::bigint from claim where run_id = $1
            """, r => (r.GetInt64(0), r.GetInt64(1)), stop, of.Run.Id))[0];

    /// <summary>The document by which the run was opened, and what was said with the last signature.</summary>
    public static async Task<(string? Document, string? Note)> Special(PaperRun of, CancellationToken stop) =>
        (await of.Connection.Rows("select document, note from payout_run where run_id = $1",
            r => (r.TextOrNull(0), r.TextOrNull(1)), stop, of.Run.Id))[0];

    /// <summary>Whoever is sent something, by township, then by identity number; streamed.</summary>
    public static async IAsyncEnumerable<RegisterRow> Register(
        PaperRun of, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var command = of.Connection.Statement("""
            select v.region, v.id_number, v.name, s.categories, s.month_fen, s.fen,
                case when o.person_id is null then v.bank else o.bank end, coalesce(o.account, v.account),
                coalesce(o.account_name, v.account_name, v.name),
                case when o.person_id is null then v.payee_name else o.payee_name end
            from (
                select person_id, array_agg(distinct category) as categories, sum(fen)::bigint as fen,
                    coalesce(sum(fen) filter (where benefit_month = $2), 0)::bigint as month_fen
                from payment_line where run_id = $1 group by person_id having sum(fen) > 0) s
            join person_version v on v.person_id = s.person_id and v.known_from <= $3 and v.known_to > $3
            left join run_receiver o on o.run_id = $1 and o.person_id = s.person_id
            order by left(v.region, 9), v.id_number
            """, of.Run.Id, of.Run.Month.FirstDay, of.Run.KnownThrough);
        await using var r = await command.ExecuteReaderAsync(stop);
        while (r.Next(stop))
        {
            yield return new RegisterRow(
                r.TextOrNull(0), r.GetString(1), r.GetString(2), r.GetFieldValue<short[]>(3), r.GetInt64(4),
                r.GetInt64(5), r.TextOrNull(6), r.TextOrNull(7), r.TextOrNull(8), r.TextOrNull(9));
        }
    }

    /// <summary>
    /// Everybody whose month differs from the one before. Touched: something became known of the person since, or took
    /// effect with this month, or something is held.
    /// </summary>
    public static Task<List<PersonDifference>> Differences(PaperRun of, CancellationToken stop) =>
        of.Connection.Rows("""
            with now as (
                select person_id, sum(fen)::bigint as fen from payment_line
                where run_id = $1 and benefit_month = $2 group by person_id),
            before as (
                select person_id, sum(fen)::bigint as fen from payment_line
                where run_id = any($3) and benefit_month = $4::date group by person_id),
            differs as (
                select person_id, coalesce(before.fen, 0) as before, coalesce(now.fen, 0) as now
                from now full join before using (person_id)
                where coalesce(before.fen, 0) <> coalesce(now.fen, 0)),
            -- Added up by person rather than joined: of sets made here the server guesses one row each.
            known as (
                select person_id, before, now, false as enrolled, false as assessed, null::smallint[] as types,
                    null::smallint as reason
                from differs
                union all
                select person_id, null, null, false, false, array_agg(distinct type order by type), null from change
                where act <= $6 and (act > $5 or effective_on >= $4::date
                    or type = $7 and date_trunc('year', effective_on) = date_trunc('year', $4::date))
                group by person_id
                union all
                select person_id, null, null, true, false, null, null from enrolment where act > $5 and act <= $6
                union all
                select person_id, null, null, false, true, null, null from assessed_amount where act > $5 and act <= $6
                union all
                select person_id, null, null, false, false, null, reason from held_amount where run_id = $1)
            select v.id_number, v.name, v.region, d.before, d.now, d.enrolled, d.assessed, d.types, d.reason
            from (
                select person_id, max(before) as before, max(now) as now, bool_or(enrolled) as enrolled,
                    bool_or(assessed) as assessed, max(types) as types, min(reason) as reason
                from known group by person_id having max(now) is not null) d
            cross join lateral (
                select id_number, name, region from person_version
                where person_id = d.person_id and known_from <= $6 and known_to > $6 offset 0) v
            order by v.id_number
            """, r =>
            {
                var why = Why(
                    r.GetBoolean(5), r.GetBoolean(6), r.IsDBNull(7) ? [] : r.GetFieldValue<short[]>(7),
                    r.IsDBNull(8) ? Block.None : (Block)r.GetInt16(8));
                return new PersonDifference(
                    r.GetString(0), r.GetString(1), r.TextOrNull(2), r.GetInt64(3), r.GetInt64(4), why, why.Length > 0);
            }, stop, of.Run.Id, of.Run.Month.FirstDay, of.LastMonthRuns, of.LastMonth?.FirstDay, of.Since,
            of.Run.KnownThrough, (short)Domain.People.ChangeType.TransferOut);

    private static string Why(bool enrolled, bool assessed, short[] types, Block held)
    {
        var why = new List<string>();
        if (enrolled) why.Add("新登记");
        if (assessed) why.Add("核定月额");
        why.AddRange(types.Select(t => Domain.People.ChangeTypes.Label((Domain.People.ChangeType)t)));
        if (held != Block.None) why.Add($"暂不发：{Meanings.Of(ExceptionCode.Of(held.Code()))}");
        return string.Join('、', why);
    }
}
