using System.Globalization;
using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Cases;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>
/// What stands on the roster and is to be dealt with: a single statement each, over the few it concerns.
/// </summary>
internal static class RosterScreens
{
    private const int LongestList = 200;

    /// <summary>Of regular runs: supplementary ones come between two of them.</summary>
    public static async Task Find(
        NpgsqlConnection connection, RunFrame frame, List<RunException> found, CancellationToken stop)
    {
        if (frame.Run.Kind != PayoutRun.Regular) return;
        await SharedPayees(connection, frame, found, stop);
        await OverdueHolds(connection, frame, found, stop);
        await ServiceYears(connection, frame, found, stop);
        await Transfers(connection, frame, found, stop);
        await Attachments(connection, frame, found, stop);
    }

    /// <summary>
    /// One payee for several; institutions, and guardians of several, are as they should be. Since the run it starts
    /// from it can have come to that only by what became known or was let go since; the others are on that run's list.
    /// </summary>
    private static async Task SharedPayees(
        NpgsqlConnection connection, RunFrame frame, List<RunException> found, CancellationToken stop)
    {
        foreach (var (payee, people, names, fen, first) in await connection.Rows($"""
            select min(p.payee_name), count(*), string_agg(p.name, '、' order by p.person_id), sum(s.fen)::bigint,
                min(p.person_id)
            from (
                select payee_id from person_version
                where payee_id is not null and known_from <= $2 and known_to > $2 and ($4::bigint is null
                    or payee_id in (
                        select payee_id from person_version where known_from > $4 and payee_id is not null
                        union all
                        select v.payee_id from run_exception x
                        join person_version v on v.person_id = substr(x.subject, 2)::int
                        where x.run_id = $5 and x.code = 'payee-for-several' and v.payee_id is not null
                        union all
                        select v.payee_id from held_amount h join person_version v using (person_id)
                        where h.run_id = $5 and v.payee_id is not null))
                group by payee_id
                having count(*) > 1 and bool_or(payee_relation not in ('机构', '监护人'))) g
            cross join lateral (
                select payee_id, payee_name, payee_relation, person_id, name from person_version
                where payee_id = g.payee_id and known_from <= $2 and known_to > $2 offset 0) p
            cross join lateral (
                select sum(fen) as fen from {frame.Tables.Line} l
                where l.run_id = $1 and l.benefit_month = $3 and l.person_id = p.person_id offset 0) s
            where s.fen is not null
            group by p.payee_id
            having count(*) > 1 and bool_or(p.payee_relation not in ('机构', '监护人')) order by 1, 5
            """, r => (r.GetString(0), r.GetInt64(1), r.GetString(2), r.GetInt64(3), r.GetInt32(4)), stop,
            frame.Run.Id, frame.Run.KnownThrough, frame.Run.Month.FirstDay,
            frame.Run.IsFull ? null : frame.Basis?.KnownThrough, frame.Basis?.Id ?? 0))
        {
            found.Add(new RunException(ExceptionCode.PayeeForSeveral, null, null, null, fen, null, new()
            {
                ["收款人"] = payee, ["人数"] = $"{people}", ["金额"] = Money.Spoken(fen),
                ["名单"] = names.Length > LongestList ? names[..LongestList] + "…" : names,
            })
            {
                Subject = $"P{first}",
            });
        }
    }

    /// <summary>Of the holds in this run's own list, those whose day of review has gone by.</summary>
    private static async Task OverdueHolds(
        NpgsqlConnection connection, RunFrame frame, List<RunException> found, CancellationToken stop)
    {
        foreach (var (person, name, review, asked, months, fen) in await connection.Rows($"""
            select x.person_id, x.arguments ->> '姓名', x.arguments ->> '复查日', x.arguments ->> '责任人',
                (select count(distinct h.benefit_month) from {frame.Tables.Held} h
                    where h.run_id = $1 and h.person_id = x.person_id), x.held_fen
            from {frame.Tables.Exception} x
            where x.run_id = $1 and x.code = 'on-hold' and x.arguments ? '复查日' order by x.person_id
            """, r => (r.GetInt32(0), r.GetString(1), Spoken.ReadDate(r.GetString(2)), r.TextOrNull(3), r.GetInt64(4),
                r.GetInt64(5)), stop, frame.Run.Id))
        {
            if (review >= frame.Run.OpenedOn) continue;
            var blanks = new Dictionary<string, string>
            {
                ["姓名"] = name, ["日期"] = Spoken.Date(review), ["月数"] = $"{months}", ["金额"] = Money.Spoken(fen),
            };
            if (asked is not null) blanks["责任人"] = asked;
            found.Add(new RunException(ExceptionCode.HoldOverdue, person, null, null, fen, fen, blanks));
        }
    }

    /// <summary>The indexes enrolment_service and change_of_years hold the candidates.</summary>
    private static async Task ServiceYears(
        NpgsqlConnection connection, RunFrame frame, List<RunException> found, CancellationToken stop)
    {
        foreach (var (person, category, card, enlisted, discharged) in await connection.Rows("""
            select e.person_id, e.category, v.card, e.enlisted_on, e.discharged_on
            from (
                select person_id from enrolment
                where enlisted_on is not null and discharged_on is not null
                    and service_years > ceil((discharged_on - enlisted_on + 1) / 365.25)
                union
                select person_id from change where service_years is not null) c
            cross join lateral (
                select * from enrolment where person_id = c.person_id and act <= $1 offset 0) e
            cross join lateral (
                select card from person_version
                where person_id = c.person_id and known_from <= $1 and known_to > $1 offset 0) v
            where e.enlisted_on is not null and e.discharged_on is not null
            order by e.person_id, e.category
            """, r => (r.GetInt32(0), r.GetInt16(1), r.GetFieldValue<byte[]>(2), r.Date(3), r.Date(4)), stop,
            frame.Run.KnownThrough))
        {
            ReadOnlySpan<byte> cards = card;
            var folded = PersonCard.Take(ref cards).Person();
            var span = Array.Find(folded.Identities, i => i.Category == category)?.At(frame.Run.Month);
            if (!Category.Of(category).IsByServiceYears || span?.Grade.ServiceYears is not { } years) continue;
            var served = Served(enlisted, discharged);
            if (Standard.WholeYears(years) <= Standard.WholeYears(served)) continue;
            found.Add(new RunException(ExceptionCode.ServiceYearsImplausible, person, category, null, null, null, new()
            {
                ["姓名"] = folded.Name, ["甲"] = Years(years), ["乙"] = Years(served), ["日期"] = Spoken.Date(enlisted),
                ["月份止"] = Spoken.Date(discharged),
            }));
        }
    }

    /// <summary>Whole months count, the first and the last day served.</summary>
    private static decimal Served(DateOnly enlisted, DateOnly discharged)
    {
        var end = discharged.AddDays(1);
        var months = ((end.Year - enlisted.Year) * 12) + end.Month - enlisted.Month - (end.Day < enlisted.Day ? 1 : 0);
        return Math.Round(months / 12m, 2);
    }

    private static string Years(decimal years) => years.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>
    /// In December and January: whom the other county has not acknowledged by a paper that lies here.
    /// </summary>
    private static async Task Transfers(
        NpgsqlConnection connection, RunFrame frame, List<RunException> found, CancellationToken stop)
    {
        var month = frame.Run.Month;
        if (month.Number is not (12 or 1)) return;
        var year = month.Number == 12 ? month.Year : month.Year - 1;
        foreach (var (person, name, on, document) in await connection.Rows("""
            select distinct on (c.person_id) c.person_id, v.name, c.effective_on, c.document from change c
            join person_version v on v.person_id = c.person_id and v.known_from <= $1 and v.known_to > $1
            where c.act <= $1 and c.type = $2 and c.effective_on between $3 and $4
                and not exists (select from change w where w.person_id = c.person_id and w.withdraws_act = c.act
                    and w.withdraws_row = c.row_number and w.act <= $1)
                and not exists (select from attachment t
                    where (t.document = c.document or (t.person_id = c.person_id and t.act > c.act)) and t.act <= $1)
            order by c.person_id, c.effective_on desc
            """, r => (r.GetInt32(0), r.GetString(1), r.Date(2), r.TextOrNull(3)), stop, frame.Run.KnownThrough,
            (short)ChangeType.TransferOut, new DateOnly(year, 1, 1), new DateOnly(year, 12, 31)))
        {
            found.Add(new RunException(ExceptionCode.TransferUnacknowledged, person, null, null, null, null, new()
            {
                ["姓名"] = name, ["日期"] = Spoken.Date(on), ["文号"] = document ?? "", ["年份"] = $"{year}",
            }));
        }
    }

    /// <summary>Papers that have not come, but for those that already hold money in this run's own list.</summary>
    private static async Task Attachments(
        NpgsqlConnection connection, RunFrame frame, List<RunException> found, CancellationToken stop)
    {
        if (frame.Bars.Papers.Count == 0) return;
        var holding = (await connection.Rows($"""
            select person_id, subject from {frame.Tables.Exception} where run_id = $1 and code = 'attachment-missing'
            """, r => (r.GetInt32(0), r.GetString(1)), stop, frame.Run.Id)).ToHashSet();
        foreach (var paper in frame.Bars.Papers.Reverse().DistinctBy(p => (p.Person, p.Document)).Reverse())
        {
            if (paper.Days == 0 || frame.Bars.IsReleased(paper) || !holding.Add((paper.Person, paper.Document)))
                continue;
            var blanks = new Dictionary<string, string>
            {
                ["姓名"] = paper.Name, ["变动类型"] = paper.Type.Label(), ["文号"] = paper.Document, ["天数"] = $"{paper.Days}",
            };
            if (paper.Type.BringsMoney() && !paper.IsOverdue) blanks["应为"] = $"{paper.Limit}天";
            found.Add(new RunException(ExceptionCode.AttachmentMissing, paper.Person, null, null, null, null, blanks)
            {
                Subject = paper.Document,
            });
        }
    }
}
