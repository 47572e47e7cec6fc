using System.Net;
using Disbursement.Jobs.Running;

namespace Disbursement.Host.Serving;

/// <summary>Where the web listens: this machine only, until people can sign in.</summary>
internal sealed record WebAddress(IPAddress Address, int Port)
{
    /// <exception cref="Refused">No address, not plain http, or one that other machines can reach.</exception>
    public static WebAddress Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttp
            || url.PathAndQuery != "/" || url.UserInfo.Length > 0)
            throw new Refused($"--url 要写成 http://127.0.0.1:5080 这样的地址，不是“{text}”。");
        var address = url.Host == "localhost" ? IPAddress.Loopback
            : IPAddress.TryParse(url.DnsSafeHost, out var given) ? given : null;
        if (address is null || !IPAddress.IsLoopback(address))
            throw new Refused($"网页现在没有登录，只能在本机打开；“{url.Host}”别的机器也能连上，没有启动。"
                + "请用 http://127.0.0.1:5080；从别的机器看，请用 SSH 转发这个端口。");
        return new WebAddress(address, url.Port);
    }

    /// <summary>Whether the browser asked for this machine: a page elsewhere may point its own name here.</summary>
    public static bool IsLocalName(string host) =>
        host == "localhost"
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
