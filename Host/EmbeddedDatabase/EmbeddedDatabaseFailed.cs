namespace Disbursement.Host.EmbeddedDatabase;

/// <summary>The embedded database cannot be used; the message tells the officer why and what to do.</summary>
public sealed class EmbeddedDatabaseFailed(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Puts what the server programs said under a sentence that says what to do.</summary>
    internal static EmbeddedDatabaseFailed Of(string what, string output, string folder)
    {
        var cause = output switch
        {
            _ when output.Contains("No space left on device") || output.Contains("Disk quota exceeded") =>
                $"磁盘已满。请在 {folder} 所在磁盘清出空间后重试，数据没有损坏。",
            _ when output.Contains("Permission denied") || output.Contains("Read-only file system") =>
                $"{folder} 不可写。请检查目录权限，或用 DISBURSE_HOME 指定另一个目录。",
            _ when output.Contains("could not look up") && output.Contains("user") =>
                "当前操作系统用户在系统中没有登记（/etc/passwd），请换一个已登记的用户运行。",
            _ => "请把下面的信息交给系统管理员。",
        };
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new EmbeddedDatabaseFailed($"{what}：{cause}\n{string.Join('\n', lines.TakeLast(8))}");
    }
}
