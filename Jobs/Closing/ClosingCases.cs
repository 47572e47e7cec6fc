using System.Globalization;
using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Funds;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Closing;

/// <summary>A case that is seen in the bank's account, as it is today.</summary>
/// <param name="Run">Null: of the account, not of a run.</param>
internal sealed record ClosingCase(
    ExceptionCode Code, string? Run, PayMonth? Month, DateOnly Since, Dictionary<string, string> Blanks)
{
    public string? IdNumber { get; init; }

    public string? Name { get; init; }

    public string? Region { get; init; }

    public long? Fen { get; init; }
}

/// <summary>What does not tie, what came back after the close, what lies in the account for nobody.</summary>
internal static class ClosingCases
{
    private const int ReissueDays = 5;

    public static async Task<List<ClosingCase>> Find(
        NpgsqlConnection connection, IReadOnlyList<PayoutRun> runs, DateOnly today, CancellationToken stop)
    {
        var cases = new List<ClosingCase>();
        foreach (var run in runs.Where(r => r.State == RunState.Settled))
            cases.AddRange((await ClosingStore.Ties(connection, run, stop))
                .Where(t => t is { Debit: > 0, Difference: not 0 }).Select(t => Differs(run, t, today)));
        cases.AddRange(await AfterClose(connection, runs, stop));
        cases.AddRange(await NotReissued(connection, today, stop));
        cases.AddRange(await Idle(connection, today, stop));
        return cases;
    }

    private static ClosingCase Differs(PayoutRun run, StatementTie tie, DateOnly today) => new(
        ExceptionCode.StatementDiffers, run.Name, run.Month, today, Blanks(
            ("甲", Money.Spoken(tie.Debit)), ("乙", Money.Spoken(tie.Credit)), ("丙", Money.Spoken(tie.Credited)),
            ("丁", Money.Spoken(tie.CameBack)), ("差额", Money.Spoken(tie.Difference))))
    {
        Fen = tie.Difference,
    };

    /// <summary>Until the account shows the money too.</summary>
    private static async Task<List<ClosingCase>> AfterClose(
        NpgsqlConnection connection, IReadOnlyList<PayoutRun> runs, CancellationToken stop)
    {
        var late = await connection.Rows("""
            select r.run_id, r.bank, r.row_fen - r.credited_fen, r.reason, a.business_date, v.id_number, v.name,
                v.region
            from run_closing c
            join lateral (select distinct on (person_id) * from row_result where run_id = c.run_id and bank = c.bank
                order by person_id, act desc) r on r.act > c.act and r.outcome in (2, 3, 4)
            join act a on a.number = r.act
            join person_version v on v.person_id = r.person_id and v.known_from <= r.act and v.known_to > r.act
            order by r.run_id, v.id_number
            """, r => (Run: r.GetInt32(0), Bank: r.GetString(1), Fen: r.GetInt64(2),
                Reason: r.TextOrNull(3) is { } code ? BankReason.Find(code)?.Words : null, On: r.Date(4),
                Number: r.GetString(5), Name: r.GetString(6), Region: r.TextOrNull(7)), stop);
        var cases = new List<ClosingCase>();
        foreach (var of in late.GroupBy(l => l.Run))
        {
            var run = runs.First(r => r.Id == of.Key);
            var open = (await ClosingStore.Ties(connection, run, stop)).Where(t => t.Difference != 0)
                .Select(t => t.Bank).ToHashSet();
            cases.AddRange(of.Where(l => open.Contains(l.Bank)).Select(l => new ClosingCase(
                ExceptionCode.BankResultAfterClose, run.Name, run.Month, l.On, Blanks(
                    ("批次", run.Name), ("银行", l.Bank), ("姓名", l.Name), ("金额", Money.Spoken(l.Fen)),
                    ("日期", Spoken.Date(l.On)), ("原因", l.Reason ?? "部分到账")))
            {
                IdNumber = l.Number, Name = l.Name, Region = l.Region, Fen = l.Fen,
            }));
        }

        return cases;
    }

    /// <summary>
    /// Came back some days ago, and is neither sent again nor found to be owed no longer: a run since for everybody
    /// either sent it, or holds it still.
    /// </summary>
    private static Task<List<ClosingCase>> NotReissued(
        NpgsqlConnection connection, DateOnly today, CancellationToken stop) => connection.Rows($"""
            select p.name, p.month, r.row_fen - r.credited_fen, a.business_date, v.id_number, v.name, v.region,
                array(select m::date from generate_series(r.reach_month, p.month, interval '1 month') m
                    where exists (select from payment_line l where l.benefit_month = m::date
                        and l.person_id = r.person_id and l.run_id = r.run_id) order by 1)
            from (select distinct on (run_id, person_id) * from row_result order by run_id, person_id, act desc) r
            join payout_run p on p.run_id = r.run_id and p.state <> 'cancelled'
            join act a on a.number = r.act
            join person_version v on v.person_id = r.person_id and v.known_from <= r.act and v.known_to > r.act
            left join lateral (select run_id from payout_run w
                where w.batch is not distinct from p.batch and w.known_through > r.act
                    and (not w.is_partial or p.batch is not null and exists (
                        select from run_person u where u.run_id = w.run_id and u.person_id = r.person_id))
                    and w.state in {PayoutStore.Counting}
                order by w.approval_act desc limit 1) w on true
            where r.outcome in (2, 3, 4) and a.business_date < $1::date - $2::int
                and not exists (
                    select from payout_run n
                    cross join generate_series(r.reach_month, p.month, interval '1 month') m
                    join payment_line l on l.benefit_month = m::date and l.person_id = r.person_id
                        and l.run_id = n.run_id and l.kind = 4
                    where n.known_through > r.act and n.batch is not distinct from p.batch
                        and n.state in {PayoutStore.Counting})
                and (w.run_id is null or exists (
                    select from held_amount h where h.run_id = w.run_id and h.person_id = r.person_id
                        and h.benefit_month between r.reach_month and p.month))
            order by p.run_id, v.id_number
            """, r =>
            {
                var (fen, on) = (r.GetInt64(2), r.Date(3));
                return new ClosingCase(ExceptionCode.ReturnedNotReissued, r.GetString(0), r.Month(1), on, Blanks(
                    ("姓名", r.GetString(5)), ("金额", Money.Spoken(fen)), ("所在", "代发户"),
                    ("天数", (today.DayNumber - on.DayNumber).ToString(CultureInfo.InvariantCulture)),
                    ("月份", Spoken.Months(r.GetFieldValue<DateOnly[]>(7).Select(PayMonth.Of)))))
                {
                    IdNumber = r.GetString(4), Name = r.GetString(5), Region = r.TextOrNull(6), Fen = fen,
                };
            }, stop, today, ReissueDays);

    /// <summary>
    /// Interest, and money of which nobody said what it is, less what was given back, at a month's end.
    /// </summary>
    private static Task<List<ClosingCase>> Idle(
        NpgsqlConnection connection, DateOnly today, CancellationToken stop) => connection.Rows("""
            select sum(case when is_debit then -fen else fen end)::bigint, max(day) from allotted_line
            where run_id is null and day < date_trunc('month', $1::date)
                and coalesce(purpose, '') <> 'funding' and (purpose is not null or not is_debit)
            group by bank having sum(case when is_debit then -fen else fen end) > 0 order by bank
            """, r => new ClosingCase(
                ExceptionCode.IdleBalance, null, PayMonth.Of(r.Date(1)), r.Date(1),
                Blanks(("金额", Money.Spoken(r.GetInt64(0))))) { Fen = r.GetInt64(0) }, stop, today);

    private static Dictionary<string, string> Blanks(params (string Key, string Value)[] blanks) =>
        blanks.ToDictionary(b => b.Key, b => b.Value, StringComparer.Ordinal);
}
