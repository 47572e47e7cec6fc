using Disbursement.Domain;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Auditing;

/// <summary>
/// 应发＝已发＋暂缓−追缴: per person and month from the first month on, and over all. Owed is worked out in full from
/// the facts as the run knew them, without carry-over and without any cache; paid by <see cref="PaidMonths"/>. Proved
/// of the last whole run, on which all before it rests, and of the partial runs since.
/// </summary>
internal sealed class OwedProof : IProof
{
    private const int SetSize = 4000;
    private const int MostNamed = 20;

    /// <summary>
    /// What a run left open, by person and month: a term of the equation is a row here.
    /// </summary>
    private static readonly (string Sql, Func<MonthBalance, long, MonthBalance> Add)[] Terms =
    [
        ("""
            select person_id, benefit_month, sum(fen)::bigint from held_amount
            where run_id = $1 and person_id between $2 and $3 group by 1, 2
            """, (b, fen) => b with { Held = b.Held + fen }),
        ("""
            select person_id, benefit_month, sum(fen)::bigint from claim
            where run_id = $1 and person_id between $2 and $3 group by 1, 2
            """, (b, fen) => b with { Claimed = b.Claimed + fen }),
        ("""
            select person_id, benefit_month, sum(fen)::bigint from rounding_difference
            where run_id = $1 and person_id between $2 and $3 group by 1, 2
            """, (b, fen) => b with { Rounding = b.Rounding + fen }),
        ("""
            select person_id, benefit_month, sum(fen)::bigint from recovery_decision d
            where method = 5 and act <= (select known_through from payout_run where run_id = $1)
                and person_id between $2 and $3 and not exists (
                    select from recovery_decision_end e
                    where (e.decision_act, e.decision_row) = (d.act, d.row_number)
                        and e.act <= (select known_through from payout_run where run_id = $1))
            group by 1, 2
            """, (b, fen) => b with { Waived = b.Waived + fen }),
    ];

    public string Name => "应发与已发";

    public async Task Prove(AuditGround ground, Findings findings, CancellationToken stop)
    {
        var last = await PayoutStore.LastApproved(ground.Connection, wholeOnly: true, regularOnly: false, stop);
        if (last is null)
        {
            findings.Proved.Add(new Proved("应发＝已发＋暂缓−追缴（还没有批准过批次）", 0, 0));
            return;
        }

        await Of(ground, last, findings, stop);
        foreach (var id in await ground.Connection.Rows($"""
            select run_id from payout_run where basis_run = $1 and is_partial and state in {PayoutStore.Counting}
                and adopted_act is null
            order by run_id
            """, r => r.GetInt32(0), stop, last.Id))
            await Of(ground, await PayoutStore.ById(ground.Connection, id, stop), findings, stop);
    }

    private static async Task Of(AuditGround ground, PayoutRun run, Findings findings, CancellationToken stop)
    {
        var connection = ground.Connection;
        var first = PayMonth.Parse((await SettingStore.Value(connection, "first-month", stop))!);
        var owed = new Owed(
            await StandardStore.Table(connection, run.KnownThrough, stop),
            await ParameterStore.Read(connection, run.KnownThrough, stop));
        int[] counting = [.. await PayoutStore.CountingThen(connection, run, stop), run.Id];
        var only = run.IsPartial ? (await RunPeople.Of(connection, run.Id, stop)).ToHashSet() : null;
        var (whole, months, names) = (new MonthBalance(), 0L, new List<string>());
        var end = await RunShards.Last(connection, run.KnownThrough, stop);
        for (var from = 1; from <= end; from += SetSize)
        {
            var to = from + SetSize - 1;
            var histories = await CacheProof.Histories(connection, from, to, stop);
            var paid = await PaidMonths.Read(
                connection, counting, from, to, first, run.Month, run.KnownThrough, stop);
            var open = await Open(connection, run, from, to, stop);
            var undecided = await Undecided(connection, run, from, to, stop);
            foreach (var (person, all) in histories.OrderBy(h => h.Key))
            {
                var known = all.AsKnownAt(run.KnownThrough);
                if (known.Enrolments.IsEmpty || only?.Contains(person) == false) continue;
                var folded = Folding.Fold(known);
                for (var month = first; month <= run.Month; month += 1)
                {
                    months++;
                    whole += Month(run, owed, folded, person, month, paid, open, undecided, names, findings);
                }
            }
        }

        if (!whole.Holds)
            findings.Add(new Break("应发与已发", "全部合计", Money.Spoken(whole.Owed), Money.Spoken(whole.Accounted), run.Name));
        findings.Proved.Add(new Proved($"{run.Name}：应发＝已发＋暂缓−追缴，逐人逐月", months, whole.Owed,
            $"已发{Money.Spoken(whole.Paid)}，暂缓{Money.Spoken(whole.Held)}，追缴{Money.Spoken(whole.Claimed)}"
            + (whole.Waived == 0 ? "" : $"，核销{Money.Spoken(whole.Waived)}")
            + (whole.Rounding == 0 ? "" : $"，尾差{Money.Spoken(whole.Rounding)}")
            + (names.Count == 0 ? "" : $"；待定{names.Count}个月：{string.Join('、', names.Take(MostNamed))}"
                + (names.Count > MostNamed ? "等" : ""))));
    }

    private static MonthBalance Month(
        PayoutRun run, Owed owed, FoldedPerson folded, int person, PayMonth month, PaidMonths paid,
        Dictionary<(int, PayMonth), MonthBalance> open, HashSet<(int, PayMonth)> undecided, List<string> names,
        Findings findings)
    {
        owed.WorkOut(folded, month);
        var tail = Findings.Tail(folded.IdNumber);
        void Found(string what, string expected, string found) =>
            findings.Add(new Break("应发与已发", what, expected, found, run.Name, tail, month.ToString()));
        if ((owed.Undecided is not null) != undecided.Contains((person, month)))
            Found("待定", owed.Undecided is null ? "不是" : "是", owed.Undecided is null ? "是" : "不是");
        if (owed.Undecided is not null)
        {
            names.Add($"尾号{tail} {month}");
            return default;
        }

        var fen = owed.Components.Sum(c => c.Fen);
        // Without a wage in force this position stays as it is.
        foreach (var category in owed.WageMissing)
            fen += paid.Of(person, month, Component.Nursing, c => c == category);
        if (folded.DiedOn is not null) fen += FuneralKept(owed, folded, person, month, paid);
        var left = open.GetValueOrDefault((person, month));
        var balance = left with { Owed = fen, Paid = paid.Of(person, month), Waived = 0 };
        // Where something is left to be claimed, all that was decided is waived; else no more than there is.
        balance = balance with
        {
            Waived = balance.Claimed > 0 ? left.Waived : Math.Clamp(balance.Accounted - fen, 0, left.Waived),
        };
        if (!balance.Holds)
            Found("应发", Money.Spoken(balance.Owed), $"已发{Money.Spoken(balance.Paid)}＋暂缓{Money.Spoken(balance.Held)}"
                + (balance.Rounding == 0 ? "" : $"＋尾差{Money.Spoken(balance.Rounding)}")
                + $"−追缴{Money.Spoken(balance.Claimed + balance.Waived)}＝{Money.Spoken(balance.Accounted)}");
        return balance;
    }

    /// <summary>
    /// One grant a death: where imported history or another identity has it, or nothing can be said, it stays as it is.
    /// </summary>
    /// <returns>What has to be added to what is owed, so that nothing changes; fen.</returns>
    private static long FuneralKept(Owed owed, FoldedPerson folded, int person, PayMonth month, PaidMonths paid)
    {
        var has = paid.Of(person, month, Component.Funeral, _ => true);
        var due = owed.Components.Where(c => c.Component == Component.Funeral).Sum(c => c.Fen);
        var keeps = HistoryShares.FuneralOf(folded, paid.HistoryOf(person)).Fen != 0
            || owed.Funeral is { IsKnown: false }
            || (due > has && owed.Funeral?.Best is { } best
                && paid.Of(person, month, Component.Funeral, c => c != best.Category) > 0);
        return keeps ? has - due : 0;
    }

    private static async Task<Dictionary<(int, PayMonth), MonthBalance>> Open(
        NpgsqlConnection connection, PayoutRun run, int first, int last, CancellationToken stop)
    {
        var open = new Dictionary<(int, PayMonth), MonthBalance>();
        foreach (var (sql, add) in Terms)
        {
            foreach (var (person, month, fen) in await connection.Rows(
                sql, r => (r.GetInt32(0), r.Month(1), r.GetInt64(2)), stop, run.Id, first, last))
                open[(person, month)] = add(open.GetValueOrDefault((person, month)), fen);
        }

        return open;
    }

    private static async Task<HashSet<(int, PayMonth)>> Undecided(
        NpgsqlConnection connection, PayoutRun run, int first, int last, CancellationToken stop) =>
    [
        .. await connection.Rows("""
            select person_id, benefit_month from undecided_month where run_id = $1 and person_id between $2 and $3
            """, r => (r.GetInt32(0), r.Month(1)), stop, run.Id, first, last),
    ];
}
