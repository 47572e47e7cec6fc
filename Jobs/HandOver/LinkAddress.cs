using System.Globalization;
using System.Text.RegularExpressions;

namespace Disbursement.Jobs.HandOver;

/// <summary>传送 as the table of paying banks writes it: folder:目录, or sftp://用户@主机[:端口]/目录.</summary>
public static partial class LinkAddress
{
    /// <summary>What is wrong with it; null: nothing.</summary>
    public static string? Fault(string link, string? hostKey)
    {
        if (link.StartsWith(FolderLink.Scheme, StringComparison.Ordinal))
        {
            return Path.IsPathFullyQualified(link[FolderLink.Scheme.Length..])
                ? null
                : "folder: 后面要写完整的目录，如 folder:/mnt/bank";
        }

        if (!Sftp().IsMatch(link)) return $"“{link}”看不懂；可以是 folder:/目录，或 sftp://用户@主机/目录；人工送的空着";
        return hostKey is not null && HostKey().IsMatch(hostKey)
            ? null
            : "SFTP要写主机指纹（主机指纹列，SHA256:…），向银行核对后填写";
    }

    /// <summary>Null: it is no SFTP server.</summary>
    internal static SftpAddress? OfSftp(string link) => Sftp().Match(link) is { Success: true } of
        ? new SftpAddress(
            of.Groups["user"].Value, of.Groups["host"].Value,
            of.Groups["port"] is { Success: true } port ? int.Parse(port.Value, CultureInfo.InvariantCulture) : 22,
            of.Groups["folder"].Value)
        : null;

    [GeneratedRegex(
        "^sftp://(?<user>[^@/:]+)@(?<host>[^@/:]+)(:(?<port>[0-9]{1,5}))?(?<folder>/.*)$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Sftp();

    [GeneratedRegex("^SHA256:[A-Za-z0-9+/]{43}=?$", RegexOptions.ExplicitCapture)]
    private static partial Regex HostKey();
}

/// <summary>A folder of a bank's SFTP server.</summary>
internal sealed record SftpAddress(string User, string Host, int Port, string Folder)
{
    /// <summary>As the table of paying banks writes it.</summary>
    public override string ToString() => $"sftp://{User}@{Host}{(Port == 22 ? "" : $":{Port}")}{Folder}";
}
