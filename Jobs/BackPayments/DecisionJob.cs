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

    /// <summary>
    /// Whose step it is (rules §9): what approves or frees money by 审批, what is told by 经办, cents by 复核. What was
    /// refused is taken up again by who may refuse.
    /// </summary>
    public static Deed DeedOf(CaseStep step) => step switch
    {
        CaseStep.Approve or CaseStep.Revoke or CaseStep.Refuse or CaseStep.Terminate or CaseStep.Close
            or CaseStep.EmployerCannotPay => Deed.DecideBackPayment,
        CaseStep.AcceptCents => Deed.CheckBackPayment,
        _ => Deed.RecordBackPayment,
    };
}
