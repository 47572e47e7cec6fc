using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>Some people: how many, and the names of the first few.</summary>
internal readonly record struct SomePeople(long Count, string Names);

/// <summary>Whom something became known of since a run was worked out: people in it, and newcomers.</summary>
internal static class RunNews
{
    private const int MostNames = 5;

    /// <summary>Acts that say nothing of any person. Whatever is not named here is looked into.</summary>
    private static readonly string[] OfRunsAlone =
        ["open-run", "submitted", "checked", "approved", "reject", "propose-cancel", "withdraw-cancel", "cancel"];

    /// <summary>People with a line in the run, in order of identity number.</summary>
    public static async Task<SomePeople> InRun(NpgsqlConnection connection, PayoutRun run, CancellationToken stop)
    {
        if (!await SomethingSaid(connection, run, stop)) return default;
        // The few first: then no other line is looked at.
        var known = await Since(connection, run, stop);
        return known.Length == 0 ? default : Of(await connection.Rows("""
            select v.name, count(*) over () from (
                select distinct person_id from payment_line where run_id = $1 and person_id = any($2)) as l
            join person_version v using (person_id)
            where v.known_to = 9223372036854775807
            order by v.id_number limit $3
            """, r => (r.GetString(0), r.GetInt64(1)), stop, run.Id, known, MostNames));
    }

    /// <summary>People of whom the run only holds something.</summary>
    private static async Task<SomePeople> HeldInRun(NpgsqlConnection connection, PayoutRun run, CancellationToken stop)
    {
        if (!await SomethingSaid(connection, run, stop)) return default;
        var known = await Since(connection, run, stop);
        return known.Length == 0 ? default : Of(await connection.Rows("""
            select v.name, count(*) over () from (
                select person_id from held_amount where run_id = $1 and person_id = any($2)
                except select person_id from payment_line where run_id = $1 and person_id = any($2)) as h
            join person_version v using (person_id)
            where v.known_to = 9223372036854775807
            order by v.id_number limit $3
            """, r => (r.GetString(0), r.GetInt64(1)), stop, run.Id, known, MostNames));
    }

    /// <summary>Whether it has to be worked out again before anybody signs.</summary>
    public static async Task<bool> IsOvertaken(NpgsqlConnection connection, PayoutRun run, CancellationToken stop) =>
        run.State is RunState.Assessed or RunState.Submitted or RunState.Checked
        && (await InRun(connection, run, stop)).Count > 0;

    /// <summary>
    /// Of whom something became known, or was decided about a block, since a run was worked out; of results, those of
    /// its own family alone.
    /// </summary>
    public static async Task<int[]> Since(NpgsqlConnection connection, PayoutRun run, CancellationToken stop) =>
    [
        .. await connection.Rows("""
            select person_id from person_version where known_from > $1
            union
            -- What did not go through is owed again.
            select r.person_id from row_result r join payout_run p using (run_id)
            where r.act > $1 and r.outcome in (2, 3, 4) and p.batch is not distinct from $2::smallint
            union
            -- And nothing goes to the account, whoever receives on it.
            select v.person_id from row_result r
            join person_version v on v.account = r.account and v.known_to = 9223372036854775807
            where r.act > $1 and r.outcome in (2, 3)
            union
            -- What came back or was waived makes a claim, and what is taken of it, smaller.
            select person_id from recovery_reach where act > $1 and is_news
            union
            -- What is strong in other people's lists, or was found by a station, holds.
            select person_id from verification_reach where act > $1 and is_bad
            union
            -- A confirmation lets go what is held; where nothing is, it is no news.
            select h.person_id from held_amount h join verification_reach v using (person_id)
            where h.run_id = $3 and v.act > $1
            union
            select person_id from case_decision
            where act > $1 and person_id is not null and kind in ('release', 'withdraw-release')
            """, r => r.GetInt32(0), stop, run.KnownThrough, run.Batch, run.Id),
    ];

    /// <summary>Who was enrolled since, and so is not in the run at all.</summary>
    public static async Task<SomePeople> Newcomers(
        NpgsqlConnection connection, PayoutRun run, CancellationToken stop) =>
        !await SomethingSaid(connection, run, stop) ? default : Of(await connection.Rows("""
            select v.name, count(*) over () from person_version v
            where v.known_from > $1 and v.known_to = 9223372036854775807
                and not exists (select from enrolment b where b.person_id = v.person_id and b.act <= $1)
                and exists (select from enrolment e where e.person_id = v.person_id)
            order by v.id_number limit $2
            """, r => (r.GetString(0), r.GetInt64(1)), stop, run.KnownThrough, MostNames));

    /// <summary>What whoever signs, exports or looks must not overlook; empty when there is nothing.</summary>
    public static async Task<string> Said(NpgsqlConnection connection, PayoutRun run, CancellationToken stop)
    {
        var said = "";
        // Of months gone by later changes are no news: they came with the runs after them.
        if (run.ApprovedBy is not null
            && (await PayoutStore.LastOfFamily(connection, run.Batch, stop))?.Id != run.Id) return said;
        if (run.State is RunState.Approved or RunState.Exported
            && await InRun(connection, run, stop) is { Count: > 0 } changed)
        {
            said += $"\n注意：批准以后又知道了本批{changed.Count}个人的新情况（{changed.Names}），文件里还是原来的（changed-after-approval）。"
                + $"先不要交银行，报审批决定：要改的，取消（./disburse payout cancel {run.Name}）后重新测算；不改的，差额由下一批列明：少发的补发，多发的列为多发款，不自动扣。";
        }

        if (run.State is RunState.Assessed or RunState.Submitted or RunState.Checked
            && await InRun(connection, run, stop) is { Count: > 0 } known)
        {
            said += $"\n注意：测算以后又知道了本批{known.Count}个人的新情况（{known.Names}），现在不能签字。{RunFitness.Again(run)}";
        }

        if (run.State is RunState.Assessed or RunState.Submitted or RunState.Checked
            && await HeldInRun(connection, run, stop) is { Count: > 0 } held)
        {
            said += $"\n注意：测算以后又知道了本批暂缓的{held.Count}个人的新情况（{held.Names}），本批没有算进去，欠的由下一批补齐。"
                + $"要一起发的，{RunFitness.Again(run)}";
        }

        if (run.State is RunState.Assessed or RunState.Submitted or RunState.Checked
            && await RunFitness.SuspiciousFiles(connection, run, stop) is { Length: > 0 } files)
        {
            said += $"\n注意：新标准（{files}）看着不对（rate-suspicious），请另一人核对后放行；正式库里没有放行不能签字。";
        }

        if (run.State is RunState.Cancelled or RunState.Closed || run.IsPartial) return said;
        if (await Newcomers(connection, run, stop) is { Count: > 0 } came)
        {
            said += $"\n注意：测算以后又登记了{came.Count}个人（{came.Names}），不在{run.Name}里。"
                + run.State switch
                {
                    RunState.Assessed => $"要一起发，请重新测算（./disburse payout run {run.Month}）。",
                    RunState.Submitted or RunState.Checked =>
                        $"要一起发，先退回（./disburse payout reject {run.Name}）再重新测算；不退回的，"
                        + "他们从下一批或补发批（--supplementary）起发，欠的一并补齐。",
                    _ => "他们从下一批或补发批（--supplementary）起发，欠的一并补齐。",
                };
        }

        return said;
    }

    /// <summary>Nearly always nothing but signatures came since, and a million people need not be looked at.</summary>
    private static Task<bool> SomethingSaid(NpgsqlConnection connection, PayoutRun run, CancellationToken stop) =>
        connection.Scalar<bool>("select exists (select from act where number > $1 and kind <> all($2))", stop,
            run.KnownThrough, OfRunsAlone);

    private static SomePeople Of(List<(string Name, long Count)> people) => people.Count == 0
        ? default
        : new(people[0].Count,
            string.Join('、', people.Select(p => p.Name)) + (people[0].Count > people.Count ? "等" : ""));
}
