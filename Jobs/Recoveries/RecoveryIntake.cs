using Disbursement.Domain;
using Disbursement.Domain.Duties;
using Disbursement.Domain.People;
using Disbursement.Domain.Recoveries;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;

namespace Disbursement.Jobs.Recoveries;

/// <summary>
/// 追缴决定: about a month that is a claim as known now, at most what is open of it. 核销 is for 审批 alone, in files of
/// their own.
/// </summary>
internal sealed class RecoveryIntake(Act act) : IIntake<RecoveryRow>
{
    private readonly List<StoredDecision> decisions = [];
    private readonly List<(StoredDecision Of, int Row)> ends = [];
    private Dictionary<(int, PayMonth, RecoveryMethod, string), StoredDecision> known = [];
    private bool? waives;

    public async Task Take(IReadOnlyList<RecoveryRow> rows, IntakeTally tally, CancellationToken stop)
    {
        await RequireDuty(rows, tally, stop);
        if (tally.Rejected.Count > 0) return;
        var serials = await PersonStore.Serials(
            act.Connection, [.. rows.Select(r => r.IdNumber).Distinct(StringComparer.Ordinal)], stop);
        int[] people = [.. serials.Values.Distinct().Order()];
        var claims = (await ClaimsNow.Of(act.Connection, act.Number, people, stop))
            .ToDictionary(c => (c.Person, c.Month));
        known = (await RecoveryStore.Decisions(act.Connection, people, stop)).ToDictionary(d => d.Key);
        decisions.Clear();
        ends.Clear();
        foreach (var row in rows)
        {
            var fault = !serials.TryGetValue(row.IdNumber, out var person)
                ? (Column.IdNumber, RejectionReason.PersonUnknown("这个人", IdentityNumber.Tail(row.IdNumber)))
                : row.IsWithdrawal ? Withdraw(row, person, tally)
                : Decide(row, person, claims.GetValueOrDefault((person, row.Month)), tally);
            if (fault is var (column, reason))
                tally.Rejected.Add((row.LineNumber, ColumnNames.Of(column).Chinese, reason));
        }

        tally.Accepted += decisions.Count + ends.Count;
        await RecoveryStore.Write(act, decisions, ends, stop);
    }

    private (Column, string)? Withdraw(RecoveryRow row, int person, IntakeTally tally)
    {
        if (!known.TryGetValue((person, row.Month, row.Method, row.Document), out var before))
            return (Column.Withdrawn, $"没有文号为{row.Document}的“{row.Method.Label()}”（{row.Month}）可以撤销");
        if (before.IsEnded)
        {
            tally.Known++;
            return null;
        }

        ends.Add((before, row.LineNumber));
        known[before.Key] = before with { IsEnded = true };
        return null;
    }

    private (Column, string)? Decide(RecoveryRow row, int person, ClaimNow? claim, IntakeTally tally)
    {
        if (known.TryGetValue((person, row.Month, row.Method, row.Document), out var before))
        {
            if (before.IsEnded) return (Column.Document, "这个决定已经撤销；再作决定要用另外的文号");
            if (before.Basis != row.Basis || (row.Fen is { } fen && fen != before.Fen))
                return (Column.Amount,
                    $"{row.Document}已经登记过{Money.Spoken(before.Fen)}，与这一行不同；要改的先撤销，另用文号");
            tally.Known++;
            return null;
        }

        if (claim is null or { OpenFen: 0 })
            return (Column.BenefitMonth, $"这个人{row.Month}没有未了结的多发（现在有哪些，看 ./disburse recovery list；"
                + "一次性批次的不用决定，收回时直接登记 recovery receive）");
        if (row.Fen > claim.OpenFen)
            return (Column.Amount,
                $"{row.Month}未了结的多发是{Money.Spoken(claim.OpenFen)}，决定的{Money.Spoken(row.Fen.Value)}比它多");
        var decision = new StoredDecision(
            person, row.Month, row.Method, row.Document, row.Fen ?? claim.OpenFen, row.Basis,
            new Place(act.Number, row.LineNumber), IsEnded: false) { Note = row.Note };
        decisions.Add(decision);
        known.Add(decision.Key, decision);
        return null;
    }

    private async Task RequireDuty(IReadOnlyList<RecoveryRow> rows, IntakeTally tally, CancellationToken stop)
    {
        foreach (var row in rows)
        {
            var isWaiver = row.Method == RecoveryMethod.Waiver;
            if (waives is null)
            {
                waives = isWaiver;
                var open = await PayoutStore.Open(act.Connection, stop);
                if (isWaiver) await UserStore.Require(act, Deed.Waive, stop, open?.Done ?? []);
                else await UserStore.Require(act, Deed.Record, stop);
            }

            if (waives == isWaiver) continue;
            tally.Rejected.Add((row.LineNumber, "处理方式", "核销由审批办理，要和其他决定分开，另列一份文件"));
            return;
        }
    }
}
