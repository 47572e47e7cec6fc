using Disbursement.Domain.Funds;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Closing;

/// <summary>
/// 归属: which run the lines of a bank's statement belong to, as far as they say it themselves. What is not plain is left
/// to a person; nothing is guessed between two.
/// </summary>
internal static class StatementAllotment
{
    /// <summary>Looks at every line of the bank that belongs to nothing yet, the plainest signs first.</summary>
    public static async Task<int> Find(Act act, string bank, CancellationToken stop)
    {
        var found = 0;
        foreach (var sign in (string[])[ByMessage, ByRowId, ByAccount, ByFile, ByRun, ByReturnedSum])
            found += await act.Connection.Execute(sign, stop, act.Number, bank);
        return found + await ByWords(act, bank, stop);
    }

    /// <summary>The line names the message or the file that we sent.</summary>
    private const string ByMessage = """
        insert into statement_allotment (act, bank, day, serial, is_debit, run_id)
        select $1::bigint, l.bank, l.day, l.serial, l.is_debit, min(f.run_id)
        from allotted_line l join bank_file f on f.bank = l.bank and f.handed_over_on <= l.day
            and f.state in ('sent', 'settled')
            and (strpos(l.summary, f.message_id) > 0 or strpos(l.summary, f.name) > 0)
        where l.bank = $2::text and l.run_id is null and l.purpose is null
        group by l.bank, l.day, l.serial, l.is_debit
        having count(distinct f.run_id) = 1
        """;

    /// <summary>The line names the row: 行号 carries the run, and the person whose row it is.</summary>
    private const string ByRowId = """
        insert into statement_allotment (act, bank, day, serial, is_debit, run_id)
        select $1::bigint, l.bank, l.day, l.serial, l.is_debit, r.run_id
        from allotted_line l
        cross join lateral (select substring(l.summary from '(?:^|\D)(\d{23})(?:\D|$)') as id) i
        join payout_run r on r.run_id = substr(i.id, 7, 5)::int and r.attempt = substr(i.id, 12, 2)::int
        where l.bank = $2::text and l.run_id is null and l.purpose is null and exists (
            select from bank_file f where f.run_id = r.run_id and f.bank = l.bank and f.handed_over_on <= l.day
                and f.state in ('sent', 'settled'))
        """;

    /// <summary>
    /// Money that came in from the account of a row that did not go through, of the same amount: of several alike, each
    /// line takes one, the oldest first.
    /// </summary>
    private const string ByAccount = """
        insert into statement_allotment (act, bank, day, serial, is_debit, run_id)
        with came_back as (
            select run_id, account, row_fen - credited_fen as fen, row_number() over (
                partition by run_id, account, row_fen - credited_fen order by person_id) as ordinal
            from (select distinct on (run_id, person_id) * from row_result where bank = $2::text
                order by run_id, person_id, act desc) latest
            where outcome in (2, 3, 4) and account is not null),
        waiting as (
            select c.*, row_number() over (partition by c.account, c.fen order by c.run_id, c.ordinal) as place
            from came_back c left join lateral (
                select count(*) as taken from allotted_line t
                where t.run_id = c.run_id and t.bank = $2::text and not t.is_debit
                    and t.counterparty_account = c.account and t.fen = c.fen) t on true
            where c.ordinal > t.taken),
        lines as (
            select l.*, row_number() over (
                partition by l.counterparty_account, l.fen order by l.day, l.serial) as place
            from allotted_line l
            where l.bank = $2::text and l.run_id is null and l.purpose is null and not l.is_debit)
        select $1::bigint, l.bank, l.day, l.serial, l.is_debit, w.run_id
        from lines l join waiting w on w.account = l.counterparty_account and w.fen = l.fen and w.place = l.place
        """;

    /// <summary>One debit for one file, and no other file of that sum waits for its debit.</summary>
    private const string ByFile = """
        insert into statement_allotment (act, bank, day, serial, is_debit, run_id)
        with waiting as (
            select f.run_id, f.sum_fen, min(f.handed_over_on) as since, count(*) as files
            from bank_file f
            where f.bank = $2::text and f.state in ('sent', 'settled')
                and (select coalesce(sum(t.fen), 0) from allotted_line t
                    where t.run_id = f.run_id and t.bank = f.bank and t.is_debit) + f.sum_fen
                    <= (select sum(sum_fen) from bank_file a
                    where a.run_id = f.run_id and a.bank = f.bank and a.state in ('sent', 'settled'))
            group by f.run_id, f.sum_fen)
        select $1::bigint, l.bank, l.day, l.serial, l.is_debit, min(w.run_id)
        from (select l.*, count(*) over (partition by l.fen) as alike from allotted_line l
            where l.bank = $2::text and l.is_debit and l.run_id is null and l.purpose is null) l
        join waiting w on w.sum_fen = l.fen and l.day between w.since and w.since + 15
        group by l.bank, l.day, l.serial, l.is_debit, l.alike
        having count(*) = 1 and min(w.files) >= max(l.alike)
        """;

    /// <summary>One debit for all files of a run at the bank, or for what went through of them.</summary>
    private const string ByRun = """
        insert into statement_allotment (act, bank, day, serial, is_debit, run_id)
        with waiting as (
            select f.run_id, sum(f.sum_fen) as sent, min(f.handed_over_on) as since, coalesce((
                select sum(r.row_fen - r.credited_fen) from (
                    select distinct on (person_id) * from row_result where run_id = f.run_id and bank = $2::text
                    order by person_id, act desc) r where r.outcome in (2, 3, 4)), 0) as came_back
            from bank_file f where f.bank = $2::text and f.state in ('sent', 'settled')
                and not exists (select from allotted_line t
                    where t.run_id = f.run_id and t.bank = f.bank and t.is_debit)
            group by f.run_id)
        select $1::bigint, l.bank, l.day, l.serial, l.is_debit, min(w.run_id)
        from (select l.*, count(*) over (partition by l.fen) as alike from allotted_line l
            where l.bank = $2::text and l.is_debit and l.run_id is null and l.purpose is null) l
        join waiting w on l.fen in (w.sent, w.sent - w.came_back) and l.day between w.since and w.since + 15
        where l.alike = 1
        group by l.bank, l.day, l.serial, l.is_debit
        having count(*) = 1
        """;

    /// <summary>One credit for all of a run that did not go through.</summary>
    private const string ByReturnedSum = """
        insert into statement_allotment (act, bank, day, serial, is_debit, run_id)
        with waiting as (
            select r.run_id, sum(r.row_fen - r.credited_fen) as came_back
            from (select distinct on (run_id, person_id) * from row_result where bank = $2::text
                order by run_id, person_id, act desc) r
            where r.outcome in (2, 3, 4) and not exists (select from allotted_line t
                where t.run_id = r.run_id and t.bank = $2::text and not t.is_debit)
            group by r.run_id)
        select $1::bigint, l.bank, l.day, l.serial, l.is_debit, min(w.run_id)
        from (select l.*, count(*) over (partition by l.fen) as alike from allotted_line l
            where l.bank = $2::text and not l.is_debit and l.run_id is null and l.purpose is null) l
        join waiting w on w.came_back = l.fen and exists (select from bank_file f
            where f.run_id = w.run_id and f.bank = l.bank and f.handed_over_on <= l.day)
        where l.alike = 1
        group by l.bank, l.day, l.serial, l.is_debit
        having count(*) = 1
        """;

    /// <summary>利息、手续费、拨入、缴回, where the words say so.</summary>
    private static async Task<int> ByWords(Act act, string bank, CancellationToken stop)
    {
        var open = await act.Connection.Rows("""
            select day, serial, is_debit, counterparty_name, summary from allotted_line
            where bank = $1 and run_id is null and purpose is null
            """, r => (Day: r.Date(0), Serial: r.GetString(1), IsDebit: r.GetBoolean(2),
                Purpose: StatementPurposes.Of(r.GetBoolean(2), r.TextOrNull(3), r.TextOrNull(4))), stop, bank);
        var plain = open.FindAll(l => l.Purpose is not null);
        if (plain.Count == 0) return 0;
        return await act.Connection.Execute("""
            insert into statement_allotment (act, bank, day, serial, is_debit, purpose)
            select $1::bigint, $2::text, * from unnest($3::date[], $4::text[], $5::boolean[], $6::text[])
            """, stop, act.Number, bank, plain.Select(l => l.Day).ToArray(), plain.Select(l => l.Serial).ToArray(),
            plain.Select(l => l.IsDebit).ToArray(), plain.Select(l => l.Purpose!.Value.Code()).ToArray());
    }
}
