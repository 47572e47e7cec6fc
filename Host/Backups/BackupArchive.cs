using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json;
using Disbursement.Jobs.Running;

namespace Disbursement.Host.Backups;

/// <summary>A file of a backup.</summary>
/// <param name="Name">Where it belongs: database.dump, or its place in the home.</param>
public sealed record BackupMember(string Name, long Bytes, string Sha256);

/// <summary>What a backup says of itself; the first file in it.</summary>
/// <param name="MadeAt">UTC.</param>
/// <param name="Knowledge">The last act that it may know.</param>
public sealed record BackupContents(
    string MadeAt, bool IsLive, long Knowledge, string[] Migrations, BackupMember[] Files);

/// <summary>
/// One file for all of a home: written under a name that nobody takes for it, on the disk, then renamed; never over
/// another. Only its owner reads it.
/// </summary>
internal static class BackupArchive
{
    public const string Dump = "database.dump";

    private const string Contents = "backup.json";
    private const int MostContents = 64 * 1024 * 1024;

    private static readonly JsonSerializerOptions Written = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true,
    };

    /// <param name="files">Name in the archive, and where the file lies.</param>
    public static async Task Write(
        string target, BackupContents contents, IReadOnlyList<(string Name, string Path)> files, CancellationToken stop)
    {
        var writing = target + ".writing";
        File.Delete(writing);
        try
        {
            // New files are our own only, whatever the folder is.
            Homes.Posix.KeepNewFilesPrivate();
            await using (var stream = new FileStream(writing, FileMode.CreateNew, FileAccess.Write))
            {
                await using (var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
                {
                    using var listed = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(contents, Written));
                    await tar.WriteEntryAsync(
                        new PaxTarEntry(TarEntryType.RegularFile, Contents) { DataStream = listed }, stop);
                    foreach (var (name, path) in files)
                    {
                        await using var file = File.OpenRead(path);
                        await tar.WriteEntryAsync(
                            new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = file }, stop);
                    }
                }

                stream.Flush(flushToDisk: true);
            }

            File.Move(writing, target, overwrite: false);
        }
        finally
        {
            File.Delete(writing);
        }
    }

    public static async Task<BackupMember> Member(string name, string path, CancellationToken stop)
    {
        await using var file = File.OpenRead(path);
        return new BackupMember(name, file.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(file, stop)));
    }

    /// <summary>Unpacks it into a folder and compares every byte with what it says of itself.</summary>
    /// <exception cref="Refused">It is no backup, or not whole.</exception>
    public static async Task<BackupContents> Unpack(string file, string folder, CancellationToken stop)
    {
        try
        {
            await using var stream = File.OpenRead(file);
            await using var tar = new TarReader(stream);
            var first = await tar.GetNextEntryAsync(copyData: false, stop);
            if (first?.Name != Contents || first.DataStream is not { Length: <= MostContents } listed)
                throw NotWhole(file, "不是本系统的备份");
            var contents = JsonSerializer.Deserialize<BackupContents>(listed, Written)!;
            var left = contents.Files.ToDictionary(f => f.Name, StringComparer.Ordinal);
            while (await tar.GetNextEntryAsync(copyData: false, stop) is { } entry)
            {
                if (!left.Remove(entry.Name, out var member)) throw NotWhole(file, $"多了{entry.Name}");
                await Unpack(entry, member, folder, file, stop);
            }

            return left.Count == 0 ? contents : throw NotWhole(file, $"缺{left.Keys.First()}");
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException or JsonException
            or FormatException)
        {
            throw NotWhole(file, "读不下去");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new Refused($"{file} 读不了：{FileFault.Words(fault)}。没有恢复。");
        }
    }

    private static async Task Unpack(
        TarEntry entry, BackupMember member, string folder, string file, CancellationToken stop)
    {
        var path = Path.GetFullPath(Path.Combine(folder, member.Name));
        if (!path.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw NotWhole(file, $"有不该有的路径{member.Name}");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using (var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
        {
            if (entry.DataStream is { } data) await data.CopyToAsync(to, stop);
            to.Flush(flushToDisk: true);
        }

        if (await Member(member.Name, path, stop) != member) throw NotWhole(file, $"{member.Name}的指纹不符");
    }

    private static Refused NotWhole(string file, string why) =>
        new($"{file} 不能用来恢复：{why}。数据没有变动；请换一份完整的备份。");
}
