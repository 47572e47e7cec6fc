using System.ComponentModel;

namespace Disbursement.Jobs.Running;

/// <summary>Why a file or folder could not be used, as the office says it; the system says it in English.</summary>
public static class FileFault
{
    private const int NotPermitted = 1, AccessDenied = 13, NotAFolder = 20, DiskFull = 28, ReadOnlyDisk = 30;

    public static string Words(Exception fault) => fault switch
    {
        UnauthorizedAccessException => "没有权限",
        DirectoryNotFoundException or FileNotFoundException => "没有这个目录",
        PathTooLongException => "路径太长",
        { InnerException: Win32Exception inner } => OfNumber(inner.NativeErrorCode) ?? fault.Message,
        _ => OfNumber(fault.HResult) ?? fault.Message,
    };

    private static string? OfNumber(int number) => number switch
    {
        NotPermitted or AccessDenied => "没有权限",
        NotAFolder => "路径中有一段不是目录",
        DiskFull => "磁盘已满",
        ReadOnlyDisk => "磁盘只能读",
        _ => null,
    };
}
