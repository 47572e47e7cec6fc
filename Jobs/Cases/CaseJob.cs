using System.Collections.Frozen;
using System.Globalization;
using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Duties;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Disbursement.Jobs.Verification;
using Npgsql;

namespace Disbursement.Jobs.Cases;

/// <summary>
/// 放行、关闭、交办、备注: what people decide about a case of the latest run's list. A decision changes no fact and no line;
/// a release counts from the next working-out on and stands on the release list of the run that is signed.
/// </summary>
public sealed class CaseJob(NpgsqlDataSource source)
{
    /// <summary>Blocks that a person may end against the facts; all others end when the facts change.</summary>
    private static readonly FrozenSet<string> Releasable = new[]
    {
        ExceptionCode.AgeNotReached, ExceptionCode.OverageSurvivorChild, ExceptionCode.DuplicatePerson,
        ExceptionCode.RateSuspicious, ExceptionCode.AttachmentMissing, ExceptionCode.DeathReported,
        ExceptionCode.SentenceReported, ExceptionCode.EmployeePension, ExceptionCode.EvidenceContradicts,
        ExceptionCode.VerifyIdentityMismatch, ExceptionCode.ScreenNotLoaded,
    }.Select(c => c.Code).ToFrozenSet(StringComparer.Ordinal);

    /// <param name="id">As the list prints it.</param>
    /// <param name="until">The last month that is let through; null: for good.</param>
    /// <exception cref="Refused">No such case, or it ends only when the facts change; another role.</exception>
    public async Task<(bool Changed, string Said)> Release(
        string id, string reason, string document, PayMonth? until, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        var by = await UserStore.Require(act, Deed.Release, stop);
        var key = Read(id);
        RequireText(reason, "放行", "--reason 原因");
        RequireText(document, "放行", "--document 文号");
        var stands = new Decisions(await CaseStore.All(act.Connection, act.Number, stop)).ReleaseOf(key);
        var bars = await BarsOf(act, key, stop);
        if (stands is not null && stands.Until == until && stands.Reason == reason.Trim()
            && stands.Document == document.Trim() && bars?.IsLapsed(key, stands) != true)
            return (false, $"{id}已由{stands.By}放行（{stands.Reason}，{stands.Document}），没有再做任何事。");
        var (run, row) = await RequireCase(act.Connection, key, id, stop);
        if (until < run?.Month) throw new Refused($"--until {until}早于{run.Name}，这样放行不起作用。");
        if (!Releasable.Contains(key.Code) || row.Severity == Severity.Warn)
            throw new Refused($"{id}不能放行：{(row.Severity == Severity.Warn ? "它只是提示，钱照发；看过的用 exceptions close 关闭。"
                : $"这种拦付要事实变了才消。{ExceptionSentence.RenderNextStep(row.Code, row.Arguments)}")}");
        if (until is not null && key.Person is null) throw new Refused("整批的异常只对这一批放行，不写 --until。");
        await RequireOther(act, key, by, stop);
        await Add(act, DecisionKind.Release, key, by, stop, d => d with
        {
            Reason = reason.Trim(), Document = document.Trim(), Until = until, Fingerprint = bars?.GroundOf(key),
        });
        return (true, $"{id}已放行：{reason.Trim()}（{document.Trim()}）{(until is { } last ? $"，到{last}为止" : "")}。"
            + $"{Next(run)}放行列入《放行清单》，复核、审批签过这一批才算数。");
    }

    /// <summary>Takes a release back: from the next working-out on the block is there again.</summary>
    public async Task<(bool Changed, string Said)> Withdraw(
        string id, string reason, string document, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        var by = await UserStore.Require(act, Deed.Release, stop);
        var key = Read(id);
        RequireText(reason, "撤回放行", "--reason 原因");
        RequireText(document, "撤回放行", "--document 文号");
        if (new Decisions(await CaseStore.All(act.Connection, act.Number, stop)).ReleaseOf(key) is null)
            return (false, $"{id}现在没有放行可以撤回，没有再做任何事。");
        await Add(act, DecisionKind.WithdrawRelease, key, by, stop, d => d with
        {
            Reason = reason.Trim(), Document = document.Trim(),
        });
        return (true, $"{id}的放行已撤回，重新测算以后又拦付。放行期间已经发出的不追。");
    }

    /// <summary>A warning was looked at; it stays on the list as closed as long as it goes on.</summary>
    public async Task<(bool Changed, string Said)> Close(
        string id, string reason, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        var by = await UserStore.Require(act, Deed.CloseCase, stop);
        var key = Read(id);
        RequireText(reason, "关闭", "--reason 原因");
        var (_, row) = await RequireCase(act.Connection, key, id, stop);
        if (row.Severity == Severity.Block)
            throw new Refused($"{id}是拦付，不能关闭。"
                + (Releasable.Contains(key.Code)
                    ? "要凭理由和文号放行：./disburse exceptions release 编号 --reason 原因 --document 文号"
                    : ExceptionSentence.RenderNextStep(row.Code, row.Arguments)));
        if (row.Code == ExceptionCode.Overpaid || row.Code == ExceptionCode.PaidAfterDeath)
            throw new Refused($"{id}是多发的钱，要处理完才消，不能只关闭；可以备注（./disburse exceptions comment）或交办（assign）。");
        if (row.Status == "closed") return (false, $"{id}已经关闭（{row.Remarks}），没有再做任何事。");
        if (row.Code.Owner.Text == Role.Checker.Label() || BackPaymentFinding.FreesPublicMoney(row.Code))
            by = await UserStore.Require(act, Deed.CloseCheck, stop);
        await Add(act, DecisionKind.Close, key, by, stop, d => d with
        {
            Reason = reason.Trim(), Fingerprint = row.Fingerprint,
        });
        return (true, $"{id}已关闭：{reason.Trim()}。这件事有了变化，或消失以后再出现，会重新列出。");
    }

    /// <summary>Who deals with it, by when. 延期 of a hold's review is for 审批 to decide.</summary>
    public async Task<(bool Changed, string Said)> Assign(
        string id, string owner, DateOnly? dueOn, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        var key = Read(id);
        var by = await UserStore.Require(
            act, dueOn is not null && key.Code == ExceptionCode.OnHold.Code ? Deed.Override : Deed.CloseCase, stop);
        RequireText(owner, "交办", "--to 姓名");
        var (_, row) = await RequireCase(act.Connection, key, id, stop);
        if (dueOn < performer.Today) throw new Refused($"期限{dueOn:yyyy-MM-dd}已经过了，请写今天或以后的日期。");
        if (row.AssignedTo == owner.Trim() && (dueOn is null || row.DueOn == $"{dueOn:yyyy-MM-dd}"))
            return (false, $"{id}已交给{owner.Trim()}，没有再做任何事。");
        await Add(act, DecisionKind.Assign, key, by, stop, d => d with { Owner = owner.Trim(), DueOn = dueOn });
        return (true, $"{id}已交给{owner.Trim()}{(dueOn is { } day ? $"，{Spoken.Date(day)}以前办完" : "")}。");
    }

    public async Task<(bool Changed, string Said)> Comment(
        string id, string text, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        var by = await UserStore.Require(act, Deed.CloseCase, stop);
        var key = Read(id);
        RequireText(text, "备注", "备注的内容");
        _ = await RequireCase(act.Connection, key, id, stop);
        var before = new Decisions(await CaseStore.All(act.Connection, act.Number, stop))
            .CommentsOf(key).LastOrDefault();
        if (before?.Reason == text.Trim() && before.By == by.Named) return (false, $"{id}已有这条备注，没有再做任何事。");
        await Add(act, DecisionKind.Comment, key, by, stop, d => d with { Reason = text.Trim() });
        return (true, $"{id}已加备注：{text.Trim()}");
    }

    private static async Task Add(
        Act act, DecisionKind kind, CaseKey key, Performer by, CancellationToken stop,
        Func<CaseDecision, CaseDecision> with)
    {
        var decision = with(new CaseDecision(
            act.Number, kind, key, null, null, null, null, null, by.Named ?? by.SystemUser, by.Today));
        await CaseStore.Add(act, decision, stop);
        await act.Commit($"case-{kind.ToString().ToLowerInvariant()}", key.ToString(), default, decision.Document,
            new { @case = key.ToString() }, stop);
    }

    private static CaseKey Read(string id) => CaseKey.Find(id)
        ?? throw new Refused($"编号要照异常名单最后的 id 列抄，如 P12:duplicate-person，不是“{id}”。");

    private static void RequireText(string? text, string deed, string option)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new Refused($"{deed}要写明{option}。");
    }

    /// <summary>
    /// In the list of the latest run that is not cancelled, or of the run that the case itself names; else among what
    /// the sweep left open.
    /// </summary>
    private static async Task<(PayoutRun? Run, ExceptionRow Row)> RequireCase(
        NpgsqlConnection connection, CaseKey key, string id, CancellationToken stop)
    {
        var run = key.Run is { } named && await PayoutStore.Find(connection, named, stop) is { } found
            ? found
            : await BatchOf(connection, key, stop) ?? (await PayoutStore.All(connection, stop)).LastOrDefault(r =>
                !r.IsPartial && r.State != RunState.Cancelled);
        var rows = run is null
            ? []
            : await ExceptionReport.OfRun(connection, run, RunTables.Stored, key.Code, stop);
        if (run is not null && rows.Find(r => r.Key == key) is { } row)
            return (run, (await ExceptionReport.Decided(connection, [row], run, stop))[0]);
        var swept = await ExceptionReport.DecidedSince(
            connection, await FoundCaseReport.Open(connection, key.Code, key.ToString(), stop), stop);
        return swept.Count > 0
            ? (null, swept[0])
            : throw new Refused($"{run?.Name ?? key.Run}的异常名单里没有{id}。编号见 ./disburse exceptions list 的 id 列。");
    }

    /// <summary>The latest run of a one-off batch that lists a case which only such runs have; null: none.</summary>
    private static async Task<PayoutRun?> BatchOf(NpgsqlConnection connection, CaseKey key, CancellationToken stop)
    {
        if (!key.Code.StartsWith("oneoff-", StringComparison.Ordinal)) return null;
        var runs = await connection.Rows("""
            select run_id from payout_run r where kind = 'oneoff' and state <> 'cancelled' and exists (
                select from run_exception x where x.run_id = r.run_id and x.code = $1 and x.person_id = $2)
            order by run_id desc limit 1
            """, r => r.GetInt32(0), stop, key.Code, key.Person);
        return runs.Count == 0 ? null : await PayoutStore.ById(connection, runs[0], stop);
    }

    /// <summary>What bars months of the person now; null: the case is of a run.</summary>
    private static async Task<RunBars?> BarsOf(Act act, CaseKey key, CancellationToken stop) =>
        key.Person is { } person && await SettingStore.Value(act.Connection, "first-month", stop) is { } first
            ? await RunBars.Read(
                act.Connection, act.Number, act.Performer.Today, PayMonth.Parse(first), [person], stop)
            : null;

    /// <summary>由另一人确认: whoever brought the standards does not say that they are right.</summary>
    private static async Task RequireOther(Act act, CaseKey key, Performer by, CancellationToken stop)
    {
        if (key.Code != ExceptionCode.RateSuspicious.Code) return;
        var importer = (await act.Connection.Rows(
            "select performed_by, performed_for from act where number = $1",
            r => (By: r.TextOrNull(0), For: r.TextOrNull(1)), stop,
            long.Parse(key.Subject!, NumberStyles.None, CultureInfo.InvariantCulture)))[0];
        if (importer.By is not { } name) return;
        var import = new Signed(Deed.Import, name, importer.For);
        if (import.Involves(by.User) || import.Involves(by.For))
            throw new Refused($"这份标准是{name}导入的，核对无误要由另一个人放行。");
    }

    private static string Next(PayoutRun? run) => run?.State switch
    {
        RunState.Assessed or RunState.Submitted or RunState.Checked => RunFitness.Again(run!),
        _ => "下一批测算时起作用。",
    };
}
