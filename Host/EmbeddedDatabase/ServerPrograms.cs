using System.Globalization;
using System.Text.RegularExpressions;

namespace Disbursement.Host.EmbeddedDatabase;

/// <summary>The PostgreSQL server programs (initdb, postgres) of one major version.</summary>
public sealed partial record ServerPrograms(string Folder, int Version)
{
    const int OldestVersion = 15;
    const string Distribution = "/usr/lib/postgresql";

    public string Initdb => Path.Combine(Folder, "initdb");

    public string Postgres => Path.Combine(Folder, "postgres");

    /// <summary>Those DISBURSE_PG_BIN names, else the newest installed.</summary>
    /// <exception cref="EmbeddedDatabaseFailed">None from version 15 on is installed.</exception>
    public static async Task<ServerPrograms> Newest(CancellationToken stop)
    {
        foreach (var folder in Folders())
        {
            if (await VersionOf(folder, stop) is { } version and >= OldestVersion) return new(folder, version);
        }

        throw new EmbeddedDatabaseFailed("没有找到 PostgreSQL 服务器程序（initdb、postgres，15 或以上）。" +
            "请运行 sudo apt-get install postgresql，或用 DISBURSE_PG_BIN 指定它们所在的目录。");
    }

    /// <summary>Those that can read a cluster: its files belong to one major version.</summary>
    /// <exception cref="EmbeddedDatabaseFailed">That version is not installed.</exception>
    public static async Task<ServerPrograms> Of(int wanted, CancellationToken stop)
    {
        foreach (var folder in Folders())
        {
            if (await VersionOf(folder, stop) == wanted) return new(folder, wanted);
        }

        throw new EmbeddedDatabaseFailed($"数据库由 PostgreSQL {wanted} 建立，而本机没有这个版本。" +
            $"请安装（sudo apt-get install postgresql-{wanted}），或在原机器上 backup 后到本机 restore。");
    }

    static IEnumerable<string> Folders()
    {
        var installed = Directory.Exists(Distribution) ? Directory.GetDirectories(Distribution) : [];
        var newestFirst = installed.OrderByDescending(folder => VersionInName(folder) ?? 0)
            .Select(folder => Path.Combine(folder, "bin"));
        string?[] named = [Environment.GetEnvironmentVariable("DISBURSE_PG_BIN")];
        var searched = Environment.GetEnvironmentVariable("PATH")?.Split(':') ?? [];
        return named.Concat(newestFirst).Concat(searched)
            .Where(folder => !string.IsNullOrEmpty(folder)).Select(folder => folder!)
            .Where(folder => File.Exists(Path.Combine(folder, "initdb"))
                && File.Exists(Path.Combine(folder, "postgres")));
    }

    static async Task<int?> VersionOf(string folder, CancellationToken stop)
    {
        // Debian keeps each version in a folder of its number; asking the program costs a start.
        if (folder.StartsWith(Distribution) && VersionInName(Path.GetDirectoryName(folder)!) is { } known) return known;
        var (code, output) = await ProgramRun.Run([Path.Combine(folder, "postgres"), "--version"], stop);
        var match = VersionText().Match(output);
        return code == 0 && match.Success ? Number(match.Groups["major"].Value) : null;
    }

    static int? VersionInName(string folder) => Number(Path.GetFileName(folder));

    static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"PostgreSQL\) (?<major>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VersionText();
}
