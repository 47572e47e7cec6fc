using Disbursement.Domain.Duties;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Auditing;

/// <summary>
/// 审计链: each entry's hash worked out again, each tied to the one before; and each chain goes through the places that
/// were noted outside the database, so that one rewritten from its beginning is found too.
/// </summary>
internal sealed class ChainProof : IProof
{
    public string Name => "审计链";

    public async Task Prove(AuditGround ground, Findings findings, CancellationToken stop)
    {
        // What a restored backup does not reach was written down by the restore.
        var lost = (await ground.Connection.Rows("select chain, position, hash from lost_head",
            r => new ChainHead(r.GetString(0), r.GetInt32(1), r.GetString(2)), stop)).ToHashSet();
        var noted = ground.Heads.Where(h => !lost.Contains(h)).ToLookup(h => (h.Chain, h.Position), h => h.Hash);
        var met = new HashSet<(string, int)>();
        await using var command = ground.Connection.Statement("""
            select chain, position, performed_by, performed_for, system_user,
                (extract(epoch from performed_at) * 1000)::bigint, business_date, what, detail::text, previous_hash,
                hash, form, seal is not distinct from encode(sha256(convert_to(concat_ws(E'\n', chain, position,
                    performed_by, performed_for, system_user, extract(epoch from performed_at), business_date, what,
                    detail, previous_hash, hash), 'UTF8')), 'hex')
            from audit_entry order by chain, position
            """);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var (chain, last, previous) = ("", 0, "");
        long count = 0, before = 0;
        while (reader.Next(stop))
        {
            if (reader.GetString(0) != chain) (chain, last, previous) = (reader.GetString(0), 0, "");
            var position = reader.GetInt32(1);
            Check(reader, chain, position, last, previous, findings);
            foreach (var hash in noted[(chain, position)])
                Compare(findings, chain, position, "交盘记录里记的链头", hash, reader.GetString(10));
            if (noted.Contains((chain, position))) met.Add((chain, position));
            (last, previous) = (position, reader.GetString(10));
            count++;
            if (reader.GetInt16(11) == 1) before++;
        }

        foreach (var head in noted.Where(h => !met.Contains(h.Key)))
            Compare(findings, head.Key.Chain, head.Key.Position, "交盘记录里记的链头", head.First(), "没有这一条");
        findings.Proved.Add(new Proved("审计记录逐条重算、首尾相接", count, null,
            $"与库外记下的{noted.Count}个链头一致"
                + (lost.Count == 0 ? "" : $"；另有{lost.Count}个链头在恢复备份时丢失，已由恢复登记")
                + (before == 0 ? "" : $"；其中{before}条是旧版程序写的，只核封印和前后相接")));
    }

    private static void Check(
        NpgsqlDataReader r, string chain, int position, int last, string previous, Findings findings)
    {
        if (position != last + 1)
            findings.Add(new Break("审计链", $"{chain} 第{last + 1}条", "有这一条", $"下一条是第{position}条"));
        Compare(findings, chain, position, "上一条的指纹", previous, r.GetString(9));
        if (r.GetInt16(11) == 1)
        {
            if (!r.GetBoolean(12)) findings.Add(new Break("审计链", $"{chain} 第{position}条", "升级时封存的内容", "另外的内容"));
            return;
        }

        var by = r.TextOrNull(2) is { } user ? Signed.Name(user, r.TextOrNull(3)) : null;
        Compare(findings, chain, position, "内容的指纹", Audit.HashOf(
            r.GetString(9), chain, position, by, r.GetString(4), r.GetInt64(5), r.Date(6), r.GetString(7),
            r.GetString(8)), r.GetString(10));
    }

    private static void Compare(
        Findings findings, string chain, int position, string what, string expected, string found)
    {
        if (expected == found) return;
        // Shown short, where that tells them apart.
        var (one, other) = Short(expected) == Short(found) ? (expected, found) : (Short(expected), Short(found));
        findings.Add(new Break("审计链", $"{chain} 第{position}条{what}", one, other));
    }

    private static string Short(string hash) => hash.Length > 16 ? hash[..16] + "…" : hash.Length == 0 ? "空" : hash;
}
