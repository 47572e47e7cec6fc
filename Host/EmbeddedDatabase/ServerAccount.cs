using Disbursement.Host.Homes;

namespace Disbursement.Host.EmbeddedDatabase;

/// <summary>The operating-system user the server runs as. Never root: PostgreSQL refuses, rightly.</summary>
public sealed record ServerAccount(SystemUser User)
{
    const uint Root = 0;

    static bool WeAreRoot => Posix.CurrentUserId == Root;

    /// <summary>Ourselves; for root the owner of the home, else the user postgres, else nobody.</summary>
    public static ServerAccount For(HomeFolder home)
    {
        if (!WeAreRoot) return Of(Posix.CurrentUserId);
        var owner = Posix.OwnerOf(home.Path);
        if (owner is { } id and not Root) return Of(id);
        var user = Posix.FindUser("postgres") ?? Posix.FindUser("nobody");
        return new(user ?? throw new EmbeddedDatabaseFailed(
            "数据库不能以 root 运行，而系统里没有 postgres 或 nobody 用户。请安装 postgresql 软件包，或换普通用户运行。"));
    }

    /// <summary>The one a cluster that is there already belongs to.</summary>
    public static ServerAccount OwnerOf(string data)
    {
        var owner = Posix.OwnerOf(data) ?? Root;
        if (owner == Root || (!WeAreRoot && owner != Posix.CurrentUserId))
        {
            throw new EmbeddedDatabaseFailed(
                $"数据库目录 {data} 属于另一个用户（uid {owner}），不能使用。请换该用户运行，或由管理员改正目录的所有者。");
        }

        return Of(owner);
    }

    /// <summary>The command, such that it runs as this user.</summary>
    /// <remarks>setpriv and not runuser: it replaces itself, so that a signal reaches the server.</remarks>
    public IReadOnlyList<string> Command(params IEnumerable<string> command) => WeAreRoot
        ? ["setpriv", $"--reuid={User.Id}", $"--regid={User.Group}", "--clear-groups", "--", .. command]
        : [.. command];

    /// <summary>Who may connect: the server's user, whoever we are, and root, who may everything anyway.</summary>
    public IEnumerable<string> Callers => new[] { Posix.FindUser(Posix.CurrentUserId)?.Name, User.Name, "root" }
        .OfType<string>().Distinct();

    static ServerAccount Of(uint id) => new(Posix.FindUser(id) ?? throw new EmbeddedDatabaseFailed(
        $"操作系统用户 uid {id} 没有登记（/etc/passwd），数据库无法确认其身份。请换一个已登记的用户运行。"));
}
