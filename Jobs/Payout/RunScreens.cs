using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>
/// What only the whole run shows: shared accounts, categories without any standard, a run ahead of its month.
/// </summary>
internal static class RunScreens
{
    /// <summary>What is found; it is for the caller to write.</summary>
    public static async Task<List<RunException>> Find(
        NpgsqlConnection connection, RunFrame frame, CancellationToken stop)
    {
        var found = new List<RunException>();
        await SharedAccounts(connection, frame, found, stop);
        await MissingCategories(connection, frame, found, stop);
        var opened = frame.Run.OpenedOn;
        if (frame.Run.Month.FirstDay > opened)
        {
            found.Add(new RunException(ExceptionCode.RunEarly, null, null, frame.Run.Month, null, null, new()
            {
                ["月份"] = Spoken.Month(frame.Run.Month),
                ["日期"] = Spoken.Date(opened),
            }));
        }

        return found;
    }

    /// <summary>
    /// Grouped by a hash first: of a million accounts only the few that come twice are worth keeping.
    /// </summary>
    private static async Task SharedAccounts(
        NpgsqlConnection connection, RunFrame frame, List<RunException> found, CancellationToken stop)
    {
        await LargeSets.Prepare(connection, stop);
        var twice = await connection.Rows("""
            select hashtextextended(account, 0) from person_version
            where known_from <= $1 and known_to > $1 and account is not null
            group by 1 having count(*) > 1
            """, r => r.GetInt64(0), stop, frame.Run.KnownThrough);
        if (twice.Count == 0) return;
        foreach (var (account, people, names) in await connection.Rows("""
            select account, count(*), string_agg(name, '、' order by person_id)
            from person_version
            where known_from <= $1 and known_to > $1 and hashtextextended(account, 0) = any($2)
            group by account having count(*) > 1 and ($3::int[] is null or bool_or(person_id = any($3)))
            order by account
            """, r => (r.GetString(0), r.GetInt64(1), r.GetString(2)), stop, frame.Run.KnownThrough, twice.ToArray(),
            frame.People))
        {
            found.Add(new RunException(ExceptionCode.AccountShared, null, null, null, null, null, new()
            {
                ["账户尾号"] = People.AccountTail(account),
                ["人数"] = $"{people}",
                ["名单"] = names.Length > 200 ? names[..200] + "…" : names,
            }));
        }
    }

    /// <summary>A whole category without any standard stops the run: nobody of it could be paid.</summary>
    private static async Task MissingCategories(
        NpgsqlConnection connection, RunFrame frame, List<RunException> found, CancellationToken stop)
    {
        foreach (var (category, people) in await connection.Rows($"""
            select category, count(distinct person_id) from {frame.Tables.Undecided} where run_id = $1 and reason = 1
            group by category
            """, r => (r.GetInt16(0), r.GetInt64(1)), stop, frame.Run.Id))
        {
            if (frame.Standards.KnowsCategory(category)) continue;
            found.Add(new RunException(ExceptionCode.RateMissing, null, category, frame.Run.Month, null, null, new()
            {
                ["类别"] = Category.Of(category).Label,
                ["月份"] = Spoken.Month(frame.Run.Month),
                ["组成"] = "国家标准",
                ["人数"] = $"{people}",
            }));
        }
    }

    private static class People
    {
        public static string AccountTail(string account) => account.Length <= 4 ? account : account[^4..];
    }
}
