using Disbursement.Host.EmbeddedDatabase;
using Disbursement.Host.Homes;
using Disbursement.Host.Tests.Homes;

namespace Disbursement.Host.Tests.Export;

/// <summary>The twelve people of samples/tiny, by the commands of their walk-through, in a home of their own.</summary>
sealed class TinyCounty : IAsyncDisposable
{
    private const string Variable = "DISBURSE_HOME";

    private readonly TemporaryHome home = new();
    private readonly string? before = Environment.GetEnvironmentVariable(Variable);

    private EmbeddedCluster? cluster;

    public TinyCounty() => Environment.SetEnvironmentVariable(Variable, home.Path);

    public string Home => home.Path;

    public async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable(Variable, before);
        if (cluster is not null) await cluster.DisposeAsync();
        await home.DisposeAsync();
    }

    /// <summary>January, worked out and not yet signed.</summary>
    /// <param name="roster">Another roster of these people.</param>
    public async Task January(string? roster = null)
    {
        // A home that is there already is not made as a copy.
        var isCopy = roster is null && !Directory.Exists(Home);
        ClusterCreation.Pattern.Value = isCopy
            ? await PatternCluster.Copied("january", January)
            : await PatternCluster.Empty;
        await Done("init");
        if (!isCopy) await Fill(roster ?? Sample("roster.csv"));
    }

    /// <summary>Made once; the others begin as copies of it.</summary>
    private static async Task January(Func<string, Task> copy)
    {
        await using var first = new TinyCounty();
        await first.Done("init");
        await first.Fill(Sample("roster.csv"));
        await first.cluster!.DisposeAsync();
        await copy(first.Home);
    }

    private async Task Fill(string roster)
    {
        await Done("settings", "first-month", "2026-01");
        await Done("settings", "wage-area", "云溪县");
        await Done("settings", "authority-name", "云溪县退役军人事务局");
        await Done("settings", "authority-code", "999001");
        await Done("user", "add", "甲", "--roles", "经办");
        await Done("user", "add", "乙", "--roles", "复核");
        await Done("user", "add", "丙", "--roles", "审批");
        foreach (var (kind, file) in new[] { ("rates", "rates-2024"), ("wages", "wages") })
            await Done("import", kind, Sample($"{file}.csv"), "--today", "2026-01-08", "--user", "甲");
        await Done("import", "roster", roster, "--today", "2026-01-08", "--user", "甲");
        await Done("payout", "run", "2026-01", "--today", "2026-01-08", "--user", "甲");
    }

    public async Task Sign(string run = "2026-01", string today = "2026-01-08")
    {
        foreach (var (deed, user) in new[] { ("submit", "甲"), ("check", "乙"), ("approve", "丙") })
            await Done("payout", deed, run, "--today", today, "--user", user);
    }

    /// <summary>January and February signed, March worked out with what became known: as in the walk-through.</summary>
    public async Task March()
    {
        await January();
        await Sign();
        await Import("changes", "changes-2026-02", "2026-02-05");
        await Done("payout", "run", "2026-02", "--today", "2026-02-05", "--user", "甲");
        await Sign("2026-02", "2026-02-05");
        await Import("rates", "rates-2025", "2026-03-12");
        await Import("changes", "changes-2026-03", "2026-03-12");
        await Done("payout", "run", "2026-03", "--today", "2026-03-12", "--user", "甲");
    }

    private Task Import(string kind, string file, string today) =>
        Done("import", kind, Sample($"{file}.csv"), "--today", today, "--user", "甲");

    /// <summary>What a command that must succeed says.</summary>
    public async Task<string> Done(params string[] arguments)
    {
        var (code, said, error) = await Command(arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)} ended with {code}: {error}");
        return said;
    }

    /// <summary>A command that must be refused, and say why.</summary>
    public async Task Refused(string why, params string[] arguments)
    {
        var (code, _, error) = await Command(arguments);
        Assert.Equal(1, code);
        Assert.True(error.Contains(why, StringComparison.Ordinal), $"“{why}” is not in: {error}");
    }

    public async Task<(int Code, string Said, string Error)> Command(params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await CommandLine.Invoke(arguments, output, error);
        // The database stays up between the commands.
        if (cluster is null && System.IO.File.Exists(Path.Combine(Home, "database.txt")))
            cluster = await EmbeddedCluster.Open(HomeFolder.Open(Home), CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>Writes a file of one's own.</summary>
    public string File(string name, string text)
    {
        // Beside the home, which is not there before init.
        var path = Path.Combine(Path.GetDirectoryName(Home)!, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    /// <summary>The rows of a list below its header; a comma within quotes is one of an amount.</summary>
    public static IEnumerable<string[]> Rows(string csv) =>
        csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => string.Concat(
                l.TrimEnd('\r').Split('"').Select((part, i) =>
                    i % 2 == 0 ? part : part.Replace(",", "", StringComparison.Ordinal)))
            .Split(','));

    public static string Sample(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "Disbursement.sln"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "samples", "tiny", name);
    }
}

/// <summary>One home at a time: it is named by the process's environment.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneHome
{
    public const string Name = "one home at a time";
}
