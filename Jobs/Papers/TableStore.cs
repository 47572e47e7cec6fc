using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Storage;

namespace Disbursement.Jobs.Papers;

/// <summary>A row of the lists of what is new that is about no person: what, its value, from when, by what.</summary>
internal sealed record NewsRule(
    string Kind, string What, string Value, string? Before, string? From, string? Document, Recorded Recorded);

/// <summary>An amount that was held in the run before and is held no more for that reason.</summary>
/// <param name="SentFen">What this run sends of the very positions that were held.</param>
/// <param name="HeldFen">What is still held of the person, for another reason.</param>
internal sealed record EndedBlock(
    NewsPerson Person, Block Reason, PayMonth[] Months, long Fen, long SentFen, long HeldFen);

/// <summary>Lines beside the month's own, of one person, category, component and kind; fen.</summary>
internal readonly record struct LateLines(
    string IdNumber, string Name, string? Region, short Category, short Component, LineKind Kind, PayMonth[] Months,
    long Fen);

/// <summary>What a person was paid too much and has not made good; fen.</summary>
/// <param name="NewFen">Of that, not on the list of the run before.</param>
internal sealed record OpenClaim(
    string IdNumber, string Name, string? Region, PayMonth[] Months, long Fen, long NewFen, string? Why);

/// <summary>Standards and parameters, blocks that ended, arrears and claims (rules §9, lists 3 to 5).</summary>
internal static class TableStore
{
    private static readonly string[] Units = ["", "每月", "每年", "每服役年每月", "每服役年每年"];

    public static Task<List<NewsRule>> Rates(PaperRun of, CancellationToken stop) => of.Connection.Rows("""
        select e.category, e.level, e.nature, e.period, e.component, e.unit, e.fen, e.effective_from, e.document,
            e.withdrawal, coalesce(a.performed_by, a.system_user), a.business_date, a.number, b.unit, b.fen
        from rate e join act a on a.number = e.act
        left join lateral (
            select b.unit, b.fen from rate b
            where b.category = e.category and b.level = e.level and b.nature = e.nature and b.period = e.period
                and b.component = e.component and not b.withdrawal
                and (b.effective_from < e.effective_from
                    or b.effective_from = e.effective_from and (b.act, b.row_number) < (e.act, e.row_number))
                and b.act <= $2 and not exists (
                    select from rate w
                    where w.withdrawal and w.act <= $2 and (w.act, w.row_number) > (b.act, b.row_number)
                        and (w.category, w.level, w.nature, w.period, w.component, w.effective_from)
                            = (b.category, b.level, b.nature, b.period, b.component, b.effective_from)
                        and (w.act, w.row_number) <> (e.act, e.row_number))
            order by b.effective_from desc, b.act desc, b.row_number desc limit 1) b on true
        where e.act > $1 and e.act <= $2 order by e.act, e.row_number
        """, r =>
        {
            var what = Category.Of(r.GetInt16(0)).Label;
            if (r.GetInt16(1) is var level and > 0) what += $" {Domain.Exceptions.Spoken.Level(level)}级";
            if (r.GetInt16(2) is var nature and > 0) what += $" {((Nature)nature).Label()}";
            if (r.GetInt16(3) is var period and > 0) what += $" {((Period)period).Label()}";
            return new NewsRule(
                r.GetBoolean(9) ? "标准（撤销）" : "标准", $"{what} {of.Components[r.GetInt16(4)]}",
                Amount(r.GetInt16(5), r.GetInt64(6)), r.IsDBNull(13) ? null : Amount(r.GetInt16(13), r.GetInt64(14)),
                $"{r.Date(7):yyyy-MM-dd}", r.GetString(8), Recorded.Read(r, 10));
        }, stop, of.Since, of.Run.KnownThrough);

    private static string Amount(short unit, long fen) => $"{Units[unit]} {Money.Figures(fen)}元";

    public static Task<List<NewsRule>> Wages(PaperRun of, CancellationToken stop) => of.Connection.Rows("""
        select w.area, w.monthly_fen, w.effective_from, w.document, coalesce(a.performed_by, a.system_user),
            a.business_date, a.number, (
                select b.monthly_fen from wage b
                where b.area = w.area and (b.effective_from, b.act, b.row_number)
                    < (w.effective_from, w.act, w.row_number)
                order by b.effective_from desc, b.act desc, b.row_number desc limit 1)
        from wage w join act a on a.number = w.act where w.act > $1 and w.act <= $2 order by w.act, w.row_number
        """, r => new NewsRule(
            "月平均工资", r.GetString(0), $"{Money.Figures(r.GetInt64(1))}元",
            r.LongOrNull(7) is { } before ? $"{Money.Figures(before)}元" : null, $"{r.Date(2):yyyy-MM-dd}",
            r.GetString(3), Recorded.Read(r, 4)), stop, of.Since, of.Run.KnownThrough);

    public static Task<List<NewsRule>> Settings(PaperRun of, CancellationToken stop) => of.Connection.Rows("""
        select s.key, s.value, (select b.value from setting b where b.key = s.key and b.act < s.act
                order by b.act desc limit 1),
            s.document, coalesce(a.performed_by, a.system_user), a.business_date, a.number
        from setting s join act a on a.number = s.act where s.act > $1 and s.act <= $2 order by s.act, s.key
        """, r => new NewsRule(
            "设置", SettingsJob.Named(r.GetString(0)), r.GetString(1),
            r.TextOrNull(2) ?? SettingsJob.DefaultOf(r.GetString(0)), null, r.TextOrNull(3), Recorded.Read(r, 4)), stop,
            of.Since, of.Run.KnownThrough);

    public static Task<List<NewsRule>> Banks(PaperRun of, CancellationToken stop) => of.Connection.Rows("""
        select b.name, concat_ws(' ', '格式' || b.profile, '开户行包含“' || nullif(b.match, '') || '”',
                '付款账号' || b.debit_account, b.debit_name), b.effective_from,
            coalesce(a.performed_by, a.system_user), a.business_date, a.number
        from paying_bank b join act a on a.number = b.act where b.act > $1 and b.act <= $2
        order by b.act, b.row_number
        """, r => new NewsRule(
            "代发银行", r.GetString(0), r.GetString(1), null, r.DateOrNull(2)?.ToString("yyyy-MM-dd", null), null,
            Recorded.Read(r, 3)), stop, of.Since, of.Run.KnownThrough);

    public static Task<List<NewsRule>> Days(PaperRun of, CancellationToken stop) => of.Connection.Rows("""
        select d.name, string_agg(to_char(d.day, 'MM-DD'), ' ' order by d.day), extract(year from min(d.day))::int,
            min(d.source), coalesce(a.performed_by, a.system_user), a.business_date, a.number, d.is_working
        from calendar_day d join act a on a.number = d.act where d.act > $1 and d.act <= $2
        group by d.name, d.is_working, extract(year from d.day), a.number order by a.number, min(d.day)
        """, r => new NewsRule(
            r.GetBoolean(7) ? "日历（上班）" : "日历（放假）", $"{r.GetInt32(2)}年 {r.GetString(0)}", r.GetString(1), null,
            null, r.GetString(3), Recorded.Read(r, 4)), stop, of.Since, of.Run.KnownThrough);

    /// <summary>Of the first run none.</summary>
    public static Task<List<EndedBlock>> EndedBlocks(PaperRun of, CancellationToken stop) => of.Connection.Rows($"""
        with before as (
            select h.person_id, h.reason, array_agg(distinct h.benefit_month order by h.benefit_month) as months,
                sum(h.fen)::bigint as fen
            from held_amount h
            where h.run_id = $2 and (not $4 or exists (
                select from run_person p where p.run_id = $1 and p.person_id = h.person_id))
            group by h.person_id, h.reason),
        of_these as (
            select l.person_id, h.reason, sum(l.fen)::bigint as fen
            from payment_line l join held_amount h on h.run_id = $2 and h.person_id = l.person_id
                and h.benefit_month = l.benefit_month and h.category = l.category and h.component = l.component
            where l.run_id = $1 group by l.person_id, h.reason),
        now as (select person_id, sum(fen)::bigint as fen from held_amount where run_id = $1 group by person_id)
        select v.id_number, v.name, v.region, coalesce(s.fen, 0), b.reason, b.months, b.fen, coalesce(t.fen, 0),
            coalesce(n.fen, 0)
        from before b
        join person_version v on v.person_id = b.person_id and v.known_from <= $3 and v.known_to > $3
        {NewsStore.SentTo}
        left join of_these t on t.person_id = b.person_id and t.reason = b.reason
        left join now n on n.person_id = b.person_id
        where not exists (select from held_amount h
            where h.run_id = $1 and h.person_id = b.person_id and h.reason = b.reason)
        order by v.id_number, b.reason
        """, r => new EndedBlock(
            NewsPerson.Read(r), (Block)r.GetInt16(4), Months(r, 5), r.GetInt64(6), r.GetInt64(7), r.GetInt64(8)), stop,
            of.Run.Id, of.Basis?.Id ?? 0, of.Run.KnownThrough, of.Run.IsPartial);

    /// <summary>Everything but the month's own lines, and those that take something back; streamed.</summary>
    public static async IAsyncEnumerable<LateLines> Late(
        PaperRun of, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var command = of.Connection.Statement("""
            select v.id_number, v.name, v.region, l.category, l.component, l.kind, l.months, l.fen
            from (
                select person_id, category, component, kind, sum(fen)::bigint as fen,
                    array_agg(distinct benefit_month order by benefit_month) as months
                from payment_line where run_id = $1 and (kind <> $3 or fen < 0)
                group by person_id, category, component, kind) l
            join person_version v on v.person_id = l.person_id and v.known_from <= $2 and v.known_to > $2
            order by v.id_number, l.category, l.component, l.kind
            """, of.Run.Id, of.Run.KnownThrough, (short)LineKind.Regular);
        await using var r = await command.ExecuteReaderAsync(stop);
        while (r.Next(stop))
        {
            yield return new LateLines(
                r.GetString(0), r.GetString(1), r.TextOrNull(2), r.GetInt16(3), r.GetInt16(4), (LineKind)r.GetInt16(5),
                Months(r, 6), r.GetInt64(7));
        }
    }

    public static Task<List<OpenClaim>> Claims(PaperRun of, CancellationToken stop) => of.Connection.Rows("""
        select v.id_number, v.name, v.region, array_agg(c.benefit_month order by c.benefit_month), sum(c.fen)::bigint,
            coalesce(sum(c.fen) filter (where not exists (select from claim b
                where b.run_id = $2 and b.person_id = c.person_id and b.benefit_month = c.benefit_month)), 0)::bigint,
            string_agg(distinct (x.arguments ->> '原因') || coalesce('（' || (x.arguments ->> '文号') || '）', ''), '、')
        from claim c
        join person_version v on v.person_id = c.person_id and v.known_from <= $3 and v.known_to > $3
        left join run_exception x on x.run_id = c.run_id and x.code = 'overpaid' and x.person_id = c.person_id
            and x.benefit_month = c.benefit_month
        where c.run_id = $1 group by v.id_number, v.name, v.region order by v.id_number
        """, r => new OpenClaim(
            r.GetString(0), r.GetString(1), r.TextOrNull(2), Months(r, 3), r.GetInt64(4), r.GetInt64(5),
            r.TextOrNull(6)), stop,
            of.Run.Id, of.Basis?.Id ?? 0, of.Run.KnownThrough);

    private static PayMonth[] Months(Npgsql.NpgsqlDataReader r, int at) =>
        [.. r.GetFieldValue<DateOnly[]>(at).Select(PayMonth.Of)];
}
