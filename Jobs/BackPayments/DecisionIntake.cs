using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Duties;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.People;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;

namespace Disbursement.Jobs.BackPayments;

/// <summary>Rows of decisions, each against where its case stands, the rows before it included.</summary>
internal sealed class DecisionIntake(Act act, BackPaymentPass pass) : IIntake<BackPaymentDecisionRow>
{
    /// <summary>More of them nobody reads.</summary>
    private const int MostNotices = 20;

    private readonly HashSet<Deed> allowed = [];
    private Staff? staff;
    private readonly WrittenGrounds grounds = new(act.Connection);
    private readonly DecisionWriting writing = new(act);
    private ILookup<int, Signed> registered = Enumerable.Empty<Signed>().ToLookup(_ => 0);
    private ILookup<int, Signed> imported = Enumerable.Empty<Signed>().ToLookup(_ => 0);

    public async Task Take(IReadOnlyList<BackPaymentDecisionRow> rows, IntakeTally tally, CancellationToken stop)
    {
        var byCase = new Dictionary<string, PersonLedger>(StringComparer.Ordinal);
        foreach (var person in await pass.OfCases(act.Connection, rows.Select(r => r.CaseNumber), stop))
            Keep(byCase, person);
        await RequireDeeds(rows, byCase, stop);
        int[] cases = [.. byCase.Values.SelectMany(p => p.Cases).Select(c => c.Case.Id).Distinct()];
        (registered, imported) = await Signed(cases, stop);
        foreach (var row in rows) await Take(row, byCase, tally, stop);
        if (tally.Rejected.Count == 0) await writing.Write(stop);
    }

    private async Task Take(
        BackPaymentDecisionRow row, Dictionary<string, PersonLedger> byCase, IntakeTally tally, CancellationToken stop)
    {
        if (!byCase.TryGetValue(row.CaseNumber, out var person))
        {
            tally.Rejected.Add((row.LineNumber, "案件号", $"没有案件{row.CaseNumber}"));
            return;
        }

        var file = person.Cases.First(c => c.Case.Number == row.CaseNumber);
        if (IsKnown(file, row) && !(row.Step == CaseStep.AcceptCents
            && Cents(ReconciledPerson.Of(person, pass.Terms), file, row).Count > 0))
        {
            tally.Known++;
            return;
        }

        var (reason, approved) = await Judge(person, file, row, stop);
        if (reason is not null)
        {
            tally.Rejected.Add((row.LineNumber, "决定", reason));
            return;
        }

        var decision = writing.Add(file, row, approved, CentsOf(person, file, row));
        var after = With(person, file, decision, approved, row.Step == CaseStep.Revoke);
        tally.Notices.AddRange((row.Step switch
        {
            CaseStep.Approve => Said(person, after, file, row, approved),
            CaseStep.Revoke => SaidOfRevoked(after, file, row, approved),
            CaseStep.EmployerCannotPay when !file.Case.Segments.Any(s =>
                s is { UnitPayer: Domain.Reconciliation.Payer.Treasury, CreditCode: not null }) =>
                [$"案件{row.CaseNumber}的单位部分仍由单位承担；改由财政出的，改登时段的“单位部分承担”（原行撤销、新行导入）"],
            _ => [],
        }).Take(MostNotices - tally.Notices.Count));
        Keep(byCase, after);
        tally.Accepted++;
    }

    private async Task RequireDeeds(
        IReadOnlyList<BackPaymentDecisionRow> rows, Dictionary<string, PersonLedger> byCase, CancellationToken stop)
    {
        // What was refused, ended or closed is taken up again by who may do that.
        var deeds = rows.GroupBy(r => r.Step == CaseStep.Resume && byCase.TryGetValue(r.CaseNumber, out var person)
            && person.Cases.First(c => c.Case.Number == r.CaseNumber).Decided
                is CaseState.Refused or CaseState.Closed or CaseState.Terminated
                ? Deed.DecideBackPayment
                : DecisionJob.DeedOf(r.Step)).ToList();
        try
        {
            foreach (var deed in deeds.Where(d => allowed.Add(d.Key))) await UserStore.Require(act, deed.Key, stop);
        }
        catch (Refused refused) when (deeds.Count > 1)
        {
            throw new Refused(refused.Message + "这个文件里的决定要由不同的人办，请分成几个文件："
                + string.Join('；', deeds.Select(d => string.Join('、', d.Select(r => r.Step.Label()).Distinct())
                    + "由" + string.Join('或', Duty.Of(d.Key).Who.Select(w => w.Label())))) + "。");
        }
    }

    /// <summary>
    /// It was recorded before, and nothing of the same day undid it since: what is decided again after that is a step
    /// of its own.
    /// </summary>
    private static bool IsKnown(CaseFile file, BackPaymentDecisionRow row)
    {
        foreach (var decision in file.Decisions.Reverse())
        {
            if (decision.Step == row.Step && decision.On == row.On && decision.Document == row.Document
                && decision.Reason == row.Reason && decision.From == row.From && decision.To == row.To
                && (decision.Insurance == row.Insurance || row.Step == CaseStep.AcceptCents)) return true;
            if (decision.On == row.On && decision.Step.Undoes(row.Step)) return false;
        }

        return false;
    }

    private static void Keep(Dictionary<string, PersonLedger> byCase, PersonLedger person)
    {
        foreach (var file in person.Cases) byCase[file.Case.Number] = person;
    }

    /// <returns>Why not; else the months that it approves or revokes.</returns>
    private async Task<(string? Reason, List<ApprovedSpan> Approved)> Judge(
        PersonLedger person, CaseFile file, BackPaymentDecisionRow row, CancellationToken stop)
    {
        var reconciled = ReconciledPerson.Of(person, pass.Terms);
        var state = reconciled.StateOf(file);
        if (CaseStates.Refusal(state, row.Step) is { } refusal) return (refusal, []);
        if (CaseStates.TooEarly(file, row.Step, row.On) is { } early) return (early, []);
        if (row.Step is CaseStep.Revoke or CaseStep.Refuse or CaseStep.Terminate
            && InBatch(reconciled, file, row) is { } batch)
            return ($"有月份在拨款批次{batch}里，钱还没有缴出；先让这件案件退出批次（./disburse backpay batch drop "
                + $"{batch} {row.CaseNumber} --document 文号），再{row.Step.Label()}", []);
        if (await Barred(file, row.Step, stop) is { } barred) return (barred, []);
        switch (row.Step)
        {
            case CaseStep.Approve:
                return Approve(person, file, row);
            case CaseStep.Revoke:
                List<ApprovedSpan> revoked = [.. file.Approved.Select(s => Cut(s, row)).OfType<ApprovedSpan>()];
                return revoked.Count == 0 ? ("没有核定过这些月份", []) : (null, revoked);
            case CaseStep.Close:
                return (await grounds.WhyNotClosed(
                    Findings(reconciled).Where(f => f.Case.Id == file.Case.Id), stop), []);
            case CaseStep.AcceptCents:
                return (WhyNotCents(reconciled, file, row), []);
            default:
                return (null, []);
        }
    }

    /// <summary>A batch that asks for a month of it of which finance has paid nothing.</summary>
    private static string? InBatch(ReconciledPerson person, CaseFile file, BackPaymentDecisionRow row) => file.Funded
        .Where(f => IsAbout(row, f.Key.Insurance, f.Key.Month) && !person.Of(file).Any(o =>
            o.Insurance == f.Key.Insurance && o.Spending.IsPaid(f.Key.Month)))
        .OrderBy(f => f.Key).Select(f => f.Value.Batch.Name).FirstOrDefault();

    /// <summary>
    /// Whoever registered a case, or some of its months, himself or for another, does not decide it; nor does who
    /// brought its bills and receipts accept the cents (rules §9).
    /// </summary>
    private async Task<string?> Barred(CaseFile file, CaseStep step, CancellationToken stop)
    {
        var deed = DecisionJob.DeedOf(step);
        if (deed == Deed.RecordBackPayment) return null;
        staff ??= await Staff.Read(act.Connection, act.Performer.Today, stop);
        Signed[] before = [.. (deed == Deed.CheckBackPayment ? imported : registered)[file.Case.Id]];
        var officer = staff.RequireOfficer(act.Performer, deed);
        var ruling = Judgement.Of(deed, officer, before);
        return !ruling.Allowed
            ? (deed == Deed.CheckBackPayment ? "导入" : "案件的登记") + $"和{step.Label()}不能是同一个人："
                + staff.Refusal(deed, officer, ruling, before).Message
            : ruling.For == act.Performer.For ? null
            : $"这件案件要以{(act.Performer with { For = ruling.For }).Named}的名义{step.Label()}，请单独成一个文件";
    }

    private (string? Reason, List<ApprovedSpan> Approved) Approve(
        PersonLedger person, CaseFile file, BackPaymentDecisionRow row)
    {
        var plan = PlanOf(person, file, row);
        if (plan.Missing is { } missing) return ($"算不出应缴多少，还缺{missing}", []);
        var help = file.Case.Hardship == Hardship.None ? 0 : pass.Terms.HelpPercent ?? 0;
        List<ApprovedSpan> approved =
        [
            .. plan.Payable.Select(s => Cut(new ApprovedSpan(
                s.Segment.Insurance, s.From, s.To, s.Segment.UnitPayer, s.Amounts!.Value, help, row.On), row))
                .OfType<ApprovedSpan>(),
        ];
        return approved.Count == 0 ? ("这些月份都不能补缴（./disburse backpay plan 案件号 看原因）", []) : (null, approved);
    }

    /// <summary>Months that a row names were chosen: they come before older ones (rules §8).</summary>
    private Plan PlanOf(PersonLedger person, CaseFile file, BackPaymentDecisionRow row) => Plan.Of(
        person, file, (insurance, month) => row.From is not null && IsAbout(row, insurance, month), pass.Contributions,
        pass.Terms, row.On);

    /// <summary>What was left out of an approval, and what keeps it from public money.</summary>
    private IEnumerable<string> Said(
        PersonLedger person, PersonLedger after, CaseFile file, BackPaymentDecisionRow row, List<ApprovedSpan> approved)
    {
        var left = PlanOf(person, file, row).Spans.Where(s => s.Reason != MonthReason.None)
            .Select(s => (s.Reason, Of: Cut(new ApprovedSpan(
                s.Segment.Insurance, s.From, s.To, s.Segment.UnitPayer, default, 0, row.On), row)))
            .Where(s => s.Of is not null).GroupBy(s => s.Reason)
            .Select(g => $"{g.Key.Label()}{g.Sum(s => s.Of!.To - s.Of.From + 1)}个月").ToList();
        if (left.Count > 0)
            yield return $"案件{row.CaseNumber}核定了{approved.Sum(s => s.To - s.From + 1)}个月；没有核定的："
                + string.Join('、', left);
        foreach (var code in Findings(ReconciledPerson.Of(after, pass.Terms)).Where(f => f.Case.Id == file.Case.Id
            && (f.Code == ExceptionCode.BpPersonChanged || f.Code == ExceptionCode.BpPublicWithEmployer))
            .Select(f => f.Code))
            yield return $"案件{row.CaseNumber}：{BackPaymentMatters.Of(code)}（{code.Code}），办完之前不进拨款批次";
    }

    /// <summary>How much was taken back, and what goes back of it.</summary>
    private IEnumerable<string> SaidOfRevoked(
        PersonLedger after, CaseFile file, BackPaymentDecisionRow row, List<ApprovedSpan> revoked)
    {
        var due = Findings(ReconciledPerson.Of(after, pass.Terms)).Where(f => f.Case.Id == file.Case.Id
            && f.Code == ExceptionCode.BpRefundDue).Sum(f => f.Fen ?? 0);
        yield return $"案件{row.CaseNumber}撤销核定{revoked.Sum(s => s.To - s.From + 1)}个月（"
            + string.Join('、', revoked.Select(s => $"{s.Insurance.Label()}{s.From}至{s.To}")) + "）"
            + (due > 0 ? $"，已缴的要退{Money.Spoken(due)}" : "") + "；已开单的，请对方撤单";
    }

    private static bool IsAbout(BackPaymentDecisionRow row, Insurance insurance, PayMonth month) =>
        (row.Insurance is null || row.Insurance == insurance)
        && (row.From is null || (month >= row.From && month <= row.To));

    /// <summary>What of a span a row is about.</summary>
    private static ApprovedSpan? Cut(ApprovedSpan span, BackPaymentDecisionRow row)
    {
        if (row.Insurance is { } insurance && insurance != span.Insurance) return null;
        var (from, to) = (
            PayMonth.Later(span.From, row.From ?? span.From), PayMonth.Earlier(span.To, row.To ?? span.To));
        return from <= to ? span with { From = from, To = to } : null;
    }

    private IEnumerable<BackPaymentFinding> Findings(ReconciledPerson person) =>
        BackPaymentFindings.Of(person, pass.Contributions, pass.Terms, act.Performer.Today);

    private List<BackPaymentFinding> Cents(ReconciledPerson person, CaseFile file, BackPaymentDecisionRow row) =>
    [
        .. Findings(person).Where(f => f.Case.Id == file.Case.Id && f.Code == ExceptionCode.BpCents
            && (row.Insurance is null || f.Insurance == row.Insurance)),
    ];

    private string? WhyNotCents(ReconciledPerson person, CaseFile file, BackPaymentDecisionRow row) =>
        Cents(person, file, row).Count switch
        {
            0 => "没有要接受的分差",
            1 => null,
            _ => "养老、医保都有分差，分两行写，“险种”各写一个",
        };

    /// <returns>Of which insurance, and how much.</returns>
    private (Insurance? Insurance, long Fen) CentsOf(
        PersonLedger person, CaseFile file, BackPaymentDecisionRow row) => row.Step == CaseStep.AcceptCents
            && Cents(ReconciledPerson.Of(person, pass.Terms), file, row) is [var cents]
                ? (cents.Insurance, cents.Fen ?? 0)
                : (row.Insurance, 0);

    private static PersonLedger With(
        PersonLedger person, CaseFile file, CaseDecision decision, List<ApprovedSpan> approved, bool isRevoked)
    {
        (ApprovedSpan, bool)[] rows =
        [
            .. file.Approved.Select(s => (s, false)), .. file.Revoked.Select(s => (s, true)),
            .. approved.Select(s => (s, isRevoked)),
        ];
        var decided = file.With(
            [.. file.Decisions, decision], ApprovedMonths.Standing(rows), ApprovedMonths.Revoked(rows));
        return person.With([.. person.Cases.Select(c => c == file ? decided : c)]);
    }

    /// <summary>Who registered cases and their segments, and who brought their bills and receipts.</summary>
    private async Task<(ILookup<int, Signed> Registered, ILookup<int, Signed> Imported)> Signed(
        int[] cases, CancellationToken stop)
    {
        var found = (await act.Connection.Rows("""
            select distinct s.case_id, a.performed_by, a.performed_for, s.is_registration from (
                select case_id, act, true as is_registration from back_payment_case where case_id = any($1)
                union all select case_id, act, true from back_payment_segment where case_id = any($1)
                union all select case_id, act, false from billed_span where case_id = any($1)
                union all select case_id, act, false from contribution_receipt where case_id = any($1)) s
            join act a on a.number = s.act
            where a.performed_by is not null
            """, r => (Case: r.GetInt32(0), IsRegistration: r.GetBoolean(3), Of: new Signed(
                Deed.RecordBackPayment, r.GetString(1), r.TextOrNull(2))), stop, [cases]))
            .ToLookup(s => s.IsRegistration);
        return (found[true].ToLookup(s => s.Case, s => s.Of), found[false].ToLookup(s => s.Case, s => s.Of));
    }
}
