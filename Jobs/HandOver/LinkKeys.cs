using Disbursement.Jobs.Running;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Disbursement.Jobs.HandOver;

/// <summary>
/// What signs in at the banks' servers: a private key or a password, in files that only their owner reads. Never in the
/// database, never an argument.
/// </summary>
/// <param name="folder">HOME/keys: 用户@主机.key or 用户@主机.password, for each server its own.</param>
/// <param name="keyFile">DISBURSE_SFTP_KEY_FILE: goes before.</param>
/// <param name="passwordFile">DISBURSE_SFTP_PASSWORD_FILE: goes before.</param>
public sealed class LinkKeys(string folder, string? keyFile, string? passwordFile)
{
    public const string KeyVariable = "DISBURSE_SFTP_KEY_FILE";
    public const string PasswordVariable = "DISBURSE_SFTP_PASSWORD_FILE";

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <exception cref="Refused">There is none, others can read it, or it is no key.</exception>
    internal AuthenticationMethod[] For(SftpAddress address)
    {
        var (key, password) = (InFolder(address, "key"), InFolder(address, "password"));
        if ((keyFile ?? passwordFile) is not null) (key, password) = (keyFile, passwordFile);
        return (key, password) switch
        {
            ({ } path, _) => [new PrivateKeyAuthenticationMethod(address.User, Key(path))],
            (_, { } path) => [new PasswordAuthenticationMethod(address.User, Password(path))],
            _ => throw new Refused($"{address}：没有登录用的密钥。把私钥放到 {Named(address, "key")}（或密码放到 .password，"
                + $"chmod 600），或用环境变量 {KeyVariable}、{PasswordVariable} 指定文件。什么也没有传。"),
        };
    }

    private string Named(SftpAddress address, string kind) =>
        Path.Combine(folder, $"{address.User}@{address.Host}.{kind}");

    private string? InFolder(SftpAddress address, string kind) =>
        File.Exists(Named(address, kind)) ? Named(address, kind) : null;

    private static PrivateKeyFile Key(string path)
    {
        RequirePrivate(path);
        try
        {
            return new PrivateKeyFile(path);
        }
        catch (Exception fault) when (fault is SshException or InvalidOperationException or FormatException)
        {
            throw new Refused($"{path} 不是可用的私钥（不能带口令），什么也没有传。请向银行重新登记一把。");
        }
    }

    private static string Password(string path)
    {
        RequirePrivate(path);
        return File.ReadLines(path).FirstOrDefault() is { Length: > 0 } line
            ? line
            : throw new Refused($"{path} 是空的，什么也没有传。");
    }

    private static void RequirePrivate(string path)
    {
        if (!File.Exists(path)) throw new Refused($"{path} 不在，登录不了银行的服务器，什么也没有传。");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
            throw new Refused($"{path} 别人也能读，什么也没有传。请改成只有自己能读（chmod 600 {path}），并向银行换一把。");
    }
}
