using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.People;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Cases;
using Disbursement.Jobs.Recoveries;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>
/// On what papers a case rests, read for the few people who have one: who asked for a hold, which approval a newcomer
/// has, which change made money overpaid.
/// </summary>
internal sealed class CasePapers
{
    private readonly ILookup<int, StandingChange> changes;
    private readonly Dictionary<(int Person, short Category), string?> approvals;
    private readonly Dictionary<int, string> banks;
    private readonly Decisions decisions;
    private readonly int reviewDays;

    private CasePapers(
        ILookup<int, StandingChange> changes, Dictionary<(int Person, short Category), string?> approvals,
        Dictionary<int, string> banks, Decisions decisions, int reviewDays)
    {
        this.decisions = decisions;
        this.reviewDays = reviewDays;
        this.changes = changes;
        this.approvals = approvals;
        this.banks = banks;
    }

    /// <summary>Completes the blanks of the cases that were found.</summary>
    public static async Task Complete(
        NpgsqlConnection connection, RunFrame frame, List<RunException> found, CancellationToken stop)
    {
        await LeaveOutPaid(connection, frame, found, stop);
        await RecoveryAge.Complete(connection, frame, found, stop);
        var cases = found.Where(x => x.Code == ExceptionCode.OnHold || x.Code == ExceptionCode.Newcomer
            || x.Code == ExceptionCode.Overpaid || x.Code == ExceptionCode.PaidAfterDeath
            || x.Code == ExceptionCode.ArrearsLarge).ToArray();
        if (cases.Length == 0) return;
        var papers = await Read(connection, frame, cases, stop);
        foreach (var one in cases)
        {
            if (one.Code == ExceptionCode.OnHold) papers.CompleteHold(one);
            else if (one.Code == ExceptionCode.Newcomer) papers.CompleteNewcomer(one);
            else if (one.Code == ExceptionCode.Overpaid) papers.CompleteClaim(one);
            else if (one.Code == ExceptionCode.ArrearsLarge)
                papers.CompleteArrears(one, frame.Basis?.KnownThrough ?? 0);
            else if (papers.banks.TryGetValue(one.Person!.Value, out var bank)) one.Arguments["银行"] = bank;
        }
    }

    /// <summary>Who was paid in some earlier month is no newcomer, whatever held the months between.</summary>
    private static async Task LeaveOutPaid(
        NpgsqlConnection connection, RunFrame frame, List<RunException> found, CancellationToken stop)
    {
        int[] candidates =
            [.. found.Where(x => x.Code == ExceptionCode.Newcomer).Select(x => x.Person!.Value).Distinct()];
        if (candidates.Length == 0) return;
        var paid = (await connection.Rows("""
            select distinct l.person_id from generate_series($2::date, $3::date, '1 month') as m (month)
            cross join lateral (
                select person_id from payment_line
                where benefit_month = m.month::date and person_id = any($1) and run_id = any($4) offset 0) l
            """, r => r.GetInt32(0), stop, candidates, frame.First.FirstDay, frame.Run.Month.FirstDay,
            frame.CountingRuns.Where(r => r != frame.Run.Id).ToArray())).ToHashSet();
        found.RemoveAll(x => x.Code == ExceptionCode.Newcomer && paid.Contains(x.Person!.Value));
    }

    /// <summary>Changes of some people as a run knew them, but for those taken back, in order of knowledge.</summary>
    public static Task<List<StandingChange>> Standing(
        NpgsqlConnection connection, long knownThrough, int[] people, CancellationToken stop) => connection.Rows("""
            select c.person_id, c.type, c.category, c.effective_on, c.document, c.source, c.act, c.review_on,
                a.business_date, coalesce(a.performed_by, a.system_user)
            from change c join act a on a.number = c.act
            where c.person_id = any($1) and c.act <= $2 and c.type <> $3 and not exists (
                select from change w where w.person_id = c.person_id and w.withdraws_act = c.act
                    and w.withdraws_row = c.row_number and w.act <= $2)
            order by c.person_id, c.act, c.row_number
            """, r => new StandingChange(
                r.GetInt32(0), (ChangeType)r.GetInt16(1), r.IsDBNull(2) ? null : r.GetInt16(2), r.DateOrNull(3),
                r.TextOrNull(4), r.TextOrNull(5), r.GetInt64(6), r.DateOrNull(7), r.Date(8), r.GetString(9)), stop,
            people, knownThrough,
            (short)ChangeType.Withdrawal);

    private static async Task<CasePapers> Read(
        NpgsqlConnection connection, RunFrame frame, RunException[] cases, CancellationToken stop)
    {
        var standing = await Standing(
            connection, frame.Run.KnownThrough,
            People(cases, ExceptionCode.OnHold, ExceptionCode.Overpaid, ExceptionCode.ArrearsLarge), stop);
        var approvals = await connection.Rows("""
            select e.person_id, e.category, coalesce(e.approval_document, (
                select c.document from change c
                where c.person_id = e.person_id and c.category = e.category and c.type = $2 and c.act <= $3
                    and c.level = 0 and c.nature = 0 and c.period = 0 and c.nursing = 0
                    and num_nonnulls(c.service_years, c.assessed_fen, c.start_month, c.name, c.new_id_number, c.region,
                        c.phone, c.in_school_until) = 0
                    and not exists (select from change w where w.person_id = c.person_id and w.withdraws_act = c.act
                        and w.withdraws_row = c.row_number and w.act <= $3)
                order by c.act, c.row_number limit 1))
            from enrolment e where e.person_id = any($1)
            """, r => ((r.GetInt32(0), r.GetInt16(1)), Document: r.TextOrNull(2)), stop,
            People(cases, ExceptionCode.Newcomer), (short)ChangeType.Correction, frame.Run.KnownThrough);
        var banks = await OwnBanks(connection, frame, People(cases, ExceptionCode.PaidAfterDeath), stop);
        return new CasePapers(
            standing.ToLookup(c => c.Person), approvals.ToDictionary(a => a.Item1, a => a.Document), banks,
            frame.Bars.Decisions,
            await SettingsJob.Number(connection, "hold-review-days", stop, frame.Run.KnownThrough));
    }

    private static int[] People(RunException[] cases, params ReadOnlySpan<ExceptionCode> codes)
    {
        var people = new HashSet<int>();
        foreach (var one in cases)
        {
            if (codes.Contains(one.Code)) people.Add(one.Person!.Value);
        }

        return [.. people];
    }

    /// <summary>Where a person's own account was last: of the dead, no account is used any more.</summary>
    private static async Task<Dictionary<int, string>> OwnBanks(
        NpgsqlConnection connection, RunFrame frame, int[] people, CancellationToken stop) =>
        (await connection.Rows("""
            select distinct on (person_id) person_id, bank from (
                select person_id, bank, effective_on, act from change
                where person_id = any($1) and act <= $2 and type = $3
                union all
                select person_id, bank, null, act from enrolment where person_id = any($1) and act <= $2) as a
            where bank is not null order by person_id, effective_on desc nulls last, act desc
            """, r => (r.GetInt32(0), r.GetString(1)), stop, people, frame.Run.KnownThrough,
            (short)ChangeType.AccountChange)).ToDictionary();

    private void CompleteHold(RunException one)
    {
        var hold = changes[one.Person!.Value].LastOrDefault(c => c.Type == ChangeType.Hold
            && c.On is { } on && Spoken.Date(on) == one.Arguments["日期"]);
        if (hold is null) return;
        if (hold.Source is { Length: > 0 } who) one.Arguments["提出人"] = who;
        // What was decided about an earlier hold is not about this one.
        var key = new CaseKey(one.Code.Code, one.Person, null, one.Category, null, null);
        one.Arguments["责任人"] = decisions.AssignedSince(key, hold.Act)?.Owner ?? hold.RecordedBy;
        one.Arguments["复查日"] = Spoken.Date(
            decisions.DueSince(key, hold.Act) ?? hold.ReviewOn ?? hold.RecordedOn.AddDays(reviewDays));
    }

    private void CompleteNewcomer(RunException one) =>
        one.Arguments["文号"] = approvals.GetValueOrDefault((one.Person!.Value, one.Category!.Value)) ?? "";

    /// <summary>
    /// What became known since and is no news of cards and phones: that is why so much comes at once.
    /// </summary>
    private void CompleteArrears(RunException one, long since)
    {
        var news = changes[one.Person!.Value].Where(c => c.Act > since && c.Type is not (ChangeType.AccountChange
            or ChangeType.PayeeChange or ChangeType.InformationChange or ChangeType.Hold)).ToArray();
        if (news.Length > 0) one.Arguments["原因"] = string.Join('、', news.Select(c => c.Type.Label()).Distinct());
    }

    private void CompleteClaim(RunException one)
    {
        var month = one.Month!.Value;
        var of = changes[one.Person!.Value].Where(c => c.Reaches(month)).ToArray();
        var cause = of.Where(c => c.Type == ChangeType.Death).MinBy(c => c.On) ?? of.LastOrDefault();
        if (cause is null) return;
        one.Arguments["原因"] = cause.ClaimReason;
        if (cause.Document is { Length: > 0 } document) one.Arguments["文号"] = document;
    }
}

/// <summary>A change that was not taken back.</summary>
/// <param name="ReviewOn">复查日 of a hold, where one was named.</param>
internal sealed record StandingChange(
    int Person, ChangeType Type, short? Category, DateOnly? On, string? Document, string? Source, long Act,
    DateOnly? ReviewOn, DateOnly RecordedOn, string RecordedBy)
{
    /// <summary>Why a month that it reaches was paid too much.</summary>
    public string ClaimReason => Type switch
    {
        ChangeType.Death => "死亡迟报",
        ChangeType.Regrade => "等级下调",
        ChangeType.Ending or ChangeType.Suspension or ChangeType.TransferOut => $"{Type.Label()}迟报",
        _ => Type.Label(),
    };

    /// <summary>It can make the month be owed less.</summary>
    public bool Reaches(PayMonth month) => Type switch
    {
        ChangeType.Correction => true,
        ChangeType.Death or ChangeType.Ending or ChangeType.Suspension => On is { } on && PayMonth.Of(on) < month,
        ChangeType.Regrade or ChangeType.NursingChange => On is { } on && PayMonth.Of(on) <= month,
        ChangeType.TransferOut => On is { } on && on.Year < month.Year,
        _ => false,
    };
}
