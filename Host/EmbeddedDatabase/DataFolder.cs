using Disbursement.Host.Homes;

namespace Disbursement.Host.EmbeddedDatabase;

/// <summary>Where the cluster of a home lies, and that it is the cluster of this home.</summary>
/// <remarks>
/// A cluster outside its home could be mixed up: the home moved, copied, or deleted and made again at the same
/// place. So the cluster carries the home's token, and an officer never gets an empty or a foreign database unasked.
/// </remarks>
static class DataFolder
{
    /// <summary>Where clusters lie that cannot lie in their homes, instead of the usual place; for tests.</summary>
    public const string ElsewhereVariable = "DISBURSE_CLUSTERS";

    const string OwnerFile = "disburse.home";
    const uint Root = 0;

    /// <summary>The cluster of this home, or null where none was made yet.</summary>
    /// <exception cref="EmbeddedDatabaseFailed">There was one and it is gone, or it is another home's.</exception>
    public static async Task<string?> Find(HomeFolder home, CancellationToken stop) =>
        await Search(home, stop) is { } data ? Posix.RealPath(data) : null;

    static async Task<string?> Search(HomeFolder home, CancellationToken stop)
    {
        var inside = Inside(home);
        if (Directory.Exists(inside)) return IsCluster(inside) ? inside : throw NotACluster(inside);
        if (Posix.CurrentUserId == Root)
        {
            var outside = Outside(home.Id);
            if (IsCluster(outside) && TokenIn(outside) == home.Token) return outside;
            if (Directory.Exists(outside)) await SetAside(outside, stop);

            if (await Moved(home, stop) is { } moved) return moved;
        }

        return File.Exists(NoteIn(home)) ? throw Gone(home) : null;
    }

    /// <summary>Where the cluster of this home is to be made.</summary>
    public static async Task<string> PlaceFor(HomeFolder home, ServerAccount account, CancellationToken stop)
    {
        if (Posix.CurrentUserId != Root) return Inside(home);
        var reach = account.Command("test", "-w", home.Path, "-a", "-x", home.Path);
        if (await ProgramRun.Run(reach, stop) is (0, _)) return Inside(home);
        try
        {
            Directory.CreateDirectory(Elsewhere);
            Posix.SetMode(Elsewhere, Posix.Passable);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw EmbeddedDatabaseFailed.Of("不能建立数据库目录", e.Message, Elsewhere);
        }

        return Outside(home.Id);
    }

    /// <summary>What the cluster carries: whose it is, whether live, and where that home was.</summary>
    public static string OwnerText(HomeFolder home) =>
        $"{home.Token}\n{(home.IsLive ? "live" : "rehearsal")}\n{home.Path}\n";

    public static string OwnerFileIn(string data) => Path.Combine(data, OwnerFile);

    /// <summary>Notes in the home where its data is, for the administrator and against losing it unseen.</summary>
    public static void Note(HomeFolder home, string data)
    {
        var text = $"数据库目录：{data}\n";
        if (!File.Exists(NoteIn(home)) || File.ReadAllText(NoteIn(home)) != text) File.WriteAllText(NoteIn(home), text);
    }

    public static int MajorVersion(string data) => int.Parse(File.ReadAllText(Path.Combine(data, "PG_VERSION")).Trim());

    static string Elsewhere =>
        Environment.GetEnvironmentVariable(ElsewhereVariable) is { Length: > 0 } place ? place : "/var/lib/disburse";

    static string Inside(HomeFolder home) => Path.Combine(home.Path, "pg");

    static string Outside(string id) => Path.Combine(Elsewhere, id);

    static string NoteIn(HomeFolder home) => Path.Combine(home.Path, "database.txt");

    static bool IsCluster(string folder) => File.Exists(Path.Combine(folder, "PG_VERSION"));

    static string? TokenIn(string data) => OwnerLines(data) is [var token, ..] ? token : null;

    static string[] OwnerLines(string data) =>
        File.Exists(OwnerFileIn(data)) ? File.ReadAllLines(OwnerFileIn(data)) : [];

    /// <summary>Another home was made at the place of a deleted one: rehearsal data goes, live data is kept.</summary>
    static async Task SetAside(string data, CancellationToken stop)
    {
        await RunningServer.Stop(data, stop);
        if (OwnerLines(data) is [_, "rehearsal", ..])
        {
            ClusterCreation.Remove(data);
        }
        else
        {
            Directory.Move(data, $"{data}.left-{Guid.NewGuid():N}");
        }
    }

    /// <summary>The home was moved: its cluster follows. A copy of a home has no database of its own.</summary>
    static async Task<string?> Moved(HomeFolder home, CancellationToken stop)
    {
        if (!Directory.Exists(Elsewhere)) return null;
        foreach (var data in Directory.GetDirectories(Elsewhere))
        {
            // What is being made, or was when its maker was killed, is nobody's yet.
            if (ClusterCreation.IsStaged(data)) continue;
            if (OwnerLines(data) is not [var token, _, var before] || token != home.Token) continue;
            if (StillHome(before, token))
            {
                throw new EmbeddedDatabaseFailed($"{home.Path} 是 {before} 的副本，副本里没有数据库。" +
                    "请用 backup 和 restore 复制数据，不要直接复制目录。");
            }

            await RunningServer.Stop(data, stop);
            Directory.Move(data, Outside(home.Id));
            return Outside(home.Id);
        }

        return null;
    }

    static bool StillHome(string path, string token)
    {
        try
        {
            return HomeFolder.Open(path).Token == token;
        }
        catch (HomeRefused)
        {
            return false;
        }
    }

    static EmbeddedDatabaseFailed NotACluster(string folder) => new(
        $"{folder} 存在，但不是数据库目录，没有改动。请检查是谁建立的；确认无用后删除它再重试。");

    static EmbeddedDatabaseFailed Gone(HomeFolder home) => new(
        $"数据库不见了（{File.ReadAllText(NoteIn(home)).Trim()}）。请由系统管理员找回该目录，或从备份恢复到新的数据目录。" +
        $"只有确定要从空库开始时，才删除 {NoteIn(home)}。");
}
