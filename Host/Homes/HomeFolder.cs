using System.Security.Cryptography;
using System.Text;
using Disbursement.Jobs.Running;

namespace Disbursement.Host.Homes;

/// <summary>The folder that holds everything of one installation: database, papers, bank files, journal.</summary>
/// <remarks>
/// Rehearsal (演练) or live (正式) is decided when it is made and never changes: papers of a rehearsal must not be
/// taken for real ones, nor the other way round.
/// </remarks>
public sealed class HomeFolder
{
    /// <summary>Makes the folder a home, and says which kind; start and stop are locked on it.</summary>
    const string MarkFile = "home";
    const string Live = "正式 live", Rehearsal = "演练 rehearsal";

    HomeFolder(string path, bool live, string token)
    {
        Path = path;
        IsLive = live;
        Token = token;
        Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..16];
    }

    /// <summary>The real path, without symbolic links.</summary>
    public string Path { get; }

    /// <summary>正式; otherwise 演练.</summary>
    public bool IsLive { get; }

    /// <summary>16 hexadecimal digits, from the path: names what must live outside the folder.</summary>
    public string Id { get; }

    /// <summary>Given at random: tells this home from another one made later at the same place.</summary>
    public string Token { get; }

    /// <summary>Where papers and bank files are written unless the officer says otherwise.</summary>
    public string Outbox => System.IO.Path.Combine(Path, "out");

    /// <summary>The file locked while the database of this home is started or stopped.</summary>
    public string StartLock => System.IO.Path.Combine(Path, MarkFile);

    /// <summary>Opens a home that was made before.</summary>
    /// <exception cref="HomeRefused">There is none, or the folder is something else.</exception>
    public static HomeFolder Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        Posix.KeepNewFilesPrivate();
        try
        {
            if (TryOpen(path) is { } home) return home;
            if (Directory.Exists(path) && !IsEmpty(path)) throw NotAHome(path);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw Unusable(path, e);
        }

        throw new HomeRefused($"还没有数据目录 {path}。请先运行 ./disburse init（正式使用加 --live），" +
            "或用环境变量 DISBURSE_HOME 指定已有的数据目录。");
    }

    /// <summary>Makes a home, or opens it where it is there already and of the same kind.</summary>
    /// <exception cref="HomeRefused">The folder holds other things, or a home of the other kind.</exception>
    public static HomeFolder Create(string path, bool live)
    {
        path = System.IO.Path.GetFullPath(path);
        Posix.KeepNewFilesPrivate();
        try
        {
            var home = TryOpen(path) ?? Make(path, live);
            return home.IsLive == live ? home : throw OtherKind(home);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw Unusable(path, e);
        }
    }

    static HomeFolder Make(string path, bool live)
    {
        Directory.CreateDirectory(path);
        if (!IsEmpty(path)) throw NotAHome(path);
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var staged = System.IO.Path.Combine(path, $".{MarkFile}-{token}");
        WriteDurably(staged, $"{(live ? Live : Rehearsal)}\n{token}\n");
        try
        {
            // The move refuses to replace: of two processes that make the same home one wins, the other opens that.
            File.Move(staged, System.IO.Path.Combine(path, MarkFile), overwrite: false);
        }
        catch (IOException) when (File.Exists(System.IO.Path.Combine(path, MarkFile)))
        {
            File.Delete(staged);
        }

        return TryOpen(path) ?? throw NotAHome(path);
    }

    static HomeFolder? TryOpen(string path)
    {
        var mark = System.IO.Path.Combine(path, MarkFile);
        if (!File.Exists(mark))
        {
            // A folder that may not be entered looks empty to File.Exists; listing it says why.
            if (Directory.Exists(path)) _ = IsEmpty(path);
            return null;
        }

        var lines = ReadUnlocked(mark);
        if (lines is not [Live or Rehearsal, { Length: 32 } token, ..]) throw NotAHome(path);
        var real = Posix.RealPath(path);
        Posix.SetMode(real, Posix.OwnerOnly);
        return new HomeFolder(real, lines[0] == Live, token);
    }

    /// <summary>Nothing in it but what an interrupted attempt, or a fresh disk, leaves.</summary>
    static bool IsEmpty(string path) => Directory.EnumerateFileSystemEntries(path)
        .Select(entry => System.IO.Path.GetFileName(entry))
        .All(name => name == "lost+found" || name == MarkFile || name.StartsWith($".{MarkFile}-"));

    /// <summary>.NET locks whatever it opens, however it is shared; but the mark is a lock of ours.</summary>
    static string[] ReadUnlocked(string file)
    {
        using var mark = Posix.OpenForLock(file);
        var bytes = new byte[256];
        var length = RandomAccess.Read(mark, bytes, fileOffset: 0);
        return Encoding.UTF8.GetString(bytes, 0, length).Split('\n');
    }

    static void WriteDurably(string file, string text)
    {
        using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }

    static HomeRefused NotAHome(string path) => new(
        $"{path} 里有别的文件，不是本系统的数据目录，没有改动。请换一个空目录或新目录（DISBURSE_HOME）。");

    static HomeRefused OtherKind(HomeFolder home) => new(home.IsLive
        ? $"{home.Path} 是正式数据目录，不能当作演练使用。演练请用 DISBURSE_HOME 指定另一个目录。"
        : $"{home.Path} 是演练数据目录，不能改为正式。正式使用请用 DISBURSE_HOME 指定一个新目录，再运行 ./disburse init --live。");

    static HomeRefused Unusable(string path, Exception cause) => new(
        $"数据目录 {path} 不能使用：{FileFault.Words(cause)}。请检查该目录的权限和磁盘空间，或用 DISBURSE_HOME 指定另一个目录。",
        cause);
}
