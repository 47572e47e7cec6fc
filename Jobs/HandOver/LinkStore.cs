using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.HandOver;

/// <summary>传送 of the paying banks, as known now: how to reach a bank is no matter of what a run knew.</summary>
internal static class LinkStore
{
    public static async Task<IFileLink> Of(
        NpgsqlConnection connection, string bank, LinkKeys keys, CancellationToken stop)
    {
        var found = await connection.Rows("""
            select link, host_key from paying_bank where name = $1 order by act desc, row_number desc limit 1
            """, r => (Link: r.TextOrNull(0), HostKey: r.TextOrNull(1)), stop, bank);
        if (found is not [{ Link: { } link, HostKey: var hostKey }, ..]) return new ByHand();
        return LinkAddress.OfSftp(link) is { } server && hostKey is not null
            ? new SftpLink(server, hostKey, keys)
            : new FolderLink(link[FolderLink.Scheme.Length..]);
    }
}
