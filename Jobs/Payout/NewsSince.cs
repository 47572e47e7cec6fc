using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.People;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>
/// What became known since the run it starts from and is to be looked at before signing: one statement for each kind,
/// over that alone.
/// </summary>
internal static class NewsSince
{
    /// <summary>A card changed so shortly before the money goes out is asked about.</summary>
    private const int RecentDays = 30;

    public static async Task Find(
        NpgsqlConnection connection, RunFrame frame, List<RunException> found, CancellationToken stop)
    {
        if (frame.Basis is not { } basis || frame.Run.IsPartial) return;
        await ChangesToCheck(connection, frame, basis.KnownThrough, found, stop);
        await ChangedAccounts(connection, frame, basis.KnownThrough, found, stop);
        await WithdrawnDeaths(connection, frame, basis.KnownThrough, found, stop);
        await GradeNews.Find(connection, frame, basis.KnownThrough, found, stop);
    }

    private static async Task ChangesToCheck(
        NpgsqlConnection connection, RunFrame frame, long since, List<RunException> found, CancellationToken stop)
    {
        var counts = (await connection.Rows("""
            select (select count(*) from enrolment where act > $1 and act <= $2),
                count(*) filter (where type = any($3)), count(*) filter (where type = any($4)),
                count(*) filter (where type = any($5)), count(*) filter (where type = $6), count(*)
            from change where act > $1 and act <= $2
            """, r => Enumerable.Range(0, 6).Select(r.GetInt64).ToArray(), stop, since, frame.Run.KnownThrough,
            Numbers(ChangeType.Death, ChangeType.Ending, ChangeType.Suspension, ChangeType.TransferOut),
            Numbers(ChangeType.AccountChange, ChangeType.PayeeChange),
            Numbers(ChangeType.Regrade, ChangeType.Correction), (short)ChangeType.HoldRelease))[0];
        var all = counts[0] + counts[5];
        if (all == 0) return;
        found.Add(new RunException(ExceptionCode.ChangesToCheck, null, null, null, null, null, new()
        {
            ["人数"] = $"{all}", ["甲"] = $"{counts[0]}", ["乙"] = $"{counts[1]}", ["丙"] = $"{counts[2]}",
            ["丁"] = $"{counts[3]}", ["戊"] = $"{counts[4]}",
            ["其他"] = $"{counts[5] - counts[1] - counts[2] - counts[3] - counts[4]}",
        }));
    }

    private static short[] Numbers(params ChangeType[] types) => [.. types.Select(t => (short)t)];

    private static async Task ChangedAccounts(
        NpgsqlConnection connection, RunFrame frame, long since, List<RunException> found, CancellationToken stop)
    {
        foreach (var (person, name, account, day, by) in await connection.Rows("""
            select distinct on (c.person_id) c.person_id, v.name, v.account, a.business_date,
                coalesce(a.performed_by, a.system_user)
            from change c join act a on a.number = c.act
            join person_version v on v.person_id = c.person_id and v.known_from <= $2 and v.known_to > $2
            where c.act > $1 and c.act <= $2 and c.type = any($3) and v.account_known = c.act
                and v.account is not null and a.business_date > $4
            order by c.person_id
            """, r => (r.GetInt32(0), r.GetString(1), r.GetString(2), r.Date(3), r.GetString(4)), stop, since,
            frame.Run.KnownThrough, Numbers(ChangeType.AccountChange, ChangeType.PayeeChange),
            frame.Run.OpenedOn.AddDays(-RecentDays)))
        {
            found.Add(new RunException(ExceptionCode.AccountChangedRecently, person, null, null, null, null, new()
            {
                ["姓名"] = name, ["日期"] = Spoken.Date(day), ["甲"] = by,
                ["账户尾号"] = account.Length <= 4 ? account : account[^4..], ["天数"] = $"{RecentDays}",
            }));
        }
    }

    /// <summary>What is paid late, or held, because a death was taken back.</summary>
    private static async Task WithdrawnDeaths(
        NpgsqlConnection connection, RunFrame frame, long since, List<RunException> found, CancellationToken stop)
    {
        var deaths = await connection.Rows("""
            select d.person_id, v.name, d.document, d.effective_on from change w
            join change d on d.person_id = w.person_id and d.act = w.withdraws_act and d.row_number = w.withdraws_row
            join person_version v on v.person_id = w.person_id and v.known_from <= $2 and v.known_to > $2
            where w.act > $1 and w.act <= $2 and w.withdraws_act is not null and d.type = $3
            order by d.person_id, d.effective_on
            """, r => (Person: r.GetInt32(0), Name: r.GetString(1), Document: r.TextOrNull(2), On: r.Date(3)), stop,
            since, frame.Run.KnownThrough, (short)ChangeType.Death);
        if (deaths.Count == 0) return;
        var owed = (await connection.Rows($"""
            select person_id, benefit_month, sum(fen)::bigint from (
                select person_id, benefit_month, fen from {frame.Tables.Line}
                where run_id = $1 and person_id = any($2) and benefit_month between $3 and $4
                union all
                select person_id, benefit_month, fen from {frame.Tables.Held}
                where run_id = $1 and person_id = any($2)) as l
            where benefit_month < $4 group by person_id, benefit_month having sum(fen) > 0
            """, r => (Person: r.GetInt32(0), Month: r.Month(1), Fen: r.GetInt64(2)), stop, frame.Run.Id,
            deaths.Select(d => d.Person).ToArray(), frame.First.FirstDay, frame.Run.Month.FirstDay))
            .ToLookup(o => o.Person);
        var grants = await ReclaimedGrants(connection, frame, [.. deaths.Select(d => d.Person)], stop);
        foreach (var death in deaths.DistinctBy(d => d.Person))
        {
            var died = PayMonth.Of(death.On);
            var late = owed[death.Person].Where(o => o.Month > died).ToArray();
            var grant = grants.GetValueOrDefault((death.Person, died));
            if (late.Length == 0 && grant == 0) continue;
            var sum = late.Sum(o => o.Fen);
            var blanks = new Dictionary<string, string>
            {
                ["姓名"] = death.Name, ["金额"] = Money.Spoken(sum),
                ["月份清单"] = late.Length == 0 ? Spoken.Month(died) : Spoken.Months(late.Select(o => o.Month)),
            };
            if (grant > 0) blanks["丧葬"] = Money.Spoken(grant);
            if (death.Document is { Length: > 0 } document) blanks["文号"] = document;
            found.Add(new RunException(
                ExceptionCode.DeathWithdrawn, death.Person, null, null, sum, null, blanks));
        }
    }

    /// <summary>Claims of months of which 丧葬补助 was paid; fen.</summary>
    private static async Task<Dictionary<(int Person, PayMonth Month), long>> ReclaimedGrants(
        NpgsqlConnection connection, RunFrame frame, int[] people, CancellationToken stop) =>
        (await connection.Rows($"""
            select c.person_id, c.benefit_month, c.fen from {frame.Tables.Claim} c
            where c.run_id = $1 and c.person_id = any($2) and (
                exists (select from payment_line l where l.benefit_month = c.benefit_month
                    and l.person_id = c.person_id and l.component = 7 and l.run_id = any($3))
                or exists (select from paid_history h where h.benefit_month = c.benefit_month
                    and h.person_id = c.person_id and h.component = 7))
            """, r => ((r.GetInt32(0), r.Month(1)), r.GetInt64(2)), stop, frame.Run.Id, people,
            frame.CountingRuns.Where(r => r != frame.Run.Id).ToArray())).ToDictionary();
}
