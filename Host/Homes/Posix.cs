using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Disbursement.Host.Homes;

/// <summary>A user of the operating system, as the password database knows it.</summary>
public sealed record SystemUser(uint Id, uint Group, string Name);

/// <summary>The calls of the operating system that .NET has no word for. Linux, any architecture.</summary>
public static class Posix
{
    /// <summary>rwx------ and rwxr-xr-x.</summary>
    public const uint OwnerOnly = 0x1C0, Passable = 0x1ED;

    public const int Interrupt = 2, Quit = 3, Kill = 9;

    const int LockShared = 1, LockExclusive = 2, LockNonBlocking = 4, LockNone = 8;
    const int OpenCloseOnExec = 0x80000;
    const int AtWorkingFolder = -100, AtNoFollow = 0x100, AtEmptyPath = 0x1000;
    const uint BasicStatus = 0x7FF;

    /// <summary>The user this process acts as; 0 is root.</summary>
    public static uint CurrentUserId => geteuid();

    /// <summary>From here on, what this process makes is for its owner only: folders 0700, files 0600.</summary>
    public static void KeepNewFilesPrivate() => _ = umask(0x3F);

    /// <summary>
    /// Programs started from here on inherit no file that was handed to us: a server that outlives us must not keep
    /// somebody's pipe or lock.
    /// </summary>
    public static void KeepInheritedFiles()
    {
        const int firstAfterOutputs = 3, closeOnExec = 4;
        try
        {
            _ = close_range(firstAfterOutputs, uint.MaxValue, closeOnExec);
        }
        catch (EntryPointNotFoundException)
        {
            // An old C library: the script that starts the server closes the low numbers itself.
        }
    }

    /// <summary>The path without symbolic links.</summary>
    public static string RealPath(string path)
    {
        var resolved = realpath(path, IntPtr.Zero);
        if (resolved == IntPtr.Zero) throw LastError(path);
        try
        {
            return Marshal.PtrToStringUTF8(resolved)!;
        }
        finally
        {
            free(resolved);
        }
    }

    /// <summary>Who owns the file itself (a symbolic link is not followed), or null where there is none.</summary>
    public static uint? OwnerOf(string path)
    {
        // struct statx has one layout everywhere; stx_uid stands at byte 20.
        var status = new byte[256];
        return statx(AtWorkingFolder, path, AtNoFollow, BasicStatus, status) == 0
            ? BitConverter.ToUInt32(status, 20)
            : null;
    }

    /// <summary>Who owns an open file, its permission bits, and whether it is a file like others.</summary>
    public static (uint Owner, uint Mode, bool IsRegular) StatusOf(SafeFileHandle file)
    {
        var status = new byte[256];
        var taken = false;
        try
        {
            file.DangerousAddRef(ref taken);
            if (statx((int)file.DangerousGetHandle(), "", AtEmptyPath, BasicStatus, status) != 0)
                throw LastError("file");
        }
        finally
        {
            if (taken) file.DangerousRelease();
        }

        var mode = BitConverter.ToUInt16(status, 28);
        return (BitConverter.ToUInt32(status, 20), mode & 0xFFFu, (mode & 0xF000) == 0x8000);
    }

    /// <summary>Asks on the terminal, without showing what is typed; null where there is no terminal.</summary>
    public static string? AskUnseen(string question)
    {
        // Without a terminal the library would read from standard input, whoever stands behind it.
        var terminal = open("/dev/tty", OpenCloseOnExec);
        if (terminal < 0) return null;
        new SafeFileHandle(terminal, ownsHandle: true).Dispose();
        var typed = getpass(question);
        return typed == IntPtr.Zero ? null : Marshal.PtrToStringUTF8(typed);
    }

    /// <summary>Sets the permission bits where they are others.</summary>
    public static void SetMode(string path, uint mode)
    {
        // stx_mode stands at byte 28; its upper bits are the file's type.
        var status = new byte[256];
        var known = statx(AtWorkingFolder, path, 0, BasicStatus, status) == 0;
        if (known && (BitConverter.ToUInt16(status, 28) & 0xFFF) == mode) return;
        if (chmod(path, mode) != 0) throw LastError(path);
    }

    /// <summary>Gives a file or folder to a user; a symbolic link is not followed.</summary>
    public static void GiveTo(SystemUser user, string path)
    {
        if (lchown(path, user.Id, user.Group) != 0) throw LastError(path);
    }

    public static SystemUser? FindUser(string name) => ReadUser(getpwnam(name));

    public static SystemUser? FindUser(uint id) => ReadUser(getpwuid(id));

    /// <summary>Sends a signal; false when there is no such process any more.</summary>
    public static bool Signal(int process, int signal) => kill(process, signal) == 0;

    internal static SafeFileHandle OpenForLock(string path)
    {
        // open(2) and not File.Open: a folder is locked too, and .NET opens none.
        var file = open(path, OpenCloseOnExec);
        return file >= 0 ? new SafeFileHandle(file, ownsHandle: true) : throw LastError(path);
    }

    internal static bool TryLock(SafeFileHandle file, bool exclusive) =>
        flock(file, (exclusive ? LockExclusive : LockShared) | LockNonBlocking) == 0;

    internal static void Unlock(SafeFileHandle file) => _ = flock(file, LockNone);

    static SystemUser? ReadUser(IntPtr entry)
    {
        // struct passwd begins: char *name; char *password; uid_t; gid_t.
        if (entry == IntPtr.Zero) return null;
        var name = Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(entry))!;
        var id = (uint)Marshal.ReadInt32(entry, 2 * IntPtr.Size);
        var group = (uint)Marshal.ReadInt32(entry, (2 * IntPtr.Size) + 4);
        return new SystemUser(id, group, name);
    }

    static IOException LastError(string path)
    {
        var error = new Win32Exception(Marshal.GetLastPInvokeError());
        return new IOException($"{path}: {error.Message}", error);
    }

    [DllImport("libc")]
    static extern uint geteuid();

    [DllImport("libc")]
    static extern uint umask(uint mask);

    [DllImport("libc")]
    static extern int close_range(uint first, uint last, int flags);

    [DllImport("libc", SetLastError = true)]
    static extern IntPtr realpath([MarshalAs(UnmanagedType.LPUTF8Str)] string path, IntPtr buffer);

    [DllImport("libc")]
    static extern void free(IntPtr memory);

    [DllImport("libc", SetLastError = true)]
    static extern int statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask,
        [Out] byte[] status);

    [DllImport("libc", SetLastError = true)]
    static extern IntPtr getpass([MarshalAs(UnmanagedType.LPUTF8Str)] string question);

    [DllImport("libc", SetLastError = true)]
    static extern int chmod([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode);

    [DllImport("libc", SetLastError = true)]
    static extern int lchown([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint user, uint group);

    [DllImport("libc", SetLastError = true)]
    static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true)]
    static extern int flock(SafeFileHandle file, int operation);

    [DllImport("libc", SetLastError = true)]
    static extern int kill(int process, int signal);

    [DllImport("libc", SetLastError = true)]
    static extern IntPtr getpwnam([MarshalAs(UnmanagedType.LPUTF8Str)] string name);

    [DllImport("libc", SetLastError = true)]
    static extern IntPtr getpwuid(uint id);
}
