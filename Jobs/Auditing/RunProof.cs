using Disbursement.Domain.Duties;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Auditing;

/// <summary>签字: who signed a run, for what root, count and sum, is what its chain says.</summary>
internal sealed class RunProof : IProof
{
    private const string Nobody = "没有说是谁";

    public string Name => "签字";

    public async Task Prove(AuditGround ground, Findings findings, CancellationToken stop)
    {
        foreach (var signature in await ground.Connection.Rows("""
            select r.name, w.what, w.by, w.acting_for, e.performed_by, e.performed_for,
                case when w.what = 'exported' then concat_ws(' ', 'root', r.content_root)
                    else concat_ws(' ', 'root', r.content_root, r.row_count, r.sum_fen) end,
                case when w.what = 'exported' then concat_ws(' ', 'root', e.detail ->> 'root')
                    else concat_ws(' ', 'root', e.detail ->> 'root', e.detail ->> 'count', e.detail ->> 'fen') end,
                w.day, e.business_date, e.position is not null, coalesce(e.what = 'adopted', false)
            from payout_run r
            cross join lateral (values ('submitted', submitted_by, submitted_for, null::date),
                ('checked', checked_by, checked_for, null), ('approved', approved_by, approved_for, approved_on),
                ('exported', exported_by, exported_for, null), ('cancel', cancelled_by, cancelled_for, null))
                as w (what, by, acting_for, day)
            left join lateral (
                select * from audit_entry where chain = 'run-' || r.run_id
                    and (what = w.what or (w.what = 'exported' and what = 'adopted'))
                order by case when w.what = 'exported' then position else -position end limit 1) e on true
            where w.by is not null and r.adopted_act is null
            order by r.run_id, w.what
            """, Read, stop)) Check(signature, findings);
        await Unsigned(ground, findings, stop);
        var signed = await ground.Connection.Scalar<long>(
            "select count(*) from payout_run where approved_by is not null", stop);
        findings.Proved.Add(new Proved("批次的签字、内容根、笔数、金额与审计链一致", signed, null));
    }

    private static void Check(SignatureOnRun signed, Findings findings)
    {
        var where = $"签字“{signed.What}”";
        if (!signed.HasEntry)
        {
            findings.Add(new Break("签字", where, "审计链里没有", signed.By, signed.Run));
            return;
        }

        // A draft may be cancelled by somebody who did not say who he is.
        if (!signed.IsAdopted && (signed.What != "cancel" || signed.ByEntry != Nobody))
            findings.Compare(new Break("签字", where, signed.ByEntry, signed.By, signed.Run));
        if (signed.Day is { } day)
            findings.Compare(new Break("签字", where + "日期", $"{signed.DayOfEntry:yyyy-MM-dd}", $"{day:yyyy-MM-dd}",
                signed.Run));
        // A draft that was cancelled says no more of its content.
        if (signed.What != "cancel")
            findings.Compare(new Break("签字", where + "的内容", signed.ContentOfEntry, signed.Content, signed.Run));
    }

    /// <summary>Runs that count and nobody approved; chains whose run is gone.</summary>
    private static async Task Unsigned(AuditGround ground, Findings findings, CancellationToken stop)
    {
        foreach (var run in await ground.Connection.Rows($"""
            select r.name from payout_run r where r.state in {PayoutStore.Counting} and (r.approved_by is null
                or not exists (select from act a where a.number = r.approval_act
                    and a.kind in ('approved', 'adopt') and (a.subject = r.name or a.kind = 'adopt')
                    and (a.performed_by = r.approved_by or a.kind = 'adopt')))
            order by r.run_id
            """, r => r.GetString(0), stop))
            findings.Add(new Break("签字", "审批", "有审批的登记（act）", "没有，或不是这个人", run));
        foreach (var chain in await ground.Connection.Rows("""
            select distinct chain from audit_entry e where chain like 'run-%'
                and not exists (select from payout_run r where 'run-' || r.run_id = e.chain)
            order by 1
            """, r => r.GetString(0), stop))
            findings.Add(new Break("签字", $"审计链 {chain} 的批次", "在", "不在了"));
    }

    private static SignatureOnRun Read(NpgsqlDataReader r) => new(
        r.GetString(0), r.GetString(1), Signed.Name(r.GetString(2), r.TextOrNull(3)),
        r.TextOrNull(4) is { } by ? Signed.Name(by, r.TextOrNull(5)) : Nobody, r.GetString(6), r.GetString(7),
        r.DateOrNull(8), r.DateOrNull(9), r.GetBoolean(10), r.GetBoolean(11));

    private sealed record SignatureOnRun(
        string Run, string What, string By, string ByEntry, string Content, string ContentOfEntry, DateOnly? Day,
        DateOnly? DayOfEntry, bool HasEntry, bool IsAdopted);
}
