using System.Globalization;
using System.Text.RegularExpressions;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.People;
using Disbursement.Domain.Verification;
using Disbursement.Domain;
using Disbursement.Jobs.Cases;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Verification;

/// <summary>
/// 应发未发 and 服刑期间发放: each one statement over all lists, or the whole roster (facts §6.3, A3 and A10). Who served
/// and is on no roster is found by the register of veterans.
/// </summary>
internal static partial class RegisterScreens
{
    /// <summary>A birthday is said so many days before.</summary>
    private const int NoticeDays = 60;

    public static async Task<List<FoundCase>> Find(
        NpgsqlConnection connection, DateOnly today, CancellationToken stop)
    {
        var found = new List<FoundCase>();
        await OfSixty(connection, today, found, stop);
        await DuringSentence(connection, found, stop);
        return found;
    }

    /// <summary>
    /// 81 for who served as a conscript from a village: at sixty, without another national payment, and without an
    /// employee's pension that somebody reported.
    /// </summary>
    private static async Task OfSixty(
        NpgsqlConnection connection, DateOnly today, List<FoundCase> found, CancellationToken stop)
    {
        foreach (var (id, number, name, detail) in await connection.Rows("""
            select e.evidence_id, e.number, e.name, coalesce(e.detail, '') from evidence e
            where e.bearing = 7
                and substr(e.number, 7, 8) <= to_char($1::date + $2::int - interval '60 years', 'YYYYMMDD')
                and not exists (select from evidence d
                    where d.number = e.number and d.bearing in (1, 3) and d.evidence_id <> e.evidence_id)
                and not exists (select from person_number n join enrolment r using (person_id)
                    where n.id_number = e.number and n.ended_act is null)
                and e.evidence_id = (select min(o.evidence_id) from evidence o
                    where o.number = e.number and o.bearing = 7)
            order by e.evidence_id
            """, r => (r.GetInt32(0), r.GetString(1), r.GetString(2), r.GetString(3)), stop, today, NoticeDays))
        {
            if (IdentityNumber.BirthDate(number) is not { } born) continue;
            var sixty = born.AddYears(60);
            var years = Years().Match(detail) is { Success: true } match ? match.Groups[1].Value : null;
            var isDue = sixty <= today;
            var code = isDue ? ExceptionCode.EligibleUnpaid : ExceptionCode.Turning60;
            var blanks = new Dictionary<string, string>(StringComparer.Ordinal) { ["姓名"] = name };
            if (isDue)
            {
                blanks["类别"] = Domain.Policy.Category.Of("81").Label;
                blanks["原因"] = $"{Spoken.Date(sixty)}满60周岁" + (years is null ? "，农村入伍" : $"，服役{years}年，农村入伍");
            }
            else
            {
                blanks["月份"] = Spoken.Month(PayMonth.Of(sixty));
                blanks["年数"] = years ?? "未写明";
                blanks["天数"] = NoticeDays.ToString(CultureInfo.InvariantCulture);
                blanks["起发年月"] = PayMonth.Of(sixty).ToString();
            }

            found.Add(new FoundCase(
                CaseKey.Of(code, null, string.Create(CultureInfo.InvariantCulture, $"E{id}"), null, null, null),
                Severity.Warn, null, blanks));
        }
    }

    /// <summary>Months of a reported sentence for which money was sent.</summary>
    private static async Task DuringSentence(
        NpgsqlConnection connection, List<FoundCase> found, CancellationToken stop)
    {
        foreach (var (person, name, from, months, fen) in await connection.Rows($"""
            select m.person_id, v.name, min(e.on_day), array_agg(distinct l.benefit_month), sum(l.fen)::bigint
            from evidence_match m
            join evidence e using (evidence_id)
            join person_version v on v.person_id = m.person_id and v.known_to = 9223372036854775807
            -- Month by month: a line is found by its month, then its person.
            cross join lateral generate_series(date_trunc('month', e.on_day::timestamp) + interval '1 month',
                (select coalesce(max(month), e.on_day) from payout_run)::timestamp, interval '1 month') s (month)
            join payment_line l on l.benefit_month = s.month::date and l.person_id = m.person_id and l.category <> 875
            join payout_run p on p.run_id = l.run_id and p.state in {PayoutStore.Counting}
            where m.bearing = 2 and m.kind = 1 and e.on_day is not null and e.fact in ('服刑', '通缉', '服刑名册')
                and coalesce(e.reason, '') !~ '缓刑|社区矫正'
                -- 恢复: over, by decision.
                and not exists (select from change r where r.person_id = m.person_id and r.type = 10
                    and r.effective_on > e.on_day and s.month::date > r.effective_on
                    and not exists (select from change w where w.person_id = r.person_id and w.withdraws_act = r.act
                        and w.withdraws_row = r.row_number))
                -- One list says it; another row of the same person would count the months twice.
                and not exists (select from evidence_match o join evidence f using (evidence_id)
                    where o.person_id = m.person_id and o.bearing = 2 and o.kind = 1 and f.on_day is not null
                        and (f.on_day, f.evidence_id) < (e.on_day, e.evidence_id))
            group by m.person_id, v.name having sum(l.fen) > 0 order by m.person_id
            """, r => (r.GetInt32(0), r.GetString(1), r.Date(2), r.GetFieldValue<DateOnly[]>(3), r.GetInt64(4)), stop))
        {
            found.Add(new FoundCase(
                CaseKey.Of(ExceptionCode.PaidDuringSentence, person, "", null, null, null), Severity.Warn, fen,
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["姓名"] = name, ["起止"] = Spoken.Date(from) + "起", ["金额"] = Money.Spoken(fen),
                    ["月份清单"] = Spoken.Months(months.Select(PayMonth.Of)),
                }));
        }
    }

    [GeneratedRegex(@"(\d+(?:\.\d+)?)\s*年")]
    private static partial Regex Years();
}
