using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.HandOver;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Results;

/// <summary>What became of files that belong together.</summary>
/// <param name="Refused">Why they were not taken in; null: they were, or had been before.</param>
public sealed record InboxOutcome(string Bank, IReadOnlyList<string> Files, string Said, bool Refused);

/// <summary>
/// 收件目录: result files that lie in a bank's folder come in by themselves, as a person would import them: all or
/// nothing, each once. Taken files go to taken/, others to refused/, with the reason beside them. Dying in between does
/// no harm: what came in is known, and moves at the next look.
/// </summary>
/// <param name="folder">HOME/inbox, with a folder for each bank.</param>
/// <param name="settled">A file that was written to more recently than this may not be whole yet.</param>
public sealed class InboxJob(NpgsqlDataSource source, string folder, TimeSpan settled)
{
    public const string FolderName = "inbox";
    public const string Taken = "taken";
    public const string NotTaken = "refused";

    private const string Reason = ".原因.txt";

    /// <summary>How often banks' programs and copies pause within a file: less than this.</summary>
    public static TimeSpan UsuallySettled => TimeSpan.FromMinutes(1);

    /// <summary>One look at the folders of all banks that have had a file.</summary>
    /// <param name="schedule">Nobody: whoever handed over has no hand in it.</param>
    public async Task<IReadOnlyList<InboxOutcome>> Look(Performer schedule, CancellationToken stop)
    {
        var outcomes = new List<InboxOutcome>();
        foreach (var bank in await Banks(stop))
        {
            var of = FolderOf(bank);
            if (!Directory.Exists(of)) PrivateFile.CreateFolder(of);
            foreach (var files in Waiting(of, schedule.Now))
                if (await Take(bank, files, schedule, stop) is { } outcome) outcomes.Add(outcome);
        }

        return outcomes;
    }

    /// <summary>What was refused and still lies there: the file, and why.</summary>
    public static IEnumerable<(string File, string Why)> PutAsideIn(string folder)
    {
        if (!Directory.Exists(folder)) yield break;
        foreach (var bank in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            var refused = Path.Combine(bank, NotTaken);
            if (!Directory.Exists(refused)) continue;
            foreach (var why in Directory.GetFiles(refused, "*" + Reason).Order(StringComparer.Ordinal))
            {
                var file = why[..^Reason.Length];
                if (File.Exists(file)) yield return (file, File.ReadLines(why).FirstOrDefault() ?? "");
            }
        }
    }

    private async Task<List<string>> Banks(CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await connection.Rows("select distinct bank from bank_file order by bank", r => r.GetString(0), stop);
    }

    private string FolderOf(string bank) => Path.Combine(folder, bank.Replace('/', '_'));

    /// <summary>
    /// Files that nobody writes to any more; paid and failed of one name together, and neither while the other is being
    /// written.
    /// </summary>
    private IEnumerable<FileInfo[]> Waiting(string of, DateTimeOffset now) => new DirectoryInfo(of).GetFiles()
        .Where(f => f.Name[0] != '.' && f.Extension is not (".part" or ".tmp" or ".filepart"))
        .GroupBy(f => Stem(f.Name), StringComparer.OrdinalIgnoreCase)
        .Where(g => g.All(f => now.UtcDateTime - f.LastWriteTimeUtc >= settled))
        .OrderBy(g => g.Min(f => f.LastWriteTimeUtc))
        .Select(g => g.OrderBy(f => f.Name, StringComparer.Ordinal).ToArray());

    /// <summary>"回盘_S.txt" and "回盘_F.txt" are two halves of one answer.</summary>
    private static string Stem(string name)
    {
        var stem = Path.GetFileNameWithoutExtension(name);
        return stem.Length > 2 && stem[^2] == '_' && stem[^1] is 'S' or 'F' or 's' or 'f' ? stem[..^2] : name;
    }

    private async Task<InboxOutcome?> Take(
        string bank, FileInfo[] files, Performer schedule, CancellationToken stop)
    {
        var names = files.Select(f => f.Name).ToList();
        try
        {
            try
            {
                var taken = await new ResultJob(source).Import(
                    [.. files.Select(f => f.FullName)], bank, schedule, stop, byItself: true);
                var moved = files.Count(Moved);
                // Who took it in says so, whoever puts it away.
                return taken.Changed || moved == files.Length
                    ? new InboxOutcome(bank, names, taken.Said, Refused: false)
                    : null;
            }
            catch (Refused refused) when (files.All(f => File.Exists(f.FullName)))
            {
                foreach (var file in files) PutAside(file, refused.Message);
                return new InboxOutcome(bank, names, refused.Message, Refused: true);
            }
        }
        catch (Exception fault) when (fault is Refused or IOException or UnauthorizedAccessException)
        {
            // Another worker took it, or somebody has it open: it is looked at again.
            return null;
        }
    }

    /// <summary>The reason is there before the file is.</summary>
    private static void PutAside(FileInfo file, string why)
    {
        var to = Free(file, NotTaken);
        using (var text = new StreamWriter(PrivateFile.Create(to + Reason)))
            text.Write($"{why}\n\n改好以后把文件移回 {file.DirectoryName}（换了内容的也可以），会自动再导入；不要了的删掉。\n");
        file.MoveTo(to, overwrite: false);
    }

    /// <summary>Not so where another worker was faster, or somebody has it open: it is looked at again.</summary>
    private static bool Moved(FileInfo file)
    {
        try
        {
            file.MoveTo(Free(file, Taken), overwrite: false);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>A name that is not taken: banks use the same again.</summary>
    private static string Free(FileInfo file, string folder)
    {
        var of = Path.Combine(file.DirectoryName!, folder);
        if (!Directory.Exists(of)) PrivateFile.CreateFolder(of);
        var to = Path.Combine(of, file.Name);
        for (var number = 2; File.Exists(to) || File.Exists(to + Reason); number++)
            to = Path.Combine(of, $"{Path.GetFileNameWithoutExtension(file.Name)}.{number}{file.Extension}");
        return to;
    }
}
