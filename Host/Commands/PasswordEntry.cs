using Disbursement.Host.Homes;
using Disbursement.Jobs.Running;

namespace Disbursement.Host.Commands;

/// <summary>Where a password comes from: a private file, or the terminal, unseen. Never an argument.</summary>
internal static class PasswordEntry
{
    private const string Variable = "DISBURSE_PASSWORD_FILE";
    private const int LongestFile = 1024;

    /// <summary>Of the person who signs in.</summary>
    public static string Current(string name) =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } file
            ? Read(file, Variable)
            : Ask($"{name}的密码：") ?? throw new Refused(
                $"正式库要登录后才能办理，这里没有终端可以输入密码。请用环境变量 {Variable} 指定只有自己能读的密码文件。");

    /// <summary>A new one: typed twice, because nobody sees it.</summary>
    /// <param name="file">Option --password-file.</param>
    /// <param name="mayBeOwn">Nobody signs in for this, so the file of the environment means the new password.</param>
    public static string New(string name, string? file, bool mayBeOwn)
    {
        if (file is not null) return Read(file, "--password-file");
        if (mayBeOwn && Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } own) return Read(own, Variable);
        var first = Ask($"{name}的新密码：") ?? throw new Refused(
            "这里没有终端可以输入新密码。请用 --password-file 指定只有自己能读的密码文件。");
        return first == Ask("再输一遍：") ? first : throw new Refused("两遍输入的密码不一样，没有改。");
    }

    private static string? Ask(string question)
    {
        var typed = Posix.AskUnseen(question);
        // While it is not shown, Ctrl-C is a character like others.
        if (typed?.Any(char.IsControl) == true) throw new OperationCanceledException();
        return typed is "" ? throw new Refused("没有输入密码，没有做任何事。") : typed;
    }

    /// <summary>One line. A file that others can read, or may have written, proves nothing.</summary>
    private static string Read(string path, string named)
    {
        try
        {
            using var file = File.OpenHandle(path);
            var (owner, mode, regular) = Posix.StatusOf(file);
            if (!regular) throw new Refused($"{named}：{path} 不是普通文件。");
            if (owner != Posix.CurrentUserId) throw new Refused($"{named}：{path} 不是您自己的文件，里面的密码不能用。");
            if ((mode & 0x3F) != 0)
                throw new Refused($"{named}：{path} 别人也能读。请先改成只有自己能读（chmod 600 {path}），并换一个密码。");
            if (RandomAccess.GetLength(file) > LongestFile) throw new Refused($"{named}：{path} 太长，不像密码文件。");
            using var reader = new StreamReader(new FileStream(file, FileAccess.Read));
            return reader.ReadLine() is { Length: > 0 } line ? line : throw new Refused($"{named}：{path} 是空的。");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new Refused($"{named}：{path} 读不了：{FileFault.Words(fault)}。");
        }
    }
}
