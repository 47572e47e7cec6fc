using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.HandOver;

/// <summary>
/// After a restore of an older backup the journal knows files that the database does not. Until they are in the books
/// again nothing else is changed: what was sent would be sent once more.
/// </summary>
public sealed class JournalGuard(NpgsqlDataSource source, HandOverJournal journal)
{
    /// <exception cref="Refused">Something left the house that the database does not know.</exception>
    public async Task Require(CancellationToken stop)
    {
        if (await Warning(stop) is { } warning) throw new Refused(warning);
    }

    /// <summary>The same as a sentence, for what only reads; null: the database knows everything.</summary>
    public async Task<string?> Warning(CancellationToken stop)
    {
        var entries = journal.Read();
        if (entries.Count == 0) return null;
        await using var connection = await source.OpenConnectionAsync(stop);
        var unknown = await Unknown(connection, entries, stop);
        if (unknown.Count == 0) return null;
        var runs = string.Join('、', unknown.Select(e => e.Run).Distinct());
        return $"交盘记录（handover.journal）里有{unknown.Count}个文件已经交过银行（{runs}），数据库却不知道："
            + "恢复的是交盘以前的备份。没有做任何事。现在只能查看、导入回盘（import bank-result），"
            + "请先把交过的登记回来：./disburse payout adopt --journal";
    }

    /// <summary>Lines of the journal that the database neither did nor took over; oldest first.</summary>
    internal static async Task<IReadOnlyList<JournalEntry>> Unknown(
        NpgsqlConnection connection, IReadOnlyList<JournalEntry> entries, CancellationToken stop)
    {
        var adopted = (await connection.Rows("select run_id, file, noted_at from adopted_file",
            r => (r.GetInt32(0), r.GetString(1), r.GetString(2)), stop)).ToHashSet();
        var sent = (await connection.Rows("""
            select chain, position, f ->> 'Name', f ->> 'Sha256'
            from audit_entry, jsonb_array_elements(detail -> 'files') f where chain like 'run-%' and what = 'sending'
            """, r => (Chain: r.GetString(0), Position: r.GetInt32(1), File: r.GetString(2), Sha256: r.GetString(3)),
            stop)).ToLookup(s => (s.Chain, s.File, s.Sha256), s => s.Position);
        var chains = (await connection.Rows("select chain, position, hash from audit_entry where chain like 'run-%'",
            r => new ChainHead(r.GetString(0), r.GetInt32(1), r.GetString(2)), stop)).ToHashSet();
        var used = new HashSet<(string, int)>();
        var unknown = new List<JournalEntry>();
        foreach (var entry in entries.OrderBy(e => e.At, StringComparer.Ordinal))
        {
            if (adopted.Contains((entry.RunId, entry.File, entry.At))) continue;
            var chain = Audit.RunChain(entry.RunId);
            // The line was written when the chain ended with this very sending, or shortly behind it. Lines of before
            // do not say where it ended: of those each takes a sending of its own.
            var head = entry.Heads?.FirstOrDefault(h => h.Chain == chain);
            var position = sent[(chain, entry.File, entry.Sha256)].FirstOrDefault(p => !used.Contains((chain, p))
                && (head is null || p == head.Position || (p < head.Position && chains.Contains(head))));
            if (position == 0) unknown.Add(entry);
            else used.Add((chain, position));
        }

        return unknown;
    }
}
