using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Duties;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Reconciliation;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.BackPayments;

/// <summary>
/// 补缴决定: steps of cases that people take, each with its paper. 核定 approves the months that the plan finds payable, on
/// the terms of the day; nothing else makes a month approved.
/// </summary>
public sealed class DecisionJob(NpgsqlDataSource source)
{
    public const string Kind = "backpay-decisions";

    /// <summary>A file of decisions, or one typed; all of it or nothing.</summary>
    /// <exception cref="Refused">A row is bad, or its step may not be taken.</exception>
    public async Task<ImportOutcome> Decide(SheetSource file, Performer performer, CancellationToken stop)
    {
        var hash = file.Typed is not null ? null : await ImportJob.Hash(file.Path, stop);
        await using var act = await Act.Begin(source, performer, stop);
        if (hash is not null && await ImportJob.Earlier(act.Connection, Kind, hash, stop) is { } earlier)
            return new ImportOutcome(Kind, file.Path, null, 0, 0, 0, null, [], earlier);
        try
        {
            var take = new FileIntake(act, Kind, file, hash);
            var pass = await BackPaymentPass.Open(act.Connection, performer.Today, stop);
            await take.Table(
                BackPaymentDecisionSheet.Read(file, performer.Today), new DecisionIntake(act, pass), stop);
            return hash is null ? await take.FinishAtTheCounter(file.Name, stop) : await take.Finish(stop);
        }
        catch (SheetRefusedException refused)
        {
            throw new Refused($"{file.Name}：{refused.Message}");
        }
    }

    /// <summary>Whose step it is (rules §9: people's decisions by 审批, what is told by 经办, cents by 复核).</summary>
    public static Deed DeedOf(CaseStep step) => step switch
    {
        CaseStep.Approve or CaseStep.Revoke or CaseStep.Refuse or CaseStep.Terminate or CaseStep.Close =>
            Deed.DecideBackPayment,
        CaseStep.AcceptCents => Deed.CheckBackPayment,
        _ => Deed.RecordBackPayment,
    };
}

/// <summary>Rows of decisions, each against where its case stands, the rows before it included.</summary>
internal sealed class DecisionIntake(Act act, BackPaymentPass pass) : IIntake<BackPaymentDecisionRow>
{
    private readonly HashSet<Deed> allowed = [];
    private readonly DecisionWriting writing = new(act);
    private ILookup<int, (string Batch, Insurance Insurance, PayMonth Month)> asked =
        Enumerable.Empty<(string, Insurance, PayMonth)>().ToLookup(_ => 0);

    public async Task Take(IReadOnlyList<BackPaymentDecisionRow> rows, IntakeTally tally, CancellationToken stop)
    {
        foreach (var deed in rows.Select(r => DecisionJob.DeedOf(r.Step)).Distinct().Where(allowed.Add))
            await UserStore.Require(act, deed, stop);
        var people = await pass.People(
            act.Connection, await LedgerReading.PeopleOf(act.Connection, rows.Select(r => r.CaseNumber), stop), stop);
        var byCase = new Dictionary<string, PersonLedger>(StringComparer.Ordinal);
        foreach (var person in people) Keep(byCase, person);
        asked = await BatchStore.Unpaid(
            act.Connection, [.. people.SelectMany(p => p.Cases).Select(c => c.Case.Id)], stop);
        var registrars = await Registrars([.. people.SelectMany(p => p.Cases).Select(c => c.Case.Id)], stop);
        foreach (var row in rows)
        {
            if (!byCase.TryGetValue(row.CaseNumber, out var person))
            {
                tally.Rejected.Add((row.LineNumber, "案件号", $"没有案件{row.CaseNumber}"));
                continue;
            }

            var file = person.Cases.First(c => c.Case.Number == row.CaseNumber);
            if (IsKnown(file, row))
            {
                tally.Known++;
                continue;
            }

            var (reason, approved) = Judge(person, file, row, registrars.GetValueOrDefault(file.Case.Id));
            if (reason is not null)
            {
                tally.Rejected.Add((row.LineNumber, "决定", reason));
                continue;
            }

            var decision = writing.Add(file, row, approved, CentsOf(person, file));
            Keep(byCase, With(person, file, decision, approved, row.Step == CaseStep.Revoke));
            tally.Accepted++;
        }

        if (tally.Rejected.Count == 0) await writing.Write(stop);
    }

    private static bool IsKnown(CaseFile file, BackPaymentDecisionRow row) => file.Decisions.Any(d => d.Step == row.Step
        && d.On == row.On && d.Document == row.Document && d.Reason == row.Reason && d.Insurance == row.Insurance
        && d.From == row.From && d.To == row.To);

    private static void Keep(Dictionary<string, PersonLedger> byCase, PersonLedger person)
    {
        foreach (var file in person.Cases) byCase[file.Case.Number] = person;
    }

    /// <returns>Why not; else the months that it approves or revokes.</returns>
    private (string? Reason, List<ApprovedSpan> Approved) Judge(
        PersonLedger person, CaseFile file, BackPaymentDecisionRow row, string? registrar)
    {
        var reconciled = ReconciledPerson.Of(person, pass.Terms);
        if (CaseStates.Refusal(reconciled.StateOf(file), row.Step) is { } refusal) return (refusal, []);
        if (row.Step is CaseStep.Revoke or CaseStep.Terminate
            && asked[file.Case.Id].FirstOrDefault(a => IsAbout(row, a.Insurance, a.Month)) is { Batch: { } batch })
            return ($"有月份在拨款批次{batch}里，钱还没有缴出；先撤销这一批，再{row.Step.Label()}"
                + "（财政已经缴了的，先导入凭证、对一次账）", []);
        switch (row.Step)
        {
            case CaseStep.Approve:
                if (registrar is not null && registrar == act.Performer.User)
                    return ("案件是您登记的，核定要由另一个人办", []);
                return Approve(person, file, row);
            case CaseStep.Revoke:
                List<ApprovedSpan> revoked = [.. file.Approved.Select(s => Cut(s, row)).OfType<ApprovedSpan>()];
                return revoked.Count == 0 ? ("没有核定过这些月份", []) : (null, revoked);
            case CaseStep.Close:
                var open = BackPaymentFindings.Of(reconciled, pass.Contributions, pass.Terms, row.On)
                    .Where(f => f.Case.Id == file.Case.Id && !f.MayBeClosed).Select(f => f.Code.Code).Distinct();
                var listed = string.Join('、', open);
                return (listed.Length == 0 ? null : $"还有不一致没有办完：{listed}", []);
            case CaseStep.AcceptCents:
                return (CentsOf(person, file) == 0 ? "没有要接受的分差" : null, []);
            default:
                return (null, []);
        }
    }

    private (string? Reason, List<ApprovedSpan> Approved) Approve(
        PersonLedger person, CaseFile file, BackPaymentDecisionRow row)
    {
        var plan = Plan.Of(person, pass.Contributions, pass.Terms, row.On).First(p => p.File == file);
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

    private long CentsOf(PersonLedger person, CaseFile file) => BackPaymentFindings
        .Of(ReconciledPerson.Of(person, pass.Terms), pass.Contributions, pass.Terms, act.Performer.Today)
        .Where(f => f.Case.Id == file.Case.Id && f.Code == ExceptionCode.BpCents).Sum(f => f.Fen ?? 0);

    private static PersonLedger With(
        PersonLedger person, CaseFile file, CaseDecision decision, List<ApprovedSpan> approved, bool isRevoked) =>
        person.With([.. person.Cases.Select(c => c != file ? c : new CaseFile
        {
            Case = c.Case, Decisions = [.. c.Decisions, decision], Bills = c.Bills, Receipts = c.Receipts,
            Refunds = c.Refunds,
            Approved = ApprovedMonths.Standing(
                [.. c.Approved.Select(s => (s, false)), .. approved.Select(s => (s, isRevoked))]),
        })]);

    /// <summary>Who registered a case.</summary>
    private async Task<Dictionary<int, string?>> Registrars(int[] cases, CancellationToken stop) =>
        (await act.Connection.Rows("""
            select c.case_id, a.performed_by from back_payment_case c left join act a on a.number = c.act
            where c.case_id = any($1)
            """, r => (r.GetInt32(0), r.TextOrNull(1)), stop, [cases])).ToDictionary();
}
