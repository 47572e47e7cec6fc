using Disbursement.Jobs.Storage;

namespace Disbursement.Jobs.Auditing;

/// <summary>
/// 知识序号: every number has its act, every act its audit entry that says the same of it, and the rows that it brought
/// are those that it brought.
/// </summary>
internal sealed class ActProof : IProof
{
    public string Name => "知识序号";

    public async Task Prove(AuditGround ground, Findings findings, CancellationToken stop)
    {
        await Numbers(ground, findings, stop);
        await Entries(ground, findings, stop);
        var rows = 0L;
        foreach (var table in await ground.Connection.Rows(
            "select name from act_tables()", r => r.GetString(0), stop))
            rows += await Rows(ground, findings, table, stop);
        var (acts, before) = (await ground.Connection.Rows(
            "select count(*), count(*) filter (where stored is null) from act",
            r => (r.GetInt64(0), r.GetInt64(1)), stop))[0];
        findings.Proved.Add(new Proved("每个知识序号都有记录、都在审计链里", acts, null));
        findings.Proved.Add(new Proved("各次导入、登记存下的行与当时的指纹一致", rows, null,
            before == 0 ? null : $"旧版程序的{before}次没有行的指纹，只核审计记录"));
    }

    private static async Task Numbers(AuditGround ground, Findings findings, CancellationToken stop)
    {
        foreach (var number in await ground.Connection.Rows("""
            select n from generate_series(1, (select number from knowledge)) as s (n)
            where not exists (select from act where number = n) limit 100
            """, r => r.GetInt64(0), stop))
            findings.Add(new Break("知识序号", $"第{number}号", "有记录", "没有"));
        foreach (var number in await ground.Connection.Rows("""
            select number from act where number > (select number from knowledge) limit 100
            """, r => r.GetInt64(0), stop))
            findings.Add(new Break("知识序号", $"第{number}号", "还没有用到", "有记录"));
    }

    /// <summary>What the upgrade of the database itself did has no entry.</summary>
    private static async Task Entries(AuditGround ground, Findings findings, CancellationToken stop)
    {
        foreach (var (number, expected, found) in await ground.Connection.Rows("""
            select a.number,
                case when e.number is null then '有审计记录' else concat_ws(' ', e.what, e.subject, e.performed_by,
                    e.performed_for, e.system_user, e.business_date, e.stored) end,
                case when e.number is null then '没有审计记录' else concat_ws(' ', a.kind, a.subject, a.performed_by,
                    a.performed_for, a.system_user, a.business_date, a.stored) end
            from act a left join (
                select (detail ->> 'act')::bigint as number, what, detail ->> 'subject' as subject, performed_by,
                    performed_for, system_user, business_date, detail -> 'stored' as stored
                from audit_entry where chain like 'day-%' and detail ? 'act' and detail ? 'subject') e using (number)
            where a.kind <> 'rules' and (e.number is null
                or (e.what, e.subject, e.performed_by, e.performed_for, e.system_user, e.business_date, e.stored)
                    is distinct from (a.kind, a.subject, a.performed_by, a.performed_for, a.system_user,
                        a.business_date, a.stored))
            order by a.number limit 200
            """, r => (r.GetInt64(0), r.GetString(1), r.GetString(2)), stop))
            findings.Add(new Break("知识序号", $"第{number}号（act）与审计记录", expected, found));
    }

    /// <returns>How many rows the table has of acts that have a hash of theirs.</returns>
    private static async Task<long> Rows(
        AuditGround ground, Findings findings, string table, CancellationToken stop)
    {
        foreach (var (act, kind, expected, found) in await ground.Connection.Rows("""
            select coalesce(r.act, a.number), coalesce(a.kind, '没有这个序号'),
                coalesce(concat_ws('行 ', a.was ->> 'rows', left(a.was ->> 'sha256', 16)), ''),
                coalesce(concat_ws('行 ', r.row_count, left(r.sha256, 16)), '')
            -- Of numbers from before they had acts nobody says who brought them.
            from (select * from rows_of_acts($1::text, null) where act is not null) r
            full join (select number, kind, stored -> $1::text as was, stored is null as is_before from act
                where stored is null or stored ? $1::text) a on a.number = r.act
            where not coalesce(a.is_before, false) and ((a.was ->> 'sha256') is distinct from r.sha256
                or (a.was ->> 'rows')::bigint is distinct from r.row_count)
            order by 1 limit 200
            """, r => (r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetString(3)), stop, table))
            findings.Add(new Break("存下的行", $"{table} 中第{act}号（{kind}）的行",
                expected.Length == 0 ? "没有" : expected, found.Length == 0 ? "没有" : found));
        return await ground.Connection.Scalar<long>("""
            select coalesce(sum((stored -> $1::text ->> 'rows')::bigint), 0)::bigint from act
            where stored ? $1::text
            """, stop, table);
    }
}
