using System.Security.Cryptography;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.Running;

namespace Disbursement.Jobs.Attachments;

/// <summary>A file as it is kept.</summary>
/// <param name="Name">What the officer called it.</param>
/// <param name="Sha256">Lower-case hexadecimal; the name under which it is kept.</param>
public sealed record KeptFile(string Name, string Sha256, long Bytes);

/// <summary>
/// attachments/ of the home: each file under the hash of its content, so that none can take the place of another.
/// </summary>
internal sealed class AttachmentFolder(string path)
{
    /// <summary>Copies a file in; one that is there stays as it is.</summary>
    /// <exception cref="Refused">It cannot be read or kept, is empty, or what is kept was tampered with.</exception>
    public async Task<KeptFile> Keep(string file, CancellationToken stop)
    {
        if (Directory.Exists(file)) throw new Refused($"{file} 是目录，不是文件。请写出要挂的文件。");
        if (!File.Exists(file)) throw new Refused($"没有这个文件：{file}");
        var copy = Path.Combine(path, $".{Guid.NewGuid():N}");
        try
        {
            PrivateFile.CreateFolder(path);
            var kept = await Copy(file, copy, stop);
            if (kept.Bytes == 0) throw new Refused($"{file} 是空的，没有挂上。");
            await Place(copy, kept.Sha256, stop);
            return kept;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Refused($"{file} 没有挂上：{FileFault.Words(e)}。请看文件的权限和磁盘空间，再试一次。");
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private static async Task<KeptFile> Copy(string file, string copy, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var from = File.OpenRead(file);
        await using var to = PrivateFile.Create(copy);
        var buffer = new byte[1 << 17];
        var bytes = 0L;
        int read;
        while ((read = await from.ReadAsync(buffer, stop)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            await to.WriteAsync(buffer.AsMemory(0, read), stop);
            bytes += read;
        }

        to.Flush(flushToDisk: true);
        return new KeptFile(Path.GetFileName(file), Convert.ToHexStringLower(hash.GetHashAndReset()), bytes);
    }

    /// <summary>Never over another: whoever came first has put the same bytes there.</summary>
    private async Task Place(string copy, string sha256, CancellationToken stop)
    {
        var place = Path.Combine(path, sha256);
        if (!File.Exists(place))
        {
            try
            {
                File.Move(copy, place, overwrite: false);
                return;
            }
            catch (IOException) when (File.Exists(place))
            {
                // Another command kept the same file at the same moment.
            }
        }

        await using var there = File.OpenRead(place);
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(there, stop)) != sha256)
            throw new Refused($"附件 {place} 的内容和它的指纹不符，可能被人动过；没有覆盖它。请报管理员核查，从备份里找回原件。");
    }
}
