using System.Text;
using Disbursement.Host.EmbeddedDatabase;
using Disbursement.Host.Homes;

namespace Disbursement.Host.Tests.Transcripts;

/// <summary>
/// A folder with the samples and a home, where the commands of a transcript are typed. They run in this process and the
/// database stays up between them; file names mean the folder, and its place on this machine is never told.
/// </summary>
sealed class OfficeDesk : IAsyncDisposable
{
    private const string Variable = "DISBURSE_HOME";

    private readonly string folder = Directory.CreateTempSubdirectory("disburse-desk-").FullName;
    private readonly string? before = Environment.GetEnvironmentVariable(Variable);
    private EmbeddedCluster? cluster;

    public OfficeDesk()
    {
        foreach (var sample in new[] { "tiny", "bad" })
        {
            var copies = Directory.CreateDirectory(Path.Combine(folder, "samples", sample)).FullName;
            foreach (var file in Directory.GetFiles(Path.Combine(Golden.Root, "samples", sample), "*.csv"))
                File.Copy(file, Path.Combine(copies, Path.GetFileName(file)));
        }

        Environment.SetEnvironmentVariable(Variable, Home);
    }

    public string Home => Path.Combine(folder, "home");

    /// <summary>Where the database is, once there is one.</summary>
    public EmbeddedCluster Cluster => cluster!;

    public async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable(Variable, before);
        if (cluster is not null) await cluster.DisposeAsync();
        if (File.Exists(Path.Combine(Home, "database.txt")))
            Directory.Delete((await DataFolder.Find(HomeFolder.Open(Home), CancellationToken.None))!, recursive: true);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>What a terminal would show: output, then errors marked !, then an exit code that is not 0.</summary>
    public async Task<string> Disburse(IEnumerable<string> words)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        await using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.Invoke([.. words.Select(Meant)], output, error);
        if (cluster is null && Directory.Exists(Home))
            cluster = await EmbeddedCluster.Open(HomeFolder.Open(Home), CancellationToken.None);
        var said = new StringBuilder(output.ToString());
        foreach (var line in error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
            said.Append($"! {line}\n");
        if (code != CommandLine.Done) said.Append($"=> 退出码 {code}\n");
        return Told(said.ToString());
    }

    public void Write(string file, string text) => File.WriteAllText(Meant(file), text);

    /// <summary>A file in whichever of the two encodings it has; a mark at the beginning is not seen.</summary>
    public async Task<string> Read(string file)
    {
        var bytes = await File.ReadAllBytesAsync(Meant(file));
        try
        {
            return Told(new UTF8Encoding(false, true).GetString(bytes).TrimStart('\uFEFF'));
        }
        catch (DecoderFallbackException)
        {
            return Told(Encoding.GetEncoding("GB18030").GetString(bytes));
        }
    }

    public string Names(string under) => !Directory.Exists(Meant(under)) ? "" : string.Concat(
        Directory.GetFiles(Meant(under), "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Meant(under), f) + "\n").Order(StringComparer.Ordinal));

    private string Meant(string word) =>
        word.EndsWith(".csv", StringComparison.Ordinal) || word.Contains('/') ? Path.Combine(folder, word) : word;

    private string Told(string text) => text.Replace(folder + "/", "", StringComparison.Ordinal)
        .Replace("\r\n", "\n", StringComparison.Ordinal);
}
