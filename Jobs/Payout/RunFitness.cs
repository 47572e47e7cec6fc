using Disbursement.Domain.Payouts;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.OneOffs;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>
/// Whether a run may be signed: nothing became known since about anybody with a line, and nobody's whole category lacks
/// standards. New standards alone refuse nothing: they come as arrears.
/// </summary>
internal static class RunFitness
{
    /// <param name="deed">提交, 复核 or 审批.</param>
    /// <exception cref="Refused">With the people or the categories, and the next command.</exception>
    public static async Task Require(
        NpgsqlConnection connection, PayoutRun run, string deed, CancellationToken stop)
    {
        await RequireStandards(connection, run, deed, stop);
        await RequireNotice(connection, run, deed, stop);
        await RequireLists(connection, run, deed, stop);
        if (await connection.Scalar<bool>(
            "select exists (select from parameter where act > $1 and key like 'evidence-%')", stop, run.KnownThrough))
            throw new Refused($"{run.Name}测算以后又改了比对来源的参数，不能{deed}。{Again(run)}");
        if (run.Batch is { } batch) await RequireBatch(connection, run, batch, deed, stop);
        var basis = await PayoutStore.LastApproved(connection, wholeOnly: true, regularOnly: false, stop);
        if (run.Batch is null && basis?.Id != run.BasisRun)
            throw new Refused($"{run.Name}测算以后，前一批的批准有了变化，不能{deed}。{Again(run)}");
        await RequireNothingNew(connection, run, deed, stop);
        if (await connection.Scalar<bool>("""
            select exists (select from case_decision
                where run_name = $1 and act > $2 and kind in ('release', 'withdraw-release'))
            """, stop, run.Name, run.KnownThrough))
            throw new Refused($"{run.Name}测算以后又放行或撤回放行过本批的异常，不能{deed}。{Again(run)}");
    }

    /// <summary>Of a batch: its scheme has a document, and its list says no more than was worked out.</summary>
    private static async Task RequireBatch(
        NpgsqlConnection connection, PayoutRun run, short batch, string deed, CancellationToken stop)
    {
        if (await connection.Scalar<bool>("""
            select exists (select from run_exception where run_id = $1 and code = 'oneoff-no-document')
            """, stop, run.Id))
            throw new Refused($"{run.Name}没有发放方案文号（oneoff-no-document），不能{deed}。"
                + $"在名单的“文号”栏补上重新导入，或重新测算时写 --document。{Again(run)}");
        if (await OneOffStore.SaysMore(connection, batch, run.KnownThrough, stop))
            throw new Refused($"{run.Name}测算以后又导入了这一批的名单，不能{deed}。{Again(run)}");
    }

    private static async Task RequireStandards(
        NpgsqlConnection connection, PayoutRun run, string deed, CancellationToken stop)
    {
        var categories = await connection.Rows("""
            select category from run_exception where run_id = $1 and code = 'rate-missing' and person_id is null
            order by category
            """, r => Category.Of(r.GetInt16(0)).Label, stop, run.Id);
        if (categories.Count == 0) return;
        throw new Refused($"{run.Name}里{string.Join('、', categories)}整个类别没有任何标准（rate-missing），不能{deed}。"
            + $"先补录标准（./disburse import rates 文件）。{Again(run)}");
    }

    /// <summary>
    /// rate-suspicious: in a live home somebody else than who brought the standards has looked at them. A rehearsal is
    /// there to try things, and says so (<see cref="RunNews"/>).
    /// </summary>
    public static async Task RequireStandardsSeen(
        NpgsqlConnection connection, PayoutRun run, string deed, CancellationToken stop)
    {
        var doubts = await SuspiciousFiles(connection, run, stop);
        if (doubts.Length > 0)
            throw new Refused($"{run.Name}所用的新标准（{doubts}）看着不对，还没有人核对放行（rate-suspicious），不能{deed}。"
                + $"疑点和编号：./disburse exceptions list {run.Name} --code rate-suspicious；无误的由导入人以外的人"
                + "./disburse exceptions release 编号 --reason 原因 --document 文号，录错的撤回重新导入。" + Again(run));
    }

    /// <summary>Their names; empty where there is none.</summary>
    public static async Task<string> SuspiciousFiles(
        NpgsqlConnection connection, PayoutRun run, CancellationToken stop) =>
        string.Join('、', await connection.Rows("""
            select arguments ->> '文件' from run_exception
            where run_id = $1 and code = 'rate-suspicious' order by ordinal
            """, r => r.GetString(0), stop, run.Id));

    /// <summary>No day is guessed for money that goes out (rules §6).</summary>
    private static async Task RequireNotice(
        NpgsqlConnection connection, PayoutRun run, string deed, CancellationToken stop)
    {
        var years = await connection.Rows("""
            select arguments ->> '年份' from run_exception where run_id = $1 and code = 'calendar-missing'
            """, r => r.GetString(0), stop, run.Id);
        if (years is [var year, ..])
            throw new Refused($"没有{year}年放假安排，算不出{run.Name}的到账日（calendar-missing），不能{deed}。"
                + $"国务院办公厅通知发布后导入日历（./disburse import calendar 文件）。{Again(run)}");
    }

    /// <summary>Where the county wants a list before it signs, the list is there or somebody let it go.</summary>
    private static async Task RequireLists(
        NpgsqlConnection connection, PayoutRun run, string deed, CancellationToken stop)
    {
        var lists = await connection.Rows("""
            select subject from run_exception where run_id = $1 and code = 'screen-not-loaded' order by subject
            """, r => r.GetString(0), stop, run.Id);
        if (lists.Count > 0)
            throw new Refused($"{run.Name}的比对数据（{string.Join('、', lists)}）还没有导入（screen-not-loaded），不能{deed}。"
                + "导入名单（./disburse import evidence 文件），确实拿不到的由复核写明原因放行"
                + $"（编号见 ./disburse exceptions list {run.Name} --code screen-not-loaded）。{Again(run)}");
    }

    /// <summary>An act since the run concerns a person with a line in it (architecture, A month, 7).</summary>
    private static async Task RequireNothingNew(
        NpgsqlConnection connection, PayoutRun run, string deed, CancellationToken stop)
    {
        if (await RunNews.InRun(connection, run, stop) is not { Count: > 0 } people) return;
        throw new Refused($"{run.Name}测算以后又知道了本批{people.Count}个人的新情况（{people.Names}），不能{deed}。{Again(run)}");
    }

    /// <summary>What to do about it.</summary>
    public static string Again(PayoutRun run)
    {
        var only = run.IsPartial && run.Batch is null ? " --only 名单" : "";
        var reject = run.State == RunState.Assessed ? "请" : $"请先退回（./disburse payout reject {run.Name}），再";
        return $"{reject}重新测算（./disburse payout run {run.Ordered}{only}）。";
    }
}
