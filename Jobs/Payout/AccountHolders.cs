using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>
/// Accounts on which several people receive (account-shared): a case for each of them, so that each township sees its
/// own.
/// </summary>
internal static class AccountHolders
{
    private const int LongestList = 200;

    public static async Task Find(
        NpgsqlConnection connection, RunFrame frame, List<RunException> found, CancellationToken stop)
    {
        await LargeSets.Prepare(connection, stop);
        var accounts = await Candidates(connection, frame, stop);
        if (accounts.Count == 0) return;
        var holders = await connection.Rows($"""
            select v.account, v.person_id, v.name, v.receiver,
                coalesce((select sum(h.fen) from {frame.Tables.Held} h
                    where h.run_id = $3 and h.person_id = v.person_id), 0)::bigint
            from (select distinct a from unnest($1::text[]) as u (a)) c
            join person_version v on v.account = c.a and v.known_from <= $2 and v.known_to > $2
            order by v.account, v.person_id
            """, r => new Holder(
                r.GetString(0), r.GetInt32(1), r.GetString(2),
                (Block)r.GetInt16(3) == Block.PayeeNameDiffers ? r.GetInt64(4) : null), stop,
            accounts.ToArray(), frame.Run.KnownThrough, frame.Run.Id);
        foreach (var account in holders.GroupBy(h => h.Account, StringComparer.Ordinal))
            Add(found, [.. account]);
    }

    /// <summary>
    /// Since the run it starts from, an account can have come to be shared only by what became known since; the others
    /// are in that run's list. Without such a run all are grouped, by a hash first: of a million only few come twice.
    /// </summary>
    private static Task<List<string>> Candidates(NpgsqlConnection connection, RunFrame frame, CancellationToken stop)
    {
        var known = frame.Run.KnownThrough;
        if (frame.People is { } people)
        {
            return connection.Rows("""
                select account from person_version
                where person_id = any($2) and known_from <= $1 and known_to > $1 and account is not null
                """, r => r.GetString(0), stop, known, people);
        }

        if (frame.Basis is not { } basis || frame.Run.IsFull)
        {
            // Two accounts of one hash are both looked at.
            return connection.Rows("""
                select distinct account from (
                    select min(account) as one, max(account) as other from person_version
                    where known_from <= $1 and known_to > $1 and account is not null
                    group by hashtextextended(account, 0) having count(*) > 1) as twice
                cross join lateral unnest(array[one, other]) as u (account)
                """, r => r.GetString(0), stop, known);
        }

        return connection.Rows("""
            select account from person_version
            where known_from > $2 and known_from <= $1 and known_to > $1 and account is not null
            union
            select v.account from run_exception x join person_version v on v.person_id = x.person_id
            where x.run_id = $3 and x.code = 'account-shared' and v.known_from <= $1 and v.known_to > $1
                and v.account is not null
            """, r => r.GetString(0), stop, known, basis.KnownThrough, basis.Id);
    }

    private static void Add(List<RunException> found, Holder[] holders)
    {
        if (holders.Length < 2) return;
        var blanks = new Dictionary<string, string>
        {
            ["账户尾号"] = holders[0].Account.Length <= 4 ? holders[0].Account : holders[0].Account[^4..],
            ["人数"] = $"{holders.Length}",
            ["名单"] = Names(holders),
        };
        var strangers = Array.FindAll(holders, h => h.HeldFen is not null);
        if (strangers.Length > 0)
        {
            blanks["名单2"] = Names(strangers);
            blanks["金额"] = Money.Spoken(strangers.Sum(h => h.HeldFen ?? 0));
        }

        foreach (var holder in holders)
        {
            // Only who has no papers for another's account is held; the others are told.
            found.Add(new RunException(ExceptionCode.AccountShared, holder.Person, null, null, null, null, blanks,
                holder.HeldFen is null ? Severity.Warn : Severity.Block));
        }
    }

    private static string Names(Holder[] holders)
    {
        var names = string.Join('、', holders.Select(h => h.Name));
        return names.Length > LongestList ? names[..LongestList] + "…" : names;
    }

    /// <param name="HeldFen">Held because the account is in another's name; null where it is the person's.</param>
    private sealed record Holder(string Account, int Person, string Name, long? HeldFen);
}
