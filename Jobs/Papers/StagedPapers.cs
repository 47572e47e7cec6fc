using System.Security.Cryptography;
using Disbursement.Jobs.BankFiles;

namespace Disbursement.Jobs.Papers;

/// <summary>Papers that are written but not yet in place; disposing of them removes what was not put there.</summary>
internal sealed class StagedPapers : IDisposable
{
    /// <summary>Papers of earlier stages and attempts.</summary>
    private const string OldFolder = "旧稿";

    private readonly PaperHead head;
    private readonly string writing;

    public StagedPapers(string folder, PaperHead head)
    {
        Folder = folder;
        this.head = head;
        PrivateFile.CreateFolder(folder);
        writing = Path.Combine(folder, $".writing-{Path.GetRandomFileName()}");
        PrivateFile.CreateFolder(writing);
    }

    public string Folder { get; }

    /// <summary>
    /// Path of a paper without its ending; its name says run, attempt and stage, wherever it is copied.
    /// </summary>
    public string Stem(Paper paper) => Path.Combine(writing, $"{head.Stem}-{paper.Number}{paper.Title}");

    /// <summary>The same of one township's part.</summary>
    public string Stem(Paper paper, string township) => Part(paper, PapersJob.TownshipFolder, township);

    /// <summary>What is for one of several, in a folder of its own.</summary>
    public string Part(Paper paper, string of, string name)
    {
        var folder = Path.Combine(writing, of, name);
        PrivateFile.CreateFolder(folder);
        return Path.Combine(folder, $"{head.Stem}-{paper.Number}{paper.Title}-{name}");
    }

    /// <summary>Every file as written: path below the folder, and SHA-256.</summary>
    public (string Name, string Sha256)[] Hashes() =>
    [
        .. Directory.EnumerateFiles(writing, "*", SearchOption.AllDirectories)
            .Select(path => (Path.GetRelativePath(writing, path), Digest(path)))
            .OrderBy(f => f.Item1, StringComparer.Ordinal),
    ];

    /// <summary>Exactly these papers of this run, attempt and stage are in place.</summary>
    public bool LiesThere((string Name, string Sha256)[] hashes) =>
        hashes.Select(h => h.Name).ToHashSet(StringComparer.Ordinal).SetEquals(Of())
        && Array.TrueForAll(hashes, h => Digest(Path.Combine(Folder, h.Name)) == h.Sha256);

    /// <summary>
    /// Takes away what this stage printed before, a township that has nobody any more included, and puts what other
    /// stages or attempts printed aside: nobody signs or files an old one by mistake.
    /// </summary>
    public void Publish((string Name, string Sha256)[] hashes)
    {
        var names = hashes.Select(h => h.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var old in Of().Where(name => !names.Contains(name)).ToArray())
            File.Delete(Path.Combine(Folder, old));
        foreach (var old in Printed($"{head.Family}-*").Where(IsOlder).ToArray())
            Move(Path.Combine(Folder, old), Path.Combine(Folder, OldFolder, old));
        foreach (var name in names) Move(Path.Combine(writing, name), Path.Combine(Folder, name));
    }

    private static void Move(string from, string to)
    {
        PrivateFile.CreateFolder(Path.GetDirectoryName(to)!);
        File.Move(from, to, overwrite: true);
    }

    public void Dispose()
    {
        if (Directory.Exists(writing)) Directory.Delete(writing, recursive: true);
    }

    private static string Digest(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>What lies in place of this run, attempt and stage.</summary>
    private IEnumerable<string> Of() => Printed($"{head.Stem}-*");

    private IEnumerable<string> Printed(string pattern) => Directory
        .EnumerateFiles(Folder, pattern, SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Folder, path))
        .Where(name => !name.StartsWith('.') && !name.StartsWith(OldFolder + "/", StringComparison.Ordinal));

    private bool IsOlder(string name) => head.IsOlder(Path.GetFileName(name)[(head.Family.Length + 1)..]);
}
