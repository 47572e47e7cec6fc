using System.Globalization;
using Disbursement.Domain.Duties;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Verification;

/// <summary>采用、不采用: 复核 says whether a row of somebody else's list is about our person.</summary>
public sealed class EvidenceJob(NpgsqlDataSource source)
{
    /// <param name="handle">编号 as lists print it: E12.</param>
    /// <param name="document">依据 of an adoption.</param>
    public Task<(bool Changed, string Said)> Adopt(
        string handle, string document, Performer performer, CancellationToken stop) =>
        Decide(handle, true, document, null, performer, stop);

    public Task<(bool Changed, string Said)> Dismiss(
        string handle, string reason, Performer performer, CancellationToken stop) =>
        Decide(handle, false, null, reason, performer, stop);

    private async Task<(bool Changed, string Said)> Decide(
        string handle, bool isAdopted, string? document, string? reason, Performer performer, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(isAdopted ? document : reason))
            throw new Refused(isAdopted ? "采用要写明依据（--document 文号）。" : "不采用要写明原因（--reason 原因）。");
        await using var act = await Act.Begin(source, performer, stop);
        var by = await UserStore.Require(act, Deed.AdoptEvidence, stop);
        var id = handle.Length > 1 && handle[0] is 'E' or 'e'
            && int.TryParse(handle.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
        var found = await act.Connection.Rows("""
            select e.source, e.fact, v.name, (select d.is_adopted from evidence_decision d
                where d.evidence_id = e.evidence_id order by d.act desc limit 1)
            from evidence e
            join evidence_match m using (evidence_id)
            join person_version v on v.person_id = m.person_id and v.known_to = 9223372036854775807
            where e.evidence_id = $1
            """, r => (Source: r.GetString(0), Fact: r.GetString(1), Name: r.GetString(2),
                Said: r.IsDBNull(3) ? (bool?)null : r.GetBoolean(3)), stop, id);
        if (found.Count == 0) throw new Refused($"没有编号为{handle}、与本县优抚对象有关的比对行；编号见异常名单的下一步。");
        var (list, fact, name, said) = found[0];
        if (said == isAdopted) return (false, $"{handle}已经{(isAdopted ? "采用" : "不采用")}，没有再做任何事。");
        await act.Connection.Execute("""
            insert into evidence_decision (evidence_id, act, is_adopted, document, reason, decided_by, decided_on)
            values ($1, $2, $3, $4, $5, $6, $7)
            """, stop, id, act.Number, isAdopted, document?.Trim(), reason?.Trim(), by.Named ?? by.SystemUser,
            by.Today);
        await act.Commit("evidence-decision", handle, default, document,
            new { evidence = id, adopted = isAdopted }, stop);
        return (true, isAdopted
            ? $"{handle}（{list}：{fact}）已采用为{name}的；来源强的从下一次测算起暂缓，核实清楚再定。"
            : $"{handle}（{list}：{fact}）不是{name}，已记下，不再列出。");
    }
}
