using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Cases;

/// <summary>Decisions about cases: appended, never changed. They are few, whatever the number of people.</summary>
internal static class CaseStore
{
    private static readonly string[] Kinds = ["release", "withdraw-release", "close", "assign", "comment"];

    /// <summary>All that were known at an act, in the order of knowledge.</summary>
    public static Task<List<CaseDecision>> All(
        NpgsqlConnection connection, long knownThrough, CancellationToken stop) => connection.Rows("""
            select act, kind, code, person_id, run_name, category, benefit_month, subject, reason, document, owner,
                due_on, until_month, decided_by, decided_on, fingerprint
            from case_decision where act <= $1 order by act
            """, Read, stop, knownThrough);

    public static Task Add(Act act, CaseDecision decision, CancellationToken stop)
    {
        var key = decision.Key;
        return act.Connection.Execute("""
            insert into case_decision (act, kind, code, person_id, run_name, category, benefit_month, subject, reason,
                document, owner, due_on, until_month, decided_by, decided_on, fingerprint)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
            """, stop, decision.Act, Kinds[(int)decision.Kind], key.Code, key.Person, key.Run, key.Category,
            key.Month?.FirstDay, key.Subject, decision.Reason, decision.Document, decision.Owner, decision.DueOn,
            decision.Until?.FirstDay, decision.By, decision.On,
            decision.Fingerprint);
    }

    private static CaseDecision Read(NpgsqlDataReader r) => new(
        r.GetInt64(0), (DecisionKind)Array.IndexOf(Kinds, r.GetString(1)),
        new CaseKey(
            r.GetString(2), r.IsDBNull(3) ? null : r.GetInt32(3), r.TextOrNull(4),
            r.IsDBNull(5) ? null : r.GetInt16(5), r.MonthOrNull(6), r.TextOrNull(7)),
        r.TextOrNull(8), r.TextOrNull(9), r.TextOrNull(10), r.DateOrNull(11), r.MonthOrNull(12), r.GetString(13),
        r.Date(14))
    {
        Fingerprint = r.TextOrNull(15),
    };
}
