using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Running;

/// <summary>
/// Where an audit chain ended at some time. Kept outside the database: a chain rewritten from its beginning fits in
/// itself, and not to these.
/// </summary>
public sealed record ChainHead(string Chain, int Position, string Hash)
{
    /// <summary>Of each chain that has grown since.</summary>
    internal static async Task<IReadOnlyList<ChainHead>> New(
        NpgsqlConnection connection, IEnumerable<ChainHead> noted, CancellationToken stop)
    {
        var known = noted.ToHashSet();
        var heads = await connection.Rows("""
            select distinct on (chain) chain, position, hash from audit_entry order by chain, position desc
            """, r => new ChainHead(r.GetString(0), r.GetInt32(1), r.GetString(2)), stop);
        return heads.FindAll(h => !known.Contains(h));
    }
}
