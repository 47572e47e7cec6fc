using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Duties;
using Disbursement.Domain.Exceptions;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Cases;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.BackPayments;

/// <summary>What a reconciliation found.</summary>
public sealed record ReconcileOutcome(bool Changed, string Said)
{
    public int People { get; init; }

    public int Cases { get; init; }

    public int Open { get; init; }

    public int Found { get; init; }

    public int Gone { get; init; }
}

/// <summary>
/// 四方对账: every case once, approved – billed – paid – posted. What does not agree becomes a case of the exception list
/// and ends when it is gone; the state of a case follows; what finance paid of a batch is posted in the ledger of
/// funds. The second time it changes nothing.
/// </summary>
public sealed class ReconcileJob(NpgsqlDataSource source)
{
    public const string Kind = "backpay-reconcile";

    /// <summary>Somebody applied, or a list names a case.</summary>
    public static async Task<bool> IsWanted(NpgsqlDataSource source, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await connection.Scalar<bool>("select exists (select from case_number)", stop);
    }

    /// <param name="scheduled">By the schedule: nobody in person does it.</param>
    /// <param name="progress">People looked at so far, of how many.</param>
    public async Task<ReconcileOutcome> Reconcile(
        Performer performer, bool scheduled, IProgress<PayoutProgress>? progress, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        if (!scheduled) await UserStore.Require(act, Deed.Reconcile, stop);
        await act.Connection.Execute("set local synchronous_commit = off", stop);
        await FoundCaseStaging.Prepare(act.Connection, stop);
        var states = new StateStaging(act);
        await states.Prepare(stop);
        var treasury = new BatchPayments(act, await BatchStore.TakenBack(act.Connection, stop));
        var all = await act.Connection.Scalar<int>(
            "select count(distinct number_id)::int from current_case", stop);
        var pass = await BackPaymentPass.Open(act.Connection, performer.Today, stop);
        var (tally, open) = (new BackPaymentTally(), 0);
        await pass.All(source, act.Connection, async range =>
        {
            foreach (var person in range.People) tally.Add(person);
            open += range.Findings.Count;
            await FoundCaseStaging.Add(act.Connection, [.. range.Findings.Select(CaseOf)], stop);
            await states.Add(range.People, stop);
            treasury.Add(range.People);
            progress?.Report(new PayoutProgress("对账", tally.People, all));
        }, stop);
        var strangers = await UnknownCases.Find(act.Connection, pass, stop);
        await FoundCaseStaging.Add(act.Connection, strangers, stop);
        var (found, gone) = await FoundCaseStaging.Settle(act, ofBackPayment: true, stop);
        var moved = await states.Settle(stop);
        var posted = await treasury.Settle(stop);
        open += strangers.Count;
        var kept = await TallyStore.Keep(act, tally, stop);
        var changed = kept || found + gone + moved + posted > 0;
        if (changed)
            await act.Commit(Kind, $"{PayMonth.Of(performer.Today)}", default, null,
                new { people = tally.People, cases = tally.Cases, open, found, gone, moved }, stop);
        return new ReconcileOutcome(changed, $"看过{tally.People}人、{tally.Cases}件案件，不一致{open}项；"
            + (changed
                ? $"新立{found}项，消去{gone}项，{moved}件案件的状态有变。清单：./disburse backpay report。"
                : "与上次相同，没有再做任何事。") + treasury.Missing)
        {
            People = tally.People, Cases = tally.Cases, Open = open, Found = found, Gone = gone,
        };
    }

    private static FoundCase CaseOf(BackPaymentFinding of) => new(
        KeyOf(of.Case.Number, of.Code, of.Subject), of.Code.Severity, of.Fen, of.Blanks) { Since = of.Since };

    /// <summary>By the case number, which is what people know of it.</summary>
    internal static CaseKey KeyOf(string caseNumber, ExceptionCode code, string subject) => CaseKey.Of(
        code, null, caseNumber, null, null, subject.Length == 0 ? null : subject.Replace(':', '：'));
}
