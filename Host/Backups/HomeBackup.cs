using System.Globalization;
using Disbursement.Domain.Duties;
using Disbursement.Host.Commands;
using Disbursement.Host.Homes;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.HandOver;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;

namespace Disbursement.Host.Backups;

/// <summary>备份: the database as at one moment, attachments, journal and books, in one file.</summary>
internal sealed class HomeBackup(Session session)
{
    public const string AttachmentsName = "attachments";

    /// <returns>What it holds.</returns>
    /// <exception cref="Refused">There is a file of that name, or it cannot be written there.</exception>
    public async Task<BackupContents> Write(string target, Performer performer, CancellationToken stop)
    {
        await using (var connection = await session.Source.OpenConnectionAsync(stop))
        {
            if (await UserStore.HasAdministrator(connection, stop))
                performer = await UserStore.Require(connection, performer, Deed.BackUp, stop);
        }

        target = Path.GetFullPath(target);
        if (File.Exists(target) || Directory.Exists(target))
            throw new Refused($"{target} 已经有了，备份从不覆盖。请换一个文件名。");
        if (!Directory.Exists(Path.GetDirectoryName(target)))
            throw new Refused($"没有 {Path.GetDirectoryName(target)} 这个文件夹。请先建好，再备份。");
        await Audit.Record(session.Source, performer, "backup", new { file = Path.GetFileName(target) }, stop);
        var folder = PrivateFolder();
        try
        {
            return await Write(target, folder, performer, stop);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new Refused($"备份写不到 {target}：{FileFault.Words(fault)}。没有备份成；请检查权限和磁盘空间。");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>For what must be on the same disk and seen by nobody.</summary>
    public static string PrivateFolder() => Directory.CreateTempSubdirectory("disburse-backup-").FullName;

    private async Task<BackupContents> Write(
        string target, string folder, Performer performer, CancellationToken stop)
    {
        var dump = Path.Combine(folder, BackupArchive.Dump);
        await new DatabaseDump(session.OwnerConnection, folder).WriteTo(dump, stop);
        // After the snapshot of the database: a paper or a line too many does no harm, one too few would.
        List<(string Name, string Path)> files = [(BackupArchive.Dump, dump), .. FilesOf(session.Home, folder)];
        var members = new List<BackupMember>();
        foreach (var (name, path) in files) members.Add(await BackupArchive.Member(name, path, stop));
        await using var connection = await session.Source.OpenConnectionAsync(stop);
        var contents = new BackupContents(
            performer.Now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), session.Home.IsLive,
            await connection.Scalar<long>("select number from knowledge", stop),
            [.. await connection.Rows("select name from migration order by name", r => r.GetString(0), stop)],
            [.. members]);
        await BackupArchive.Write(target, contents, files, stop);
        return contents;
    }

    /// <summary>Journals grow at their end only, so they are copied as they are: a line cut short is none.</summary>
    private static IEnumerable<(string Name, string Path)> FilesOf(HomeFolder home, string folder)
    {
        string[] journals =
        [
            HandOverJournal.FileName, Path.Combine(Path.GetFileName(home.Outbox), HandOverJournal.FileName),
        ];
        foreach (var name in journals.Where(n => File.Exists(Path.Combine(home.Path, n))))
        {
            // Somebody may be handing over: what is hashed is what is kept.
            var copy = Path.Combine(folder, $"{name.Replace('/', '-')}");
            File.Copy(Path.Combine(home.Path, name), copy);
            yield return (name, copy);
        }

        foreach (var kept in new[] { AttachmentsName, HandOverBooks.FolderName })
        {
            var from = Path.Combine(home.Path, kept);
            if (!Directory.Exists(from)) continue;
            foreach (var file in Directory.EnumerateFiles(from).Where(f => Path.GetFileName(f)[0] != '.')
                .Order(StringComparer.Ordinal))
                yield return ($"{kept}/{Path.GetFileName(file)}", file);
        }
    }
}
