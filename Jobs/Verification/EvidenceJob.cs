using System.Globalization;
using Disbursement.Domain.Duties;
using Disbursement.Domain.Verification;
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
    /// <param name="idNumber">Of whom, where it may be about several people; null: there is one.</param>
    public Task<(bool Changed, string Said)> Adopt(
        string handle, string? idNumber, string document, Performer performer, CancellationToken stop) =>
        Decide(handle, idNumber, true, document, null, performer, stop);

    public Task<(bool Changed, string Said)> Dismiss(
        string handle, string? idNumber, string reason, Performer performer, CancellationToken stop) =>
        Decide(handle, idNumber, false, null, reason, performer, stop);

    private async Task<(bool Changed, string Said)> Decide(
        string handle, string? idNumber, bool isAdopted, string? document, string? reason, Performer performer,
        CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(isAdopted ? document : reason))
            throw new Refused(isAdopted ? "采用要写明依据（--document 文号）。" : "不采用要写明原因（--reason 原因）。");
        await using var act = await Act.Begin(source, performer, stop);
        var by = await UserStore.Require(act, Deed.AdoptEvidence, stop);
        var id = handle.Length > 1 && handle[0] is 'E' or 'e'
            && int.TryParse(handle.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
        var found = await Find(act, id, idNumber, stop);
        if (found.Count == 0)
            throw new Refused($"没有编号为{handle}、与{(idNumber is null ? "本县优抚对象" : "这个人")}有关的比对行；编号见异常名单的下一步。");
        if (found.Count > 1)
            throw new Refused($"{handle}可能说的是{string.Join('、', found.Select(f => $"{f.Name}（尾号{f.Tail}）"))}，"
                + "请用 --person 身份证号 写明是哪一个；其他人不采用。");
        var of = found[0];
        if (of.Match == MatchKind.Equal)
            throw new Refused($"{handle}的身份证号和姓名与{of.Name}完全相符，不用采用，也不能不采用：两名工作人员见到本人、导入确认表就解除；"
                + "核实是错的，凭理由和文号放行（./disburse exceptions release 编号 --reason 原因 --document 文号），列入放行清单。");
        if (of.Said == isAdopted) return (false, $"{handle}已经{(isAdopted ? "采用" : "不采用")}，没有再做任何事。");
        await act.Connection.Execute("""
            insert into evidence_decision (evidence_id, person_id, act, is_adopted, document, reason, decided_by,
                decided_on)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """, stop, id, of.Person, act.Number, isAdopted, document?.Trim(), reason?.Trim(),
            by.Named ?? by.SystemUser, by.Today);
        await act.Commit(
            "evidence-decision", handle, default, document,
            new { evidence = id, person = of.Person, adopted = isAdopted }, stop);
        var (list, fact, name) = (of.Source, of.Fact, of.Name);
        return (true, isAdopted
            ? $"{handle}（{list}：{fact}）已采用为{name}的；来源强的从下一次测算起暂缓，核实清楚再定。"
            : $"{handle}（{list}：{fact}）不是{name}，已记下，不再列出。");
    }

    /// <summary>Of whom the row may be, with what was said of it.</summary>
    private static Task<List<Candidate>> Find(Act act, int id, string? idNumber, CancellationToken stop) =>
        act.Connection.Rows("""
            select m.person_id, e.source, e.fact, v.name, v.id_number, m.kind, (
                select d.is_adopted from evidence_decision d
                where d.evidence_id = e.evidence_id and d.person_id = m.person_id order by d.act desc limit 1)
            from evidence e
            join evidence_match m using (evidence_id)
            join person_version v on v.person_id = m.person_id and v.known_to = 9223372036854775807
            where e.evidence_id = $1 and ($2::text is null or v.id_number = $2) order by v.id_number
            """, r => new Candidate(r.GetInt32(0), r.GetString(1), r.GetString(2), r.GetString(3),
                Domain.People.IdentityNumber.Tail(r.GetString(4)), (MatchKind)r.GetInt16(5),
                r.IsDBNull(6) ? null : r.GetBoolean(6)), stop, id, idNumber);

    /// <param name="Tail">Last digits of the number on our file.</param>
    /// <param name="Said">What 复核 last said of it; null: nothing yet.</param>
    private sealed record Candidate(
        int Person, string Source, string Fact, string Name, string Tail, MatchKind Match, bool? Said);
}
