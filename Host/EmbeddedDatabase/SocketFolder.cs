using Disbursement.Host.Homes;

namespace Disbursement.Host.EmbeddedDatabase;

/// <summary>The private folder of the server's Unix socket.</summary>
/// <remarks>Short whatever the home is called: the kernel takes no socket path over 107 bytes.</remarks>
static class SocketFolder
{
    const uint Root = 0;

    /// <summary>Makes it where it is not there, and makes sure that nobody else had a hand in it.</summary>
    public static string Prepare(HomeFolder home, ServerAccount account)
    {
        var folder = Path.Combine(OuterFolder(), home.Id);
        Directory.CreateDirectory(folder);
        if (Posix.CurrentUserId == Root) Posix.GiveTo(account.User, folder);
        if (!IsOurs(folder, account.User.Id)) throw Planted(folder);
        Posix.SetMode(folder, Posix.OwnerOnly);
        return folder;
    }

    public static string SocketIn(string folder) => Path.Combine(folder, ".s.PGSQL.5432");

    /// <summary>Takes the folder away after the server; what remains in it stays.</summary>
    public static void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder);
        }
        catch (IOException)
        {
            // The next start uses it again.
        }
        catch (UnauthorizedAccessException)
        {
            // Likewise: made by root for this user.
        }
    }

    static string OuterFolder()
    {
        var me = Posix.CurrentUserId;
        string[] places = me == Root ? ["/run/disburse", "/tmp/disburse-0"] : [$"/tmp/disburse-{me}"];
        foreach (var place in places.Append($"/dev/shm/disburse-{me}"))
        {
            try
            {
                // Root's is passable for the server's user; inside, each home has a folder for one user only.
                Directory.CreateDirectory(place);
                if (!IsOurs(place, me)) continue;
                Posix.SetMode(place, me == Root ? Posix.Passable : Posix.OwnerOnly);
                return place;
            }
            catch (IOException)
            {
                // Not there or not writable on this machine: the next place.
            }
            catch (UnauthorizedAccessException)
            {
                // Likewise.
            }
        }

        throw Planted(places[0]);
    }

    /// <summary>A real folder (no link) of the user: in /tmp anyone could have put one there before us.</summary>
    static bool IsOurs(string folder, uint user) =>
        Posix.OwnerOf(folder) == user && new DirectoryInfo(folder).LinkTarget is null && Directory.Exists(folder);

    static EmbeddedDatabaseFailed Planted(string folder) => new(
        $"数据库通信目录 {folder} 不能建立，或属于另一个用户。请由系统管理员删除该目录后重试。");
}
