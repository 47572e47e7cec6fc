using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Exceptions;
using Disbursement.Jobs.Cases;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;

namespace Disbursement.Jobs.BackPayments;

/// <summary>Grounds written down beside mismatches that no list can make good: a case may close with them.</summary>
internal sealed class WrittenGrounds(Act act)
{
    private ILookup<CaseKey, Cases.CaseDecision>? closings;

    /// <summary>Null: nothing of it is in the way.</summary>
    public async Task<string?> WhyNotClosed(IEnumerable<BackPaymentFinding> ofCase, CancellationToken stop)
    {
        var open = new List<string>();
        foreach (var found in ofCase.Where(f => !f.MayBeClosed))
        {
            if (found.MayBeExplained && await IsExplained(found, stop)) continue;
            open.Add($"{BackPaymentMatters.Of(found.Code)}（{found.Code.Code}）"
                + (found.MayBeExplained ? "，有依据的先写明关闭（./disburse exceptions close）" : ""));
        }

        return open.Count == 0 ? null : $"还有不一致没有办完：{string.Join('、', open.Distinct())}";
    }

    /// <summary>It has not changed since somebody closed it.</summary>
    private async Task<bool> IsExplained(BackPaymentFinding found, CancellationToken stop)
    {
        var key = ReconcileJob.KeyOf(found.Case.Number, found.Code, found.Subject);
        closings ??= (await CaseStore.All(act.Connection, long.MaxValue, stop))
            .Where(d => d.Kind == DecisionKind.Close).ToLookup(d => d.Key);
        return closings[key].LastOrDefault() is { } closing && await act.Connection.Scalar<bool>("""
            select exists (select from verification_case c where c.key = $1 and c.act < $2
                and not exists (select from verification_case_end e where e.case_id = c.case_id))
            """, stop, key.ToString(), closing.Act);
    }
}
