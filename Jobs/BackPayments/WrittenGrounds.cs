using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Exceptions;
using Disbursement.Jobs.Cases;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.BackPayments;

/// <summary>
/// Grounds written down beside mismatches that no list can make good, or where the other party's word counts: with them
/// a case may close and public money may be asked for.
/// </summary>
internal sealed class WrittenGrounds(NpgsqlConnection connection)
{
    private ILookup<CaseKey, Cases.CaseDecision>? closings;

    /// <summary>Null: nothing of it is in the way.</summary>
    public async Task<string?> WhyNotClosed(IEnumerable<BackPaymentFinding> ofCase, CancellationToken stop)
    {
        List<string> open =
        [
            .. (await Unexplained(ofCase.Where(f => !f.MayBeClosed), stop)).Select(f =>
                $"{BackPaymentMatters.Of(f.Code)}（{f.Code.Code}）"
                + (f.MayBeExplained ? "，有依据的先写明关闭（./disburse exceptions close）" : "")),
        ];
        return open.Count == 0 ? null : $"还有不一致没有办完：{string.Join('、', open.Distinct())}";
    }

    /// <summary>Those of which nobody wrote down a ground, or that have changed since.</summary>
    public async Task<List<BackPaymentFinding>> Unexplained(
        IEnumerable<BackPaymentFinding> found, CancellationToken stop)
    {
        closings ??= (await CaseStore.All(connection, long.MaxValue, stop))
            .Where(d => d.Kind == DecisionKind.Close).ToLookup(d => d.Key);
        var (all, closed) = (found.ToList(), new Dictionary<string, long>(StringComparer.Ordinal));
        foreach (var key in all.Where(f => f.MayBeExplained).Select(KeyOf))
        {
            if (closings[key].LastOrDefault() is { } closing) closed[key.ToString()] = closing.Act;
        }

        if (closed.Count == 0) return all;
        var explained = (await connection.Rows("""
            select c.key, c.act, c.fen, c.arguments from verification_case c where c.key = any($1)
                and not exists (select from verification_case_end e where e.case_id = c.case_id)
            """, r => (Key: r.GetString(0), Act: r.GetInt64(1), Fen: r.LongOrNull(2), Said: r.GetString(3)), stop,
            [closed.Keys.ToArray()])).Where(c => c.Act < closed[c.Key]).ToLookup(c => c.Key, StringComparer.Ordinal);
        // A ground is of what was said then: what has changed since, reconciled or not, nobody looked at.
        all.RemoveAll(f => f.MayBeExplained && explained[KeyOf(f).ToString()]
            .Any(c => c.Fen == f.Fen && c.Said == FoundCaseStaging.Written(f.Blanks)));
        return all;
    }

    private static CaseKey KeyOf(BackPaymentFinding of) =>
        ReconcileJob.KeyOf(of.Case.Number, of.Code, of.Subject);
}
