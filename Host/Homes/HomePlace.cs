namespace Disbursement.Host.Homes;

/// <summary>Which folder is the home of a command: DISBURSE_HOME, else a folder beside the launcher.</summary>
/// <remarks>Never the current folder: the same command must find the same data wherever it is typed.</remarks>
public static class HomePlace
{
    const string HomeVariable = "DISBURSE_HOME", RootVariable = "DISBURSE_ROOT";

    /// <summary>The home of `init` and of everyday commands.</summary>
    public static string Path => Named ?? System.IO.Path.Combine(LauncherFolder, ".disburse");

    /// <summary>The home of `demo`, apart from everyday data.</summary>
    public static string DemoPath => Named ?? System.IO.Path.Combine(LauncherFolder, ".disburse-demo");

    /// <summary>The home of an everyday command; where DISBURSE_HOME names a new one, it is a rehearsal.</summary>
    /// <param name="say">Told when a new one was made: a mistyped name would else look like an empty office.</param>
    /// <exception cref="HomeRefused">There is none yet, or the folder is something else.</exception>
    public static HomeFolder Open(Action<string> say)
    {
        if (Named is not { } named || File.Exists(System.IO.Path.Combine(named, "home"))) return HomeFolder.Open(Path);
        var home = HomeFolder.Create(named, live: false);
        say($"DISBURSE_HOME 指定的地方原来没有数据目录，已新建一个空的演练数据目录：{home.Path}"
            + "。如果本来要用已有的数据，请核对 DISBURSE_HOME 写得对不对。");
        return home;
    }

    static string? Named => Environment.GetEnvironmentVariable(HomeVariable) is { Length: > 0 } path ? path : null;

    static string LauncherFolder
    {
        get
        {
            if (Environment.GetEnvironmentVariable(RootVariable) is { Length: > 0 } root) return root;
            // Started without the launcher (from an IDE): it stands above the built program.
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "disburse")))
            {
                folder = folder.Parent;
            }

            return folder?.FullName ?? throw new HomeRefused("找不到启动程序 disburse 所在目录，请设置 DISBURSE_HOME。");
        }
    }
}
