using Disbursement.Host.Homes;
using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.Commands;

/// <summary>A live home with an administrator 管家 and 甲 经办, 乙 复核, 丙 审批, each with a password of his own.</summary>
sealed class LiveCounty : IAsyncDisposable
{
    private const string Variable = "DISBURSE_PASSWORD_FILE";

    private readonly TinyCounty county = new();
    private readonly string files = Directory.CreateTempSubdirectory("disburse-secrets-").FullName;

    public string Home => county.Home;

    /// <summary>A folder for what the office writes.</summary>
    public string Files => files;

    public async Task Open()
    {
        await As(null, "init", "--live");
        await As(null, "user", "add", "管家", "--roles", "管理", "--password-file", Secret("管家"));
        foreach (var (name, role) in new[] { ("甲", "经办"), ("乙", "复核"), ("丙", "审批") })
        {
            await As("管家", "user", "add", name, "--roles", role, "--password-file", Secret($"{name} first"));
            await With($"{name} first", "user", "password", "--user", name, "--password-file", Secret(name));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await county.DisposeAsync();
        Directory.Delete(files, recursive: true);
    }

    /// <summary>The private file with the secret of somebody.</summary>
    public string Secret(string whose)
    {
        var path = Path.Combine(files, whose);
        if (File.Exists(path)) return path;
        File.WriteAllText(path, PasswordOf(whose) + "\n");
        Posix.SetMode(path, 0x180);
        return path;
    }

    public static string PasswordOf(string whose) => $"secret 77 of {string.Join('-', whose.Select(c => (int)c))}";

    /// <summary>A command that somebody signs in for and that must succeed; null: nobody signs in.</summary>
    public Task<string> As(string? name, params string[] arguments) =>
        With(name, name is null ? arguments : [.. arguments, "--user", name]);

    /// <summary>A command that is refused for a reason.</summary>
    /// <param name="secret">Whose password is given.</param>
    public async Task Refuses(string why, string? secret, params string[] arguments)
    {
        var (code, _, error) = await Command(secret, arguments);
        Assert.Equal(CommandLine.RefusedCode, code);
        Assert.Contains(why, error);
    }

    public async Task<(int Code, string Said, string Error)> Command(string? secret, params string[] arguments)
    {
        Environment.SetEnvironmentVariable(Variable, secret is null ? null : Secret(secret));
        try
        {
            return await county.Command(arguments);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }
    }

    private async Task<string> With(string? secret, params string[] arguments)
    {
        var (code, said, error) = await Command(secret, arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)} ended with {code}: {error}");
        return said;
    }
}
