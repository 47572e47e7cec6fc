namespace Disbursement.Jobs.BankFiles;

/// <summary>Files and folders that only their owner reads: 0600 and 0700.</summary>
internal static class PrivateFile
{
    private const int Buffer = 1 << 17;

    public static FileStream Create(string path) => Create(path, FileAccess.Write, FileShare.Read, Buffer);

    /// <summary>
    /// For what does not fit into memory: whoever looks at the folder, or comes after a kill, finds nothing.
    /// </summary>
    public static FileStream CreateWithoutName(int bufferSize = Buffer)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var stream = Create(path, FileAccess.ReadWrite, FileShare.Delete, bufferSize);
        File.Delete(path);
        return stream;
    }

    private static FileStream Create(string path, FileAccess access, FileShare share, int bufferSize)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = access, Share = share, BufferSize = bufferSize,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Puts the whole content in place at once: whoever looks sees the old file or the new one.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var writing = path + ".writing";
        File.Delete(writing);
        using (var stream = Create(writing))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(writing, path, overwrite: true);
    }
}
