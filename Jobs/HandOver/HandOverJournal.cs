using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;

namespace Disbursement.Jobs.HandOver;

/// <summary>A file that was about to leave the house.</summary>
public sealed record JournalEntry(
    string At, string Run, int RunId, int Attempt, string File, int Transmission, string Sha256, long Count,
    long SumFen, string By)
{
    /// <summary>Ends of audit chains that had grown since the line before; null in lines of before.</summary>
    public IReadOnlyList<ChainHead>? Heads { get; init; }

    /// <summary>SHA-256 of the books of the run (<see cref="HandOverBooks"/>); null in lines of before.</summary>
    public string? Books { get; init; }
}

/// <summary>
/// HOME/handover.journal and its copy beside the files: what was about to be sent is on the disk before the first byte
/// leaves. It survives a restore of an older backup, which knows nothing of it. A line of JSON each.
/// </summary>
/// <param name="paths">The journal, and its copy.</param>
public sealed class HandOverJournal(params string[] paths)
{
    /// <summary>The books of the runs, in a folder beside each journal.</summary>
    public HandOverBooks Books { get; } = new(
        [.. paths.Select(p => Path.Combine(Path.GetDirectoryName(p)!, HandOverBooks.FolderName))]);

    public const string FileName = "handover.journal";

    /// <summary>Where the files lie, unless they were exported elsewhere.</summary>
    internal string Outbox => Path.GetDirectoryName(paths[^1])!;

    private static readonly JsonSerializerOptions Written = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <returns>False: it could not be written, and nothing may leave.</returns>
    internal bool TryAppend(
        PayoutRun run, BankFileRow file, IReadOnlyList<ChainHead> heads, string books, Performer by) =>
        TryAppend(new JournalEntry(
            Moment(by), run.Name, run.Id, run.Attempt, file.Name, file.Transmission, file.Sha256, file.Count,
            file.SumFen, by.Named ?? by.SystemUser) { Heads = heads, Books = books });

    /// <summary>Takes in the lines of another copy that are not here yet; none is ever taken away.</summary>
    public void Merge(string copy)
    {
        foreach (var path in paths)
        {
            var known = File.Exists(path) ? File.ReadAllLines(path).ToHashSet(StringComparer.Ordinal) : [];
            var lines = File.ReadLines(copy).Where(l => l.Length > 0 && !known.Contains(l)).ToList();
            if (lines.Count > 0) Append(path, System.Text.Encoding.UTF8.GetBytes(string.Join("\n", lines) + "\n"));
        }
    }

    /// <summary>Notes where chains end; no file leaves.</summary>
    internal void TryNote(IReadOnlyList<ChainHead> heads, Performer by)
    {
        if (heads.Count > 0) TryAppend(new { At = Moment(by), Heads = heads });
    }

    private static string Moment(Performer by) => $"{by.Now:yyyy-MM-dd'T'HH:mm:ss}Z";

    private bool TryAppend(object said)
    {
        var line = System.Text.Encoding.UTF8.GetBytes(JsonSerializer.Serialize(said, Written) + "\n");
        try
        {
            foreach (var path in paths) Append(path, line);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Append(string path, byte[] line)
    {
        // Files may lie elsewhere (--out): then there is no outbox yet.
        if (!Directory.Exists(Path.GetDirectoryName(path)))
            PrivateFile.CreateFolder(Path.GetDirectoryName(path)!);
        using var journal = File.Exists(path)
            ? new FileStream(path, FileMode.Append, FileAccess.Write)
            : PrivateFile.Create(path);
        // After a line that a kill cut short.
        if (journal.Length > 0) journal.Write("\n"u8);
        journal.Write(line);
        journal.Flush(flushToDisk: true);
    }

    /// <summary>The files that the journals know, each once; a line cut short by a kill is none.</summary>
    public IReadOnlyList<JournalEntry> Read() =>
        [.. Lines().Where(e => e.File is not null).DistinctBy(e => (e.RunId, e.File, e.At))];

    /// <summary>Where chains ended, by all lines of all journals.</summary>
    public IReadOnlyList<ChainHead> Heads() => [.. Lines().SelectMany(e => e.Heads ?? []).Distinct()];

    private List<JournalEntry> Lines()
    {
        var entries = new List<JournalEntry>();
        foreach (var path in paths.Where(File.Exists))
        {
            foreach (var line in File.ReadLines(path).Where(l => l.Length > 0))
            {
                try
                {
                    if (JsonSerializer.Deserialize<JournalEntry>(line, Written) is { } entry) entries.Add(entry);
                }
                catch (JsonException)
                {
                    // The process died within the line: before the first byte left.
                }
            }
        }

        return entries;
    }
}
